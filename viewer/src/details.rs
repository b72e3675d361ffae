//! The selected row in words: its explanation, what one can do from here, and all of its fields.
//!
//! What is shown is computed by pure functions, once for each selection; `draw` makes it visible.

pub mod actions;
mod draw;
pub mod explanation;
pub mod facts;
pub mod relatives;

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, Explanation, Health};
use netsnap_shared::walk::Packet;
use yew::prelude::*;

use crate::charts::{self, Chart};
use crate::export::account::plain_text;
use crate::links;
use crate::place::{Selected, View};
use crate::share;
use crate::walk::Answer;

/// The id of the details, for those who want to give them the focus.
pub const DETAILS_ID: &str = "details";

/// What the details are made from.
#[derive(Clone, Properties)]
pub struct DetailsProps {
    /// The snapshot.
    pub catalog: Rc<Catalog>,
    /// The row.
    pub selected: Selected,
    /// Closes the details.
    pub on_close: Callback<()>,
    /// Opens a view with this filter.
    pub on_filter: Callback<(View, String)>,
    /// Opens a row in its view.
    pub on_select: Callback<Selected>,
}

impl PartialEq for DetailsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
            && self.selected == other.selected
            && self.on_close == other.on_close
            && self.on_filter == other.on_filter
            && self.on_select == other.on_select
    }
}

/// Everything that the details say of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// What kind of row it is, in a few words.
    pub kind: String,
    /// The row in words.
    pub explanation: Explanation,
    /// What one can do from here.
    pub actions: Vec<actions::Action>,
    /// The way of a socket's packets to the other end.
    pub way: Option<Answer>,
    /// How a connection fares: a word, and what it means for this one.
    pub health: Option<(Health, String)>,
    /// What passed an interface while the collector watched, or why that is not known.
    pub rates: Option<Result<Chart, &'static str>>,
    /// The rows it belongs to and that belong to it.
    pub relatives: Vec<relatives::Relatives>,
    /// All of its fields.
    pub facts: Vec<facts::Fact>,
}

impl Account {
    /// Everything that the details say of a row; `None` for a row that the snapshot does not have.
    pub fn of(catalog: &Catalog, selected: Selected) -> Option<Self> {
        let (kind, explanation) = explanation::explanation(catalog, selected)?;
        Some(Self {
            kind,
            explanation,
            actions: actions::actions(catalog, selected),
            way: way(catalog, selected),
            health: health(catalog, selected),
            rates: match selected {
                Selected::Interface(row) => Some(charts::chart(catalog, row)),
                _ => None,
            },
            relatives: relatives::relatives(catalog, selected),
            facts: facts::facts(catalog, selected),
        })
    }
}

/// How a connection fares, where that was measured.
fn health(catalog: &Catalog, selected: Selected) -> Option<(Health, String)> {
    let Selected::Socket(row) = selected else {
        return None;
    };
    let socket = catalog.socket(row)?.socket;
    let verdict = explain::connection(socket).into_iter().next()?;
    Some((explain::health(socket)?, verdict))
}

/// The way of a socket's packets to the other end, where it has one and the snapshot has routes.
fn way(catalog: &Catalog, selected: Selected) -> Option<Answer> {
    let Selected::Socket(row) = selected else {
        return None;
    };
    let place = catalog.socket(row)?;
    let ip = place.socket.remote?.ip;
    if ip.is_unspecified() || place.namespace.routes.is_empty() {
        return None;
    }
    let packet = Packet::of_socket(place.socket, ip);
    Some(Answer::of(catalog, place.namespace, &packet))
}

/// A row of a snapshot that equals only itself.
#[derive(Clone)]
struct Row(Rc<Catalog>, Selected);

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) && self.1 == other.1
    }
}

/// The selected row in words: a complementary landmark named Details.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let row = Row(props.catalog.clone(), props.selected);
    let account = use_memo(row.clone(), |row| Account::of(&row.0, row.1));
    let node = use_node_ref();
    // What was read of another row is no place to begin with this one.
    use_effect_with((row, node.clone()), |(_, node)| {
        if let Some(element) = node.cast::<web_sys::Element>() {
            element.set_scroll_top(0);
        }
    });
    let onclick = use_callback(props.clone(), |event: MouseEvent, props| {
        if links::closest(&event, "[data-close]").is_some() {
            props.on_close.emit(());
        } else if links::closest(&event, "[data-copy]").is_some() {
            if let Some(account) = Account::of(&props.catalog, props.selected) {
                share::copy_account(plain_text(&account));
            }
        } else if let Some(selected) = links::selected(&event) {
            props.on_select.emit(selected);
        } else if let Some(place) = links::followed(&event) {
            props.on_filter.emit(place);
        }
    });
    html! {
        <aside id={DETAILS_ID} class="details" tabindex="-1" role="complementary" aria-label="Details" ref={node} {onclick}>
            { draw::account(account.as_ref().as_ref(), props.selected.table()) }
        </aside>
    }
}
