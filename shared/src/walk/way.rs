//! The ways that a route leaves open: interface, router, its link-layer address, source address.

use std::net::IpAddr;

use super::Packet;
use super::packet::Bits;
use crate::snapshot::{Interface, InterfaceAddress, Namespace, Neighbour, Route, RouteKind};

/// How many ways of a multipath route are listed; the others are a number.
const LISTED: usize = 32;

/// One way that a packet can take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way<'a> {
    /// The interface it leaves by; `None` where the bundle does not say.
    pub interface: Option<&'a str>,
    /// The router it is handed to; `None` when the destination is on the link.
    pub gateway: Option<IpAddr>,
    /// Its share among several ways.
    pub weight: u32,
    /// Whether its link has no signal; packets are sent that way all the same, unless
    /// `ignore_routes_with_linkdown` is set.
    pub link_down: bool,
    /// What is known of the router, or of the destination on the link.
    pub neighbour: Option<&'a Neighbour>,
    /// The source address that the packet gets; `None` where nothing tells.
    pub source: Option<SourceAddress>,
}

/// A packet's source address, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceAddress {
    /// The address.
    pub ip: IpAddr,
    /// What speaks for it.
    pub reason: SourceReason,
}

/// What speaks for a source address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceReason {
    /// The packet has it already.
    Chosen,
    /// The route prefers it.
    Route,
    /// It is the destination: the packet stays on this host.
    Destination,
    /// It is an address of the interface. A guess: the choice among several has more rules than are
    /// followed here (RFC 6724).
    Guess,
}

/// The ways that a route leaves to a packet, and how many more there are.
pub(super) fn ways<'a>(
    namespace: &'a Namespace,
    route: &'a Route,
    packet: &Packet<'_>,
) -> (Vec<Way<'a>>, usize) {
    let is_down = |flags: &[String]| flags.iter().any(|flag| flag == "linkdown");
    if route.next_hops.is_empty() {
        let interface = route.interface.as_deref();
        let hop = (route.gateway, interface, 1, is_down(&route.flags));
        return (vec![way(namespace, Some(route), packet, hop)], 0);
    }
    let open = || {
        route.next_hops.iter().filter(|hop| {
            let bound = packet.outgoing_interface;
            let is_by = bound.is_none() || hop.interface.is_none();
            (is_by || hop.interface.as_deref() == bound)
                && hop.flags.iter().all(|flag| flag != "dead")
        })
    };
    let ways: Vec<Way<'a>> = open()
        .take(LISTED)
        .map(|hop| {
            let interface = hop.interface.as_deref();
            let hop = (hop.gateway, interface, hop.weight, is_down(&hop.flags));
            way(namespace, Some(route), packet, hop)
        })
        .collect();
    let more = open().count() - ways.len();
    (ways, more)
}

/// The way straight to the destination by an interface, which IPv4 takes for granted where a socket
/// is bound to one and no route fits.
pub(super) fn on_link<'a>(
    namespace: &'a Namespace,
    interface: &'a str,
    packet: &Packet<'_>,
) -> Way<'a> {
    way(namespace, None, packet, (None, Some(interface), 1, false))
}

fn way<'a>(
    namespace: &'a Namespace,
    route: Option<&Route>,
    packet: &Packet<'_>,
    (gateway, interface, weight, link_down): (Option<IpAddr>, Option<&'a str>, u32, bool),
) -> Way<'a> {
    let next = gateway.unwrap_or(packet.destination);
    let is_here = route.is_some_and(|route| is_here(route.kind));
    let neighbour = namespace.neighbours.iter().find(|neighbour| {
        !is_here && neighbour.ip == next && Some(neighbour.interface.as_str()) == interface
    });
    let interface_of_way = if is_here {
        loopback(namespace).or(interface)
    } else {
        interface
    };
    Way {
        interface: interface_of_way,
        gateway,
        weight,
        link_down,
        neighbour,
        source: source(namespace, route, packet, interface, next),
    }
}

/// The interface that carries what stays on the host, whichever its route names.
fn loopback(namespace: &Namespace) -> Option<&str> {
    let mut interfaces = namespace.interfaces.iter();
    interfaces
        .find(|interface| interface.kind.as_deref() == Some("loopback"))
        .map(|interface| interface.name.as_str())
}

/// Whether a route of this kind delivers to the host itself.
pub(super) const fn is_here(kind: RouteKind) -> bool {
    matches!(kind, RouteKind::Local | RouteKind::Anycast)
}

fn source(
    namespace: &Namespace,
    route: Option<&Route>,
    packet: &Packet<'_>,
    interface: Option<&str>,
    next: IpAddr,
) -> Option<SourceAddress> {
    let because = |reason| move |ip| SourceAddress { ip, reason };
    let destination = packet.destination;
    let chosen = packet.source.map(because(SourceReason::Chosen));
    if chosen.is_some() || packet.incoming_interface.is_some() {
        return chosen;
    }
    let preferred = route.and_then(|route| route.source);
    let own = route.is_some_and(|route| is_here(route.kind));
    preferred
        .map(because(SourceReason::Route))
        .or_else(|| own.then(|| because(SourceReason::Destination)(destination)))
        .or_else(|| {
            let mut interfaces = namespace.interfaces.iter();
            let interface = interfaces.find(|known| Some(known.name.as_str()) == interface)?;
            guess(interface, destination, next).map(because(SourceReason::Guess))
        })
}

/// The likeliest source among an interface's addresses. IPv4: that whose prefix has the next hop,
/// or else the first. IPv6: one of the destination's scope, with the longest prefix in common.
fn guess(interface: &Interface, destination: IpAddr, next: IpAddr) -> Option<IpAddr> {
    let is_usable = |address: &&InterfaceAddress| {
        let unusable = ["secondary", "tentative", "dadfailed", "deprecated"];
        let has = |flag: &str| address.flags.iter().any(|known| known == flag);
        address.ip.is_ipv4() == destination.is_ipv4() && !unusable.iter().any(|flag| has(flag))
    };
    let mut usable = interface.addresses.iter().filter(is_usable);
    let IpAddr::V6(destination) = destination else {
        let first = usable.clone().next();
        let holds_next = usable.find(|address| {
            ipnet::IpNet::new(address.ip, address.prefix_length)
                .is_ok_and(|prefix| Bits::from(next).is_in(&prefix))
        });
        return holds_next.or(first).map(|address| address.ip);
    };
    let of_link = destination.is_unicast_link_local() || destination.segments()[0] == 0xff02;
    let v6 = usable.filter_map(|address| match address.ip {
        IpAddr::V6(ip) => Some(ip),
        IpAddr::V4(_) => None,
    });
    v6.max_by_key(|ip| {
        let common = (ip.to_bits() ^ destination.to_bits()).leading_zeros();
        (ip.is_unicast_link_local() == of_link, common)
    })
    .map(IpAddr::V6)
}
