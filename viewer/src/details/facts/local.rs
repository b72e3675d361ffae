//! All fields of sockets without an internet protocol.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Namespace, NetlinkSocket, PacketSocket, SocketMemory, UnixSocket};

use super::connection::memory;
use super::process::user;
use super::socket::{accept_queue, descriptors, queue};
use super::{Fact, fact, maybe, present};

pub(super) fn unix(catalog: &Catalog, namespace: &Namespace, socket: &UnixSocket) -> Vec<Fact> {
    let facts = [
        fact("Kind", &socket.kind),
        fact("State", &socket.state),
        maybe("Path", socket.path.as_deref()),
        fact("Owner", socket.ownership.name()),
        fact("Descriptors", descriptors(&socket.owners)),
        maybe("User", socket.uid.map(|uid| user(catalog, uid))),
        maybe("Inode", socket.inode),
        maybe("Inode of the peer", socket.peer_inode),
        maybe("Receive queue", socket.receive_queue.map(queue)),
        maybe("Send queue", socket.send_queue.map(queue)),
    ];
    let accept_queue = present("Accept queue", socket.accept_queue.map(accept_queue));
    let more = accept_queue
        .into_iter()
        .chain(held(socket.memory.as_deref()));
    in_namespace(facts.into_iter().chain(more), namespace)
}

pub(super) fn packet(catalog: &Catalog, namespace: &Namespace, socket: &PacketSocket) -> Vec<Fact> {
    let promiscuous = socket.promiscuous_on.as_deref();
    let promiscuous = promiscuous.map(|names| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    });
    let facts = [
        fact("Kind", &socket.kind),
        maybe(
            "EtherType",
            socket.ethertype.map(|code| format!("{code:#06x}")),
        ),
        fact(
            "Interface",
            socket.interface.as_deref().unwrap_or("every one"),
        ),
        maybe("Promiscuous on", promiscuous),
        fact("Owner", socket.ownership.name()),
        fact("Descriptors", descriptors(&socket.owners)),
        maybe("User", socket.uid.map(|uid| user(catalog, uid))),
        maybe("Inode", socket.inode),
    ];
    let more = held(socket.memory.as_deref());
    in_namespace(facts.into_iter().chain(more), namespace)
}

pub(super) fn netlink(namespace: &Namespace, socket: &NetlinkSocket) -> Vec<Fact> {
    let groups = socket.groups.as_deref().map(|groups| match groups {
        [] => "none".to_owned(),
        groups => {
            let groups: Vec<String> = groups.iter().map(u32::to_string).collect();
            groups.join(", ")
        }
    });
    let facts = [
        fact(
            "Protocol",
            format!("{} ({})", socket.protocol, socket.protocol.code()),
        ),
        fact("Port id", socket.port_id),
        maybe("Groups", groups),
        fact("Owner", socket.ownership.name()),
        fact("Descriptors", descriptors(&socket.owners)),
        maybe("Inode", socket.inode),
        maybe("Receive queue", socket.receive_queue.map(queue)),
        maybe("Send queue", socket.send_queue.map(queue)),
        maybe("Drops", socket.drops),
    ];
    in_namespace(facts.into_iter(), namespace)
}

fn held(memory_of: Option<&SocketMemory>) -> impl Iterator<Item = Fact> {
    memory_of.into_iter().flat_map(memory)
}

fn in_namespace(facts: impl Iterator<Item = Fact>, namespace: &Namespace) -> Vec<Fact> {
    facts.chain([fact("Namespace", &namespace.id)]).collect()
}
