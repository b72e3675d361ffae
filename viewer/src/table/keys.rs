//! What a key does in a table.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Makes this row, by its place in the order shown, the current one.
    To(usize),
    /// Opens the current row.
    Open,
    /// Closes what is open.
    Close,
}

/// What `key` (`KeyboardEvent.key`) asks for in a table of `rows` rows, of which `current` is the
/// current one and `page` fit the screen; none for a key that is not the table's.
pub(super) fn movement(
    key: &str,
    current: Option<usize>,
    rows: usize,
    page: usize,
) -> Option<Move> {
    let last = rows.checked_sub(1);
    let to = |row: usize| Some(Move::To(row.min(last?)));
    match key {
        "ArrowDown" | "j" => to(current.map_or(0, |row| row.saturating_add(1))),
        "ArrowUp" | "k" => to(current.map_or(0, |row| row.saturating_sub(1))),
        "PageDown" => to(current.unwrap_or(0).saturating_add(page)),
        "PageUp" => to(current.unwrap_or(0).saturating_sub(page)),
        "Home" => to(0),
        "End" => to(usize::MAX),
        "Enter" | " " => current.map(|_| Move::Open),
        "Escape" => Some(Move::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_within_the_table() {
        for (key, current, rows, expected) in [
            ("ArrowDown", None, 10, Some(Move::To(0))),
            ("ArrowDown", Some(3), 10, Some(Move::To(4))),
            ("j", Some(9), 10, Some(Move::To(9))),
            ("k", Some(0), 10, Some(Move::To(0))),
            ("ArrowUp", Some(5), 10, Some(Move::To(4))),
            ("ArrowUp", None, 10, Some(Move::To(0))),
            ("PageDown", Some(8), 10, Some(Move::To(9))),
            ("PageDown", None, 100, Some(Move::To(4))),
            ("PageUp", Some(2), 10, Some(Move::To(0))),
            ("Home", Some(7), 10, Some(Move::To(0))),
            ("End", None, 10, Some(Move::To(9))),
            ("End", None, 0, None),
            ("j", None, 0, None),
            // The filter changed and the current row is beyond the new end.
            ("j", Some(50), 10, Some(Move::To(9))),
            ("Enter", Some(1), 10, Some(Move::Open)),
            ("Enter", None, 10, None),
            ("Escape", None, 0, Some(Move::Close)),
            ("x", Some(1), 10, None),
        ] {
            assert_eq!(
                movement(key, current, rows, 4),
                expected,
                "{key} at {current:?}"
            );
        }
    }
}
