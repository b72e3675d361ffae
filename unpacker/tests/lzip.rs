//! What lzip packs comes out again, and what is damaged is refused.

#![expect(
    clippy::expect_used,
    reason = "what prepares a test stops where it is wrong itself"
)]

use std::io::Write;

use lzma_rust2::{LzipOptions, LzipWriter};
use netsnap_unpacker::unpack;
use proptest::prelude::*;

/// As an encoder of somebody else packs it.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut lzip = LzipWriter::new(Vec::new(), LzipOptions::with_preset(6));
    lzip.write_all(bytes).expect("memory takes everything");
    lzip.finish().expect("memory takes everything")
}

/// Bytes that need every kind of packet: fresh ones, far and near repeats, and repeats in which some
/// bytes differ.
fn mixture() -> Vec<u8> {
    let mut seed = 1_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).expect("24 bits")
    };
    let mut bytes: Vec<u8> = Vec::new();
    while bytes.len() < 300_000 {
        let length = random() % 300;
        match random() % 4 {
            0 => bytes.extend((0..length).map(|_| random().to_le_bytes()[0])),
            1 => bytes.extend(vec![random().to_le_bytes()[0]; length]),
            _ => {
                let from = random() % (bytes.len() + 1);
                let mut again = bytes[from..].to_vec();
                again.truncate(length);
                if let Some(byte) = again.get_mut(length / 2) {
                    *byte ^= 1;
                }
                bytes.extend(again);
            }
        }
    }
    bytes
}

fn check(bytes: &[u8]) {
    let mut unpacked = vec![0; bytes.len()];
    assert!(unpack(&pack(bytes), &mut unpacked), "{} bytes", bytes.len());
    assert_eq!(unpacked, bytes);
}

#[test]
fn what_is_packed_comes_out_again() {
    for bytes in [&b""[..], b"a", b"ab", &vec![0; 70_000], &mixture()] {
        check(bytes);
    }
}

#[test]
fn what_is_no_lzip_file_is_refused() {
    let packed = pack(b"a text, a text, a text");
    let check = |file: &[u8], length: usize| {
        assert!(!unpack(file, &mut vec![0; length]), "{file:?}, {length}");
    };
    check(b"", 0);
    check(b"LZIP\x01\x0c", 0);
    for end in 0..packed.len() {
        check(&packed[..end], 22);
    }
    check(&[&packed[..], b"\0"].concat(), 22);
    for length in [0, 21, 23] {
        check(&packed, length);
    }
    let mut newer = packed.clone();
    newer[4] = 2;
    check(&newer, 22);
}

/// Each byte that means something. The first of the stream means nothing, and so do the size of the
/// dictionary, which is the buffer here, and the last few bytes, which say that the stream ends.
#[test]
fn each_flipped_bit_is_noticed() {
    let bytes = b"a text, a text, and another text";
    let packed = pack(bytes);
    let stream = 7..packed.len() - 32;
    let trailer = packed.len() - 20..packed.len();
    for at in (0..5).chain(stream).chain(trailer) {
        for bit in 0..8 {
            let mut damaged = packed.clone();
            damaged[at] ^= 1 << bit;
            let mut unpacked = vec![0; bytes.len()];
            assert!(!unpack(&damaged, &mut unpacked), "byte {at}, bit {bit}");
        }
    }
}

proptest! {
    #[test]
    fn all_bytes_come_out_again(bytes in prop::collection::vec(0_u8..4, 0..500)) {
        check(&bytes);
    }

    /// Whatever it is, nothing panics.
    #[test]
    fn any_stream_ends(stream in prop::collection::vec(any::<u8>(), 0..300), length in 0_u16..5000) {
        let length = u64::from(length);
        let mut file = [b"LZIP\x01\x0c", &stream[..], &[0; 4]].concat();
        let whole = u64::try_from(file.len()).unwrap() + 16;
        file.extend(length.to_le_bytes());
        file.extend(whole.to_le_bytes());
        let mut unpacked = vec![0; usize::try_from(length).unwrap()];
        let sound = unpack(&file, &mut unpacked);
        prop_assert!(!sound || length == 0, "{file:?}");
    }
}
