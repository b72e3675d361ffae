//! The rows that a table shows: those that pass the filter, in the order that was asked for.

use std::rc::Rc;

use netsnap_shared::filter::{Filter, FilterError};
use netsnap_shared::index::Table;

use crate::fragment::Sort;

/// What a filter and an order make of a table.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The rows, in the order in which they are shown.
    pub rows: Rc<Vec<u32>>,
    /// How many rows the table has.
    pub total: usize,
    /// Why the text is no filter; then the rows are those of the last text that was one.
    pub problem: Option<FilterError>,
}

impl Selection {
    /// Where a row of the table is shown, counted from 0.
    pub fn position(&self, row: u32) -> Option<usize> {
        self.rows.iter().position(|&shown| shown == row)
    }
}

/// Filters and orders a table. While the text is no filter, the rows of `before` stay; where there
/// is none, every row is shown.
pub fn select(
    table: &Table,
    text: &str,
    sort: Option<Sort>,
    before: Option<&Selection>,
) -> Selection {
    let (mut rows, problem) = match Filter::parse(text, table.kind()) {
        Ok(filter) => (filter.select(table), None),
        Err(problem) => (last_valid(table, before), Some(problem)),
    };
    if let Some(sort) = sort {
        table.sort(&mut rows, &[sort]);
    }
    Selection {
        rows: Rc::new(rows),
        total: table.len(),
        problem,
    }
}

/// The rows of the last valid filter, in the table's own order.
fn last_valid(table: &Table, before: Option<&Selection>) -> Vec<u32> {
    match before {
        Some(selection) => {
            let mut rows = selection.rows.to_vec();
            rows.sort_unstable();
            rows
        }
        None => (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect(),
    }
}
