//! The table of sockets to the kernel.

use super::build::{Builder, Cell};
use super::owners::{add_owners, add_verdicts};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::{NetlinkSocket, Ownership};

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all: Vec<&NetlinkSocket> = namespaces.iter().flat_map(|n| &n.netlink_sockets).collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::NetlinkSockets, all.len());
    table.texts(Field::Protocol, |row| {
        Some(all.get(row)?.protocol.to_string())
    });
    let mut number = |field, number: fn(&NetlinkSocket) -> Option<u64>| {
        table.numbers([field], [Cell::one(rows().map(number))]);
    };
    number(Field::PortId, |socket| Some(socket.port_id.into()));
    number(Field::Inode, |socket| Some(socket.inode?.0));
    number(Field::ReceiveQueue, |socket| {
        Some(socket.receive_queue?.into())
    });
    number(Field::SendQueue, |socket| Some(socket.send_queue?.into()));
    number(Field::Drops, |socket| socket.drops);
    let groups = rows().map(|socket| groups(socket).iter().copied().map(u64::from));
    table.numbers([Field::Group], [Cell::many(groups)]);
    let owners: Vec<_> = rows().map(|socket| socket.owners.as_slice()).collect();
    add_owners(&mut table, catalog, &owners);
    let verdicts: Vec<_> = rows().map(|socket| socket.ownership).collect();
    add_verdicts(&mut table, &verdicts);
    add_namespaces(&mut table, catalog.snapshot(), |n| n.netlink_sockets.len());
    table.words(rows().map(mask).collect())
}

fn groups(socket: &NetlinkSocket) -> &[u32] {
    socket.groups.as_deref().unwrap_or_default()
}

fn is_queued(socket: &NetlinkSocket) -> bool {
    let queues = [socket.receive_queue, socket.send_queue];
    queues.into_iter().flatten().any(|bytes| bytes > 0)
}

define_words! {
    socket: NetlinkSocket;
    ["kernel"] "the kernel's own end" => socket.ownership == Ownership::Kernel;
    ["member"] "is in a group, and gets what is sent to it" => !groups(socket).is_empty();
    ["owned"] "a process is known that holds it" => !socket.owners.is_empty();
    ["unowned"] "no process is known that holds it" => socket.owners.is_empty();
    ["orphan"] "nobody holds it, though every process was looked at"
        => socket.ownership == Ownership::Missing;
    ["hidden"] "who holds it was not permitted to see" => socket.ownership == Ownership::Hidden;
    ["queued"] "bytes wait in one of its queues" => is_queued(socket);
    ["drops", "dropped"] "has lost messages"
        => socket.drops.is_some_and(|drops| drops > 0);
}
