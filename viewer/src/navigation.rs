//! The views, as links that a person can also copy or open elsewhere.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::focus::reveal;
use crate::format::grouped;
use crate::fragment;
use crate::place::View;
use crate::store::{Action, Report, Scope};

/// What the navigation shows.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NavigationProps {
    /// The view that is shown.
    pub view: View,
    /// How many rows each view's table has, in the order of [`View::ALL`].
    pub counts: [Option<usize>; View::ALL.len()],
    /// Takes the view that was chosen.
    pub on_action: Callback<Action>,
}

/// How many rows the table of each view has.
pub(crate) fn counts(report: &Report, scope: &Scope) -> [Option<usize>; View::ALL.len()] {
    let count = |table| match scope.rows(table) {
        Some(own) => own.len(),
        None => report.tables.get(table).len(),
    };
    View::ALL.map(|view| view.table().map(count))
}

/// The navigation.
#[component]
pub(crate) fn Navigation(props: &NavigationProps) -> Html {
    // On a narrow screen the views are a strip, and the current one may be out of sight.
    let views = use_node_ref();
    use_effect_with((props.view, views.clone()), |(_, views)| {
        let views = views.cast::<Element>();
        let current = views.and_then(|views| views.query_selector("[aria-current]").ok().flatten());
        if let Some(current) = current {
            reveal(&current);
        }
    });
    let on_click = props.on_action.clone();
    let on_click = Callback::from(move |event: MouseEvent| {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let href = link.and_then(|link| link.get_attribute("href"));
        if let Some(href) = href.filter(|_| is_plain) {
            // A view is shown as it was left; its address alone would show it without a filter.
            event.prevent_default();
            on_click.emit(Action::Show(fragment::parse(&href).view));
        }
    });
    html! {
        <nav class="views" aria-label="Views" ref={views} onclick={on_click}>
            { for View::ALL.iter().zip(props.counts).map(|(&view, count)| html! {
                <a
                    href={view.href()}
                    aria-current={(view == props.view).then_some("page")}
                >
                    { view.title() }
                    if let Some(count) = count {
                        <span class="views-count" aria-hidden="true">{ grouped(count as u64) }</span>
                    }
                </a>
            }) }
        </nav>
    }
}
