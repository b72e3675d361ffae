//! Keys that work anywhere on the page.

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
