//! What a person chose for one table, and the rows that come of it.

use std::rc::Rc;

use netsnap_shared::index::{Direction, Field, Table};

use crate::fragment::Sort;
use crate::selection::{Order, Selection, select};
use crate::views::Layout;

/// One table as it is shown.
#[derive(Debug, Default)]
pub struct Pane {
    /// The filter's text, as typed.
    pub filter: String,
    /// The order; none is the bundle's own.
    pub sort: Option<Sort>,
    /// What is chosen of the columns.
    pub layout: Layout,
    /// The row that is explained.
    pub selected: Option<u32>,
    selection: Selection,
    order: Option<Order>,
    /// Whether the selection was made from the open bundle at all.
    is_known: bool,
    /// Whether filter and order are what the selection was made with.
    is_settled: bool,
}

impl Pane {
    /// The rows, as of the last time this table was shown.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    pub(super) fn set_filter(&mut self, text: String) {
        if self.filter != text {
            self.filter = text;
            self.is_settled = false;
        }
    }

    pub(super) fn set_sort(&mut self, sort: Option<Sort>) {
        if self.sort != sort {
            self.sort = sort;
            self.is_settled = false;
        }
    }

    /// Ascending, then descending, then the bundle's own order.
    pub(super) fn sort_by(&mut self, field: Field) {
        let next = match self.sort {
            Some((by, Direction::Ascending)) if by == field => Some((field, Direction::Descending)),
            Some((by, Direction::Descending)) if by == field => None,
            _ => Some((field, Direction::Ascending)),
        };
        self.set_sort(next);
    }

    pub(super) fn forget_rows(&mut self) {
        self.selection = Selection::default();
        self.order = None;
        self.is_known = false;
        self.is_settled = false;
    }

    /// Brings the rows up to date; `own` are those that can be shown, where not all can.
    pub(super) fn settle(&mut self, table: &Table, own: Option<&Rc<Vec<u32>>>) {
        if !self.is_settled {
            let before = self.is_known.then_some(&self.selection);
            let order = self.order.take();
            self.order = self.sort.map(|sort| Order::of(table, sort, order));
            self.selection = select(table, own, &self.filter, self.order.as_ref(), before);
            self.is_known = true;
            self.is_settled = true;
        }
        // A fragment may name any row.
        self.selected = self.selected.filter(|&row| (row as usize) < table.len());
    }
}
