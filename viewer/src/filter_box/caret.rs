//! Places in a text: JavaScript counts in UTF-16 code units, Rust in bytes.

/// The byte at which this many code units have passed, or the text's end.
pub(super) fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (byte, character) in text.char_indices() {
        if passed >= units {
            return byte;
        }
        passed += character.len_utf16();
    }
    text.len()
}

/// How many code units there are before a byte.
pub(super) fn units_before(text: &str, byte: usize) -> usize {
    let before = text.char_indices().take_while(|&(at, _)| at < byte);
    before.map(|(_, character)| character.len_utf16()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_counts() {
        for (text, units, byte) in [
            ("abc", 0, 0),
            ("abc", 2, 2),
            ("äbc", 1, 2),
            ("a😀c", 1, 1),
            ("a😀c", 3, 5),
            ("a😀c", 4, 6),
        ] {
            assert_eq!(byte_at(text, units), byte, "{text} {units}");
            assert_eq!(units_before(text, byte), units, "{text} {byte}");
        }
        assert_eq!(byte_at("abc", 99), 3);
        assert_eq!(byte_at("a😀c", 2), 5);
    }
}
