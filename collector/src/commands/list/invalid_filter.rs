//! A filter that was not understood, with a pointer to the place.

use std::ops::Range;

use netsnap_shared::filter::FilterError;

use crate::terminal::{cut, harmless, width};

/// The most columns of a filter that are shown before and behind the place.
const AROUND: usize = 60;

/// A filter that was not understood.
#[derive(Debug, thiserror::Error)]
#[error("the filter is not valid: {}", .error.reason)]
pub(crate) struct InvalidFilter {
    text: String,
    error: FilterError,
}

impl InvalidFilter {
    pub(super) fn new(text: &str, error: FilterError) -> Self {
        Self {
            text: text.to_owned(),
            error,
        }
    }

    /// The filter, and under it a line that points to the place.
    pub(crate) fn pointer(&self) -> [String; 2] {
        let Range { start, end } = within(&self.text, &self.error.at);
        let (before, rest) = self.text.split_at(start);
        let (place, after) = rest.split_at(end - start);
        let before = last_columns(&harmless(before), AROUND);
        let place = cut(place, AROUND);
        let after = cut(after, AROUND);
        let carets = "^".repeat(width(&place).max(1));
        [
            format!("  {before}{place}{after}"),
            format!("  {}{carets}", " ".repeat(width(&before))),
        ]
    }
}

/// The range with its ends in the text and between characters.
fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    start..text.floor_char_boundary(range.end).max(start)
}

/// The end of a text, with `…` before it where it is longer.
fn last_columns(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut end: Vec<char> = Vec::new();
    for character in text.chars().rev() {
        end.push(character);
        if width(&end.iter().collect::<String>()) >= limit {
            end.pop();
            break;
        }
    }
    std::iter::once('…').chain(end.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let long = format!("{}stat:listen", "a ".repeat(100));
        let end = "a ".repeat(29);
        for (text, at, lines) in [
            ("stat:listen", 0..4, ["  stat:listen", "  ^^^^"]),
            ("port:80 (", 8..9, ["  port:80 (", "          ^"]),
            ("port:", 5..5, ["  port:", "       ^"]),
            ("日本 x:", 7..8, ["  日本 x:", "       ^"]),
            ("\x1b x", 2..3, ["  \\x1b x", "       ^"]),
            ("x", 7..9, ["  x", "   ^"]),
            ("日", 1..2, ["  日", "  ^"]),
            (
                long.as_str(),
                200..204,
                [
                    &format!("  … {end}stat:listen"),
                    &format!("  {}^^^^", " ".repeat(60)),
                ],
            ),
        ] {
            let error = FilterError {
                at,
                reason: "no".to_owned(),
                incomplete: false,
            };
            assert_eq!(InvalidFilter::new(text, error).pointer(), lines, "{text:?}");
        }
    }
}
