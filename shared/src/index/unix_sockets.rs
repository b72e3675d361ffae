//! The table of sockets between processes.

use super::build::{Builder, Cell};
use super::owners::{add_owners, add_users, add_verdicts};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::{Ownership, UnixSocket};

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all: Vec<&UnixSocket> = namespaces.iter().flat_map(|n| &n.unix_sockets).collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::UnixSockets, all.len());
    let mut text = |field, text: fn(&UnixSocket) -> Option<String>| {
        table.texts(field, |row| text(all.get(row)?));
    };
    text(Field::Kind, |socket| Some(socket.kind.clone()));
    text(Field::State, |socket| Some(socket.state.clone()));
    text(Field::Path, |socket| socket.path.clone());
    let mut number = |field, number: fn(&UnixSocket) -> Option<u64>| {
        table.numbers([field], [Cell::one(rows().map(number))]);
    };
    number(Field::Inode, |socket| Some(socket.inode?.0));
    number(Field::PeerInode, |socket| Some(socket.peer_inode?.0));
    number(Field::ReceiveQueue, |socket| {
        Some(socket.receive_queue?.into())
    });
    number(Field::SendQueue, |socket| Some(socket.send_queue?.into()));
    let owners: Vec<_> = rows().map(|socket| socket.owners.as_slice()).collect();
    add_owners(&mut table, catalog, &owners);
    let verdicts: Vec<_> = rows().map(|socket| socket.ownership).collect();
    add_verdicts(&mut table, &verdicts);
    let users: Vec<_> = rows().map(|socket| socket.uid).collect();
    add_users(&mut table, catalog, &users);
    add_namespaces(&mut table, catalog.snapshot(), |n| n.unix_sockets.len());
    table.words(rows().map(mask).collect())
}

fn is_abstract(socket: &UnixSocket) -> bool {
    socket
        .path
        .as_ref()
        .is_some_and(|path| path.starts_with('@'))
}

fn is_queued(socket: &UnixSocket) -> bool {
    let connections = socket.accept_queue.map(|queue| queue.length);
    let queues = [socket.receive_queue, socket.send_queue, connections];
    queues.into_iter().flatten().any(|length| length > 0)
}

define_words! {
    socket: UnixSocket;
    ["listening", "listen", "listener"] "waits for connections" => socket.state == "listening";
    ["connected"] "has a peer" => socket.state == "connected";
    ["bound"] "has a path or an abstract name" => socket.path.is_some();
    ["abstract"] "its name is no path: no file guards it" => is_abstract(socket);
    ["waiting"] "a connection that was not accepted yet"
        => socket.ownership == Ownership::NotAccepted;
    ["owned"] "a process is known that holds it" => !socket.owners.is_empty();
    ["unowned"] "no process is known that holds it" => socket.owners.is_empty();
    ["orphan"] "nobody holds it, though every process was looked at"
        => socket.ownership == Ownership::Missing;
    ["hidden"] "who holds it was not permitted to see" => socket.ownership == Ownership::Hidden;
    ["queued"] "bytes or connections wait in one of its queues" => is_queued(socket);
}
