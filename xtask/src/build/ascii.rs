//! Bytes as text that an inert `<script>` keeps as it is, with 15 % more bytes instead of base64's
//! 33 %.
//!
//! Of the 128 characters of ASCII, HTML's parser changes or heeds three: NUL becomes U+FFFD, CR
//! becomes LF, and `<` may begin an end tag. The other 125 are the symbols of a prefix code, which is
//! a truncated binary code with them in an order that is easy to decode:
//!
//! | character | stands for |
//! |---|---|
//! | 1, 2, 3 | the six bits 000000, 000001, 000010 |
//! | 4, 5 | the seven bits of 13 (CR) and of 60 (`<`) |
//! | 6 to 127, without 13 and 60 | their own seven bits |
//!
//! No seven bits from 0 to 5 are left over, as these begin with the six bits of the first row. The
//! bits are those of the bytes, the highest first, with zeros up to the end of the last symbol; fewer
//! than eight, so that decoding drops them. All of it is ASCII: it means the same in every encoding
//! that a server may announce, and a transfer that turns LF into CRLF is undone by HTML's parser.
//! `netsnap-unpacker` has the decoder.

/// The character that stands for seven bits which are CR's.
const FOR_CR: u8 = 4;
/// The character that stands for seven bits which are those of `<`.
const FOR_LESS_THAN: u8 = 5;

/// The bytes as text.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 6 + 2);
    let mut waiting = 0_u32;
    let mut bits = 0;
    for &byte in bytes {
        waiting = waiting << 8 | u32::from(byte);
        bits += 8;
        while bits >= 7 {
            let (symbol, taken) = symbol(waiting >> (bits - 7));
            text.push(char::from(symbol));
            bits -= taken;
            // What was taken is not looked at again.
            waiting &= (1 << bits) - 1;
        }
    }
    while bits > 0 {
        let (symbol, taken) = symbol(waiting << 7 >> bits);
        text.push(char::from(symbol));
        bits = u32::saturating_sub(bits, taken);
        waiting &= (1 << bits) - 1;
    }
    text
}

/// The symbol for the bits that the lowest seven begin with, and how many it stands for.
fn symbol(seven: u32) -> (u8, u32) {
    let seven = seven.to_le_bytes()[0] & 0x7f;
    match seven {
        0..6 => (seven / 2 + 1, 6),
        b'\r' => (FOR_CR, 7),
        b'<' => (FOR_LESS_THAN, 7),
        itself => (itself, 7),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        let length = netsnap_unpacker::decode(&mut bytes);
        bytes.truncate(length);
        bytes
    }

    fn check(bytes: &[u8]) {
        let text = encode(bytes);
        assert_eq!(decode(&text), bytes, "{text:?}");
        let kept = |c: char| c.is_ascii() && !matches!(c, '\0' | '\r' | '<');
        assert!(text.chars().all(kept), "{text:?}");
        assert!(text.len() <= (bytes.len() * 8).div_ceil(6), "{text:?}");
    }

    #[test]
    fn every_symbol_is_as_the_table_says() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(encode(bytes), expected);
        check(b"", "");
        check(&[0], "\u{1}\u{1}");
        // 000010 is all, and 00 begins another six.
        check(&[0b0000_1000], "\u{3}\u{1}");
        check(&[0b0000_1100], "\u{6}\u{1}");
        check(&[0b0001_1010], "\u{4}\u{1}");
        check(&[0b0111_1001], "\u{5}@");
        check(
            &[0xff; 7],
            "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
        );
    }

    #[test]
    fn every_pair_of_bytes_comes_out_again() {
        for pair in 0..=u16::MAX {
            check(&pair.to_be_bytes());
            check(&pair.to_be_bytes()[..1]);
        }
    }

    proptest! {
        #[test]
        fn all_bytes_come_out_again(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            check(&bytes);
        }

        /// Where the six bits are frequent.
        #[test]
        fn small_bytes_come_out_again(bytes in prop::collection::vec(0_u8..16, 0..300)) {
            check(&bytes);
        }
    }
}
