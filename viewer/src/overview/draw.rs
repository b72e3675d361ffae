//! The overview made visible. Nothing here computes more than a width.

mod ladder;
mod look;
mod numbers;
mod ports_map;
mod states;
mod talks;
mod unread;

pub(super) use ladder::ladder;
pub(super) use look::looks;
pub(super) use numbers::numbers;
pub(super) use ports_map::PortsMap;
pub(super) use states::states;
pub(super) use talks::talks;
pub(super) use unread::unread;

use yew::prelude::*;

use crate::place::View;

/// How many characters of a host's own text a chip or a line shows.
const LENGTH: usize = 80;

/// One part of the overview: a region with its question as its title.
fn panel(class: &'static str, id: &'static str, title: &'static str, body: Html) -> Html {
    html! {
        <section class={classes!("panel", class)} aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            { body }
        </section>
    }
}

/// A button that reads as a link and opens a view with a filter.
fn link(text: String, view: View, filter: impl Into<AttrValue>) -> Html {
    html! {
        <button type="button" class="link any-text" data-view={view.name()} data-filter={filter.into()}>
            { text }
        </button>
    }
}

/// A button that reads as a link and opens the sockets with a filter.
fn sockets_link(text: String, filter: impl Into<AttrValue>) -> Html {
    link(text, View::Sockets, filter)
}
