//! Connections that a listener has not accepted yet. No file refers to their sockets, so that a dump
//! leaves them out; it tells of each what is at the other end.

use std::collections::HashSet;

use netsnap_shared::snapshot::{Inode, SourceStatus, UnixSocket};

use super::super::{ask, inode_of, request_body};
use super::{
    AF_UNIX, LISTEN, MESSAGE_BYTES, NAME, REQUEST_BYTES, SHOW_NAME, SHOW_WAITING, WAITING,
    kind_name, path, unix_socket,
};
use crate::readers::journal::{Journal, Reading, count};
use crate::readers::linux::netlink::{Parsed, attributes, u32_of};

/// A listener, and the sockets that wait for it.
#[derive(Debug, PartialEq)]
struct Backlog {
    listener: Option<Inode>,
    waiting: Vec<UnixSocket>,
}

/// Reads the connections that wait for these listeners. They are asked for apart from the rest: the
/// kernel ends a dump without a word at a socket that does not fit into its buffer, and a long
/// backlog does not.
pub(super) fn read(sockets: &[UnixSocket], journal: &mut Journal) -> Vec<UnixSocket> {
    let awaited: HashSet<Option<Inode>> = sockets
        .iter()
        .filter(|socket| socket.accept_queue.is_some_and(|queue| queue.length > 0))
        .map(|socket| socket.inode)
        .collect();
    if awaited.is_empty() {
        return Vec::new();
    }
    let states = (4, 1 << LISTEN);
    let show = (12, SHOW_NAME | SHOW_WAITING);
    let body = request_body::<REQUEST_BYTES>(AF_UNIX, 0, &[states, show]);
    journal.read("sock_diag unix backlog", || {
        reading(&awaited, ask(&body, |payload| Parsed::from(parse(payload))))
    })
}

/// Makes one list of all backlogs, and says which are not there.
fn reading(
    awaited: &HashSet<Option<Inode>>,
    backlogs: Reading<Vec<Backlog>>,
) -> Reading<Vec<UnixSocket>> {
    let seen = backlogs.given.iter().map(|backlog| backlog.listener);
    let missing = awaited.len() - seen.filter(|inode| awaited.contains(inode)).count();
    let mut reading = backlogs.map(|backlogs| {
        let waiting = backlogs.into_iter().flat_map(|backlog| backlog.waiting);
        waiting.collect::<Vec<_>>()
    });
    reading.rows = reading.given.len();
    if missing > 0 {
        let listeners = count(missing, "listener", "listeners");
        let reason = format!("the backlog of {listeners} is not in it");
        reading = reading.because(SourceStatus::Partial, reason);
    }
    reading
}

/// Parses a listener. What waits has its kind and its address.
fn parse(payload: &[u8]) -> Option<Backlog> {
    let (header, rest) = payload.split_first_chunk::<MESSAGE_BYTES>()?;
    let [AF_UNIX, kind, _, _, inode @ ..] = header else {
        return None;
    };
    let kind = kind_name((*kind).into());
    let mut name = None;
    let mut clients: &[u8] = &[];
    for (kind, value) in attributes(rest) {
        match kind {
            NAME => name = path(value),
            WAITING => clients = value,
            _ => {}
        }
    }
    let clients = clients.chunks_exact(4).map_while(u32_of);
    let waiting = clients.map(|client| UnixSocket {
        path: name.clone(),
        // A client that has gone meanwhile has none.
        peer_inode: inode_of(client.into()),
        ..unix_socket(kind.clone(), "connected".to_owned())
    });
    Some(Backlog {
        listener: inode_of(u32_of(inode)?.into()),
        waiting: waiting.collect(),
    })
}

#[cfg(test)]
mod tests;
