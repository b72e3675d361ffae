//! Who can reach a socket, as far as its own addresses say.
//!
//! A firewall, a router or another host's routes may narrow it; a snapshot cannot see those.

use std::net::IpAddr;

use crate::snapshot::{Protocol, Socket, State};

/// How far away a peer can be that reaches a local address. The order is from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Only programs on this host: a loopback address.
    ThisHost,
    /// Only hosts on the same link: a link-local address or one of a link's groups.
    Links,
    /// Everyone who has a route to this host.
    Everyone,
}

impl Reach {
    /// How far a local address can be reached from.
    pub fn of_address(ip: IpAddr) -> Self {
        match ip.to_canonical() {
            IpAddr::V4(ip) if ip.is_loopback() => Self::ThisHost,
            IpAddr::V4(ip) if ip.is_link_local() || ip.octets()[..3] == [224, 0, 0] => Self::Links,
            IpAddr::V6(ip) if ip.is_loopback() => Self::ThisHost,
            IpAddr::V6(ip) if ip.is_unicast_link_local() => Self::Links,
            // Interface-local and link-local groups, RFC 4291 section 2.7.
            IpAddr::V6(ip) if ip.is_multicast() && ip.octets()[1] & 0x0f == 1 => Self::ThisHost,
            IpAddr::V6(ip) if ip.is_multicast() && ip.octets()[1] & 0x0f == 2 => Self::Links,
            _ => Self::Everyone,
        }
    }

    /// The word for it in the filter language: `is:loopback`, `is:link`, `is:exposed` use the same
    /// classes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThisHost => "this host",
            Self::Links => "its links",
            Self::Everyone => "everyone",
        }
    }
}

/// Whether a socket takes what strangers send: it listens, or it is a datagram socket with a port
/// and without a fixed peer.
pub fn accepts_strangers(socket: &Socket) -> bool {
    match socket.state {
        Some(State::Listen) => true,
        Some(State::Unconnected) => socket.local.port != 0,
        None => {
            matches!(socket.protocol, Protocol::Udp | Protocol::UdpLite)
                && socket.remote.is_none()
                && socket.local.port != 0
        }
        Some(_) => false,
    }
}

/// Whether a socket takes what strangers on other hosts send.
pub fn is_exposed(socket: &Socket) -> bool {
    accepts_strangers(socket) && Reach::of_address(socket.local.ip) > Reach::ThisHost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_far_it_is_reached_from() {
        for (address, reach) in [
            ("127.0.0.1", Reach::ThisHost),
            ("127.255.0.3", Reach::ThisHost),
            ("::1", Reach::ThisHost),
            ("::ffff:127.0.0.1", Reach::ThisHost),
            ("ff01::1", Reach::ThisHost),
            ("169.254.7.7", Reach::Links),
            ("224.0.0.251", Reach::Links),
            ("fe80::1", Reach::Links),
            ("ff02::fb", Reach::Links),
            ("0.0.0.0", Reach::Everyone),
            ("::", Reach::Everyone),
            ("192.168.1.10", Reach::Everyone),
            ("203.0.113.7", Reach::Everyone),
            ("239.1.2.3", Reach::Everyone),
            ("fd00::1", Reach::Everyone),
            ("::ffff:192.0.2.1", Reach::Everyone),
        ] {
            assert_eq!(
                Reach::of_address(address.parse().unwrap()),
                reach,
                "{address}"
            );
        }
    }
}
