//! The rows that a table shows: those that pass the filter, in the order that was asked for.

mod lines;
mod tree;

use std::rc::Rc;

use netsnap_shared::filter::{Filter, FilterError};
use netsnap_shared::index::Table;

use crate::fragment::Sort;

pub use lines::{Folds, Line, Lines};
pub use tree::{parents, tree};

/// What a filter and an order make of a table.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The rows, in the order in which they are shown.
    pub rows: Rc<Vec<u32>>,
    /// The filter that these rows pass: the last text that was one.
    pub filter: String,
    /// How many rows the table has that can be shown.
    pub total: usize,
    /// Why the text is no filter; then the rows are those of the last text that was one.
    pub problem: Option<FilterError>,
}

/// Every row of a table in one order, kept so that a key in the filter does not sort again.
#[derive(Debug, Clone)]
pub struct Order {
    by: Vec<Sort>,
    rows: Vec<u32>,
}

impl Order {
    /// Sorts a table by several fields, the first one first, unless `before` is this order of it
    /// already.
    pub fn of(table: &Table, by: &[Sort], before: Option<Self>) -> Self {
        match before {
            Some(order) if order.by == by && order.rows.len() == table.len() => order,
            _ => {
                let mut rows = all(table);
                table.sort(&mut rows, by);
                Self {
                    by: by.to_vec(),
                    rows,
                }
            }
        }
    }

    /// Brings some of the table's rows into this order.
    fn arrange(&self, rows: &[u32]) -> Vec<u32> {
        let mut is_wanted = vec![false; self.rows.len()];
        for &row in rows {
            if let Some(is_wanted) = is_wanted.get_mut(row as usize) {
                *is_wanted = true;
            }
        }
        let wanted = |row: &u32| is_wanted.get(*row as usize).copied().unwrap_or(false);
        self.rows.iter().copied().filter(wanted).collect()
    }
}

fn all(table: &Table) -> Vec<u32> {
    (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect()
}

/// Filters and orders a table, of which only the rows `own` can be shown if there are such. While the
/// text is no filter, the rows of `before` stay; where there
/// is none, every row is shown.
pub fn select(
    table: &Table,
    own: Option<&Rc<Vec<u32>>>,
    text: &str,
    order: Option<&Order>,
    before: Option<&Selection>,
) -> Selection {
    let (mut rows, filter, problem) = match Filter::parse(text, table.kind()) {
        Ok(filter) => (filter.select(table), text.to_owned(), None),
        Err(problem) => {
            let filter = before
                .map(|before| before.filter.clone())
                .unwrap_or_default();
            (last_valid(table, before), filter, Some(problem))
        }
    };
    if let Some(own) = own {
        rows.retain(|row| own.binary_search(row).is_ok());
    }
    let rows = match order {
        Some(order) => order.arrange(&rows),
        None => rows,
    };
    Selection {
        rows: Rc::new(rows),
        filter,
        total: own.map_or(table.len(), |own| own.len()),
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
        None => all(table),
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::bundle::{Limits, decode};
    use netsnap_shared::catalog::Catalog;
    use netsnap_shared::index::{Direction, Field, TableKind};

    use super::*;
    use crate::sample::bundle;

    #[test]
    fn rows_pass_the_filter_in_order_and_the_last_valid_ones_stay() {
        let catalog = Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot);
        let table = &Table::new(TableKind::Sockets, &catalog);
        let up = (Field::LocalPort, Direction::Ascending);
        let down = (Field::LocalPort, Direction::Descending);
        let mut before = None;
        let mut order = None;
        let mut last_valid = String::new();
        for (text, sort, rows, is_valid) in [
            ("port:", None, &[0, 1, 2][..], false),
            ("", None, &[0, 1, 2], true),
            ("proto:tcp", None, &[0, 1], true),
            ("proto:tc(", None, &[0, 1], false),
            ("", Some(down), &[2, 0, 1], true),
            ("!state:listen", Some(down), &[2, 1], true),
            ("!state:nonsense", Some(up), &[1, 2], false),
            ("!state:nonsense", None, &[1, 2], false),
            ("port:1", None, &[], true),
            ("port:x", Some(up), &[], false),
            ("", Some(up), &[0, 1, 2], true),
        ] {
            order = sort.map(|sort| Order::of(table, &[sort], order.take()));
            let selection = select(table, None, text, order.as_ref(), before.as_ref());
            assert_eq!(*selection.rows, rows, "{text} {sort:?}");
            assert_eq!(selection.problem.is_none(), is_valid, "{text}");
            assert_eq!(selection.total, 3);
            if is_valid {
                text.clone_into(&mut last_valid);
            }
            assert_eq!(selection.filter, last_valid, "{text}");
            before = Some(selection);
        }
    }
}
