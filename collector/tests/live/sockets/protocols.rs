//! The protocols beside TCP and UDP, where the kernel has them.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::{AsRawFd, OwnedFd};

use netsnap_shared::snapshot::{
    Endpoint, Ownership, Protocol, Snapshot, Socket, SourceStatus, State,
};
use rustix::net::{
    AddressFamily, Protocol as Number, SocketFlags, SocketType, accept, bind, connect, getsockname,
    ipproto, listen, socket_with,
};

use super::{read_own, sockets_of};
use crate::{ip, quiet};

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// A socket of a protocol, bound to an address and any port; `None` where there can be none.
fn open(kind: SocketType, number: Number, ip: IpAddr) -> Option<(OwnedFd, SocketAddr)> {
    let family = if ip.is_ipv4() {
        AddressFamily::INET
    } else {
        AddressFamily::INET6
    };
    let opened = socket_with(family, kind, SocketFlags::CLOEXEC, Some(number))
        .and_then(|socket| bind(&socket, &SocketAddr::new(ip, 0)).map(|()| socket));
    match opened {
        Ok(socket) => {
            let local = getsockname(&socket).unwrap().try_into().unwrap();
            Some((socket, local))
        }
        Err(error) => {
            eprintln!("no {kind:?} socket of {number:?} over {ip}: {error}");
            None
        }
    }
}

/// The one row of a socket of this process.
#[track_caller]
fn row<'a>(snapshot: &'a Snapshot, protocol: Protocol, socket: &OwnedFd) -> &'a Socket {
    let fd = u32::try_from(socket.as_raw_fd()).ok();
    let held = |row: &&Socket| row.owners.iter().any(|owner| owner.fd == fd);
    let of_protocol = |row: &&Socket| row.protocol == protocol;
    let rows: Vec<_> = sockets_of(snapshot)
        .iter()
        .filter(held)
        .filter(of_protocol)
        .collect();
    assert_eq!(rows.len(), 1, "{protocol} {:#?}", sockets_of(snapshot));
    assert_eq!(rows[0].ownership, Ownership::Owned);
    rows[0]
}

#[test]
fn a_socket_of_a_tunnel_is_the_kernels() {
    quiet::run(
        "sockets::protocols::a_socket_of_a_tunnel_is_the_kernels",
        || {
            if !quiet::is_own() {
                return;
            }
            ip::run_all(&[
                "link add nsnap0 type vxlan id 7 local 127.0.0.1 dev lo dstport 47890",
                "link set nsnap0 up",
            ]);
            let snapshot = read_own();
            let mut sockets = sockets_of(&snapshot).iter();
            match sockets.find(|socket| socket.local.port == 47890) {
                Some(socket) => {
                    assert!(socket.inode.is_some());
                    assert_eq!(socket.ownership, Ownership::Kernel);
                }
                None => eprintln!("not tried: there is no tunnel"),
            }
        },
    );
}

#[test]
fn other_protocols_are_read() {
    quiet::run("sockets::protocols::other_protocols_are_read", || {
        if quiet::is_own() {
            // Who may ping without privilege; it belongs to the namespace.
            let range = fs::write("/proc/sys/net/ipv4/ping_group_range", "0 0");
            range.unwrap_or_else(|error| eprintln!("ping sockets are not allowed: {error}"));
        }
        for (protocol, kind, number, ip, raw) in [
            (
                Protocol::UdpLite,
                SocketType::DGRAM,
                ipproto::UDPLITE,
                V4,
                None,
            ),
            (
                Protocol::UdpLite,
                SocketType::DGRAM,
                ipproto::UDPLITE,
                V6,
                None,
            ),
            (Protocol::Raw, SocketType::RAW, ipproto::ICMP, V4, Some(1)),
            (
                Protocol::Raw,
                SocketType::RAW,
                ipproto::ICMPV6,
                V6,
                Some(58),
            ),
            (Protocol::Icmp, SocketType::DGRAM, ipproto::ICMP, V4, None),
            (
                Protocol::Icmpv6,
                SocketType::DGRAM,
                ipproto::ICMPV6,
                V6,
                None,
            ),
        ] {
            let Some((socket, local)) = open(kind, number, ip) else {
                continue;
            };
            let snapshot = read_own();
            let row = row(&snapshot, protocol, &socket);
            let port = if raw.is_some() { 0 } else { local.port() };
            assert_eq!(row.local, Endpoint { ip, port });
            assert_eq!((row.remote, row.state), (None, Some(State::Unconnected)));
            assert_eq!(row.ip_protocol, raw);
            assert!(row.inode.is_some() && row.uid.is_some());
            assert!(row.tcp_info.is_none());
            assert_eq!(row.memory.is_some(), row.cookie.is_some());
            sources_have_reasons(&snapshot);
        }
    });
}

#[test]
fn multipath_connections_are_read() {
    quiet::run("sockets::protocols::multipath_connections_are_read", || {
        let Some((listener, to)) = open(SocketType::STREAM, ipproto::MPTCP, V4) else {
            return;
        };
        listen(&listener, 4).unwrap();
        let Some((client, from)) = open(SocketType::STREAM, ipproto::MPTCP, V4) else {
            return;
        };
        connect(&client, &to).unwrap();
        let server = accept(&listener).unwrap();
        let waiting = open(SocketType::STREAM, ipproto::MPTCP, V4).unwrap();
        connect(&waiting.0, &to).unwrap();
        let snapshot = read_own();
        let end = |address: SocketAddr| Endpoint {
            ip: address.ip(),
            port: address.port(),
        };
        for (socket, state, local, remote) in [
            (&client, State::Established, from, Some(to)),
            (&server, State::Established, to, Some(from)),
        ] {
            let row = row(&snapshot, Protocol::Mptcp, socket);
            assert_eq!((row.state, row.local), (Some(state), end(local)));
            assert_eq!(row.remote, remote.map(end));
            assert!(row.tcp_info.is_none() && row.memory.is_some());
        }
        let mut rows = sockets_of(&snapshot).iter();
        let not_accepted =
            rows.find(|row| row.protocol == Protocol::Mptcp && row.remote == Some(end(waiting.1)));
        if let Some(row) = not_accepted {
            assert_eq!(row.ownership, Ownership::NotAccepted, "{row:#?}");
        }
        // Its subflow is a connection of TCP.
        let subflows = sockets_of(&snapshot).iter().filter(|row| {
            row.protocol == Protocol::Tcp && row.local == end(from) && row.remote == Some(end(to))
        });
        assert_eq!(subflows.count(), 1, "{:#?}", sockets_of(&snapshot));
        sources_have_reasons(&snapshot);
    });
}

#[test]
fn a_port_that_is_only_held_is_read() {
    let (socket, local) = open(SocketType::STREAM, ipproto::TCP, V4).unwrap();
    let snapshot = read_own();
    let sockets = sockets_of(&snapshot);
    let held: Vec<_> = sockets
        .iter()
        .filter(|row| row.local.port == local.port())
        .collect();
    // Linux tells of it from 6.8 on.
    let Some(row) = held.first() else {
        return eprintln!("this kernel does not list ports that are only held");
    };
    assert_eq!(row.state, Some(State::BoundInactive));
    assert_eq!((row.remote, row.accept_queue), (None, None));
    assert!(row.tcp_info.is_none() && row.memory.is_some());
    drop(socket);
}

/// What is not complete says why.
fn sources_have_reasons(snapshot: &Snapshot) {
    for source in &snapshot.sources {
        let complete = source.status == SourceStatus::Complete;
        assert!(complete || source.detail.is_some(), "{source:?}");
        assert_ne!(source.status, SourceStatus::Failed, "{source:?}");
    }
}
