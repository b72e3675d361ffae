//! Sockets as the kernel told of them, and messages and lines that are odd.

use netsnap_shared::snapshot::Inode;

use super::*;
use crate::readers::linux::netlink::payloads;

const DUMP: &[u8] = include_bytes!("../../../../../fixtures/netlink/netlink.bin");

fn show(socket: &NetlinkSocket) -> String {
    format!(
        "{} {} {} groups {:?} queues {} {} drops {}",
        socket.protocol,
        socket.port_id,
        socket.inode.unwrap_or(Inode(0)),
        socket.groups.as_deref().unwrap(),
        socket.receive_queue.unwrap(),
        socket.send_queue.unwrap(),
        socket.drops.unwrap(),
    )
}

#[test]
fn captured_sockets() {
    let payloads = payloads(DUMP);
    let mut sockets: Vec<_> = payloads
        .iter()
        .filter_map(|payload| parse(payload))
        .collect();
    assert_eq!(sockets.len(), payloads.len());
    each_once(&mut sockets);
    let shown: Vec<_> = sockets.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "route 0 2933518 groups [] queues 0 0 drops 0",
            "route 0 2933575 groups [1] queues 0 0 drops 0",
            "route 4242 2933572 groups [1, 5, 34] queues 0 0 drops 0",
            "sock_diag 0 2933524 groups [] queues 832 0 drops 0",
            "sock_diag 2530 2933579 groups [] queues 4352 0 drops 0",
            "xfrm 0 2933526 groups [] queues 0 0 drops 0",
            "audit 0 2933520 groups [] queues 0 0 drops 0",
            "fib_lookup 0 2933522 groups [] queues 0 0 drops 0",
            "netfilter 0 2933525 groups [] queues 0 0 drops 0",
            "kobject_uevent 0 2933521 groups [] queues 0 0 drops 0",
            "kobject_uevent 4243 2933573 groups [1] queues 0 0 drops 0",
            "generic 0 2933519 groups [] queues 0 0 drops 0",
            "generic 4244 2933574 groups [] queues 0 0 drops 0",
        ]
    );
}

#[test]
fn captured_table() {
    let table = include_bytes!("../../../../../fixtures/proc/net/netlink");
    let mut lines = parse_table(table);
    lines.rows.sort_by_key(order);
    let shown: Vec<_> = lines.rows.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "route 0 2933518 groups [] queues 0 0 drops 0",
            "route 4242 2933572 groups [1, 5] queues 0 0 drops 0",
            "sock_diag 0 2933524 groups [] queues 0 0 drops 0",
            "xfrm 0 2933526 groups [] queues 0 0 drops 0",
            "audit 0 2933520 groups [] queues 0 0 drops 0",
            "fib_lookup 0 2933522 groups [] queues 0 0 drops 0",
            "netfilter 0 2933525 groups [] queues 0 0 drops 0",
            "kobject_uevent 0 2933521 groups [] queues 0 0 drops 0",
            "kobject_uevent 4243 2933573 groups [1] queues 0 0 drops 0",
            "generic 0 2933519 groups [] queues 0 0 drops 0",
            "generic 4244 2933574 groups [] queues 0 0 drops 0",
        ]
    );
    assert_eq!(lines.odd, 0);
}

#[test]
fn odd_messages_and_lines() {
    let payload = payloads(DUMP)[0];
    for length in 0..MESSAGE_BYTES {
        assert_eq!(parse(&payload[..length]), None, "{length}");
    }
    let bare = parse(&payload[..MESSAGE_BYTES]).unwrap();
    assert_eq!((bare.groups, bare.drops), (Some(vec![]), None));
    let mut other = payload.to_vec();
    other[0] = 17;
    assert_eq!(parse(&other), None);

    let table = b"heading\n1 99 5 80000001 1 2 0 2 3 7\n1 0 5 x 1 2 0 2 3 7\n1 0 5 0 1 2 0 2 3\n";
    let lines = parse_table(table);
    assert_eq!(lines.odd, 2);
    let shown: Vec<_> = lines.rows.iter().map(show).collect();
    assert_eq!(shown, ["99 5 7 groups [1, 32] queues 1 2 drops 3"]);
}

#[test]
fn groups_are_bits() {
    let words = [1_usize, 1 << (usize::BITS - 1), 2];
    let bytes: Vec<u8> = words.into_iter().flat_map(usize::to_ne_bytes).collect();
    assert_eq!(groups(&bytes), [1, 2 * usize::BITS, 2 * usize::BITS + 2]);
    assert!(groups(&bytes[..3]).is_empty());
}

#[test]
fn only_the_socket_that_asks_is_left_out() {
    for (protocol, port_id, expected) in [
        (NetlinkProtocol::SockDiag, 7, true),
        (NetlinkProtocol::SockDiag, 8, false),
        (NetlinkProtocol::Route, 7, false),
    ] {
        assert_eq!(is_at(&netlink_socket(protocol, port_id), 7), expected);
    }
}
