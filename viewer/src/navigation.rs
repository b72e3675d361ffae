//! The views, as links that a person can also copy or open elsewhere.

use netsnap_shared::catalog::Catalog;
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
    View::ALL.map(|view| count(&report.catalog, scope, view))
}

fn count(catalog: &Catalog, scope: &Scope, view: View) -> Option<usize> {
    let table = view.table()?;
    Some(match scope.rows(table) {
        Some(own) => own.len(),
        None => table.count(catalog),
    })
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
    let named = View::ALL.into_iter().zip(props.counts);
    let named = named.filter(|(view, _)| view.head() == *view);
    html! {
        <nav class="views" aria-label="Views" ref={views} onclick={on_click(&props.on_action)}>
            { for named.map(|(view, count)| {
                let current = match (view == props.view, view == props.view.head()) {
                    (true, _) => Some("page"),
                    (false, true) => Some("true"),
                    (false, false) => None,
                };
                link(view, view.title(), count, current)
            }) }
        </nav>
    }
}

/// The switch between a view and its siblings; nothing for a view that has none.
pub(crate) fn siblings(
    view: View,
    catalog: &Catalog,
    scope: &Scope,
    on_action: &Callback<Action>,
) -> Html {
    let siblings = view.siblings();
    if siblings.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="views siblings" aria-label="Kinds" onclick={on_click(on_action)}>
            { for siblings.iter().map(|&sibling| {
                let current = (sibling == view).then_some("page");
                link(sibling, sibling.kind(), count(catalog, scope, sibling), current)
            }) }
        </nav>
    }
}

fn link(
    to: View,
    title: &'static str,
    count: Option<usize>,
    current: Option<&'static str>,
) -> Html {
    html! {
        <a href={to.href()} aria-current={current}>
            { title }
            if let Some(count) = count {
                <span class="views-count" aria-hidden="true">{ grouped(count as u64) }</span>
            }
        </a>
    }
}

fn on_click(on_action: &Callback<Action>) -> Callback<MouseEvent> {
    let on_action = on_action.clone();
    Callback::from(move |event: MouseEvent| {
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
            on_action.emit(Action::Show(fragment::parse(&href).view));
        }
    })
}
