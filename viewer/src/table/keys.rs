//! Where the keys are in a table, and what a key does there, as ARIA's grid pattern has it.
//!
//! Keys begin with whole rows, which is how a person reads a table. The right arrow goes into the
//! cells of a row, the left arrow out of them; above the first row are the titles.

use crate::selection::Lines;

/// Where the keys are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cursor {
    /// The row, by its place in the order shown; none before there was one.
    pub row: Option<usize>,
    /// The cell, by its place in the row; none for the whole row.
    pub column: Option<usize>,
    /// Whether the keys are in the titles; the row is that which they came from.
    pub in_titles: bool,
}

/// How large a table is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// How many rows it has.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// How many rows a page up or down moves by.
    pub page: usize,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The keys are there now.
    To(Cursor),
    /// Orders the table by this column.
    Sort(usize),
    /// Orders it by this column too.
    SortToo(usize),
    /// Makes this column wider by so many CSS pixels.
    Widen(usize, i32),
    /// Folds the lines below the current one away, or shows them.
    Fold,
    /// Opens the current row.
    Open,
    /// Closes what is open.
    Close,
}

/// The keys that a table takes (`KeyboardEvent.key`), as the help lists them; with Control, Home and
/// End go to the first and the last row from a cell too.
#[cfg(test)]
pub(crate) const KEYS: &[&str] = &[
    "ArrowDown",
    "ArrowUp",
    "j",
    "k",
    "ArrowRight",
    "ArrowLeft",
    "PageDown",
    "PageUp",
    "Home",
    "End",
    "Enter",
    " ",
    "Escape",
];

/// What `key` (`KeyboardEvent.key`) asks for where the keys are at `at`; none for a key that is not
/// the table's.
pub(super) fn movement(key: &str, with_control: bool, at: Cursor, extent: Extent) -> Option<Move> {
    let last_column = extent.columns.checked_sub(1)?;
    let to_row = |row: usize, column: Option<usize>| {
        let last = extent.rows.checked_sub(1)?;
        Some(Move::To(Cursor {
            row: Some(row.min(last)),
            column,
            in_titles: false,
        }))
    };
    let to_column = |column: Option<usize>| Some(Move::To(Cursor { column, ..at }));
    let row = at.row.unwrap_or(0);
    if with_control {
        return match key {
            "Home" => to_row(0, at.column.map(|_| 0)),
            "End" => to_row(usize::MAX, at.column.map(|_| last_column)),
            _ => None,
        };
    }
    match key {
        "ArrowDown" | "j" if at.in_titles || at.row.is_none() => to_row(0, at.column),
        "ArrowDown" | "j" => to_row(row.saturating_add(1), at.column),
        "ArrowUp" | "k" | "PageUp" if at.in_titles => to_column(at.column),
        "ArrowUp" if row == 0 => Some(Move::To(Cursor {
            column: at.column.or(Some(0)),
            in_titles: true,
            ..at
        })),
        "ArrowUp" | "k" => to_row(row.saturating_sub(1), at.column),
        "PageDown" if at.in_titles => to_row(0, at.column),
        "PageDown" => to_row(row.saturating_add(extent.page), at.column),
        "PageUp" => to_row(row.saturating_sub(extent.page), at.column),
        "ArrowRight" if at.in_titles || at.row.is_some() => {
            let next = at.column.map_or(0, |column| column.saturating_add(1));
            to_column(Some(next.min(last_column)))
        }
        "ArrowLeft" if at.in_titles => to_column(at.column.map(|column| column.saturating_sub(1))),
        "ArrowLeft" => to_column(at.column.and_then(|column| column.checked_sub(1))),
        "Home" if at.column.is_some() => to_column(Some(0)),
        "End" if at.column.is_some() => to_column(Some(last_column)),
        "Home" => to_row(0, None),
        "End" => to_row(usize::MAX, None),
        "Enter" | " " if at.in_titles => at.column.map(Move::Sort),
        "Enter" | " " => at.row.map(|_| Move::Open),
        "Escape" => Some(Move::Close),
        _ => None,
    }
}

/// What `key` asks for with the shift key, where the keys are in the titles.
pub(super) fn shifted(key: &str, at: Cursor) -> Option<Move> {
    let column = at.column.filter(|_| at.in_titles)?;
    match key {
        "Enter" | " " => Some(Move::SortToo(column)),
        "ArrowRight" => Some(Move::Widen(column, WIDER)),
        "ArrowLeft" => Some(Move::Widen(column, -WIDER)),
        _ => None,
    }
}

/// By how many CSS pixels a key makes a column wider.
const WIDER: i32 = 16;

/// What `key` asks for where the keys are at a whole line with lines below or above it, as ARIA's
/// treegrid pattern has it.
pub(super) fn fold(key: &str, at: Cursor, lines: &Lines) -> Option<Move> {
    let place = at.row.filter(|_| at.column.is_none() && !at.in_titles)?;
    let line = lines.get(place)?;
    let to = |row| {
        Move::To(Cursor {
            row: Some(row),
            ..Cursor::default()
        })
    };
    match (key, line.is_open) {
        ("Enter" | " ", _) if line.is_head => Some(Move::Fold),
        ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => Some(Move::Fold),
        ("ArrowRight", Some(true)) if line.is_head => Some(to(place + 1)),
        ("ArrowLeft", _) => lines.parent(place).map(to),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::index::Group;

    use super::*;
    use crate::selection::Folds;

    /// `r3` is the whole row 3, `r3c1` a cell of it, `t1` a title, `-` nowhere yet.
    fn cursor(text: &str) -> Cursor {
        let number = |text: &str| text.parse().ok();
        if let Some(column) = text.strip_prefix('t') {
            return Cursor {
                column: number(column),
                in_titles: true,
                ..Cursor::default()
            };
        }
        let (row, column) = text.split_once('c').unwrap_or((text, ""));
        Cursor {
            row: row.strip_prefix('r').and_then(number),
            column: number(column),
            in_titles: false,
        }
    }

    fn check(key: &str, at: &str, rows: usize, expected: Option<Move>) {
        let (key, with_control) = match key.strip_prefix("C-") {
            Some(key) => (key, true),
            None => (key, false),
        };
        let extent = Extent {
            rows,
            columns: 3,
            page: 4,
        };
        let said = movement(key, with_control, cursor(at), extent);
        assert_eq!(said, expected, "{key} at {at} of {rows}");
    }

    #[test]
    fn keys_move_within_the_table() {
        for (key, at, rows, to) in [
            ("ArrowDown", "-", 10, "r0"),
            ("ArrowDown", "r3", 10, "r4"),
            ("ArrowDown", "r3c2", 10, "r4c2"),
            ("j", "r9", 10, "r9"),
            ("k", "r0", 10, "r0"),
            ("k", "-", 10, "r0"),
            ("ArrowUp", "r5", 10, "r4"),
            ("PageDown", "r8", 10, "r9"),
            ("PageDown", "-", 100, "r4"),
            ("PageUp", "r2", 10, "r0"),
            ("Home", "r7", 10, "r0"),
            ("End", "-", 10, "r9"),
            // The filter changed and the current row is beyond the new end.
            ("j", "r50", 10, "r9"),
            // Cells.
            ("ArrowRight", "r3", 10, "r3c0"),
            ("ArrowRight", "r3c0", 10, "r3c1"),
            ("ArrowRight", "r3c2", 10, "r3c2"),
            ("ArrowLeft", "r3c1", 10, "r3c0"),
            ("ArrowLeft", "r3c0", 10, "r3"),
            ("ArrowLeft", "r3", 10, "r3"),
            ("Home", "r3c2", 10, "r3c0"),
            ("End", "r3c0", 10, "r3c2"),
            ("C-Home", "r3c2", 10, "r0c0"),
            ("C-End", "r3c0", 10, "r9c2"),
            ("C-Home", "r3", 10, "r0"),
            ("C-End", "r3", 10, "r9"),
            // Titles.
            ("ArrowDown", "t2", 10, "r0c2"),
            ("PageDown", "t1", 10, "r0c1"),
            ("ArrowUp", "t1", 10, "t1"),
            ("PageUp", "t1", 10, "t1"),
            ("k", "t1", 10, "t1"),
            ("ArrowRight", "t1", 10, "t2"),
            ("ArrowRight", "t2", 10, "t2"),
            ("ArrowLeft", "t0", 10, "t0"),
            ("End", "t0", 0, "t2"),
        ] {
            check(key, at, rows, Some(Move::To(cursor(to))));
        }
    }

    #[test]
    fn the_titles_are_above_the_first_row() {
        for (at, column) in [("r0", 0), ("r0c2", 2), ("-", 0)] {
            let titles = Cursor {
                column: Some(column),
                in_titles: true,
                ..cursor(at)
            };
            check("ArrowUp", at, 10, Some(Move::To(titles)));
        }
    }

    #[test]
    fn keys_do_something_where_they_are() {
        for (key, at, rows, expected) in [
            ("Enter", "r1", 10, Some(Move::Open)),
            (" ", "r1c2", 10, Some(Move::Open)),
            ("Enter", "-", 10, None),
            ("Enter", "t2", 10, Some(Move::Sort(2))),
            (" ", "t0", 0, Some(Move::Sort(0))),
            ("Escape", "-", 0, Some(Move::Close)),
            ("ArrowRight", "-", 10, None),
            ("End", "-", 0, None),
            ("j", "-", 0, None),
            ("x", "r1", 10, None),
            ("C-j", "r1", 10, None),
        ] {
            check(key, at, rows, expected);
        }
    }

    #[test]
    fn every_key_of_the_list_is_taken_and_no_other() {
        let extent = Extent {
            rows: 10,
            columns: 3,
            page: 4,
        };
        let is_taken = |key: &str| movement(key, false, cursor("r1"), extent).is_some();
        for key in KEYS {
            assert!(is_taken(key), "{key}");
        }
        for key in (' '..='~').map(String::from) {
            assert_eq!(is_taken(&key), KEYS.contains(&&*key), "{key}");
        }
    }

    #[test]
    fn shift_does_something_in_the_titles_only() {
        for (key, at, expected) in [
            ("Enter", "t1", Some(Move::SortToo(1))),
            (" ", "t0", Some(Move::SortToo(0))),
            ("ArrowRight", "t1", Some(Move::Widen(1, 16))),
            ("ArrowLeft", "t1", Some(Move::Widen(1, -16))),
            ("ArrowDown", "t1", None),
            ("Enter", "r1", None),
            ("ArrowLeft", "r1c1", None),
            ("Enter", "-", None),
        ] {
            assert_eq!(shifted(key, cursor(at)), expected, "{key} at {at}");
        }
    }

    #[test]
    fn lines_with_lines_below_them_fold() {
        let groups = [
            Group {
                code: Some(1),
                end: 2,
            },
            Group { code: None, end: 3 },
        ];
        let mut folds = Folds::default();
        folds.toggle(1);
        let lines = Lines::grouped(vec![7, 8, 9], &groups, &folds);
        // The lines are: head, 7, 8, head.
        let to = |at| Some(Move::To(cursor(at)));
        for (key, at, expected) in [
            ("ArrowLeft", "r0", Some(Move::Fold)),
            ("ArrowRight", "r0", to("r1")),
            ("Enter", "r0", Some(Move::Fold)),
            ("ArrowLeft", "r2", to("r0")),
            ("ArrowRight", "r2", None),
            ("Enter", "r2", None),
            ("ArrowRight", "r3", Some(Move::Fold)),
            ("ArrowLeft", "r3", None),
            (" ", "r3", Some(Move::Fold)),
            ("ArrowDown", "r3", None),
            ("ArrowLeft", "r2c1", None),
            ("ArrowLeft", "t0", None),
            ("ArrowLeft", "-", None),
            ("ArrowLeft", "r9", None),
        ] {
            assert_eq!(fold(key, cursor(at), &lines), expected, "{key} at {at}");
        }
    }
}
