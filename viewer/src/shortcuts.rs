//! The keys of the page: what they do anywhere, and the list of all of them that the help shows.

/// What a key does wherever the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// Goes to the filter.
    Filter,
    /// Opens the help.
    Help,
    /// Closes the details.
    Close,
}

/// What `key` (`KeyboardEvent.key`) does; `in_text` is whether the focus is in something that takes
/// text, where it is text.
pub(crate) fn shortcut(key: &str, in_text: bool) -> Option<Shortcut> {
    match key {
        "/" if !in_text => Some(Shortcut::Filter),
        "?" if !in_text => Some(Shortcut::Help),
        "Escape" => Some(Shortcut::Close),
        _ => None,
    }
}

/// Keys that do the same, and what they do.
type Keys = (&'static [&'static str], &'static str);

/// Every key: where it works, and there the keys and what they do.
pub(crate) const KEYS: &[(&str, &[Keys])] = &[
    (
        "Everywhere",
        &[
            (&["/"], "Go to the filter"),
            (&["?"], "This help"),
            (
                &["Tab", "Shift Tab"],
                "Next part of the page, previous part",
            ),
            (&["Esc"], "Close the explanation"),
        ],
    ),
    (
        "In the table",
        &[
            (&["↓", "↑", "j", "k"], "Next row, previous row"),
            (&["PgDn", "PgUp"], "A page further, a page back"),
            (&["Home", "End"], "First and last: row, or cell of the row"),
            (&["Ctrl Home", "Ctrl End"], "First row, last row"),
            (&["→", "←"], "Into the cells of the row, and out again"),
            (&["↑"], "From the first row to the titles"),
            (
                &["Enter", "Space"],
                "Explain the row, then go there; on a title, sort",
            ),
            (&["→", "←"], "Unfold a group, or fold it"),
            (&["Shift Enter"], "On a title, sort by it too"),
            (
                &["Shift →", "Shift ←"],
                "On a title, make the column wider or narrower",
            ),
        ],
    ),
    (
        "In the filter",
        &[
            (&["↓", "↑"], "Suggestions"),
            (&["Enter", "Tab"], "Take the suggestion"),
            (&["Enter"], "Go to the table"),
            (&["Esc"], "Close the suggestions; then empty the filter"),
        ],
    ),
    (
        "On a term of the filter",
        &[
            (&["Delete", "Enter"], "Take it out"),
            (&["→", "←"], "Next term, previous term"),
        ],
    ),
    (
        "On a value in the table",
        &[
            (&["m", "Shift F10", "Menu"], "Only this, not this, copy"),
            (&["→", "←"], "There: next column, previous column"),
        ],
    ),
    (
        "In a packet’s address",
        &[
            (&["Enter"], "Go to the route that wins"),
            (&["Esc"], "Empty it; then go to the table"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TABLE_KEYS;

    #[test]
    fn keys_are_text_where_text_is_typed() {
        for (key, in_text, expected) in [
            ("/", false, Some(Shortcut::Filter)),
            ("/", true, None),
            ("?", false, Some(Shortcut::Help)),
            ("?", true, None),
            ("Escape", true, Some(Shortcut::Close)),
            ("a", false, None),
        ] {
            assert_eq!(shortcut(key, in_text), expected, "{key}");
        }
    }

    /// What the help calls a `KeyboardEvent.key`.
    fn label(key: &str) -> &str {
        match key {
            "ArrowDown" => "↓",
            "ArrowUp" => "↑",
            "ArrowRight" => "→",
            "ArrowLeft" => "←",
            "PageDown" => "PgDn",
            "PageUp" => "PgUp",
            "Escape" => "Esc",
            " " => "Space",
            other => other,
        }
    }

    /// The keys of a part of the help.
    fn listed(part: &str) -> Vec<&'static str> {
        let part = KEYS.iter().find(|(name, _)| *name == part);
        let lines = part.map(|(_, lines)| *lines).unwrap_or_default();
        lines.iter().flat_map(|(keys, _)| *keys).copied().collect()
    }

    #[test]
    fn the_help_lists_every_key_that_does_something() {
        let everywhere: Vec<String> = (' '..='~')
            .map(String::from)
            .chain(["Escape".to_owned()])
            .filter(|key| shortcut(key, false).is_some())
            .collect();
        assert!(!everywhere.is_empty());
        for key in &everywhere {
            assert!(listed("Everywhere").contains(&label(key)), "{key}");
        }
        for key in TABLE_KEYS {
            let is_listed = listed("In the table").contains(&label(key));
            // What closes the explanation does so everywhere.
            assert!(is_listed || *key == "Escape", "{key}");
        }
    }

    #[test]
    fn the_help_lists_no_key_that_does_nothing() {
        // These are the browser's own.
        let own = ["Tab", "Shift Tab"];
        for key in listed("Everywhere") {
            let event = if key == "Esc" { "Escape" } else { key };
            assert!(
                shortcut(event, false).is_some() || own.contains(&key),
                "{key}"
            );
        }
        for key in listed("In the table") {
            let key = key.trim_start_matches("Ctrl ").trim_start_matches("Shift ");
            assert!(TABLE_KEYS.iter().any(|it| label(it) == key), "{key}");
        }
    }
}
