//! Sockets that carry no internet protocol in words: between processes of one host, to whole
//! frames, and to the kernel.

use crate::catalog::Catalog;
use crate::snapshot::{
    NetlinkProtocol, NetlinkSocket, Owner, Ownership, PacketSocket, Pid, UnixSocket,
};

use super::wording::{counted, list, list_some, process, short};
use super::{Explanation, Section, Topic, ownership};

/// How many names or numbers a sentence lists.
const LISTED: usize = 5;

/// Explains a socket between processes.
pub fn unix_socket(catalog: &Catalog, socket: &UnixSocket) -> Explanation {
    let who = subject(catalog, &socket.owners, "A unix socket");
    let name = socket.path.as_deref();
    let named = name.map(|name| match name.strip_prefix('@') {
        Some(name) => format!("the abstract name {}", short(name)),
        None => format!("the path {}", short(name)),
    });
    let at = named.map(|name| format!(" at {name}")).unwrap_or_default();
    let headline = match &*socket.state {
        "listening" => format!("{who} waits for other processes of this host{at}."),
        "connected" if socket.ownership == Ownership::NotAccepted => {
            format!("A connection{at} waits until its listener accepts it.")
        }
        "connected" => format!("{who} is connected with a process of this host{at}."),
        _ if name.is_some() => format!("{who} takes messages from processes of this host{at}."),
        _ => format!("{who} has no name and no peer."),
    };
    let kind = match &*socket.kind {
        "stream" => "It carries a stream of bytes, as TCP does, but only within this host.",
        "datagram" => {
            "It carries single messages, as UDP does, but only within this host, and none is lost."
        }
        "seqpacket" => "It carries messages in order over a connection within this host.",
        _ => "It carries data within this host.",
    };
    let access = match name {
        Some(name) if name.starts_with('@') => {
            "No file guards an abstract name: every process in the same network namespace may ask \
             for it, so the program itself has to check who does."
        }
        Some(_) => {
            "Who may connect is decided by the permissions of the file and of its folders, not by \
             the network namespace."
        }
        None => "It has no name, so no other process can reach it but the one at its other end.",
    };
    Explanation {
        headline,
        sections: sections([
            Section::of(
                Topic::Meaning,
                "A unix socket",
                vec![kind.to_owned(), access.to_owned()],
            ),
            held(catalog, &socket.owners, socket.ownership),
            waiting(
                socket.receive_queue,
                socket.send_queue,
                socket.accept_queue.map(|queue| (queue.length, queue.limit)),
            ),
        ]),
    }
}

/// Explains a socket that sees whole frames.
pub fn packet_socket(catalog: &Catalog, socket: &PacketSocket) -> Explanation {
    let who = subject(catalog, &socket.owners, "A packet socket");
    let frames = match socket.ethertype {
        None => "frames".to_owned(),
        Some(0) => "no frame yet".to_owned(),
        Some(code) => match ethertype(code) {
            Some(name) => format!("{name} frames"),
            None => format!("frames of EtherType {code:#06x}"),
        },
    };
    let at = match &socket.interface {
        Some(name) => format!("on the interface {}", short(name)),
        None => "on every interface".to_owned(),
    };
    let mut meaning = vec![
        "It gets copies of frames beside the network stack, before the packet filter sees those \
         that come in. Captures (tcpdump, Wireshark), DHCP clients and neighbour discovery work \
         in this way."
            .to_owned(),
    ];
    meaning.extend(match &*socket.kind {
        "raw" => Some("It sees the link header too.".to_owned()),
        "datagram" => Some("It sees frames without their link header.".to_owned()),
        _ => None,
    });
    let promiscuous = socket.promiscuous_on.as_deref().unwrap_or_default();
    if !promiscuous.is_empty() {
        let names = promiscuous.iter().take(LISTED + 1);
        let names = names.map(|name| short(name).into_owned()).collect();
        meaning.push(format!(
            "It has made {} promiscuous: frames for other hosts come in as well.",
            list_some(names, LISTED)
        ));
    }
    Explanation {
        headline: format!("{who} gets {frames} {at}."),
        sections: sections([
            Section::of(Topic::Meaning, "A packet socket", meaning),
            held(catalog, &socket.owners, socket.ownership),
            None,
        ]),
    }
}

/// Explains a socket to the kernel.
pub fn netlink_socket(catalog: &Catalog, socket: &NetlinkSocket) -> Explanation {
    let subjects = netlink_subjects(socket.protocol);
    let headline = if socket.ownership == Ownership::Kernel {
        format!("The kernel's own end of netlink for {subjects}.")
    } else {
        let who = subject(catalog, &socket.owners, "A netlink socket");
        format!("{who} speaks with the kernel about {subjects}.")
    };
    let mut meaning = vec![
        "Through netlink programs ask the kernel, tell it what to do, and are told of what \
         happens."
            .to_owned(),
    ];
    let groups = socket.groups.as_deref().unwrap_or_default();
    if !groups.is_empty() {
        let is_route = socket.protocol == NetlinkProtocol::Route;
        let names = groups.iter().take(LISTED + 1);
        let names = names.map(|&group| match route_group(group) {
            Some(name) if is_route => format!("{name} ({group})"),
            _ => group.to_string(),
        });
        let names: Vec<String> = names.collect();
        meaning.push(if names.len() > LISTED {
            format!(
                "It is told of what happens in {}.",
                counted(groups.len() as u64, "group")
            )
        } else {
            format!("It is told of what happens in the groups {}.", list(&names))
        });
    }
    if let Some(drops) = socket.drops.filter(|&drops| drops > 0) {
        meaning.push(format!(
            "{} lost, because it read too slowly: what its program knows may be out of date.",
            match drops {
                1 => "One message was".to_owned(),
                _ => format!("{} were", counted(drops, "message")),
            }
        ));
    }
    Explanation {
        headline,
        sections: sections([
            Section::of(Topic::Meaning, "A netlink socket", meaning),
            held(catalog, &socket.owners, socket.ownership),
            waiting(socket.receive_queue, socket.send_queue, None),
        ]),
    }
}

/// The name of an `EtherType` (IEEE 802 numbers of IANA), or of a code that Linux uses in its place
/// (`include/uapi/linux/if_ether.h`).
pub fn ethertype(code: u16) -> Option<&'static str> {
    Some(match code {
        0x0003 => "all",
        0x0004 => "802.2 LLC",
        0x0800 => "IPv4",
        0x0806 => "ARP",
        0x8100 => "VLAN",
        0x86dd => "IPv6",
        0x8847 => "MPLS",
        0x8863 => "PPPoE discovery",
        0x8864 => "PPPoE",
        0x888e => "802.1X",
        0x88a8 => "QinQ",
        0x88cc => "LLDP",
        0x88f7 => "PTP",
        _ => return None,
    })
}

fn netlink_subjects(protocol: NetlinkProtocol) -> String {
    match protocol {
        NetlinkProtocol::Route => "links, addresses, routes and neighbours",
        NetlinkProtocol::SockDiag => "sockets",
        NetlinkProtocol::Xfrm => "IPsec",
        NetlinkProtocol::Audit => "the audit log",
        NetlinkProtocol::Connector => "processes that start and end, among others",
        NetlinkProtocol::Netfilter => "the packet filter",
        NetlinkProtocol::KobjectUevent => "devices that come and go",
        NetlinkProtocol::Generic => "what its modules offer by name (generic netlink)",
        other => return format!("the netlink protocol {other}"),
    }
    .to_owned()
}

/// What a group of `NETLINK_ROUTE` tells of (`RTNLGRP_*` of `include/uapi/linux/rtnetlink.h`).
fn route_group(group: u32) -> Option<&'static str> {
    Some(match group {
        1 => "links",
        3 => "neighbours",
        4 => "queueing",
        5 => "IPv4 addresses",
        7 => "IPv4 routes",
        8 => "IPv4 rules",
        9 => "IPv6 addresses",
        11 => "IPv6 routes",
        19 => "IPv6 rules",
        _ => return None,
    })
}

/// Who a sentence is about: the first process, or the socket where none is known.
fn subject(catalog: &Catalog, owners: &[Owner], otherwise: &str) -> String {
    match owners.first() {
        Some(owner) => process(catalog, owner.pid),
        None => otherwise.to_owned(),
    }
}

fn held(catalog: &Catalog, owners: &[Owner], verdict: Ownership) -> Option<Section> {
    let mut pids: Vec<Pid> = owners.iter().map(|owner| owner.pid).collect();
    pids.sort_unstable();
    pids.dedup();
    let count = pids.len() as u64;
    let names = pids.iter().take(LISTED).map(|&pid| process(catalog, pid));
    let mut names: Vec<String> = names.collect();
    let left = count.saturating_sub(LISTED as u64);
    if left > 0 {
        names.push(format!("{left} more"));
    }
    let (title, sentence) = match count {
        0 => ("Owner".to_owned(), ownership(verdict).to_owned()),
        1 => {
            let name = list(&names);
            let sentence = format!("{name} holds it.");
            (format!("Owner: {name}"), sentence)
        }
        _ => ("Owners".to_owned(), format!("{} hold it.", list(&names))),
    };
    Section::of(Topic::Owner, title, vec![sentence])
}

/// What waits in the queues, where anything does.
fn waiting(
    received: Option<u32>,
    sent: Option<u32>,
    connections: Option<(u32, u32)>,
) -> Option<Section> {
    let some = |size: Option<u32>| size.filter(|&size| size > 0).map(u64::from);
    let mut paragraphs = Vec::new();
    if let Some((length, limit)) = connections.filter(|&(length, _)| length > 0) {
        let waiting = counted(length.into(), "connection");
        paragraphs.push(format!(
            "{waiting} of at most {limit} in its queue: not accepted yet."
        ));
    }
    paragraphs.extend(some(received).map(|size| {
        format!(
            "It has not read {} that {} arrived.",
            counted(size, "byte"),
            if size == 1 { "has" } else { "have" }
        )
    }));
    paragraphs.extend(some(sent).map(|size| {
        format!(
            "What it wrote and nobody has read yet holds {} of memory.",
            counted(size, "byte")
        )
    }));
    Section::of(Topic::Traffic, "What waits", paragraphs)
}

fn sections<const N: usize>(sections: [Option<Section>; N]) -> Vec<Section> {
    sections.into_iter().flatten().collect()
}
