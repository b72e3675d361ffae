//! Sockets to the kernel.

use netlink_sys::protocols::{NETLINK_GENERIC, NETLINK_KOBJECT_UEVENT, NETLINK_ROUTE};
use netlink_sys::{Socket, SocketAddr};
use netsnap::readers::{Options, read};
use netsnap_shared::snapshot::{NetlinkProtocol, NetlinkSocket, Ownership};

use super::{inode, or_dash, owner, ss, word};
use crate::{compare, own_namespace, quiet};

/// Port ids that are no process's, for `ss` prints the process in place of the number.
const PORT: u32 = 0x7000_0000;

/// Two sockets with groups, one without, and one with a group and no port.
fn open_all() -> Vec<(Socket, NetlinkProtocol, u32, Vec<u32>)> {
    let bound = |protocol, port, mask| {
        let mut socket = Socket::new(protocol).unwrap();
        socket.bind(&SocketAddr::new(port, mask)).unwrap();
        socket
    };
    // Links (1), IPv4 addresses (5) and, beyond the mask, next hops (32).
    let routes = bound(NETLINK_ROUTE, PORT, 0b1_0001);
    routes.add_membership(32).unwrap();
    let unbound = Socket::new(NETLINK_ROUTE).unwrap();
    unbound.add_membership(1).unwrap();
    vec![
        (routes, NetlinkProtocol::Route, PORT, vec![1, 5, 32]),
        (
            bound(NETLINK_KOBJECT_UEVENT, PORT + 1, 1),
            NetlinkProtocol::KobjectUevent,
            PORT + 1,
            vec![1],
        ),
        (
            bound(NETLINK_GENERIC, PORT + 2, 0),
            NetlinkProtocol::Generic,
            PORT + 2,
            vec![],
        ),
        (unbound, NetlinkProtocol::Route, 0, vec![1]),
    ]
}

#[test]
fn every_kind_is_described() {
    quiet::run("local::netlink::every_kind_is_described", || {
        let opened = open_all();
        let snapshot = read(&Options::default());
        let sockets = &own_namespace(&snapshot).netlink_sockets;
        for (socket, protocol, port_id, groups) in &opened {
            let expected = inode(socket);
            let found: Vec<_> = sockets
                .iter()
                .filter(|socket| socket.inode == Some(expected))
                .collect();
            let [found] = found[..] else {
                panic!("{protocol} {port_id}: {found:#?}");
            };
            assert_eq!(found.protocol, *protocol, "{found:#?}");
            assert_eq!(found.port_id, *port_id, "{found:#?}");
            assert_eq!(found.groups.as_ref(), Some(groups), "{found:#?}");
            assert_eq!(found.owners, [owner(socket)], "{found:#?}");
            assert_eq!(found.ownership, Ownership::Owned, "{found:#?}");
            assert_eq!(found.drops, Some(0), "{found:#?}");
        }
        let of_kernel = |socket: &&NetlinkSocket| socket.ownership == Ownership::Kernel;
        let kernels: Vec<_> = sockets.iter().filter(of_kernel).collect();
        assert!(kernels.iter().all(|socket| socket.port_id == 0));
        let has_routes = |socket: &&NetlinkSocket| socket.protocol == NetlinkProtocol::Route;
        assert!(kernels.into_iter().any(|socket| has_routes(&socket)));
        if quiet::is_own() {
            // The one that the collector asked with has nobody any more, and is not there.
            let lone: Vec<_> = sockets
                .iter()
                .filter(|socket| socket.ownership == Ownership::Missing)
                .collect();
            assert!(lone.is_empty(), "{lone:#?}");
        }
    });
}

#[test]
fn rows_are_those_of_ss() {
    quiet::run("local::netlink::rows_are_those_of_ss", || {
        let _opened = open_all();
        compare(
            |snapshot| {
                let sockets = own_namespace(snapshot).netlink_sockets.iter();
                // Of a socket in a group `ss` prints a row for its port, and one for its group.
                let rows = sockets.flat_map(|socket| {
                    let in_group = socket.groups.as_ref().is_some_and(|all| !all.is_empty());
                    let rows = 1 + usize::from(in_group && socket.port_id != 0);
                    std::iter::repeat_n(ours(socket), rows)
                });
                rows.filter(|row| !is_asking(row)).collect()
            },
            || {
                let rows = ss(&["-f", "netlink", "-aHOe"])?;
                let rows = rows.iter().map(|row| theirs(row));
                Some(rows.filter(|row| !is_asking(row)).collect())
            },
        );
    });
}

/// Whether it is a socket that `ss` asks with, or the kernel's end of it, in which the question is.
fn is_asking(row: &str) -> bool {
    row.starts_with("sock_diag")
}

/// `ss` prints the first 32 groups.
fn ours(socket: &NetlinkSocket) -> String {
    let groups = socket.groups.as_deref().unwrap();
    let mask = (1..=32).filter(|group| groups.contains(group));
    let mask = mask.fold(0_u32, |mask, group| mask | 1 << (group - 1));
    format!(
        "{} {} {} {} {mask:#010x}",
        socket.protocol,
        socket.port_id,
        or_dash(socket.receive_queue),
        or_dash(socket.send_queue),
    )
}

/// `state receive send protocol:port * … groups=MASK`.
fn theirs(row: &str) -> String {
    let words: Vec<_> = row.split_whitespace().collect();
    let [_, receive, send, end, ..] = words[..] else {
        panic!("{row}");
    };
    let (protocol, port) = end.split_once(':').unwrap();
    let protocol = match protocol {
        "rtnl" => "route",
        "tcpdiag" => "sock_diag",
        "fiblookup" => "fib_lookup",
        "nft" => "netfilter",
        "uevent" => "kobject_uevent",
        "genl" => "generic",
        "scsi-trans" => "scsitransport",
        other => other,
    };
    let port = if port == "kernel" { "0" } else { port };
    let mask = word(row, "groups=").trim_start_matches("groups=");
    format!("{protocol} {port} {receive} {send} {mask}")
}
