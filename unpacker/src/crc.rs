//! The checksum: CRC-32 as in ISO 3309, ITU-T V.42 and gzip.

/// The generator polynomial, lowest bit first.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// The checksum of these bytes.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut table = [0; 256];
    for (entry, byte) in table.iter_mut().zip(0..) {
        *entry = (0..8).fold(byte, |crc: u32, _| (crc >> 1) ^ (POLYNOMIAL * (crc & 1)));
    }
    let last = |crc: u32| usize::from(crc.to_le_bytes()[0]);
    !bytes.iter().fold(!0, |crc, &byte| {
        let entry = table.get(last(crc ^ u32::from(byte)));
        (crc >> 8) ^ entry.copied().unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        // The check value of the Rocksoft model.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
