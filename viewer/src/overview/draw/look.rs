//! What deserves a look, line by line.

use yew::prelude::*;

use super::{link, panel};
use crate::format::shown_text_up_to;
use crate::overview::look::{LOOKED_FOR, Look};

/// How many characters of each part of a line are shown: they hold names of the host.
const LENGTH: usize = 300;

pub(in crate::overview) fn looks(looks: &[Look]) -> Html {
    let body = if looks.is_empty() {
        html! {
            <>
                <p class="panel-note"><span class="chip ok">{ "✓ nothing stands out" }</span></p>
                <p class="panel-note">{ LOOKED_FOR }</p>
            </>
        }
    } else {
        html! { <ul class="looks">{ for looks.iter().map(look) }</ul> }
    };
    panel("look", "deserves-a-look", "What deserves a look", body)
}

fn look(look: &Look) -> Html {
    html! {
        <li>
            <p>
                { link(shown(&look.what), look.view, look.filter.clone()) }
                { " " }<span class="who any-text">{ shown(&look.who) }</span>
            </p>
            <p class="dim any-text">{ shown(&look.why) }</p>
        </li>
    }
}

fn shown(text: &str) -> String {
    shown_text_up_to(text, LENGTH).into_owned()
}
