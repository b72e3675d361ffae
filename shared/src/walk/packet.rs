//! What is known of a packet that asks for its way.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::snapshot::{Family, Protocol, Socket, Uid};

/// A packet, as far as rules and routes ask about it. What is `None` is not known; a rule that asks
/// for it does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Where it is to go; an IPv4 address that IPv6 carries is taken as IPv4.
    pub destination: IpAddr,
    /// Its source address, where its sender has chosen one already.
    pub source: Option<IpAddr>,
    /// Its mark (`SO_MARK`, or set by the packet filter).
    pub mark: Option<u32>,
    /// The user whose socket it is from.
    pub uid: Option<Uid>,
    /// The interface it came in by; `None` for a packet of this host's own.
    pub incoming_interface: Option<&'a str>,
    /// The interface that its socket is bound to.
    pub outgoing_interface: Option<&'a str>,
    /// The IP protocol it carries.
    pub ip_protocol: Option<u8>,
    /// Its source port.
    pub source_port: Option<u16>,
    /// Its destination port.
    pub destination_port: Option<u16>,
    /// Its type of service; most packets have 0, which is what `None` is taken for by routes.
    pub type_of_service: Option<u8>,
}

impl<'a> Packet<'a> {
    /// A packet of this host's own of which only the destination is known.
    pub const fn to(destination: IpAddr) -> Self {
        Self {
            destination,
            source: None,
            mark: None,
            uid: None,
            incoming_interface: None,
            outgoing_interface: None,
            ip_protocol: None,
            source_port: None,
            destination_port: None,
            type_of_service: None,
        }
    }

    /// A packet that a socket sends to this address.
    pub fn of_socket(socket: &'a Socket, destination: IpAddr) -> Self {
        let source = socket.local.ip.to_canonical();
        let is_chosen =
            !source.is_unspecified() && source.is_ipv4() == destination.to_canonical().is_ipv4();
        let has_ports = matches!(
            socket.protocol,
            Protocol::Tcp
                | Protocol::Udp
                | Protocol::UdpLite
                | Protocol::Sctp
                | Protocol::Dccp
                | Protocol::Mptcp
        );
        let port = |port: u16| Some(port).filter(|&port| has_ports && port != 0);
        Self {
            source: is_chosen.then_some(source),
            mark: socket.mark,
            uid: socket.uid,
            outgoing_interface: socket.interface.as_deref(),
            ip_protocol: match socket.protocol {
                Protocol::Raw => socket.ip_protocol,
                // On the wire it is an option of TCP (RFC 8684).
                Protocol::Mptcp => Some(6),
                other => u8::try_from(other.code()).ok(),
            },
            source_port: port(socket.local.port),
            destination_port: socket.remote.and_then(|remote| port(remote.port)),
            ..Self::to(destination)
        }
    }

    /// The packet with its addresses in their own notation.
    pub(super) fn canonical(&self) -> Self {
        Self {
            destination: self.destination.to_canonical(),
            source: self.source.map(|source| source.to_canonical()),
            ..*self
        }
    }

    /// The family of its addresses.
    pub(super) const fn family(&self) -> Family {
        match self.destination {
            IpAddr::V4(_) => Family::Ipv4,
            IpAddr::V6(_) => Family::Ipv6,
        }
    }
}

/// An address as it is compared with many prefixes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Bits {
    V4(u32),
    V6(u128),
}

impl From<IpAddr> for Bits {
    fn from(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => Self::V4(ip.to_bits()),
            IpAddr::V6(ip) => Self::V6(ip.to_bits()),
        }
    }
}

impl Bits {
    /// Whether the address lies in the prefix.
    pub(super) fn is_in(self, prefix: &ipnet::IpNet) -> bool {
        match (self, prefix) {
            (Self::V4(ip), ipnet::IpNet::V4(prefix)) => {
                let differing = ip ^ Ipv4Addr::to_bits(prefix.addr());
                differing.leading_zeros() >= u32::from(prefix.prefix_len())
            }
            (Self::V6(ip), ipnet::IpNet::V6(prefix)) => {
                let differing = ip ^ Ipv6Addr::to_bits(prefix.addr());
                differing.leading_zeros() >= u32::from(prefix.prefix_len())
            }
            _ => false,
        }
    }
}
