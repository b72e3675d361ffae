//! The states that lead to a row's state, as steps.

use netsnap_shared::snapshot::State;
use yew::prelude::*;

use crate::format;

pub(super) fn path(path: &[State]) -> Html {
    if path.is_empty() {
        return html! {};
    }
    let last = path.len() - 1;
    html! {
        <ol class="state-path" aria-label="How a connection gets here">
            { for path.iter().enumerate().map(|(place, &state)| html! {
                <li aria-current={(place == last).then_some("step")}>{ format::state(state) }</li>
            }) }
        </ol>
    }
}
