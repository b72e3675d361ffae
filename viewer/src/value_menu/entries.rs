//! What the menu of a value offers.

use netsnap_shared::filter::quote;
use netsnap_shared::index::{Field, Table};

/// How many values of one row are offered.
const MOST: usize = 4;

/// How long a value may be that is asked for, in bytes. A filter has an end too.
const LONGEST: usize = 1_000;

/// Something that the menu offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// Asks for this term as well.
    Only(String),
    /// Asks for this negated term as well.
    Not(String),
    /// Copies this text.
    Copy(String),
}

impl Entry {
    /// What it is called.
    pub(super) const fn label(&self) -> &'static str {
        match self {
            Self::Only(_) => "Only this",
            Self::Not(_) => "Not this",
            Self::Copy(_) => "Copy",
        }
    }

    /// The term, or the text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Only(text) | Self::Not(text) | Self::Copy(text) => text,
        }
    }
}

/// What is offered for a field of a row; nothing for a field that the table does not have.
pub(super) fn entries(table: &Table, field: Field, row: u32) -> Vec<Entry> {
    if !table.kind().fields().contains(&field) {
        return Vec::new();
    }
    let values = table.values_of(field, row, MOST);
    let mut entries = Vec::new();
    let mut ask = |value: &str| {
        let term = quote(field, value);
        entries.push(Entry::Only(term.clone()));
        entries.push(Entry::Not(["!", &term].concat()));
    };
    if values.is_empty() {
        ask("");
    } else {
        let short = values.iter().filter(|value| value.len() <= LONGEST);
        short.for_each(|value| ask(value));
        entries.push(Entry::Copy(values.join(", ")));
    }
    entries
}

/// The entry that a key moves to, of so many; none for a key that moves nowhere.
pub(super) fn moved(key: &str, current: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" if current >= last => Some(0),
        "ArrowDown" => Some(current + 1),
        "ArrowUp" => Some(current.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::bundle::{Limits, decode};
    use netsnap_shared::catalog::Catalog;
    use netsnap_shared::filter::Filter;
    use netsnap_shared::index::TableKind;

    use super::*;
    use crate::overview::sample::{catalog, process, tcp_listener};
    use crate::sample::bundle;
    use crate::views::columns;

    fn shown(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(Entry::text).collect()
    }

    #[test]
    fn a_value_is_asked_for_or_not_or_copied() {
        let long = "x".repeat(1_001);
        let catalog = catalog(
            vec![process(1, "a b"), process(2, "nginx"), process(3, &long)],
            vec![
                tcp_listener("0.0.0.0:443", &[1]),
                tcp_listener("0.0.0.0:80", &[1, 2, 2]),
                tcp_listener("0.0.0.0:81", &[3]),
                tcp_listener("0.0.0.0:82", &[1, 2, 3, 4, 5, 6]),
            ],
        );
        let table = &Table::new(TableKind::Sockets, &catalog);
        for (row, field, expected) in [
            (
                0,
                Field::State,
                &["state:listen", "!state:listen", "listen"] as &[&str],
            ),
            (0, Field::Process, &["proc:\"a b\"", "!proc:\"a b\"", "a b"]),
            (0, Field::Remote, &["remote:none", "!remote:none"]),
            (0, Field::Gateway, &[]),
            (
                1,
                Field::Process,
                &[
                    "proc:\"a b\"",
                    "!proc:\"a b\"",
                    "proc:nginx",
                    "!proc:nginx",
                    "a b, nginx",
                ],
            ),
            (2, Field::Process, &[&long]),
        ] {
            let entries = entries(table, field, row);
            assert_eq!(shown(&entries), expected, "{row} {field:?}");
        }
        assert_eq!(entries(table, Field::Pid, 3).len(), 9);
    }

    #[test]
    fn every_cell_of_every_table_has_terms_that_find_its_row() {
        let catalog = Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot);
        for kind in TableKind::ALL {
            let table = &Table::new(kind, &catalog);
            for row in 0..u32::try_from(table.len()).unwrap() {
                for column in columns(kind) {
                    for entry in entries(table, column.field, row) {
                        let is_wanted = match entry {
                            Entry::Only(_) => true,
                            Entry::Not(_) => false,
                            Entry::Copy(_) => continue,
                        };
                        let filter = Filter::parse(entry.text(), kind).unwrap();
                        let has_row = filter.select(table).contains(&row);
                        assert_eq!(has_row, is_wanted, "{kind:?} {row} {entry:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn keys_go_round() {
        for (key, current, count, expected) in [
            ("ArrowDown", 0, 3, Some(1)),
            ("ArrowDown", 2, 3, Some(0)),
            ("ArrowUp", 0, 3, Some(2)),
            ("ArrowUp", 2, 3, Some(1)),
            ("Home", 2, 3, Some(0)),
            ("End", 0, 3, Some(2)),
            ("End", 0, 0, None),
            ("x", 0, 3, None),
        ] {
            assert_eq!(moved(key, current, count), expected, "{key} at {current}");
        }
    }
}
