//! What is on an interface's link, in words: neighbours and multicast groups.

use std::net::IpAddr;

use crate::snapshot::{MulticastGroup, Neighbour};

use super::wording::{counted, duration, short};
use super::{Explanation, Section, Topic};

/// Explains a neighbour.
pub fn neighbour(neighbour: &Neighbour) -> Explanation {
    let ip = neighbour.ip;
    let interface = short(&neighbour.interface);
    let headline = match &neighbour.mac {
        Some(mac) => format!("{ip} is on the link of {interface}, at {}.", short(mac)),
        None => format!("{ip} was looked for on the link of {interface}."),
    };
    let mut meaning = vec![match ip {
        IpAddr::V4(_) => "To send a packet on a link, its receiver's link-layer address must be \
             known. ARP asks for it."
            .to_owned(),
        IpAddr::V6(_) => "To send a packet on a link, its receiver's link-layer address must be \
             known. Neighbour discovery asks for it."
            .to_owned(),
    }];
    if neighbour.flags.iter().any(|flag| flag == "router") {
        meaning.push("It says of itself that it is a router.".to_owned());
    }
    let mut state = vec![neighbour_state(&neighbour.state).to_owned()];
    // Where nobody is asked, these times mean nothing.
    if neighbour.state != "noarp" {
        state.extend(neighbour.confirmed_ms.map(|ms| {
            let ago = duration(ms);
            format!("It was last known to be there {ago} before the snapshot.")
        }));
        state.extend(neighbour.used_ms.map(|ms| {
            let ago = duration(ms);
            format!("The entry was last used {ago} before the snapshot.")
        }));
    }
    let sections = [
        Section::of(Topic::Meaning, "A neighbour", meaning),
        Section::of(
            Topic::State,
            format!("State: {}", short(&neighbour.state)),
            state,
        ),
    ];
    Explanation {
        headline,
        sections: sections.into_iter().flatten().collect(),
    }
}

/// What a state of a neighbour means (RFC 4861, section 7.3.2, and `NUD_*` of Linux
/// `include/uapi/linux/neighbour.h`).
fn neighbour_state(state: &str) -> &'static str {
    match state {
        "reachable" => "It was there a moment ago.",
        "stale" => {
            "It was there some time ago. It is asked again when a packet is sent to it, so this \
             is no fault."
        }
        "delay" => "A packet was sent to it. If nothing comes back soon, it is asked again.",
        "probe" => "It is being asked whether it is still there.",
        "incomplete" => "It was asked for its address and has not answered yet.",
        "failed" => {
            "It did not answer: nothing with this address is on the link, or it does not want to \
             be found."
        }
        "permanent" => "Somebody entered it, and it is never asked.",
        "noarp" => "Nobody needs to be asked on this kind of link.",
        _ => "What this state means is not known here.",
    }
}

/// Explains a multicast group that an interface listens to.
pub fn group(group: &MulticastGroup) -> Explanation {
    let interface = short(&group.interface);
    let name = group_name(&group.group);
    let said = name.map(|name| format!(" ({name})")).unwrap_or_default();
    let mut meaning = vec![match group.group.parse::<IpAddr>() {
        Ok(_) => "Packets to this address reach every host that has joined the group. This host \
             takes them on this interface, whatever port they are for."
            .to_owned(),
        Err(_) => "The network card lets frames to this address in. Those of an IP group come \
             with it."
            .to_owned(),
    }];
    meaning.extend(group.users.map(|users| {
        format!(
            "It was joined {} on this interface, by programs or by the kernel itself.",
            match users {
                1 => "once".to_owned(),
                _ => counted(users.into(), "time"),
            }
        )
    }));
    let sections = [Section::of(Topic::Meaning, "A multicast group", meaning)];
    Explanation {
        headline: format!("{interface} listens to {}{said}.", short(&group.group)),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// What a multicast group is for (IANA's registries of IPv4 and IPv6 multicast addresses; RFC 1112
/// and RFC 2464 for those of the link layer).
pub fn group_name(group: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("224.0.0.1", "all hosts"),
        ("224.0.0.2", "all routers"),
        ("224.0.0.5", "OSPF routers"),
        ("224.0.0.6", "OSPF designated routers"),
        ("224.0.0.9", "RIP routers"),
        ("224.0.0.18", "VRRP"),
        ("224.0.0.22", "IGMP"),
        ("224.0.0.251", "mDNS"),
        ("224.0.0.252", "LLMNR"),
        ("224.0.1.1", "NTP"),
        ("224.0.1.129", "PTP"),
        ("239.255.255.250", "SSDP"),
        ("ff01::1", "all nodes of this interface"),
        ("ff02::1", "all nodes"),
        ("ff02::2", "all routers"),
        ("ff02::5", "OSPF routers"),
        ("ff02::9", "RIP routers"),
        ("ff02::c", "SSDP"),
        ("ff02::12", "VRRP"),
        ("ff02::16", "MLDv2 routers"),
        ("ff02::6a", "all snoopers"),
        ("ff02::fb", "mDNS"),
        ("ff02::1:2", "DHCPv6 servers"),
        ("ff02::1:3", "LLMNR"),
        ("01:80:c2:00:00:00", "spanning tree"),
        ("01:80:c2:00:00:03", "802.1X"),
        ("01:80:c2:00:00:0e", "LLDP"),
    ];
    let known = KNOWN.iter().find(|(address, _)| *address == group);
    if let Some((_, name)) = known {
        return Some(name);
    }
    let starts = [
        ("ff02::1:ff", "solicited node"),
        ("01:00:5e:", "of an IPv4 group"),
        ("33:33:", "of an IPv6 group"),
    ];
    let mut starts = starts.into_iter();
    starts.find_map(|(start, name)| group.starts_with(start).then_some(name))
}
