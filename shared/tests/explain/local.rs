//! Sockets without an internet protocol.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{Explanation, ethertype, netlink_socket, packet_socket, unix_socket};
use netsnap_shared::snapshot::{
    AcceptQueue, NetlinkProtocol, NetlinkSocket, Owner, Ownership, PacketSocket, Pid, UnixSocket,
};

use crate::host::snapshot;
use crate::plain;

#[track_caller]
fn check(explanation: &Explanation, headline: &str, parts: &[&str]) {
    plain::check(explanation);
    assert_eq!(explanation.headline, headline);
    let sections = explanation.sections.iter();
    let said = sections.flat_map(|section| section.paragraphs.iter().map(String::as_str));
    let said = said.collect::<Vec<_>>().join("\n");
    for part in parts {
        assert!(said.contains(part), "no {part:?} in\n{said}");
    }
}

fn catalog() -> Catalog {
    Catalog::new(snapshot(Vec::new()))
}

/// The main process of nginx.
fn nginx() -> Vec<Owner> {
    vec![Owner {
        pid: Pid(812),
        fd: Some(9),
    }]
}

fn unix(kind: &str, state: &str, path: Option<&str>) -> UnixSocket {
    UnixSocket {
        kind: kind.to_owned(),
        state: state.to_owned(),
        path: path.map(str::to_owned),
        inode: None,
        peer_inode: None,
        owners: Vec::new(),
        ownership: Ownership::Hidden,
        uid: None,
        receive_queue: None,
        send_queue: None,
        accept_queue: None,
        memory: None,
    }
}

#[test]
fn a_unix_socket_says_who_waits_where() {
    let catalog = catalog();
    let listener = UnixSocket {
        owners: nginx(),
        accept_queue: Some(AcceptQueue {
            length: 2,
            limit: 128,
        }),
        ..unix("stream", "listening", Some("/run/x"))
    };
    let not_accepted = UnixSocket {
        ownership: Ownership::NotAccepted,
        receive_queue: Some(1),
        ..unix("stream", "connected", Some("/run/x"))
    };
    for (socket, headline, parts) in [
        (
            listener,
            "nginx (812) waits for other processes of this host at the path /run/x.",
            &[
                "stream of bytes",
                "permissions of the file",
                "nginx (812) holds it.",
                "2 connections of at most 128",
            ][..],
        ),
        (
            not_accepted,
            "A connection at the path /run/x waits until its listener accepts it.",
            &["has not read 1 byte that"],
        ),
        (
            unix("datagram", "unconnected", Some("@bus")),
            "A unix socket takes messages from processes of this host at the abstract name bus.",
            &["every process in the same network namespace", "not allowed"],
        ),
        (
            unix("seqpacket", "connected", None),
            "A unix socket is connected with a process of this host.",
            &["no name"],
        ),
        (
            unix("9", "odd", None),
            "A unix socket has no name and no peer.",
            &[],
        ),
    ] {
        check(&unix_socket(&catalog, &socket), headline, parts);
    }
}

#[test]
fn a_packet_socket_says_which_frames_it_gets() {
    let catalog = catalog();
    let socket = |ethertype, interface: Option<&str>, promiscuous: &[&str]| PacketSocket {
        kind: "raw".to_owned(),
        ethertype,
        interface: interface.map(str::to_owned),
        uid: None,
        inode: None,
        owners: nginx(),
        ownership: Ownership::Owned,
        promiscuous_on: Some(promiscuous.iter().map(ToString::to_string).collect()),
        memory: None,
    };
    for (socket, headline, parts) in [
        (
            socket(Some(3), Some("eth0"), &["eth0", "lo"]),
            "nginx (812) gets all frames on the interface eth0.",
            &["link header too", "made eth0 and lo promiscuous"][..],
        ),
        (
            socket(Some(0x0806), None, &[]),
            "nginx (812) gets ARP frames on every interface.",
            &["holds it"],
        ),
        (
            socket(Some(0x1234), None, &[]),
            "nginx (812) gets frames of EtherType 0x1234 on every interface.",
            &[],
        ),
        (
            socket(Some(0), None, &[]),
            "nginx (812) gets no frame yet on every interface.",
            &[],
        ),
        (
            socket(None, None, &[]),
            "nginx (812) gets frames on every interface.",
            &[],
        ),
    ] {
        check(&packet_socket(&catalog, &socket), headline, parts);
    }
    assert_eq!(ethertype(0x86dd), Some("IPv6"));
    assert_eq!(ethertype(0xffff), None);
}

#[test]
fn a_netlink_socket_says_what_it_is_told_of() {
    let catalog = catalog();
    let socket = |protocol, groups: &[u32], drops| NetlinkSocket {
        protocol,
        port_id: 812,
        groups: Some(groups.to_vec()),
        inode: None,
        owners: nginx(),
        ownership: Ownership::Owned,
        receive_queue: Some(2_304),
        send_queue: Some(0),
        drops: Some(drops),
    };
    let kernels = NetlinkSocket {
        owners: Vec::new(),
        ownership: Ownership::Kernel,
        ..socket(NetlinkProtocol::Audit, &[], 0)
    };
    for (socket, headline, parts) in [
        (
            socket(NetlinkProtocol::Route, &[1, 5, 99], 1),
            "nginx (812) speaks with the kernel about links, addresses, routes and neighbours.",
            &[
                "the groups links (1), IPv4 addresses (5) and 99.",
                "One message was lost",
                "not read 2,304 bytes",
            ][..],
        ),
        (
            socket(NetlinkProtocol::Generic, &[1, 2, 3, 4, 5, 6], 7),
            "nginx (812) speaks with the kernel about what its modules offer by name (generic \
             netlink).",
            &["in 6 groups.", "7 messages were lost"],
        ),
        (
            kernels,
            "The kernel's own end of netlink for the audit log.",
            &["The kernel keeps this socket"],
        ),
    ] {
        check(&netlink_socket(&catalog, &socket), headline, parts);
    }
}
