//! Bytes that were written as text, with six or seven bits in each character. The code is described
//! in `xtask/src/build/ascii.rs`, which writes it.

/// Decodes in place and gives the number of bytes.
///
/// A character that the code does not have gives wrong bytes, and no error.
pub fn decode(text: &mut [u8]) -> usize {
    let mut length = 0;
    let (mut waiting, mut bits) = (0_u32, 0);
    for at in 0..text.len() {
        let code = text.get(at).copied().unwrap_or_default();
        let (value, count) = match code {
            0..4 => (code.wrapping_sub(1), 6),
            4 => (b'\r', 7),
            5 => (b'<', 7),
            itself => (itself, 7),
        };
        waiting = waiting << count | u32::from(value);
        bits += count;
        if bits >= 8 {
            bits -= 8;
            if let Some(byte) = text.get_mut(length) {
                *byte = (waiting >> bits).to_le_bytes()[0];
            }
            length += 1;
        }
    }
    length
}
