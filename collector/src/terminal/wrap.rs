//! Paragraphs in lines.

use super::{harmless, width};

/// The harmless text in lines of at most `columns`, broken at spaces; each line starts with the
/// indent. A word that is longer than a line has a line of its own.
pub(crate) fn wrap(text: &str, columns: usize, indent: &str) -> String {
    let text = harmless(text);
    let mut wrapped = String::with_capacity(text.len() + 16);
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let needed = width(word);
        if used > 0 && used + 1 + needed > columns {
            wrapped.push('\n');
            used = 0;
        }
        if used == 0 {
            wrapped.push_str(indent);
            used = width(indent);
        } else {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += needed;
    }
    if !wrapped.is_empty() {
        wrapped.push('\n');
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        for (text, columns, indent, lines) in [
            ("", 10, "", ""),
            ("one two", 10, "", "one two\n"),
            ("one two three", 7, "", "one two\nthree\n"),
            ("one two three", 9, "  ", "  one two\n  three\n"),
            ("incomprehensible yes", 5, "", "incomprehensible\nyes\n"),
            ("日本 語", 4, "", "日本\n語\n"),
            ("a  b", 10, "", "a b\n"),
            ("a\nb \x1b[0m", 10, "", "a\\nb\n\\x1b[0m\n"),
        ] {
            assert_eq!(wrap(text, columns, indent), lines, "{text:?} in {columns}");
        }
    }
}
