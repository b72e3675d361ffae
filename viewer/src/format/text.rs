//! Text from a host, harmless to look at: what would be obeyed is shown, and what is too long is cut.

use std::borrow::Cow;

use super::grouped;

/// How many characters of a text a table's cell shows.
pub const CELL_LENGTH: usize = 240;

/// The names of the first control characters, as ASCII has them.
const CONTROLS: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
];

/// A text for a cell: see [`shown_text_up_to`].
pub fn shown_text(text: &str) -> Cow<'_, str> {
    shown_text_up_to(text, CELL_LENGTH)
}

/// A text with its control characters by name (`⟨ESC⟩`), its invisible and direction-changing
/// characters by code point (`⟨U+202E⟩`), cut after `length` characters with a word on how
/// many there are.
pub fn shown_text_up_to(text: &str, length: usize) -> Cow<'_, str> {
    let cut = text.char_indices().nth(length).map(|(end, _)| end);
    let head = cut.map_or(text, |end| &text[..end]);
    if cut.is_none() && !head.chars().any(is_unshowable) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(head.len() + 32);
    for character in head.chars() {
        push_shown(&mut shown, character);
    }
    if cut.is_some() {
        shown.push_str("… (");
        shown.push_str(&grouped(text.chars().count() as u64));
        shown.push_str(" characters)");
    }
    Cow::Owned(shown)
}

fn push_shown(shown: &mut String, character: char) {
    match character {
        '\0'..='\x1f' | '\x7f' => {
            let name = CONTROLS
                .get(u32::from(character) as usize)
                .unwrap_or(&"DEL");
            shown.push('⟨');
            shown.push_str(name);
            shown.push('⟩');
        }
        _ if is_unshowable(character) => {
            shown.push_str("⟨U+");
            push_hexadecimal(shown, u32::from(character));
            shown.push('⟩');
        }
        _ => shown.push(character),
    }
}

/// At least four digits, as Unicode writes code points.
fn push_hexadecimal(shown: &mut String, code: u32) {
    let digits = (u32::BITS - code.leading_zeros()).div_ceil(4).max(4);
    for place in (0..digits).rev() {
        shown.extend(
            char::from_digit(code >> (place * 4) & 0xf, 16).map(|d| d.to_ascii_uppercase()),
        );
    }
}

/// Characters that are obeyed or cannot be seen: controls, the Unicode categories Cf, Zl and Zp
/// as far as they matter, blanks that look like nothing, private use and noncharacters.
pub(crate) fn is_unshowable(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f'
        | '\x7f'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{600}'..='\u{605}'
        | '\u{61c}'
        | '\u{6dd}'
        | '\u{70f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_obeyed_is_shown() {
        for (text, shown) in [
            ("", ""),
            ("nginx: worker", "nginx: worker"),
            ("naïve – Приве́т 日本", "naïve – Приве́т 日本"),
            ("a\tb\nc", "a⟨TAB⟩b⟨LF⟩c"),
            ("\x1b[31mred\x7f", "⟨ESC⟩[31mred⟨DEL⟩"),
            ("\u{85}\u{9b}31m", "⟨U+0085⟩⟨U+009B⟩31m"),
            ("evil\u{202e}gpj.exe", "evil⟨U+202E⟩gpj.exe"),
            ("a\u{200b}b\u{2066}c", "a⟨U+200B⟩b⟨U+2066⟩c"),
            ("\u{e0041}", "⟨U+E0041⟩"),
            (
                "</script><img src=x onerror=alert(1)>",
                "</script><img src=x onerror=alert(1)>",
            ),
        ] {
            assert_eq!(shown_text(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        for (text, length, shown) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcde… (6 characters)"),
            ("äöüß", 2, "äö… (4 characters)"),
            ("\n\n\n", 1, "⟨LF⟩… (3 characters)"),
        ] {
            assert_eq!(shown_text_up_to(text, length), shown);
        }
        let long = "x".repeat(1 << 20);
        assert!(shown_text(&long).ends_with("x… (1,048,576 characters)"));
        assert!(shown_text(&long).len() < 2 * CELL_LENGTH);
    }
}
