//! Dumps as the kernel gave them, and messages that are not whole.

use super::super::row::show;
use super::*;
use crate::readers::linux::netlink::payloads;
use netsnap_shared::snapshot::CongestionState;

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

/// The rows of a dump with every extension: a listener for IPv6 alone, both ends of a connection over
/// which 10,000 bytes went, the client's with mark 7, and one in TIME-WAIT.
fn detailed() -> Vec<Row> {
    let dump = include_bytes!("../../../../../fixtures/netlink/sockets_details.bin");
    let payloads = payloads(dump);
    let rows = payloads.iter().map(|payload| parse(Protocol::Tcp, payload));
    let mut rows: Vec<_> = rows.map(Option::unwrap).collect();
    rows.sort_unstable_by_key(Row::order);
    rows
}

#[test]
fn captured_details() {
    let rows = detailed();
    let [listener, server, client, waits] = &rows[..] else {
        panic!("{rows:#?}");
    };
    assert_eq!(listener.ipv6_only, Some(true));
    assert_eq!((server.mark, client.mark), (None, Some(7)));
    assert_eq!((&listener.tcp_info, &waits.tcp_info), (&None, &None));
    assert_eq!((&waits.memory, waits.ipv6_only), (&None, None));
    assert_eq!(waits.state, Some(State::TimeWait));
    let memory = listener.memory.as_deref().unwrap();
    assert_eq!((memory.receive_limit, memory.send_limit), (131_072, 16_384));
    assert_eq!((memory.receive_allocated, memory.drops), (0, Some(0)));
    let sent = client.tcp_info.as_deref().unwrap();
    let received = server.tcp_info.as_deref().unwrap();
    assert_eq!(sent.bytes_sent, Some(10_000));
    assert_eq!(received.bytes_received, Some(10_000));
    assert_eq!(sent.last_received_ms, None);
    assert_eq!(received.last_sent_ms, None);
    assert_eq!(sent.congestion_control.as_deref(), Some("bbr"));
    assert_eq!(sent.congestion_state, Some(CongestionState::Open));
    assert_eq!(
        (sent.path_mtu, sent.slow_start_threshold),
        (Some(65_536), None)
    );
    let mut cookies: Vec<_> = rows.iter().filter_map(|row| row.cookie).collect();
    cookies.sort_unstable();
    cookies.dedup();
    assert_eq!(cookies.len(), 4);
}

#[test]
fn attributes_that_are_cut_lose_no_row() {
    let dump = include_bytes!("../../../../../fixtures/netlink/sockets_details.bin");
    for payload in payloads(dump) {
        let whole = parse(Protocol::Tcp, payload).unwrap();
        for length in MESSAGE_BYTES..payload.len() {
            let row = parse(Protocol::Tcp, &payload[..length]).unwrap();
            assert_eq!(row.identity(), whole.identity(), "{length}");
        }
    }
}

#[test]
fn an_association_may_have_more_addresses() {
    let mut address = [0; 128];
    address[..2].copy_from_slice(&2_u16.to_ne_bytes());
    address[4..8].copy_from_slice(&[192, 0, 2, 1]);
    let mut second = [0; 128];
    second[..2].copy_from_slice(&10_u16.to_ne_bytes());
    second[8] = 0xfd;
    let list = [address, second, [0; 128]].concat();
    let mut message = vec![0; MESSAGE_BYTES];
    message[..2].copy_from_slice(&[2, 3]);
    message[6..8].copy_from_slice(&[0, 80]);
    message[8..12].copy_from_slice(&[192, 0, 2, 1]);
    for kind in [attribute::LOCAL_ADDRESSES, attribute::PEER_ADDRESSES] {
        message.extend(u16::try_from(4 + list.len()).unwrap().to_ne_bytes());
        message.extend(kind.to_ne_bytes());
        message.extend(&list);
    }
    let row = parse(Protocol::Sctp, &message).unwrap();
    assert_eq!(row.state, Some(State::Established));
    let more = row.more.unwrap();
    let other: IpAddr = "fd00::".parse().unwrap();
    let first: IpAddr = "192.0.2.1".parse().unwrap();
    // The first address of this end is its own; the peer's is another.
    assert_eq!(more.local, [other]);
    assert_eq!(more.remote, [first, other]);
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
