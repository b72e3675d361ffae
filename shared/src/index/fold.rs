//! Letters without regard to case.

/// Text without regard to case: each letter in lower case, one by one; see [`lower`].
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// The small letter of a capital of the Latin (Basic, Latin-1 and Extended-A), Greek and Cyrillic
/// blocks of Unicode; every other character stays as it is.
///
/// By rule: the library's tables of every script would be 10 KB of each report, for names and
/// paths of which almost all are ASCII.
pub(crate) fn lower(ch: char) -> char {
    let code = u32::from(ch);
    let small = match code {
        0..0x80 => return ch.to_ascii_lowercase(),
        0xd7 | 0x130 | 0x3a2 => code,
        0xc0..=0xde | 0x391..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        0x178 => 0xff,
        // Capital and small letters take turns.
        0x100..=0x137 | 0x14a..=0x177 | 0x460..=0x481 => code | 1,
        0x139..=0x148 | 0x179..=0x17e => code + code % 2,
        _ => code,
    };
    char::from_u32(small).unwrap_or(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_its_blocks_it_is_what_unicode_says() {
        for ch in ('\0'..'\u{180}')
            .chain('\u{391}'..'\u{3cf}')
            .chain('\u{400}'..'\u{482}')
        {
            // U+0130 becomes two characters in Unicode.
            if ch != '\u{130}' {
                assert!(ch.to_lowercase().eq([lower(ch)]), "{ch:?}");
            }
        }
        assert_eq!(fold("Ünï-Код_ΣΩ 日本"), "ünï-код_σω 日本");
    }
}
