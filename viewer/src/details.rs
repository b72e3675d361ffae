//! The selected row in words.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use yew::prelude::*;

use crate::place::{Selected, View};

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

/// The selected row in words: a complementary landmark named Details.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let _ = props;
    html! { <aside class="details" aria-label="Details"></aside> }
}
