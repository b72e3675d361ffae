//! Choosing among network namespaces.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Namespace;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::format::{grouped, shown_text_up_to};

/// How many namespaces can be chosen from; the others can be named in the address.
const MOST: usize = 1_000;

/// How many characters of a name are shown.
const NAME: usize = 40;

/// What a choice shows.
#[derive(Clone, Properties)]
pub(crate) struct ChoiceProps {
    /// The snapshot.
    pub catalog: Rc<Catalog>,
    /// The place of the namespace that is chosen; none for all.
    pub current: Option<usize>,
    /// Whether all can be chosen as well.
    pub has_all: bool,
    /// Takes the identity of another one, which is empty for all.
    pub on_choose: Callback<String>,
}

impl PartialEq for ChoiceProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
            && self.current == other.current
            && self.has_all == other.has_all
            && self.on_choose == other.on_choose
    }
}

/// The namespaces to choose from; nothing where there are not several.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let select = use_node_ref();
    // Once a person has chosen, a browser does not follow the options' attributes any more.
    use_effect_with((props.clone(), select.clone()), |(props, select)| {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            let value = props.current.map(|current| current.to_string());
            select.set_value(&value.unwrap_or_default());
        }
    });
    let on_change = use_callback(
        (props.clone(), select.clone()),
        |_: Event, (props, select)| {
            let select = select.cast::<HtmlSelectElement>();
            // The values are places, so that no host's text is one.
            let place = select.and_then(|select| select.value().parse::<usize>().ok());
            let namespaces = &props.catalog.snapshot().namespaces;
            let chosen = place.and_then(|place| namespaces.get(place));
            let id = chosen.map(|namespace| namespace.id.0.clone());
            props.on_choose.emit(id.unwrap_or_default());
        },
    );
    let namespaces = &props.catalog.snapshot().namespaces;
    if namespaces.len() < 2 {
        return Html::default();
    }
    html! {
        <select class="namespaces" aria-label="Network namespace" ref={select} onchange={on_change}>
            if props.has_all {
                <option value="">{ "All " }{ grouped(namespaces.len() as u64) }{ " namespaces" }</option>
            }
            { for namespaces.iter().enumerate().take(MOST).map(option) }
        </select>
    }
}

fn option((place, namespace): (usize, &Namespace)) -> Html {
    let name = namespace.name.as_ref().unwrap_or(&namespace.id.0);
    html! {
        <option value={place.to_string()}>
            { shown_text_up_to(name, NAME).into_owned() }
            if namespace.is_collectors { { " (own)" } }
        </option>
    }
}
