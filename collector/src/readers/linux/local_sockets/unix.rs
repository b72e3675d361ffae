//! Sockets between processes of one host (unix(7)), by `sock_diag(7)`: `struct unix_diag_msg` and the
//! attributes of `include/uapi/linux/unix_diag.h`.

mod backlog;
mod proc_net;

use netsnap_shared::snapshot::{AcceptQueue, Inode, Ownership, Uid, UnixSocket};

use super::{Kind, Ways, ask, by_dump_or_table, inode_of, memory, request_body};
use crate::readers::journal::Journal;
use crate::readers::linux::modules::DiagModule;
use crate::readers::linux::netlink::{Parsed, attributes, u32_of};

const AF_UNIX: u8 = 1;

/// The length of `struct unix_diag_req`; the states are at 4, what to show is at 12.
const REQUEST_BYTES: usize = 24;

/// The length of `struct unix_diag_msg`.
const MESSAGE_BYTES: usize = 16;

const SHOW_NAME: u32 = 0x01;
const SHOW_PEER: u32 = 0x04;
const SHOW_WAITING: u32 = 0x08;
const SHOW_QUEUES: u32 = 0x10;
const SHOW_MEMORY: u32 = 0x20;
const SHOW_UID: u32 = 0x40;

const NAME: u16 = 0;
const PEER: u16 = 2;
const WAITING: u16 = 3;
const QUEUES: u16 = 4;
const MEMORY: u16 = 5;
const UID: u16 = 7;

/// `TCP_ESTABLISHED`, `TCP_CLOSE` and `TCP_LISTEN` of `include/net/tcp_states.h`, which unix sockets
/// borrow.
const ESTABLISHED: u8 = 1;
const CLOSE: u8 = 7;
const LISTEN: u8 = 10;

/// Reads every socket of this thread's network namespace, by inode, with the connections that wait
/// in a listener's backlog behind them.
pub(super) fn read(ways: Ways<'_>, journal: &mut Journal) -> Vec<UnixSocket> {
    let show = SHOW_NAME | SHOW_PEER | SHOW_QUEUES | SHOW_MEMORY | SHOW_UID;
    let body = request_body::<REQUEST_BYTES>(AF_UNIX, 0, &[(4, u32::MAX), (12, show)]);
    let found = by_dump_or_table(
        ways,
        Kind("unix", DiagModule::Unix),
        || ask(&body, |payload| Parsed::from(parse(payload))),
        proc_net::parse,
        |socket| socket.inode,
        journal,
    );
    let mut sockets = found.rows;
    if found.dumped {
        // The table has them, the dump has not.
        let waiting = backlog::read(&sockets, journal);
        sockets.extend(waiting);
    }
    sockets.sort_by(|a, b| order(a).cmp(&order(b)));
    sockets
}

fn order(socket: &UnixSocket) -> (bool, Option<Inode>, Option<&str>, Option<Inode>) {
    let path = socket.path.as_deref();
    (
        socket.inode.is_none(),
        socket.inode,
        path,
        socket.peer_inode,
    )
}

/// Parses a message.
fn parse(payload: &[u8]) -> Option<UnixSocket> {
    let (header, rest) = payload.split_first_chunk::<MESSAGE_BYTES>()?;
    let [AF_UNIX, kind, state, _, inode @ ..] = header else {
        return None;
    };
    let mut socket = UnixSocket {
        inode: inode_of(u32_of(inode)?.into()),
        ..unix_socket(kind_name((*kind).into()), String::new())
    };
    let mut peer = None;
    let mut queues = None;
    for (kind, value) in attributes(rest) {
        match kind {
            NAME => socket.path = path(value),
            PEER => peer = u32_of(value),
            QUEUES => queues = pair(value),
            MEMORY => socket.memory = memory::parse(value).map(Box::new),
            UID => socket.uid = u32_of(value).map(Uid),
            _ => {}
        }
    }
    // A peer that no file refers to has no inode: it has closed, or waits in a backlog.
    socket.peer_inode = peer.and_then(|inode| inode_of(inode.into()));
    socket.state = state_name(*state, is_datagram(&socket).then_some(peer.is_some()));
    match (*state, queues) {
        (LISTEN, Some((length, limit))) => {
            socket.accept_queue = Some(AcceptQueue { length, limit });
        }
        (_, Some((receive, send))) => {
            socket.receive_queue = Some(receive);
            socket.send_queue = Some(send);
        }
        _ => {}
    }
    Some(socket)
}

/// A socket of which nothing else is known.
fn unix_socket(kind: String, state: String) -> UnixSocket {
    UnixSocket {
        kind,
        state,
        path: None,
        inode: None,
        peer_inode: None,
        owners: Vec::new(),
        ownership: Ownership::Unknown,
        uid: None,
        receive_queue: None,
        send_queue: None,
        accept_queue: None,
        memory: None,
    }
}

/// The kind of socket by its number (`include/linux/net.h`).
fn kind_name(code: u32) -> String {
    match code {
        1 => "stream".to_owned(),
        2 => "datagram".to_owned(),
        5 => "seqpacket".to_owned(),
        other => other.to_string(),
    }
}

fn is_datagram(socket: &UnixSocket) -> bool {
    socket.kind == "datagram"
}

/// The state. The kernel marks a datagram socket as connected, too, when another connects to it;
/// where it is known whether it has a peer of its own, that decides.
fn state_name(code: u8, has_peer: Option<bool>) -> String {
    match (code, has_peer) {
        (ESTABLISHED | CLOSE, Some(true)) | (ESTABLISHED, None) => "connected".to_owned(),
        (ESTABLISHED | CLOSE, _) => "unconnected".to_owned(),
        (LISTEN, _) => "listening".to_owned(),
        (other, _) => other.to_string(),
    }
}

/// The name it is bound to: a path up to its NUL, or after a first NUL bytes of any kind, of which a
/// NUL is shown as `@`.
fn path(name: &[u8]) -> Option<String> {
    let bytes = match name {
        [] => return None,
        [0, ..] => name
            .iter()
            .map(|&byte| if byte == 0 { b'@' } else { byte })
            .collect(),
        _ => name
            .iter()
            .copied()
            .take_while(|&byte| byte != 0)
            .collect::<Vec<_>>(),
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Two numbers.
fn pair(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((u32_of(bytes)?, u32_of(bytes.get(4..)?)?))
}

#[cfg(test)]
mod tests;
