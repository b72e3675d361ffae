//! Sockets without an internet protocol.

use crate::snapshot::{
    AcceptQueue, Inode, NetlinkProtocol, NetlinkSocket, Owner, Ownership, PacketSocket, Pid, Uid,
    UnixSocket,
};

/// A listener, a client of it, one that it has not accepted, and one of an unknown kind.
pub(super) fn unix_sockets() -> Vec<UnixSocket> {
    let socket = |kind: &str, state: &str, path: Option<&str>, inode: u64| UnixSocket {
        kind: kind.to_owned(),
        state: state.to_owned(),
        path: path.map(str::to_owned),
        inode: (inode != 0).then_some(Inode(inode)),
        peer_inode: None,
        owners: owners(inode),
        ownership: ownership(inode),
        uid: (inode != 0).then_some(Uid(33)),
        receive_queue: Some(0),
        send_queue: Some(0),
        accept_queue: None,
        memory: None,
    };
    let mut rows = vec![
        socket("stream", "listening", Some("/run/nginx.sock"), 901),
        socket("stream", "connected", None, 902),
        socket("stream", "connected", Some("/run/nginx.sock"), 0),
        socket("9", "unconnected", Some("@/tmp/a b"), 903),
    ];
    rows[0].accept_queue = Some(AcceptQueue {
        length: 1,
        limit: 128,
    });
    rows[2].peer_inode = Some(Inode(902));
    rows[2].ownership = Ownership::NotAccepted;
    rows[3].send_queue = Some(768);
    rows
}

/// One that captures, and one that waits for ARP.
pub(super) fn packet_sockets() -> Vec<PacketSocket> {
    let socket = |kind: &str, ethertype, inode, promiscuous_on: &[&str]| PacketSocket {
        kind: kind.to_owned(),
        ethertype: Some(ethertype),
        interface: (ethertype == 3).then(|| "eth0".to_owned()),
        uid: Some(Uid(0)),
        inode: Some(Inode(inode)),
        owners: owners(inode),
        ownership: ownership(inode),
        promiscuous_on: Some(promiscuous_on.iter().map(ToString::to_string).collect()),
        memory: None,
    };
    vec![
        socket("raw", 3, 901, &["eth0", "lo"]),
        socket("datagram", 0x0806, 904, &[]),
    ]
}

/// The kernel's end, one in two groups, one of an unknown protocol that has lost messages.
pub(super) fn netlink_sockets() -> Vec<NetlinkSocket> {
    let socket = |protocol, port_id, inode, groups: &[u32], drops| NetlinkSocket {
        protocol,
        port_id,
        groups: Some(groups.to_vec()),
        inode: Some(Inode(inode)),
        owners: owners(inode),
        ownership: ownership(inode),
        receive_queue: Some(0),
        send_queue: Some(0),
        drops: Some(drops),
    };
    let mut rows = vec![
        socket(NetlinkProtocol::Route, 0, 4, &[], 0),
        socket(NetlinkProtocol::KobjectUevent, 813, 901, &[1, 5], 0),
        socket(NetlinkProtocol::Other(77), 900, 905, &[], 3),
    ];
    rows[0].ownership = Ownership::Kernel;
    rows
}

/// The first process of nginx holds what has this inode; who holds others is not known.
fn owners(inode: u64) -> Vec<Owner> {
    let owner = Owner {
        pid: Pid(813),
        fd: Some(3),
    };
    (inode == 901).then_some(owner).into_iter().collect()
}

fn ownership(inode: u64) -> Ownership {
    match inode {
        901 => Ownership::Owned,
        902 => Ownership::Hidden,
        _ => Ownership::Missing,
    }
}
