//! Sockets as the kernel told of them, and messages and lines that are odd.

use netsnap_shared::snapshot::{Inode, Interface};

use super::*;
use crate::readers::linux::netlink::payloads;

const DUMP: &[u8] = include_bytes!("../../../../../fixtures/netlink/packet.bin");

fn names() -> InterfaceNames {
    InterfaceNames::of(&[
        Interface::new(1, "lo".to_owned()),
        Interface::new(3, "pk0".to_owned()),
    ])
}

fn show(socket: &PacketSocket) -> String {
    format!(
        "{} {} {:04x} on {} uid {} promiscuous {:?}",
        socket.inode.unwrap_or(Inode(0)),
        socket.kind,
        socket.ethertype.unwrap(),
        socket.interface.as_deref().unwrap_or("*"),
        socket.uid.unwrap(),
        socket.promiscuous_on,
    )
}

#[test]
fn captured_sockets() {
    let payloads = payloads(DUMP);
    let sockets: Vec<_> = payloads
        .iter()
        .filter_map(|payload| parse(payload, &names()))
        .collect();
    assert_eq!(sockets.len(), payloads.len());
    let shown: Vec<_> = sockets.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "2933568 raw 0003 on pk0 uid 0 promiscuous Some([\"lo\", \"pk0\"])",
            "2933570 datagram 0806 on * uid 0 promiscuous Some([])",
            "2933571 raw 0000 on * uid 0 promiscuous Some([])",
        ]
    );
    assert!(sockets.iter().all(|socket| socket.memory.is_some()));
}

#[test]
fn captured_table() {
    let table = include_bytes!("../../../../../fixtures/proc/net/packet");
    let lines = parse_table(table, &names());
    let shown: Vec<_> = lines.rows.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "2933568 raw 0003 on pk0 uid 0 promiscuous None",
            "2933570 datagram 0806 on * uid 0 promiscuous None",
            "2933571 raw 0000 on * uid 0 promiscuous None",
        ]
    );
    assert_eq!(lines.odd, 0);
}

#[test]
fn odd_messages_and_lines() {
    let payload = payloads(DUMP)[0];
    for length in 0..MESSAGE_BYTES {
        assert_eq!(parse(&payload[..length], &names()), None, "{length}");
    }
    let bare = parse(&payload[..MESSAGE_BYTES], &names()).unwrap();
    assert_eq!((bare.promiscuous_on, bare.uid), (None, None));
    let mut other = payload.to_vec();
    other[0] = 16;
    assert_eq!(parse(&other, &names()), None);

    let table = b"heading\n1 3 3 0003 3 1 0 0 7\n1 3 3 000g 3 1 0 0 7\n1 3 3 0003 3 1 0 0\n\n";
    let lines = parse_table(table, &names());
    assert_eq!((lines.rows.len(), lines.odd), (1, 2));
}

#[test]
fn an_interface_that_has_gone_is_not_every_interface() {
    for (index, name) in [
        (0, None),
        (3, Some("pk0")),
        (9, Some("if9")),
        (u32::MAX, Some("if-1")),
    ] {
        assert_eq!(bound_to(index, &names()).as_deref(), name, "{index}");
    }
}
