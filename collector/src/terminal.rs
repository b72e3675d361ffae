//! Text for a terminal, which obeys what it is sent: names from a host or a bundle are made
//! harmless and bounded before they reach one.

mod number;
pub mod size;
mod table;
mod wrap;

pub(crate) use number::{bytes, counted, grouped};
pub(crate) use table::{Column, write_table};
pub(crate) use wrap::wrap;

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// The columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// The text with everything visible that a terminal would obey or hide: control characters as
/// `\x1b`, bidirectional overrides and characters without width as `\u{202e}`.
pub fn harmless(text: &str) -> Cow<'_, str> {
    cut(text, usize::MAX)
}

/// The [`harmless`] text in at most `limit` columns; a longer one ends in `…`.
///
/// Only as much of the text is looked at as is shown.
pub fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().min(limit));
    let mut columns = 0;
    // How much of `shown` stays when a `…` must follow it.
    let mut room_for_ellipsis = 0;
    let mut marks = 0;
    for character in text.chars() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        let before = shown.len();
        if marks > MARKS_ON_ONE_CHARACTER || is_obeyed_or_hidden(character) {
            push_escape(&mut shown, character);
            columns += shown.len() - before;
        } else {
            shown.push(character);
            columns += character.width().unwrap_or(0);
        }
        if columns > limit {
            shown.truncate(room_for_ellipsis);
            if limit > 0 {
                shown.push('…');
            }
            break;
        }
        if columns < limit {
            room_for_ellipsis = shown.len();
        }
    }
    Cow::Owned(shown)
}

/// JSON with the same characters as escapes. They stand only inside strings, so the value is the
/// same.
pub(crate) fn harmless_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_hidden_in_json) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        if is_hidden_in_json(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

fn is_hidden_in_json(character: char) -> bool {
    // The line ends of the JSON itself.
    character != '\n' && is_obeyed_or_hidden(character)
}

/// More accents than this on one character are an attempt to paint over other lines.
const MARKS_ON_ONE_CHARACTER: usize = 2;

/// Whether a character combines with the one before it and takes no column of its own.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && character.width() == Some(0)
}

/// Control characters, and those that reorder, join or hide text (Unicode's `Bidi_Control` and
/// `Default_Ignorable_Code_Point`, and the separators of lines and paragraphs).
fn is_obeyed_or_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn push_escape(text: &mut String, character: char) {
    match character {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        _ if character.is_ascii() => {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{:02x}", u32::from(character));
        }
        _ => {
            let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        for (text, shown) in [
            ("", ""),
            ("nginx", "nginx"),
            ("Žluťoučký kůň", "Žluťoučký kůň"),
            ("e\u{301}", "e\u{301}"),
            ("日本", "日本"),
            ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
            ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
            ("a\nb\rc\td", "a\\nb\\rc\\td"),
            ("\0\x7f", "\\x00\\x7f"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("txt\u{202e}exe", "txt\\u{202e}exe"),
            ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
            ("ss\u{200b}hd", "ss\\u{200b}hd"),
            ("\u{feff}x\u{ad}", "\\u{feff}x\\u{ad}"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("\u{e0041}", "\\u{e0041}"),
            (
                "e\u{301}\u{301}\u{301}\u{302}",
                "e\u{301}\u{301}\\u{301}\\u{302}",
            ),
            ("</script><img src=x>", "</script><img src=x>"),
        ] {
            assert_eq!(harmless(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_by_its_columns() {
        for (text, limit, shown) in [
            ("nginx", 5, "nginx"),
            ("nginx", 4, "ngi…"),
            ("nginx", 1, "…"),
            ("nginx", 0, ""),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("日本語", 2, "…"),
            ("a\x1b[0m", 5, "a…"),
            ("a\x1b[0m", 7, "a\\x1b[…"),
            ("a\x1b[0m", 8, "a\\x1b[0m"),
            ("e\u{301}e\u{301}", 2, "e\u{301}e\u{301}"),
        ] {
            assert_eq!(cut(text, limit), shown, "{text:?} in {limit}");
            assert!(width(shown) <= limit, "{text:?} in {limit}");
        }
    }

    #[test]
    fn nothing_floods() {
        for text in [
            "A".repeat(1 << 20),
            "\u{301}".repeat(1 << 20),
            "\u{200b}".repeat(1 << 20),
            "e\u{301}\u{301}".repeat(1 << 20),
        ] {
            let shown = cut(&text, 40);
            assert!(width(&shown) <= 40);
            assert!(shown.len() < 400);
        }
    }

    #[test]
    fn json_keeps_its_value() {
        for value in [
            "plain",
            "\u{202e}\u{9b}\u{7f}\x1b\n\t",
            "\u{e0041}日本\u{feff}",
            "\"\\\u{200b}\"",
        ] {
            let json = serde_json::to_string(value).unwrap();
            let safe = harmless_json(&json);
            assert_eq!(harmless(&safe), safe);
            assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), value);
        }
    }
}
