//! Interfaces in words.

use std::net::IpAddr;

use crate::snapshot::{ErrorKinds, Interface, InterfaceStatistics};

use super::{Explanation, Section, Topic, address, wording};

/// Explains an interface: what it is, whether it works, whom its addresses reach.
pub fn interface(interface: &Interface) -> Explanation {
    let name = wording::short(&interface.name);
    let kind = interface.kind.as_deref().and_then(kind).map_or_else(
        || "is a network interface".to_owned(),
        |(short, _)| format!("is {short}"),
    );
    let sections = [
        Section::of(Topic::Meaning, "What it is", meaning(interface)),
        Section::of(Topic::Reach, "Its addresses", addresses(interface)),
        Section::of(
            Topic::Traffic,
            "Its counters",
            interface.statistics.as_ref().map_or_else(
                || vec!["Its counters could not be read.".to_owned()],
                counters,
            ),
        ),
    ];
    Explanation {
        headline: format!("{name} {kind}{}.", state(interface)),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// A kind of interface to stand after `is`, and a sentence about it.
fn kind(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "loopback" => (
            "the loopback interface",
            "What is sent to it comes straight back: programs on this host talk to each other \
             through it.",
        ),
        "ethernet" => (
            "an Ethernet interface",
            "It leads to a network card or, in a virtual machine, to what looks like one.",
        ),
        "bridge" => (
            "a bridge",
            "It joins interfaces of this host to one link, like a switch. Virtual machines and \
             containers are often behind one.",
        ),
        "bond" => (
            "a bond",
            "It makes one interface of several, for more speed or to survive the loss of one.",
        ),
        "veth" => (
            "one end of a virtual cable",
            "Its other end is usually in the network namespace of a container.",
        ),
        "vlan" => (
            "a VLAN",
            "It carries the frames with one tag of the interface below it (IEEE 802.1Q).",
        ),
        "vxlan" => (
            "a VXLAN tunnel",
            "It carries Ethernet frames in UDP to other hosts (RFC 7348). It does not encrypt.",
        ),
        "wireguard" => (
            "a WireGuard tunnel",
            "It carries IP packets in UDP, encrypted, to the peers whose keys it has.",
        ),
        "tun" => (
            "a tunnel that a program serves",
            "What is sent to it goes to a program on this host, such as a VPN or a virtual machine.",
        ),
        "dummy" => (
            "a dummy interface",
            "What is sent to it is dropped. It is there to have an address.",
        ),
        "macvlan" | "macvtap" => (
            "a second identity of another interface",
            "It has a link-layer address of its own on the same link.",
        ),
        "gre" | "gretap" | "ip6gre" => (
            "a GRE tunnel",
            "It carries packets in IP to another router (RFC 2784). It does not encrypt.",
        ),
        "ipip" | "sit" | "ip6tnl" => (
            "a tunnel of IP in IP",
            "It carries packets in IP to another router. It does not encrypt.",
        ),
        _ => return None,
    })
}

fn has_flag(interface: &Interface, flag: &str) -> bool {
    interface.flags.iter().any(|name| name == flag)
}

/// Whether it works, to stand in the headline.
fn state(interface: &Interface) -> &'static str {
    let has_flags = !interface.flags.is_empty();
    match interface.operational_state.as_deref() {
        _ if has_flags && !has_flag(interface, "up") => ", switched off",
        Some("up") => ", up",
        Some("down") => ", switched on and without a link",
        Some("lower-layer-down") => ", waiting for the interface below it",
        Some("dormant") => ", waiting for something such as a login to its network",
        _ if has_flag(interface, "up") => ", switched on",
        _ => "",
    }
}

fn meaning(interface: &Interface) -> Vec<String> {
    let mut paragraphs = Vec::new();
    match interface.kind.as_deref() {
        Some(name) => match kind(name) {
            Some((_, sentence)) => paragraphs.push(sentence.to_owned()),
            None => paragraphs.push(format!(
                "The system calls its kind {}.",
                wording::short(name)
            )),
        },
        None => {
            paragraphs.push("What kind of interface it is, the system does not tell.".to_owned());
        }
    }
    if let Some(mtu) = interface.mtu {
        paragraphs.push(format!(
            "It takes packets of up to {} (MTU); larger ones are split or refused.",
            wording::counted(mtu.into(), "byte")
        ));
    }
    if interface.promiscuous == Some(true) {
        paragraphs.push(match &interface.master {
            Some(master) => format!(
                "It takes frames that are not for this host as well (promiscuous mode), as a part \
                 of {} has to.",
                wording::short(master)
            ),
            None => {
                "It takes frames that are not for this host as well (promiscuous mode). Packet \
                     captures and bridges do that; otherwise it deserves a look."
                    .to_owned()
            }
        });
    }
    paragraphs
}

fn addresses(interface: &Interface) -> Vec<String> {
    if interface.addresses.is_empty() {
        return vec![
            "It has no IP address, so nothing on this host is reached by an address of it."
                .to_owned(),
        ];
    }
    interface
        .addresses
        .iter()
        .map(|address| {
            let ip = address.ip;
            let kind = address::special_kind(ip).unwrap_or("a public address");
            let full = match ip {
                IpAddr::V4(_) => 32,
                IpAddr::V6(_) => 128,
            };
            let prefix = match ipnet::IpNet::new(ip, address.prefix_length) {
                Ok(prefix) if prefix.prefix_len() < full => {
                    format!(" Its link has the addresses of {}.", prefix.trunc())
                }
                _ => String::new(),
            };
            format!("{ip} is {kind}.{prefix}")
        })
        .collect()
}

fn counters(statistics: &InterfaceStatistics) -> Vec<String> {
    let mut paragraphs = vec![format!(
        "So far it has received {} in {} and sent {} in {}.",
        wording::counted(statistics.received_bytes, "byte"),
        wording::counted(statistics.received_packets, "packet"),
        wording::counted(statistics.sent_bytes, "byte"),
        wording::counted(statistics.sent_packets, "packet"),
    )];
    let (received, sent) = (statistics.received_packets, statistics.sent_packets);
    let lost = [
        (
            statistics.received_errors,
            received,
            "received with an error",
        ),
        (
            statistics.received_dropped,
            received,
            "dropped on the way in",
        ),
        (statistics.sent_errors, sent, "not sent for an error"),
        (statistics.sent_dropped, sent, "dropped on the way out"),
    ];
    let lost: Vec<String> = lost
        .into_iter()
        .filter(|&(count, ..)| count > 0)
        .map(|(count, of, what)| {
            format!(
                "{} {what}{}",
                wording::number(count),
                per_million(count, of)
            )
        })
        .collect();
    if lost.is_empty() {
        paragraphs.push("It counts no error and no dropped packet.".to_owned());
        return paragraphs;
    }
    paragraphs.push(format!(
        "Packets lost: {}. A few are usual; a number that grows is not.",
        wording::list(&lost)
    ));
    let kinds = statistics.kinds.iter().flat_map(|kinds| {
        KINDS.iter().filter_map(|&(count, what, usually)| {
            let count = count(kinds);
            (count > 0).then(|| format!("{} {what}: {usually}", wording::number(count)))
        })
    });
    paragraphs.extend(kinds);
    paragraphs
}

/// How many of a million packets a number is, in brackets; nothing where there were no packets.
fn per_million(count: u64, packets: u64) -> String {
    let whole = u128::from(count).saturating_add(packets.into());
    let share = (u128::from(count) * 1_000_000)
        .checked_div(whole)
        .unwrap_or(0);
    if packets == 0 {
        return String::new();
    }
    match u64::try_from(share) {
        Ok(0) => " (less than one in a million)".to_owned(),
        Ok(share) => format!(" ({} in a million)", wording::number(share)),
        Err(_) => String::new(),
    }
}

/// A kind of error or drop: its counter, what was counted, and what that usually means.
type Kind = (fn(&ErrorKinds) -> u64, &'static str, &'static str);

const KINDS: [Kind; 12] = [
    (
        |kinds| kinds.received_crc,
        "frames with a wrong checksum",
        "usually a bad cable, a bad connector or interference.",
    ),
    (
        |kinds| kinds.received_frame,
        "frames that did not end on a byte",
        "usually a bad cable, or one side that takes the link for half duplex.",
    ),
    (
        |kinds| kinds.received_length,
        "frames of a wrong length",
        "usually an MTU or a VLAN that the two sides set up differently.",
    ),
    (
        |kinds| kinds.received_over,
        "frames for which the device had no room",
        "usually traffic in bursts; larger receive rings help.",
    ),
    (
        |kinds| kinds.received_fifo,
        "frames lost in the device's queue",
        "usually traffic in bursts, or a bus that is too slow.",
    ),
    (
        |kinds| kinds.received_missed,
        "frames that the host was too slow to take",
        "usually a busy processor or receive rings that are too small.",
    ),
    (
        |kinds| kinds.received_no_handler,
        "frames that no protocol wanted",
        "usually protocols that this host does not speak, or VLANs that it does not have.",
    ),
    (
        |kinds| kinds.sent_carrier,
        "frames without a signal on the link",
        "usually a cable that was pulled, or a link that comes and goes.",
    ),
    (
        |kinds| kinds.sent_aborted,
        "frames given up while sending",
        "usually collisions on a half-duplex link.",
    ),
    (
        |kinds| kinds.sent_fifo,
        "frames that the device's queue could not feed",
        "usually a bus that is too slow.",
    ),
    (
        |kinds| kinds.sent_window,
        "collisions after the time for them",
        "usually one side with full duplex and the other with half, or a cable that is too long.",
    ),
    (
        |kinds| kinds.sent_heartbeat,
        "missing signs of life from the transceiver",
        "only very old Ethernet has them.",
    ),
];
