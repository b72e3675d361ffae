//! Routes in words.

use crate::snapshot::{Family, Route, RouteKind, RouteProtocol, RouteScope, RouteTable};

use super::{Explanation, Section, Topic, wording};

/// Explains a route: which packets it is for, where they go, who made it.
pub fn route(route: &Route) -> Explanation {
    let sections = [
        Section::of(Topic::Meaning, "Which packets take it", choice(route)),
        Section::of(Topic::Reach, "Where they go", way(route)),
        Section::of(Topic::Owner, "Who made it", vec![maker(route.protocol)]),
        Section::of(
            Topic::Limits,
            "What this route alone cannot tell",
            vec![
                "Rules can send packets to another table first, and a firewall can drop them."
                    .to_owned(),
            ],
        ),
    ];
    Explanation {
        headline: headline(route),
        sections: sections.into_iter().flatten().collect(),
    }
}

fn destination(route: &Route) -> String {
    let prefix = route.destination;
    if prefix.prefix_len() == 0 {
        let family = match route.family {
            Family::Ipv4 => "IPv4 ",
            Family::Ipv6 => "IPv6 ",
            Family::Other(_) => "",
        };
        format!("every {family}address without a closer route")
    } else if prefix.prefix_len() == prefix.max_prefix_len() {
        prefix.addr().to_string()
    } else {
        prefix.to_string()
    }
}

fn headline(route: &Route) -> String {
    let to = format!("Packets to {}", destination(route));
    match route.kind {
        RouteKind::Unicast if route.next_hops.len() > 1 => format!(
            "{to} are shared between {} ways.",
            wording::number(route.next_hops.len() as u64)
        ),
        RouteKind::Unicast => {
            let by = by_interface(route.interface.as_deref());
            match route.gateway {
                Some(gateway) => format!("{to} go to the router {gateway}{by}."),
                None if route.interface.as_deref() == Some("lo") => {
                    format!("{to} stay on this host{by}.")
                }
                None => format!("{to} go straight to their receiver{by}."),
            }
        }
        RouteKind::Local => format!("{to} are for this host itself."),
        RouteKind::Broadcast => format!(
            "{to} go to every host on the link{} and to this one.",
            by_interface(route.interface.as_deref())
        ),
        RouteKind::Anycast => {
            format!("{to} are for this host, as one of several with that address.")
        }
        RouteKind::Multicast => format!(
            "{to} go to a multicast group{}.",
            by_interface(route.interface.as_deref())
        ),
        RouteKind::Blackhole => format!("{to} are dropped without a word."),
        RouteKind::Unreachable => {
            format!("{to} are dropped, and the sender is told \"unreachable\".")
        }
        RouteKind::Prohibit => format!("{to} are dropped, and the sender is told \"prohibited\"."),
        RouteKind::Throw => format!("{to} are left to the next routing rule."),
        RouteKind::Nat => {
            format!("{to} are given another address (a kind that Linux has given up).")
        }
        RouteKind::Unspecified | RouteKind::Other(_) => format!(
            "{to} meet a route of kind {}, for which there is no explanation here.",
            route.kind
        ),
    }
}

fn by_interface(interface: Option<&str>) -> String {
    interface
        .map(|name| format!(" by {}", wording::short(name)))
        .unwrap_or_default()
}

fn choice(route: &Route) -> Vec<String> {
    let bits = route.destination.prefix_len();
    let prefix = match bits {
        0 => "It is a default route: it is taken when no other route of the table fits.".to_owned(),
        bits if bits == route.destination.max_prefix_len() => {
            "It is for a single address, so it goes before every wider route of its table."
                .to_owned()
        }
        bits => format!(
            "It fits when the first {bits} bits of the address agree. Of several that fit, the one \
             with the longest prefix is taken."
        ),
    };
    let metric = match route.metric {
        Some(metric) => format!(
            "Its metric is {metric}. Of routes with the same prefix the lowest metric wins."
        ),
        None => "It has no metric of its own.".to_owned(),
    };
    let table = match route.table {
        RouteTable::Main => "It stands in the main table, where routes usually are.".to_owned(),
        RouteTable::Local => {
            "It stands in the local table, which the kernel keeps itself and asks first.".to_owned()
        }
        RouteTable::Default => {
            "It stands in the table default, which is asked last and is usually empty.".to_owned()
        }
        RouteTable::Other(number) => format!(
            "It stands in the table {number}: only packets that a rule sends there meet it."
        ),
    };
    vec![prefix, metric, table]
}

fn way(route: &Route) -> Vec<String> {
    let mut paragraphs: Vec<String> = route
        .next_hops
        .iter()
        .map(|hop| {
            let by = by_interface(hop.interface.as_deref());
            let share = format!("with weight {}", hop.weight);
            match hop.gateway {
                Some(gateway) => format!("One way is the router {gateway}{by}, {share}."),
                None => format!("One way is straight to the receiver{by}, {share}."),
            }
        })
        .collect();
    if let Some(source) = route.source {
        paragraphs.push(format!(
            "Packets get the source address {source}, unless their socket has chosen one."
        ));
    }
    let scope = match route.scope {
        RouteScope::Host => Some("Its scope is this host: packets do not leave it."),
        RouteScope::Link => Some("Its scope is the link: no router is needed."),
        RouteScope::Nowhere => Some("Its scope is nowhere: there is no such destination."),
        _ => None,
    };
    paragraphs.extend(scope.map(str::to_owned));
    paragraphs
}

pub(super) fn maker(protocol: RouteProtocol) -> String {
    match protocol {
        RouteProtocol::Unspecified => "Who made it is not said.".to_owned(),
        RouteProtocol::Redirect => {
            "An ICMP redirect made it: a router said that another one is closer.".to_owned()
        }
        RouteProtocol::Kernel => {
            "The kernel made it by itself, usually when an address was added.".to_owned()
        }
        RouteProtocol::Boot => {
            "It was added without a word on who did, as by `ip route add` or during boot."
                .to_owned()
        }
        RouteProtocol::Static => "An administrator or a network manager set it.".to_owned(),
        RouteProtocol::Ra => "A router advertisement of IPv6 brought it (RFC 4861).".to_owned(),
        RouteProtocol::Dhcp => "A DHCP client set it.".to_owned(),
        RouteProtocol::Other(code) => {
            format!("Number {code} made it, a program that this netsnap has no name for.")
        }
        named => format!("The routing daemon or routing protocol {named} made it."),
    }
}
