//! What the addresses of a socket mean for who can reach it and whom it talks to.

use std::net::IpAddr;

use crate::reach::{Reach, accepts_strangers};
use crate::snapshot::{Endpoint, Protocol, Socket, State};

use super::row::{Role, Row};
use super::{Section, Topic, address, direction, row, way, wording};

/// How many addresses of the host a sentence lists.
const ADDRESSES_LISTED: usize = 6;

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    let (title, paragraphs) = match row.direction() {
        Some((remote, _)) => ("The two ends", ends(row, remote)),
        None if matches!(row.role, Role::Connection(_)) => (
            "The two ends",
            vec![
                local_address(row),
                "The snapshot does not have the address of \
             the other end."
                    .to_owned(),
            ],
        ),
        None => ("Who can reach it", reachable(row)),
    };
    let mut paragraphs = paragraphs;
    paragraphs.extend(row.socket.interface.as_deref().map(|interface| {
        let interface = wording::short(interface);
        format!(
            "It is tied to the interface {interface}: only what arrives there counts, and what it \
             sends leaves there."
        )
    }));
    Section::of(Topic::Reach, title, paragraphs)
}

/// For a socket without a fixed peer.
fn reachable(row: &Row<'_>) -> Vec<String> {
    let ip = row.socket.local.ip.to_canonical();
    let mut paragraphs = vec![local_address(row)];
    if takes_nothing(row) {
        paragraphs.push("Nobody can reach it as it is now.".to_owned());
        return paragraphs;
    }
    let who = match Reach::of_address(ip) {
        Reach::Everyone if ip.is_multicast() => {
            "Every host whose packets to this group are routed to this host can reach it."
        }
        Reach::ThisHost => "Only programs on this host can reach it.",
        Reach::Links => "Only hosts on the same link can reach it: routers do not pass it on.",
        Reach::Everyone if is_kept_by_routers(ip) => {
            "Every host that has a route to this address can reach it, within the site that uses \
             it. Only an address translation or a tunnel lets others in."
        }
        Reach::Everyone => "Every host that has a route to this host can reach it.",
    };
    paragraphs.push(who.to_owned());
    if Reach::of_address(ip) > Reach::ThisHost {
        paragraphs.push(
            "A firewall on this host or on the way may allow less: a snapshot does not see its \
             rules."
                .to_owned(),
        );
    }
    paragraphs
}

/// Whether a socket takes nothing from anyone, whatever its address.
fn takes_nothing(row: &Row<'_>) -> bool {
    let socket = row.socket;
    match row.role {
        Role::Idle => !matches!(socket.state, None | Some(State::Other(_))),
        Role::Datagrams => socket.local.port == 0,
        Role::Packets => socket.protocol == Protocol::Raw && socket.local.port == IPPROTO_RAW,
        _ => false,
    }
}

/// A raw socket of this protocol only sends, raw(7).
const IPPROTO_RAW: u16 = 255;

/// Whether an address is of a private range, so that the internet does not carry it.
fn is_kept_by_routers(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private(),
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

/// What the local address stands for, and the interface that has it.
fn local_address(row: &Row<'_>) -> String {
    let bound = row.socket.local.ip;
    let ip = bound.to_canonical();
    let mapped = if bound == ip {
        String::new()
    } else {
        format!(
            " It is an IPv6 socket that carries IPv4: the system writes the address as {bound}."
        )
    };
    let text = match ip {
        IpAddr::V4(ip) if ip.is_unspecified() => format!(
            "The local address 0.0.0.0 stands for every IPv4 address of this host{}.",
            addresses_of_host(row, IpAddr::is_ipv4)
        ),
        IpAddr::V6(ip) if ip.is_unspecified() => any_ipv6(row),
        ip if ip.is_multicast() => {
            let kind = address::special_kind(ip).unwrap_or("a multicast group");
            format!(
                "The local address {ip} is {kind}: only what is sent to the group arrives here."
            )
        }
        ip => match (row.interface_of(ip), address::special_kind(ip)) {
            _ if ip.is_loopback() => {
                format!("The local address {ip} is a loopback address: it never leaves this host.")
            }
            (Some(interface), None) => format!(
                "The local address {ip} is one of the interface {}.",
                wording::short(&interface.name)
            ),
            (Some(interface), Some(kind)) => format!(
                "The local address {ip} is one of the interface {}. It is {kind}.",
                wording::short(&interface.name)
            ),
            (None, kind) => {
                let kind = kind
                    .map(|kind| format!(" It is {kind}."))
                    .unwrap_or_default();
                let nowhere = if row.namespace.interfaces.is_empty() {
                    "the interfaces of this host are not in the snapshot"
                } else {
                    "no interface in the snapshot has it, so it was removed since, or the program \
                     was allowed to take an address that is not the host's"
                };
                format!("The local address is {ip}; {nowhere}.{kind}")
            }
        },
    };
    format!("{text}{mapped}")
}

fn any_ipv6(row: &Row<'_>) -> String {
    let every = format!(
        "The local address :: stands for every IPv6 address of this host{}.",
        addresses_of_host(row, IpAddr::is_ipv6)
    );
    // Linux's raw IPv6 sockets take no IPv4, and ICMPv6 has none.
    if wording::registry(row.socket.protocol).is_none() {
        return every;
    }
    if other_family_is_taken_elsewhere(row) {
        return format!(
            "{every} Another socket takes the same port over IPv4, so this one most likely takes \
             only IPv6."
        );
    }
    format!(
        "{every} Such a socket usually takes IPv4 as well, unless its program asked for IPv6 only \
         (IPV6_V6ONLY), which the snapshot does not say."
    )
}

/// Whether another socket is bound to this row's port on every IPv4 address, which the system
/// usually refuses while an IPv6 socket takes IPv4 too.
pub(super) fn other_family_is_taken_elsewhere(row: &Row<'_>) -> bool {
    let is_twin = |other: &Socket| {
        other.protocol == row.socket.protocol
            && other.local.port == row.socket.local.port
            && other.local.ip.is_ipv4()
            && other.local.ip.is_unspecified()
            && accepts_strangers(other)
    };
    row.socket.local.port != 0 && row.namespace.sockets.iter().any(is_twin)
}

/// The host's addresses of a family with their interfaces, in brackets.
fn addresses_of_host(row: &Row<'_>, is_of_family: impl Fn(&IpAddr) -> bool) -> String {
    let addresses: Vec<String> = row
        .namespace
        .interfaces
        .iter()
        .filter(|interface| {
            let only = row.socket.interface.as_deref();
            only.is_none_or(|only| only == interface.name)
        })
        .flat_map(|interface| {
            let name = wording::short(&interface.name);
            interface
                .addresses
                .iter()
                .filter(|address| is_of_family(&address.ip))
                .map(move |address| format!("{} of {name}", address.ip))
        })
        .collect();
    if addresses.is_empty() {
        return String::new();
    }
    format!(" ({})", wording::list_some(addresses, ADDRESSES_LISTED))
}

/// For a connection.
fn ends(row: &Row<'_>, remote: Endpoint) -> Vec<String> {
    let mut paragraphs = vec![local_address(row)];
    paragraphs.push(remote_address(row, remote));
    paragraphs.extend(other_end(row, remote));
    paragraphs
}

fn remote_address(row: &Row<'_>, remote: Endpoint) -> String {
    let ip = remote.ip.to_canonical();
    if direction::is_local(row.namespace, remote) {
        let place = row
            .interface_of(ip)
            .filter(|_| !ip.is_loopback())
            .map(|interface| format!(", on the interface {}", wording::short(&interface.name)))
            .unwrap_or_default();
        return format!(
            "The other end, {ip}, is an address of this host itself{place}: the packets do not \
             leave it."
        );
    }
    let kind = match address::special_kind(ip) {
        Some(kind) => format!("The other end, {ip}, is {kind}."),
        None => format!("The other end, {ip}, is a public address."),
    };
    let way = if Reach::of_address(ip) == Reach::Links {
        link(row)
    } else {
        way::way(row.namespace, row.socket, ip).or_else(|| on_link(row, ip))
    };
    match way {
        Some(way) => format!("{kind} {way}"),
        None => kind,
    }
}

/// The link of a peer whose address every link may have.
fn link(row: &Row<'_>) -> Option<String> {
    let name = row.socket.interface.as_deref().or_else(|| {
        row.interface_of(row.socket.local.ip)
            .map(|interface| interface.name.as_str())
    })?;
    Some(format!("The link is that of {}.", wording::short(name)))
}

/// The interface whose prefix a peer lies in.
fn on_link(row: &Row<'_>, ip: IpAddr) -> Option<String> {
    let tied_to = row.socket.interface.as_deref();
    let mut interfaces = row.namespace.interfaces.iter();
    interfaces.find_map(|interface| {
        if tied_to.is_some_and(|only| only != interface.name) {
            return None;
        }
        let prefix = interface.addresses.iter().find_map(|address| {
            let prefix = ipnet::IpNet::new(address.ip, address.prefix_length).ok()?;
            let is_a_link = prefix.prefix_len() < prefix.max_prefix_len();
            (is_a_link && prefix.contains(&ip)).then(|| prefix.trunc())
        })?;
        (!ip.is_loopback()).then(|| {
            format!(
                "It lies in {prefix}, the prefix of the interface {}, so it should be a \
                 neighbour that is reached without a router.",
                wording::short(&interface.name)
            )
        })
    })
}

/// The socket at the other end, where that is on this host too.
fn other_end(row: &Row<'_>, remote: Endpoint) -> Option<String> {
    if !direction::is_local(row.namespace, remote) {
        return None;
    }
    let same = |left: Endpoint, right: Endpoint| {
        left.port == right.port && left.ip.to_canonical() == right.ip.to_canonical()
    };
    let peer = row.namespace.sockets.iter().find(|other| {
        other.protocol == row.socket.protocol
            && same(other.local, remote)
            && other
                .remote
                .is_some_and(|back| same(back, row.socket.local))
    });
    Some(match peer {
        None => "The snapshot has no socket for that end.".to_owned(),
        Some(peer) => match row::owners(row.catalog, peer) {
            Some((owners, _)) => format!("That end belongs to {owners}."),
            None => "That end is in the snapshot too, without an owner.".to_owned(),
        },
    })
}
