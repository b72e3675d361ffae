//! Choosing among namespaces.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Namespace;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::format::{grouped, shown_text_up_to};
use crate::store::Action;

/// How many namespaces can be chosen from; the others can be named in the address.
const MOST: usize = 1_000;

/// How many characters of a name are shown.
const NAME: usize = 40;

/// The switch between all namespaces and one, where there are several.
pub(crate) fn switch(
    catalog: &Rc<Catalog>,
    current: Option<usize>,
    on_action: &Callback<Action>,
) -> Html {
    let namespaces = &catalog.snapshot().namespaces;
    if namespaces.len() < 2 {
        return Html::default();
    }
    let of_event = Rc::clone(catalog);
    let on_change = on_action
        .reform(move |event: Event| Action::Within(chosen(&of_event, &event).unwrap_or_default()));
    html! {
        <select class="namespaces" aria-label="Network namespace" onchange={on_change}>
            <option value="" selected={current.is_none()}>
                { "All " }{ grouped(namespaces.len() as u64) }{ " namespaces" }
            </option>
            { options(namespaces, current) }
        </select>
    }
}

/// Namespaces to choose from.
pub(crate) fn options(namespaces: &[Namespace], current: Option<usize>) -> Html {
    // Their values are their places, so that no host's text is one.
    let option = |(at, namespace): (usize, &Namespace)| {
        let name = namespace.name.as_ref().unwrap_or(&namespace.id.0);
        html! {
            <option value={at.to_string()} selected={current == Some(at)}>
                { shown_text_up_to(name, NAME).into_owned() }
                if namespace.is_collectors { { " (own)" } }
            </option>
        }
    };
    let options = namespaces.iter().enumerate().take(MOST).map(option);
    html! { <>{ for options }</> }
}

/// The identity of the namespace that was chosen among [`options`].
pub(crate) fn chosen(catalog: &Catalog, event: &Event) -> Option<String> {
    let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
    let place: usize = select.value().parse().ok()?;
    let namespace = catalog.snapshot().namespaces.get(place)?;
    Some(namespace.id.0.clone())
}
