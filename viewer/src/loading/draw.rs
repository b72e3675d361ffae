//! How far a bundle is on its way in, and the way out of waiting for it.

use yew::prelude::*;

use crate::format::{bytes, grouped, shown_text_up_to};
use crate::store::{Action, Loading};

/// While there is no other report: in the middle of the page.
pub(crate) fn opening(loading: &Loading, on_action: &Callback<Action>) -> Html {
    html! {
        <main class="welcome">
            <div class="opening-now">{ progress(loading, on_action) }</div>
        </main>
    }
}

/// While another report is open: above it.
pub(crate) fn notice(loading: &Loading, on_action: &Callback<Action>) -> Html {
    html! { <div class="notice">{ progress(loading, on_action) }</div> }
}

fn progress(loading: &Loading, on_action: &Callback<Action>) -> Html {
    let name = match &loading.file {
        Some(name) => shown_text_up_to(name, 80).into_owned(),
        None => "the report".to_owned(),
    };
    let (read, size) = (loading.progress.read, loading.size);
    let cancel = on_action.reform(|_: MouseEvent| Action::CancelLoading);
    html! {
        <>
            // What changes all the time is not read out: the bar can be asked.
            <p role="status">{ "Opening " }{ name }{ ", " }{ bytes(size) }{ "…" }</p>
            <progress
                aria-label="Read"
                max={size.max(1).to_string()}
                value={read.min(size).to_string()}
            />
            <p class="opening-far">
                { bytes(read) }{ " of " }{ bytes(size) }{ ", " }
                { grouped(loading.progress.rows) }{ " rows" }
            </p>
            <button type="button" onclick={cancel}>{ "Cancel" }</button>
        </>
    }
}
