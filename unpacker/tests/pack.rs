//! What is packed comes out again, and what is damaged is refused.

#![expect(
    clippy::unwrap_used,
    reason = "what prepares a test stops where it is wrong itself"
)]

use netsnap_unpacker::{Slot, WORK, pack::pack, unpack};
use proptest::prelude::*;

fn unpacks(file: &[u8], unpacked: &mut [u8]) -> bool {
    unpack(file, &mut vec![Slot::default(); WORK], unpacked)
}

/// Bytes that need every kind of packet: fresh ones, far and near repeats, and repeats in which some
/// bytes differ.
fn mixture() -> Vec<u8> {
    let mut seed = 1_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed as usize >> 8
    };
    let mut bytes: Vec<u8> = Vec::new();
    while bytes.len() < 100_000 {
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

/// Two texts and a module with the instructions that have operands of their own kind.
fn payload() -> Vec<u8> {
    let body = [
        &b"\x02\x02\x7f\x01\x7e"[..],
        b"\x02\x40\x20\x00\x0d\x00\x0b\x20\x01\x28\x02\x88\x01\x1a\x41\xff\x00\x42\x01",
        b"\x43\x00\x00\x00\x00\x44\x00\x00\x00\x00\x00\x00\x00\x00\x0e\x01\x00\x00\x10\x81\x02",
        b"\x11\x00\x00\xfc\x0a\x00\x00\xfc\x00\xfc\x0b\x00\x23\x00\x0b",
    ]
    .concat();
    let sized = |content: &[u8]| [&[u8::try_from(content.len()).unwrap()], content].concat();
    let code = [&[2][..], &sized(&body), &sized(b"\x00\x0b")].concat();
    [
        b"b{color:red}\0let a;\0\0asm\x01\0\0\0".to_vec(),
        [&[1], &sized(b"\x01\x60\x00\x00")[..]].concat(),
        [&[10], &sized(&code)[..]].concat(),
        [&[11], &sized(b"\x01\x00\x41\x00\x0b\x03abc")[..]].concat(),
    ]
    .concat()
}

fn check(bytes: &[u8]) {
    let mut unpacked = vec![0; bytes.len()];
    assert!(
        unpacks(&pack(bytes), &mut unpacked),
        "{} bytes",
        bytes.len()
    );
    assert_eq!(unpacked, bytes);
}

#[test]
fn what_is_packed_comes_out_again() {
    for bytes in [
        &b""[..],
        b"a",
        b"ab",
        &vec![0; 70_000],
        &mixture(),
        &payload(),
        &payload().repeat(3),
    ] {
        check(bytes);
    }
}

#[test]
fn what_repeats_is_packed_small() {
    let packed = pack(&payload().repeat(100)).len();
    assert!(packed < payload().len() + 100, "{packed}");
}

#[test]
fn what_was_not_packed_is_refused() {
    let bytes = b"a text, a text, a text";
    let packed = pack(bytes);
    let check = |file: &[u8], length: usize| {
        assert!(!unpacks(file, &mut vec![0; length]), "{file:?}, {length}");
    };
    check(b"", 0);
    check(b"\0\0\0\0\0\0\0", 0);
    for end in 0..packed.len() {
        check(&packed[..end], bytes.len());
    }
    check(&[&packed[..], b"\0"].concat(), bytes.len());
    for length in [0, 21, 23] {
        check(&packed, length);
    }
}

/// Each byte that means something; the last four only end the stream.
#[test]
fn each_flipped_bit_is_noticed() {
    let bytes = b"a text, a text, and another text";
    let packed = pack(bytes);
    for at in 0..packed.len() - 4 {
        for bit in 0..8 {
            let mut damaged = packed.clone();
            damaged[at] ^= 1 << bit;
            let mut unpacked = vec![0; bytes.len()];
            assert!(!unpacks(&damaged, &mut unpacked), "byte {at}, bit {bit}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_bytes_come_out_again(bytes in prop::collection::vec(0_u8..4, 0..500)) {
        check(&bytes);
    }

    /// As a module that is none.
    #[test]
    fn bytes_behind_a_header_come_out_again(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        check(&[b"\0\0\0asm\x01\0\0\0\x0a\xff\x7f\x7f", &bytes[..]].concat());
    }

    /// Whatever it is, nothing panics.
    #[test]
    fn any_stream_ends(stream in prop::collection::vec(any::<u8>(), 0..300), length in 0_u32..5000) {
        let whole = u32::try_from(stream.len()).unwrap() + 12;
        let file = [length, whole, 0].map(u32::to_le_bytes).concat();
        let file = [&file, &stream[..]].concat();
        let mut unpacked = vec![0; length as usize];
        let sound = unpacks(&file, &mut unpacked);
        prop_assert!(!sound || length == 0, "{file:?}");
    }
}
