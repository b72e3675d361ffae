//! The overview: who can reach this host, whom it talks to, what could not be read.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Tables;
use yew::prelude::*;

use crate::place::View;

/// What the overview is made from.
#[derive(Clone, Properties)]
pub struct OverviewProps {
    /// The snapshot.
    pub catalog: Rc<Catalog>,
    /// Its tables.
    pub tables: Rc<Tables>,
    /// Opens a view with this filter.
    pub on_filter: Callback<(View, String)>,
}

impl PartialEq for OverviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
            && Rc::ptr_eq(&self.tables, &other.tables)
            && self.on_filter == other.on_filter
    }
}

/// The overview.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let _ = props;
    html! { <p>{ "Overview" }</p> }
}
