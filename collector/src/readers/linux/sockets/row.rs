//! A socket as the tables of the kernel give it: interfaces by number, nothing about owners.

use std::cmp::Ordering;

use netsnap_shared::snapshot::{
    AcceptQueue, Endpoint, Family, Inode, Protocol, Socket, State, Timer, Uid,
};
use netstat2::SocketInfo;

use crate::readers::base;

/// A row of a table of sockets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub protocol: Protocol,
    pub family: Family,
    pub state: Option<State>,
    pub local: Endpoint,
    pub remote: Option<Endpoint>,
    pub inode: Option<Inode>,
    pub uid: Option<Uid>,
    /// The number of the interface it is bound to.
    pub interface: Option<u32>,
    pub receive_queue: Option<u32>,
    pub send_queue: Option<u32>,
    pub accept_queue: Option<AcceptQueue>,
    pub timer: Option<Timer>,
}

/// What a table says of a socket in the same words for all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Codes {
    pub protocol: Protocol,
    pub family: Family,
    pub state: u8,
    pub local: Endpoint,
    pub remote: Endpoint,
    pub receive_queue: u32,
    pub send_queue: u32,
    pub uid: u32,
    pub inode: u64,
}

impl Row {
    /// A row of netstat2: no details, and of UDP only the local end.
    pub(super) fn from_netstat2(protocol: Protocol, family: Family, info: &SocketInfo) -> Self {
        let ends = base::ends(info);
        let inode = inode(info.inode.into());
        Self {
            protocol,
            family,
            state: ends.state,
            local: ends.local,
            remote: ends.remote,
            inode,
            uid: uid(info.uid, inode),
            interface: None,
            receive_queue: None,
            send_queue: None,
            accept_queue: None,
            timer: None,
        }
    }

    /// A row from the kernel's codes.
    pub(super) fn from_codes(codes: Codes) -> Self {
        let state = state(codes.protocol, codes.state);
        let inode = inode(codes.inode);
        // A listener's queues count connections, and mean something else.
        let listens = state == State::Listen;
        Self {
            protocol: codes.protocol,
            family: codes.family,
            state: Some(state),
            local: codes.local,
            remote: base::fixed(codes.remote),
            inode,
            uid: uid(codes.uid, inode),
            interface: None,
            receive_queue: (!listens).then_some(codes.receive_queue),
            send_queue: (!listens).then_some(codes.send_queue),
            accept_queue: None,
            timer: None,
        }
    }

    /// What rows are sorted by, so that two reads of the same tables give the same order.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (
            self.protocol.code(),
            self.family.code(),
            self.local,
            self.remote,
            self.state.map(State::code),
            self.inode,
        )
    }

    /// Takes over what another row about the same socket leaves open.
    pub(super) fn complete_from(&mut self, other: &Self) {
        self.state = self.state.or(other.state);
        self.remote = self.remote.or(other.remote);
        self.uid = self.uid.or(other.uid);
        self.interface = self.interface.or(other.interface);
        self.receive_queue = self.receive_queue.or(other.receive_queue);
        self.send_queue = self.send_queue.or(other.send_queue);
        self.accept_queue = self.accept_queue.or(other.accept_queue);
        self.timer = self.timer.or(other.timer);
    }

    /// Compares local ends, remote ends where the protocol's tables all have them, and inodes.
    pub(super) fn compare_identity(&self, other: &Self) -> Ordering {
        let key = |row: &Self| (row.local, row.connection(), row.inode);
        key(self).cmp(&key(other))
    }

    /// The remote end of a TCP connection. netstat2 does not give that of UDP, so that it says
    /// nothing about whether two rows are one socket.
    pub(super) fn connection(&self) -> Option<Endpoint> {
        self.remote.filter(|_| self.protocol == Protocol::Tcp)
    }
}

/// Inode 0 is no inode: no file refers to the socket.
fn inode(number: u64) -> Option<Inode> {
    (number != 0).then_some(Inode(number))
}

/// Without an inode the kernel says user 0, whether it was root or not.
fn uid(number: u32, inode: Option<Inode>) -> Option<Uid> {
    (number != 0 || inode.is_some()).then_some(Uid(number))
}

/// The state that a code means. Linux uses the codes of TCP for every protocol.
fn state(protocol: Protocol, code: u8) -> State {
    match State::from_code(code) {
        State::Closed if protocol == Protocol::Udp => State::Unconnected,
        state => state,
    }
}

impl Row {
    /// The socket without its owners.
    pub(crate) fn into_socket(self, name_of: impl Fn(u32) -> String) -> Socket {
        Socket {
            state: self.state,
            remote: self.remote,
            uid: self.uid,
            inode: self.inode,
            interface: self.interface.map(name_of),
            receive_queue: self.receive_queue,
            send_queue: self.send_queue,
            accept_queue: self.accept_queue,
            timer: self.timer,
            ..Socket::new(self.protocol, self.family, self.local)
        }
    }
}

/// A row in one line, as the tests of parsers show it.
#[cfg(test)]
pub(super) fn show(row: &Row) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let shown = format!(
        "{} {} {} {} inode {} uid {} queues {} {}",
        row.protocol,
        or_dash(row.state.map(|state| state.to_string())),
        row.local,
        or_dash(row.remote.map(|end| end.to_string())),
        or_dash(row.inode.map(|inode| inode.to_string())),
        or_dash(row.uid.map(|uid| uid.to_string())),
        or_dash(row.receive_queue.map(|bytes| bytes.to_string())),
        or_dash(row.send_queue.map(|bytes| bytes.to_string())),
    );
    let accept = row
        .accept_queue
        .map(|queue| format!("accept {}/{}", queue.length, queue.limit));
    let interface = row.interface.map(|index| format!("if {index}"));
    let timer = row
        .timer
        .map(|timer| format!("timer {} {}", timer.kind, timer.retransmits));
    let parts = [Some(shown), accept, interface, timer];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
