//! Dumps as the kernel gave them, and messages that are not whole.

use super::super::row::show;
use super::*;
use crate::readers::linux::netlink::payloads;

fn check(protocol: Protocol, dump: &[u8], expected: &[&str]) {
    let payloads = payloads(dump);
    let mut rows: Vec<_> = payloads
        .iter()
        .filter_map(|payload| parse(protocol, payload))
        .collect();
    assert_eq!(rows.len(), payloads.len());
    rows.sort_unstable_by_key(Row::order);
    let shown: Vec<_> = rows.iter().map(show).collect();
    assert_eq!(shown, expected);
}

#[test]
fn captured_tcp_over_ipv4() {
    check(
        Protocol::Tcp,
        include_bytes!("../../../../../fixtures/netlink/sockets_tcp.bin"),
        &[
            "tcp listen 0.0.0.0:8003 - inode 95246 uid 0 queues - - accept 0/3 if 10",
            "tcp listen 127.0.0.1:8001 - inode 95235 uid 0 queues - - accept 1/7",
            "tcp established 127.0.0.1:8001 127.0.0.1:9001 inode 95237 uid 0 queues 5 0",
            "tcp established 127.0.0.1:8001 127.0.0.1:9002 inode 95240 uid 0 queues 0 0",
            "tcp close-wait 127.0.0.1:8001 127.0.0.1:9004 inode 95243 uid 0 queues 1 0",
            "tcp established 127.0.0.1:8001 127.0.0.1:9005 inode - uid - queues 0 0",
            "tcp bound-inactive 127.0.0.1:8002 - inode 95245 uid 0 queues 0 0",
            "tcp established 127.0.0.1:9001 127.0.0.1:8001 inode 95236 uid 0 queues 0 0",
            "tcp established 127.0.0.1:9002 127.0.0.1:8001 inode 95238 uid 0 queues 0 0",
            "tcp time-wait 127.0.0.1:9003 127.0.0.1:8001 inode - uid - queues 0 0 timer time-wait 0",
            "tcp fin-wait-2 127.0.0.1:9004 127.0.0.1:8001 inode - uid - queues 0 0 timer time-wait 0",
            "tcp established 127.0.0.1:9005 127.0.0.1:8001 inode 95244 uid 0 queues 0 0",
            "tcp established 127.0.0.1:9008 127.0.0.1:8004 inode 95250 uid 0 queues 0 0",
            "tcp syn-sent 192.0.2.1:9006 192.0.2.7:80 inode 95247 uid 0 queues 0 1 timer retransmit 0",
        ],
    );
}

#[test]
fn captured_tcp_over_ipv6() {
    check(
        Protocol::Tcp,
        include_bytes!("../../../../../fixtures/netlink/sockets_tcp6.bin"),
        &[
            "tcp listen [::]:8004 - inode 95248 uid 0 queues - - accept 0/5",
            "tcp established [::1]:8004 [::1]:9007 inode 95251 uid 0 queues 0 0",
            "tcp established [::1]:9007 [::1]:8004 inode 95249 uid 0 queues 0 0",
            "tcp established [::ffff:127.0.0.1]:8004 [::ffff:127.0.0.1]:9008 inode 95252 uid 0 queues 0 0",
        ],
    );
}

#[test]
fn captured_udp() {
    check(
        Protocol::Udp,
        include_bytes!("../../../../../fixtures/netlink/sockets_udp.bin"),
        &[
            "udp unconnected 0.0.0.0:5001 - inode 95253 uid 0 queues 832 0",
            "udp established 127.0.0.1:5002 127.0.0.1:5001 inode 95255 uid 0 queues 0 0",
            "udp unconnected 127.0.0.1:5004 - inode 95257 uid 0 queues 0 0",
            "udp unconnected 127.0.0.1:5004 - inode 95258 uid 0 queues 0 0",
        ],
    );
    check(
        Protocol::Udp,
        include_bytes!("../../../../../fixtures/netlink/sockets_udp6.bin"),
        &[
            "udp unconnected [::]:5001 - inode 95254 uid 0 queues 0 0",
            "udp established [2001:db8::1]:5003 [2001:db8::7]:53 inode 95256 uid 0 queues 0 0",
        ],
    );
}

#[test]
fn half_messages_and_other_families_are_no_rows() {
    let dump = include_bytes!("../../../../../fixtures/netlink/sockets_tcp.bin");
    let payload = payloads(dump)[0];
    for length in 0..MESSAGE_BYTES {
        assert_eq!(parse(Protocol::Tcp, &payload[..length]), None, "{length}");
    }
    assert!(parse(Protocol::Tcp, &payload[..MESSAGE_BYTES]).is_some());
    let mut other = payload.to_vec();
    other[0] = 1;
    assert_eq!(parse(Protocol::Tcp, &other), None);
}

#[test]
fn unknown_codes_are_kept() {
    let mut message = [0; MESSAGE_BYTES];
    message[..4].copy_from_slice(&[2, 77, 9, 3]);
    let row = parse(Protocol::Tcp, &message).unwrap();
    assert_eq!(row.state, Some(State::Other(77)));
    assert_eq!(
        row.timer,
        Some(Timer {
            kind: TimerKind::Other(9),
            expires_in_ms: 0,
            retransmits: 3
        })
    );
}

#[test]
fn requests_ask_for_every_state() {
    let check = |protocol, detail, head: [u8; 4], rest: &[u8]| {
        let body = request(protocol, Family::Ipv6, detail);
        assert_eq!(body[..4], head, "{protocol}");
        assert_eq!(body[4..8], [0xff; 4]);
        assert!(body[8..56].iter().all(|&byte| byte == 0));
        assert_eq!(&body[56..], rest, "{protocol}");
    };
    check(Protocol::Udp, Detail::All, [10, 17, 0x40, 0], &[]);
    check(Protocol::Tcp, Detail::All, [10, 6, 0x4a, 0], &[]);
    check(Protocol::Tcp, Detail::Identity, [10, 6, 0, 0], &[]);
    let mut mptcp = Vec::new();
    mptcp.extend(8_u16.to_ne_bytes());
    mptcp.extend(3_u16.to_ne_bytes());
    mptcp.extend(262_u32.to_ne_bytes());
    check(Protocol::Mptcp, Detail::All, [10, 0, 0x40, 0], &mptcp);
}
