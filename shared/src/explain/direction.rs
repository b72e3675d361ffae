//! Which side opened a connection, as far as a snapshot lets one infer it.

use crate::ports;
use crate::snapshot::{Endpoint, Namespace, Ownership, PortRange, Protocol, Socket, State};

use super::wording;

/// Which side opened a connection, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Direction {
    pub(super) opened_by: Side,
    pub(super) evidence: Evidence,
}

/// A side of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// This row's end.
    Here,
    /// The other end.
    There,
}

/// What speaks for a direction, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The state occurs on one side only.
    State,
    /// It waits in a listener's backlog.
    Backlog,
    /// This host listens on the local port.
    ListenerHere,
    /// The other end is on this host too, and there is a listener on its port.
    ListenerThere,
    /// One port is a service's, the other one of those handed out to clients.
    Ports,
    /// Nothing does: it is a guess.
    Nothing,
}

/// The ports that this host hands out: its own range, IANA's where that is not known (RFC 6335).
pub(super) fn ephemeral_ports(namespace: &Namespace) -> PortRange {
    namespace.settings.ephemeral_ports.unwrap_or(ports::DYNAMIC)
}

/// The direction of a connection or of a datagram socket with a fixed peer.
pub(super) fn infer(namespace: &Namespace, socket: &Socket, remote: Endpoint) -> Direction {
    let direction = |opened_by, evidence| Direction {
        opened_by,
        evidence,
    };
    match socket.state {
        Some(State::SynSent) => return direction(Side::Here, Evidence::State),
        Some(State::SynReceived | State::NewSynReceived) => {
            return direction(Side::There, Evidence::State);
        }
        _ => {}
    }
    if socket.ownership == Ownership::NotAccepted {
        return direction(Side::There, Evidence::Backlog);
    }
    if takes_connections(namespace, socket.protocol, socket.local) {
        return direction(Side::There, Evidence::ListenerHere);
    }
    if is_local(namespace, remote) && takes_connections(namespace, socket.protocol, remote) {
        return direction(Side::Here, Evidence::ListenerThere);
    }
    let own_range = ephemeral_ports(namespace);
    let here = names_service(socket.protocol, socket.local.port, own_range.first);
    let there = names_service(
        socket.protocol,
        remote.port,
        LOWEST_EPHEMERAL.min(own_range.first),
    );
    match (here, there) {
        (true, false) => direction(Side::There, Evidence::Ports),
        (false, true) => direction(Side::Here, Evidence::Ports),
        _ => direction(Side::Here, Evidence::Nothing),
    }
}

/// The lowest port that a widespread system hands out by default, Linux.
const LOWEST_EPHEMERAL: u16 = 32768;

/// Whether a port is one that a service would have, and no client be given.
fn names_service(protocol: Protocol, port: u16, ephemeral_from: u16) -> bool {
    let is_well_known = port < 1024;
    is_well_known || (port < ephemeral_from && wording::service(protocol, port).is_some())
}

/// Whether there is a socket that takes what arrives for this end from anyone.
pub(super) fn takes_connections(namespace: &Namespace, protocol: Protocol, end: Endpoint) -> bool {
    listener(namespace, protocol, end).is_some()
}

/// The socket that takes what arrives for this end from anyone.
pub(super) fn listener(
    namespace: &Namespace,
    protocol: Protocol,
    end: Endpoint,
) -> Option<&Socket> {
    namespace.sockets.iter().find(|socket| {
        // Linux keeps MPTCP's listeners apart from those of TCP, and its subflows among TCP's.
        let is_same_protocol = wording::registry(socket.protocol) == wording::registry(protocol)
            && wording::registry(protocol).is_some();
        let ip = socket.local.ip.to_canonical();
        // The IPv6 wildcard may take IPv4 as well.
        let is_at_address = ip == end.ip.to_canonical()
            || (ip.is_unspecified() && (ip.is_ipv6() || end.ip.to_canonical().is_ipv4()));
        is_same_protocol
            && socket.local.port == end.port
            && socket.remote.is_none()
            && crate::reach::accepts_strangers(socket)
            && is_at_address
    })
}

/// Whether an address is one of this host's.
pub(super) fn is_local(namespace: &Namespace, end: Endpoint) -> bool {
    let ip = end.ip.to_canonical();
    ip.is_loopback()
        || namespace
            .interfaces
            .iter()
            .flat_map(|interface| &interface.addresses)
            .any(|address| address.ip.to_canonical() == ip)
}
