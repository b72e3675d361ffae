//! A socket with what its explanation needs to know around it.

use std::net::IpAddr;

use crate::catalog::{Catalog, SocketInPlace};
use crate::snapshot::{Endpoint, Interface, Namespace, Pid, Protocol, Socket, State};

use super::direction::{self, Direction, Evidence, Side};
use super::wording;

/// A socket in its surroundings.
pub(super) struct Row<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) namespace: &'a Namespace,
    pub(super) socket: &'a Socket,
    pub(super) role: Role,
}

/// What a socket is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It waits for connections.
    Listener,
    /// One end of a connection. The peer is missing where the snapshot does not have it.
    Connection(Option<(Endpoint, Direction)>),
    /// A stream socket without a connection.
    Idle,
    /// It exchanges datagrams with anyone.
    Datagrams,
    /// It exchanges datagrams with one peer.
    ConnectedDatagrams(Endpoint, Direction),
    /// It takes packets below the level of ports.
    Packets,
    /// Of a protocol that is not known here.
    Unknown,
}

impl<'a> Row<'a> {
    pub(super) fn new(catalog: &'a Catalog, place: SocketInPlace<'a>) -> Self {
        Self {
            catalog,
            namespace: place.namespace,
            socket: place.socket,
            role: role(place.namespace, place.socket),
        }
    }

    pub(super) fn is_linux(&self) -> bool {
        self.catalog.snapshot().host.os == "linux"
    }

    /// The direction, where there are two ends.
    pub(super) fn direction(&self) -> Option<(Endpoint, Direction)> {
        match self.role {
            Role::Connection(direction) => direction,
            Role::ConnectedDatagrams(remote, direction) => Some((remote, direction)),
            _ => None,
        }
    }

    /// The port that names the service and the side that has it; none when nothing tells.
    pub(super) fn service_port(&self) -> Option<(Side, u16)> {
        wording::registry(self.socket.protocol)?;
        match self.direction() {
            None => Some((Side::Here, self.socket.local.port)),
            Some((_, direction)) if direction.evidence == Evidence::Nothing => None,
            Some((remote, direction)) => Some(match direction.opened_by {
                Side::Here => (Side::There, remote.port),
                Side::There => (Side::Here, self.socket.local.port),
            }),
        }
    }

    /// Whether the local port may well have been handed out by chance: it is in the range that this
    /// host gives to sockets that ask for any port, and nothing shows that it offers a service.
    pub(super) fn is_handed_out(&self) -> bool {
        matches!(self.role, Role::Datagrams | Role::Idle)
            && direction::ephemeral_ports(self.namespace).contains(self.socket.local.port)
    }

    /// The local port with the service's name, unless it says nothing here.
    pub(super) fn local_port(&self) -> String {
        let number = self.socket.local.port;
        if self.is_handed_out() {
            format!("port {number}")
        } else {
            wording::port(self.socket.protocol, number)
        }
    }

    /// The processes that hold it, each once, in the order of the row.
    pub(super) fn pids(&self) -> Vec<Pid> {
        pids(self.socket)
    }

    /// The processes in words and whether they are several; none when no process is known.
    pub(super) fn owners(&self) -> Option<(String, bool)> {
        owners(self.catalog, self.socket)
    }

    /// The interface that has this address.
    pub(super) fn interface_of(&self, ip: IpAddr) -> Option<&'a Interface> {
        let ip = ip.to_canonical();
        self.namespace.interfaces.iter().find(|interface| {
            interface
                .addresses
                .iter()
                .any(|address| address.ip.to_canonical() == ip)
        })
    }
}

/// The processes that hold a socket, each once.
fn pids(socket: &Socket) -> Vec<Pid> {
    let mut pids = Vec::new();
    for owner in &socket.owners {
        // Owners are sorted by pid; a bundle that is not merely repeats a name.
        if pids.last() != Some(&owner.pid) {
            pids.push(owner.pid);
        }
    }
    pids
}

/// A socket's processes in words and whether they are several.
pub(super) fn owners(catalog: &Catalog, socket: &Socket) -> Option<(String, bool)> {
    let pids = pids(socket);
    let first = wording::process(catalog, *pids.first()?);
    match pids.len() - 1 {
        0 => Some((first, false)),
        1 => Some((format!("{first} and one more process"), true)),
        more => Some((
            format!(
                "{first} and {} more processes",
                wording::number(more as u64)
            ),
            true,
        )),
    }
}

fn role(namespace: &Namespace, socket: &Socket) -> Role {
    let direction = |remote| (remote, direction::infer(namespace, socket, remote));
    match socket.protocol {
        Protocol::Tcp | Protocol::Mptcp | Protocol::Sctp | Protocol::Dccp => match socket.state {
            Some(State::Listen) => Role::Listener,
            Some(State::Closed | State::BoundInactive | State::Unconnected) => Role::Idle,
            None | Some(State::Other(_)) if socket.remote.is_none() => Role::Idle,
            _ => Role::Connection(socket.remote.map(direction)),
        },
        Protocol::Udp | Protocol::UdpLite => match socket.remote.map(direction) {
            Some((remote, direction)) => Role::ConnectedDatagrams(remote, direction),
            None => Role::Datagrams,
        },
        Protocol::Icmp | Protocol::Icmpv6 | Protocol::Raw => Role::Packets,
        Protocol::Other(_) => Role::Unknown,
    }
}
