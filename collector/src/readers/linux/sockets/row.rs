//! A socket as the tables of the kernel give it: interfaces by number, nothing about owners.

use std::net::IpAddr;

use netsnap_shared::snapshot::{
    AcceptQueue, Endpoint, Family, Inode, Protocol, Socket, SocketMemory, State, TcpInfo, Timer,
    Uid,
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
    pub cookie: Option<u64>,
    pub ipv6_only: Option<bool>,
    pub mark: Option<u32>,
    /// Of a raw socket: the IP protocol number, which its tables have in the place of a port.
    pub ip_protocol: Option<u8>,
    pub more: Option<Box<MoreAddresses>>,
    pub memory: Option<Box<SocketMemory>>,
    pub tcp_info: Option<Box<TcpInfo>>,
}

/// Addresses beside the first (SCTP).
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct MoreAddresses {
    pub local: Vec<IpAddr>,
    pub remote: Vec<IpAddr>,
}

impl MoreAddresses {
    /// The addresses in their place, which is made when there is none yet.
    pub(super) fn of(place: &mut Option<Box<Self>>) -> &mut Self {
        place.get_or_insert_default()
    }
}

/// What tells one socket from another in every table: local end, remote end where all tables have
/// it, inode.
pub(super) type Identity = (Endpoint, Option<Endpoint>, Option<Inode>);

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
    fn new(protocol: Protocol, family: Family, local: Endpoint) -> Self {
        Self {
            protocol,
            family,
            state: None,
            local,
            remote: None,
            inode: None,
            uid: None,
            interface: None,
            receive_queue: None,
            send_queue: None,
            accept_queue: None,
            timer: None,
            cookie: None,
            ipv6_only: None,
            mark: None,
            ip_protocol: None,
            more: None,
            memory: None,
            tcp_info: None,
        }
    }

    /// A row of netstat2: no details, and of UDP only the local end.
    pub(super) fn from_netstat2(protocol: Protocol, family: Family, info: &SocketInfo) -> Self {
        let ends = base::ends(info);
        let inode = inode(info.inode.into());
        Self {
            state: ends.state,
            remote: ends.remote,
            inode,
            uid: uid(info.uid, inode),
            ..Self::new(protocol, family, ends.local)
        }
    }

    /// A row from the kernel's codes.
    pub(super) fn from_codes(codes: Codes) -> Self {
        let remote = base::fixed(codes.remote);
        let state = state(codes.protocol, codes.state, remote.is_some());
        let inode = inode(codes.inode);
        // A listener's queues count connections, and mean something else.
        let listens = state == State::Listen;
        let mut row = Self {
            state: Some(state),
            remote,
            inode,
            uid: uid(codes.uid, inode),
            receive_queue: (!listens).then_some(codes.receive_queue),
            send_queue: (!listens).then_some(codes.send_queue),
            ..Self::new(codes.protocol, codes.family, codes.local)
        };
        if codes.protocol == Protocol::Raw {
            row.ip_protocol = u8::try_from(codes.local.port).ok();
            row.local.port = 0;
        }
        row
    }

    /// What rows are sorted by, so that two reads of the same tables give the same order.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (
            self.protocol.code(),
            self.family.code(),
            self.local,
            self.remote,
            self.state.map(State::code),
            self.ip_protocol,
            self.inode,
            self.cookie,
        )
    }

    /// Takes over what another row about the same socket leaves open.
    pub(super) fn complete_from(&mut self, other: Self) {
        self.state = self.state.or(other.state);
        self.remote = self.remote.or(other.remote);
        self.uid = self.uid.or(other.uid);
        self.interface = self.interface.or(other.interface);
        self.receive_queue = self.receive_queue.or(other.receive_queue);
        self.send_queue = self.send_queue.or(other.send_queue);
        self.accept_queue = self.accept_queue.or(other.accept_queue);
        self.timer = self.timer.or(other.timer);
        self.cookie = self.cookie.or(other.cookie);
        self.ipv6_only = self.ipv6_only.or(other.ipv6_only);
        self.mark = self.mark.or(other.mark);
        self.ip_protocol = self.ip_protocol.or(other.ip_protocol);
        self.more = self.more.take().or(other.more);
        self.memory = self.memory.take().or(other.memory);
        self.tcp_info = self.tcp_info.take().or(other.tcp_info);
    }

    /// What tells it from another socket.
    pub(super) fn identity(&self) -> Identity {
        (self.local, self.connection(), self.inode)
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

/// The state that a code means. Linux uses the codes of TCP for every protocol, but for the
/// associations of SCTP: `enum sctp_state` of `include/net/sctp/constants.h`.
fn state(protocol: Protocol, code: u8, has_peer: bool) -> State {
    use Protocol::{Icmp, Icmpv6, Raw, Sctp, Udp, UdpLite};
    match (protocol, State::from_code(code)) {
        (Udp | UdpLite | Raw | Icmp | Icmpv6, State::Closed) => State::Unconnected,
        (Sctp, _) if has_peer => association(code),
        (_, state) => state,
    }
}

/// The state of TCP that is nearest to that of an association.
fn association(code: u8) -> State {
    match code {
        0 => State::Closed,
        // COOKIE-WAIT and COOKIE-ECHOED: the first two of four steps.
        1 | 2 => State::SynSent,
        3 => State::Established,
        // SHUTDOWN-PENDING and SHUTDOWN-SENT, SHUTDOWN-RECEIVED, SHUTDOWN-ACK-SENT.
        4 | 5 => State::FinWait1,
        6 => State::CloseWait,
        7 => State::LastAck,
        other => State::from_code(other),
    }
}

impl Row {
    /// The socket without its owners.
    pub(crate) fn into_socket(self, name_of: impl Fn(u32) -> String) -> Socket {
        let more = self.more.map(|more| *more).unwrap_or_default();
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
            cookie: self.cookie,
            ipv6_only: self.ipv6_only,
            mark: self.mark,
            ip_protocol: self.ip_protocol,
            more_local_addresses: more.local,
            more_remote_addresses: more.remote,
            memory: self.memory,
            tcp_info: self.tcp_info,
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
