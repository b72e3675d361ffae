//! Addresses as the kernel dumped them, and messages that are not whole.

use std::fmt::Write as _;

use super::*;
use crate::readers::linux::netlink::payloads;

const CAPTURED: &[u8] = include_bytes!("../../../../../fixtures/netlink/addresses.bin");

fn show(index: u32, address: &InterfaceAddress) -> String {
    let mut shown = format!("{index} {}/{}", address.ip, address.prefix_length);
    if let Some(peer) = address.peer {
        write!(shown, " peer {peer}").unwrap();
    }
    if let Some(broadcast) = address.broadcast {
        write!(shown, " brd {broadcast}").unwrap();
    }
    write!(shown, " {}", address.scope.unwrap()).unwrap();
    if let Some(label) = &address.label {
        write!(shown, " label {label}").unwrap();
    }
    for (what, seconds) in [
        ("valid", address.valid_for_s),
        ("preferred", address.preferred_for_s),
    ] {
        if let Some(seconds) = seconds {
            write!(shown, " {what} {seconds}").unwrap();
        }
    }
    write!(shown, " {}", address.flags.join(",")).unwrap();
    shown
}

#[track_caller]
fn check(payload: &[u8], expected: &str) {
    let shown = match parse(payload) {
        Parsed::Row(kept) => format!("{} odd {}", show(kept.row.0, &kept.row.1), kept.odd),
        other => format!("{other:?}"),
    };
    assert_eq!(shown, expected);
}

#[test]
fn captured_addresses() {
    let payloads = payloads(CAPTURED);
    let expected = [
        "1 127.0.0.1/8 host label lo permanent odd 0",
        "10 192.0.2.1/24 global label br0 permanent odd 0",
        "11 198.51.100.1/32 peer 198.51.100.2 global label left permanent odd 0",
        "1 ::1/128 host permanent odd 0",
        "10 2001:db8::1/64 global nodad,permanent odd 0",
    ];
    assert_eq!(payloads.len(), expected.len());
    for (payload, expected) in payloads.into_iter().zip(expected) {
        check(payload, expected);
    }
}

#[test]
fn an_address_that_runs_out() {
    let mut message = vec![10, 64, 0, 253, 3, 0, 0, 0];
    message.extend([20, 0, 1, 0]);
    message.extend([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    message.extend([8, 0, 8, 0]);
    message.extend(0x1_0101_u32.to_ne_bytes());
    let whole = message.len();
    message.extend([20, 0, 6, 0]);
    message.extend(
        [300_u32, u32::MAX, 0, 0]
            .into_iter()
            .flat_map(u32::to_ne_bytes),
    );
    check(
        &message,
        "3 fe80::1/64 link preferred 300 temporary,managetempaddr,bit-16 odd 0",
    );
    // A value that is too short leaves a blank.
    message.truncate(whole);
    message.extend([8, 0, 6, 0, 0, 0, 0, 0]);
    check(
        &message,
        "3 fe80::1/64 link temporary,managetempaddr,bit-16 odd 1",
    );
}

#[test]
fn other_families_and_half_messages_are_no_addresses() {
    check(&[], "Odd");
    check(&[2, 24, 0, 0, 1], "Odd");
    check(&[2, 24, 0, 0, 1, 0, 0, 0], "Odd");
    check(&[45, 24, 0, 0, 1, 0, 0, 0], "Skip");
    for payload in payloads(CAPTURED) {
        for length in 1..payload.len() {
            // The address is in the first 16 bytes of an IPv4 message and 28 of an IPv6 one.
            let first = if payload[0] == 2 { 16 } else { 28 };
            let is_row = matches!(parse(&payload[..length]), Parsed::Row(_));
            assert_eq!(is_row, length >= first, "{length}");
        }
    }
}
