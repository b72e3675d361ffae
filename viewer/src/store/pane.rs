//! What a person chose for one table, and the rows that come of it.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Direction, Field, GroupOrder, Table};

use crate::fragment::{Place, Sort};
use crate::selection::{Folds, Lines, Order, Selection, parents, select, tree};
use crate::views::{Grouping, Layout, column};

/// One table as it is shown.
#[derive(Debug, Default)]
pub struct Pane {
    /// The filter's text, as typed.
    pub filter: String,
    /// The order, by the first of these, then by the next; none is the bundle's own.
    pub sort: Vec<Sort>,
    /// What is chosen of the columns.
    pub layout: Layout,
    /// How the rows are brought together.
    pub grouping: Grouping,
    /// The row that is explained.
    pub selected: Option<u32>,
    selection: Selection,
    lines: Rc<Lines>,
    folds: Folds,
    order: Option<Order>,
    /// For each process the row of its parent.
    parents: Option<Vec<u32>>,
    /// The selected row that was unfolded last.
    revealed: Option<u32>,
    /// Whether the selection was made from the open bundle at all.
    is_known: bool,
    /// Whether filter, order and grouping are what the selection was made with.
    is_settled: bool,
}

impl Pane {
    /// The rows, as of the last time this table was shown.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The lines that they make.
    pub fn lines(&self) -> &Rc<Lines> {
        &self.lines
    }

    pub(super) fn set_filter(&mut self, text: String) {
        if self.filter != text {
            self.filter = text;
            self.is_settled = false;
        }
    }

    fn set_sort(&mut self, sort: Vec<Sort>) {
        if self.sort != sort {
            self.sort = sort;
            self.is_settled = false;
        }
    }

    pub(super) fn set_grouping(&mut self, grouping: Grouping) {
        if self.grouping != grouping {
            self.grouping = grouping;
            // Groups are there to be counted, a tree to be looked at.
            self.folds = Folds::all(grouping == Grouping::Tree);
            self.revealed = None;
            self.is_settled = false;
        }
    }

    pub(super) fn go(&mut self, place: Place) {
        self.set_filter(place.filter);
        self.set_sort(place.sort);
        self.set_grouping(place.grouping);
        self.layout = place.layout;
        self.selected = place.selected;
    }

    /// Ascending, then descending, then not; alone, or besides the other fields.
    pub(super) fn sort_by(&mut self, field: Field, is_added: bool) {
        let mut sort = self.sort.clone();
        if !is_added {
            // A field among others is the only one from now on.
            let is_alone = sort.len() == 1;
            sort.retain(|&(by, _)| by == field && is_alone);
        }
        match sort.iter().position(|&(by, _)| by == field) {
            None => sort.push((field, Direction::Ascending)),
            Some(place) => match sort.get_mut(place) {
                Some((_, direction @ Direction::Ascending)) => *direction = Direction::Descending,
                _ => drop(sort.remove(place)),
            },
        }
        self.set_sort(sort);
    }

    /// Folds a line, or unfolds it.
    pub(super) fn fold(&mut self, line: u32) {
        self.folds.toggle(line);
        self.lines = Rc::new(self.lines.folded(&self.folds));
    }

    /// Folds every line, or unfolds it.
    pub(super) fn fold_all(&mut self, is_open: bool) {
        self.folds = Folds::all(is_open);
        self.lines = Rc::new(self.lines.folded(&self.folds));
    }

    pub(super) fn forget_rows(&mut self) {
        self.selection = Selection::default();
        self.lines = Rc::default();
        self.order = None;
        self.parents = None;
        self.revealed = None;
        self.is_known = false;
        self.is_settled = false;
    }

    /// Brings the rows up to date; `own` are those that can be shown, where not all can.
    pub(super) fn settle(&mut self, catalog: &Catalog, table: &Table, own: Option<&Rc<Vec<u32>>>) {
        if !self.is_settled {
            let before = self.is_known.then_some(&self.selection);
            let order = self.order.take();
            self.order = (!self.sort.is_empty()).then(|| Order::of(table, &self.sort, order));
            self.selection = select(table, own, &self.filter, self.order.as_ref(), before);
            self.arrange(catalog, table);
            self.is_known = true;
            self.is_settled = true;
        }
        // A fragment may name any row.
        self.selected = self.selected.filter(|&row| (row as usize) < table.len());
        if self.revealed != self.selected {
            self.revealed = self.selected;
            let revealed = self.selected;
            if revealed.is_some_and(|row| self.lines.reveal(row, &mut self.folds)) {
                self.lines = Rc::new(self.lines.folded(&self.folds));
            }
        }
    }

    /// Makes lines of the rows.
    fn arrange(&mut self, catalog: &Catalog, table: &Table) {
        let mut rows = Rc::unwrap_or_clone(std::mem::take(&mut self.selection.rows));
        self.lines = Rc::new(match self.grouping {
            Grouping::None => Lines::flat(rows),
            Grouping::By(field) => {
                let groups = table.group(&mut rows, field, self.group_order(table));
                Lines::grouped(rows, &groups, &self.folds)
            }
            Grouping::Tree => {
                let parents = self.parents.get_or_insert_with(|| parents(catalog));
                let (rows, nodes) = tree(&rows, parents);
                Lines::of(rows, nodes, &self.folds)
            }
        });
        self.selection.rows = Rc::clone(self.lines.rows());
    }

    fn group_order(&self, table: &Table) -> GroupOrder {
        let is_summed = |field| column(table.kind(), field).is_some_and(|it| it.sum.is_some());
        match self.sort.first() {
            None => GroupOrder::Size,
            Some(&(field, direction)) if is_summed(field) => GroupOrder::Sum(field, direction),
            Some(_) => GroupOrder::First,
        }
    }
}
