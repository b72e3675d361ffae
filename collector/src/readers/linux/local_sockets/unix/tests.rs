//! A dump as the kernel gave it, and messages that are odd.

use super::*;
use crate::readers::linux::netlink::payloads;

pub(super) fn show(socket: &UnixSocket) -> String {
    let inode = |inode: Option<Inode>| inode.map_or("-".to_owned(), |inode| inode.0.to_string());
    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    let accepts = socket.accept_queue;
    format!(
        "{} {} {} {} peer {} uid {} queues {} {}{}",
        inode(socket.inode),
        socket.kind,
        socket.state,
        socket.path.as_deref().unwrap_or("*"),
        inode(socket.peer_inode),
        number(socket.uid.map(|uid| uid.0)),
        number(socket.receive_queue),
        number(socket.send_queue),
        accepts.map_or(String::new(), |queue| format!(
            " accept {}/{}",
            queue.length, queue.limit
        )),
    )
}

#[test]
fn captured_sockets() {
    let dump = include_bytes!("../../../../../fixtures/netlink/unix.bin");
    let payloads = payloads(dump);
    let mut sockets: Vec<_> = payloads
        .iter()
        .filter_map(|payload| parse(payload))
        .collect();
    assert_eq!(sockets.len(), payloads.len());
    sockets.sort_by(|a, b| order(a).cmp(&order(b)));
    let shown: Vec<_> = sockets.iter().map(show).collect();
    assert_eq!(shown, EXPECTED);
    let memory = sockets[2].memory.as_deref().unwrap();
    assert_eq!((memory.send_limit, memory.drops), (212_992, Some(0)));
}

const EXPECTED: [&str; 11] = [
    "2933547 stream listening st peer - uid 0 queues - - accept 2/7",
    "2933548 stream connected * peer 2933549 uid 0 queues 0 768",
    "2933549 stream connected st peer 2933548 uid 0 queues 5 0",
    "2933550 stream connected * peer - uid 0 queues 0 0",
    "2933552 seqpacket listening @net@snap peer - uid 0 queues - - accept 0/3",
    "2933553 datagram unconnected dg peer - uid 0 queues 3 0",
    "2933554 datagram connected * peer 2933553 uid 0 queues 0 1536",
    "2933555 datagram unconnected new\nline peer - uid 0 queues 0 0",
    "2933556 datagram unconnected bad� peer - uid 0 queues 0 0",
    "2933557 stream connected * peer 2933558 uid 0 queues 0 0",
    "2933558 stream connected * peer 2933557 uid 0 queues 0 0",
];

#[test]
fn half_messages_and_other_families_are_no_rows() {
    let dump = include_bytes!("../../../../../fixtures/netlink/unix.bin");
    let payload = payloads(dump)[0];
    for length in 0..MESSAGE_BYTES {
        assert_eq!(parse(&payload[..length]), None, "{length}");
    }
    assert!(parse(&payload[..MESSAGE_BYTES]).is_some());
    let mut other = payload.to_vec();
    other[0] = 2;
    assert_eq!(parse(&other), None);
}

#[test]
fn names_are_paths_or_abstract() {
    for (name, expected) in [
        (&b""[..], None),
        (b"/run/a", Some("/run/a")),
        (b"/run/a\0", Some("/run/a")),
        (b"/run/a\0rest", Some("/run/a")),
        (b"\0abstract", Some("@abstract")),
        (b"\0a\0b\0", Some("@a@b@")),
        (b"\0", Some("@")),
        (b"new\nline\0", Some("new\nline")),
        (b"bad\xff\0", Some("bad\u{fffd}")),
    ] {
        assert_eq!(path(name).as_deref(), expected, "{name:?}");
    }
}

#[test]
fn a_peer_decides_whether_a_datagram_socket_is_connected() {
    for (code, peer, name) in [
        (ESTABLISHED, None, "connected"),
        (CLOSE, None, "unconnected"),
        (LISTEN, None, "listening"),
        (ESTABLISHED, Some(false), "unconnected"),
        (CLOSE, Some(true), "connected"),
        (77, None, "77"),
        (77, Some(true), "77"),
    ] {
        assert_eq!(state_name(code, peer), name, "{code} {peer:?}");
    }
    assert_eq!(kind_name(9), "9");
}
