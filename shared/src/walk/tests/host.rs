//! Reads a small language for hosts and packets, the words of `ip rule`, `ip route` and `ip neighbour`.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::snapshot::{
    Family, Interface, InterfaceAddress, MarkMatch, Namespace, NamespaceId, Neighbour, NextHop,
    PortRange, Route, RouteKind, RoutePreference, RouteTable, RoutingRule, RuleAction, Uid,
    UidRange,
};
use crate::walk::Packet;

/// A host: lines that begin with `rule`, `route`, `addr`, `vrf`, `neigh` or `set`.
pub(super) fn host(text: &str) -> Namespace {
    let mut namespace = Namespace::new(NamespaceId("1".to_owned()));
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (kind, rest) = line.split_once(' ').expect("a kind");
        let mut words = rest.split_whitespace();
        match kind {
            "rule" => namespace.rules.push(rule(words)),
            "route" => namespace.routes.push(route(words)),
            "addr" => {
                let name = words.next().expect("an interface");
                let net: IpNet = parse(words.next());
                let mut address = InterfaceAddress::new(net.addr(), net.prefix_len());
                address.flags = words.map(str::to_owned).collect();
                add_address(&mut namespace, name, address);
            }
            "vrf" => {
                let name = words.next().expect("a name").to_owned();
                let part = words.next().expect("an interface").to_owned();
                namespace.interfaces.push(Interface {
                    master: Some(name.clone()),
                    ..Interface::new(8, part)
                });
                namespace.interfaces.push(Interface {
                    kind: Some("vrf".to_owned()),
                    ..Interface::new(9, name)
                });
            }
            "neigh" => namespace.neighbours.push(Neighbour {
                ip: parse(words.next()),
                interface: words.next().expect("an interface").to_owned(),
                state: words.next().expect("a state").to_owned(),
                mac: words.next().map(str::to_owned),
                flags: Vec::new(),
                used_ms: None,
                confirmed_ms: None,
            }),
            "set" => match rest {
                "forwarding off" => {
                    namespace.settings.ipv4_forwarding = Some(false);
                    namespace.settings.ipv6_forwarding = Some(false);
                }
                "forwarding on" => {
                    namespace.settings.ipv4_forwarding = Some(true);
                    namespace.settings.ipv6_forwarding = Some(true);
                }
                other => panic!("no setting: {other}"),
            },
            other => panic!("no kind of line: {other}"),
        }
    }
    namespace
}

fn add_address(namespace: &mut Namespace, name: &str, address: InterfaceAddress) {
    let interfaces = &mut namespace.interfaces;
    let place = interfaces.iter().position(|known| known.name == name);
    let place = place.unwrap_or_else(|| {
        let index = u32::try_from(interfaces.len() + 1).expect("a small number");
        interfaces.push(Interface {
            kind: (name == "lo").then(|| "loopback".to_owned()),
            ..Interface::new(index, name.to_owned())
        });
        interfaces.len() - 1
    });
    interfaces[place].addresses.push(address);
}

fn parse<T: std::str::FromStr<Err: std::fmt::Debug>>(word: Option<&str>) -> T {
    word.expect("a word").parse().expect("a value")
}

fn family(is_ipv4: bool) -> Family {
    if is_ipv4 { Family::Ipv4 } else { Family::Ipv6 }
}

fn table(word: Option<&str>) -> RouteTable {
    let word = word.expect("a table");
    RouteTable::from_name(word).unwrap_or_else(|| RouteTable::from_code(parse(Some(word))))
}

fn prefix(word: &str) -> IpNet {
    word.parse()
        .unwrap_or_else(|_| IpNet::from(word.parse::<IpAddr>().expect("a prefix")))
}

fn range(word: Option<&str>) -> PortRange {
    let word = word.expect("ports");
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    PortRange {
        first: parse(Some(first)),
        last: parse(Some(last)),
    }
}

/// `[6] PRIORITY [not] [from …] [to …] … [lookup T|goto P|blackhole|…]`
fn rule<'a>(mut words: impl Iterator<Item = &'a str>) -> RoutingRule {
    let first = words.next();
    let is_ipv6 = first == Some("6");
    let priority = if is_ipv6 { words.next() } else { first };
    let family = family(!is_ipv6);
    let mut rule = RoutingRule::new(family, parse(priority), RuleAction::Lookup);
    while let Some(word) = words.next() {
        match word {
            "not" => rule.inverted = true,
            "from" => rule.source = Some(prefix(words.next().expect("a prefix"))),
            "to" => rule.destination = Some(prefix(words.next().expect("a prefix"))),
            "iif" => rule.incoming_interface = words.next().map(str::to_owned),
            "oif" => rule.outgoing_interface = words.next().map(str::to_owned),
            "fwmark" => {
                let word = words.next().expect("a mark");
                let (value, mask) = word.split_once('/').unwrap_or((word, "4294967295"));
                rule.mark = Some(MarkMatch {
                    value: parse(Some(value)),
                    mask: parse(Some(mask)),
                });
            }
            "tos" => rule.type_of_service = Some(parse(words.next())),
            "dscp" => rule.dscp = Some(parse(words.next())),
            "tunnel" => rule.tunnel_id = Some(parse(words.next())),
            "vrf" => rule.vrf_table = true,
            "ipproto" => rule.ip_protocol = Some(parse(words.next())),
            "sport" => rule.source_ports = Some(range(words.next())),
            "dport" => rule.destination_ports = Some(range(words.next())),
            "uidrange" => {
                let range = range(words.next());
                rule.users = Some(UidRange {
                    first: Uid(range.first.into()),
                    last: Uid(range.last.into()),
                });
            }
            "lookup" => rule.table = Some(table(words.next())),
            "suppress_prefixlength" => rule.suppress_prefix_length = Some(parse(words.next())),
            "goto" => {
                rule.action = RuleAction::Goto;
                rule.goto = Some(parse(words.next()));
            }
            action => rule.action = RuleAction::from_name(action).expect("an action"),
        }
    }
    rule
}

/// `[KIND] PREFIX [via …] [dev …] [metric …] [table …] … [nexthop via … dev … weight …]…`
fn route<'a>(words: impl Iterator<Item = &'a str>) -> Route {
    let mut words = words.peekable();
    let kind = words.next_if(|word| RouteKind::from_name(word).is_some());
    let destination = match words.next().expect("a destination") {
        "default" => prefix("0.0.0.0/0"),
        "default6" => prefix("::/0"),
        other => prefix(other),
    };
    let mut route = Route::new(family(destination.addr().is_ipv4()), destination);
    route.kind = kind.and_then(RouteKind::from_name).unwrap_or(route.kind);
    if kind == Some("local") || kind == Some("broadcast") {
        route.table = RouteTable::Local;
    }
    while let Some(word) = words.next() {
        let hop = route.next_hops.last_mut();
        match (word, hop) {
            ("nexthop", _) => route.next_hops.push(NextHop {
                gateway: None,
                interface: None,
                weight: 1,
                flags: Vec::new(),
            }),
            ("via", Some(hop)) => hop.gateway = Some(parse(words.next())),
            ("dev", Some(hop)) => hop.interface = words.next().map(str::to_owned),
            ("weight", Some(hop)) => hop.weight = parse(words.next()),
            ("dead" | "linkdown", Some(hop)) => hop.flags.push(word.to_owned()),
            ("via", None) => route.gateway = Some(parse(words.next())),
            ("dev", None) => route.interface = words.next().map(str::to_owned),
            ("dead" | "linkdown", None) => route.flags.push(word.to_owned()),
            ("src", _) => route.source = Some(parse(words.next())),
            ("from", _) => route.source_prefix = Some(prefix(words.next().expect("a prefix"))),
            ("metric", _) => route.metric = Some(parse(words.next())),
            ("tos", _) => route.type_of_service = Some(parse(words.next())),
            ("pref", _) => {
                route.preference = words.next().and_then(RoutePreference::from_name);
            }
            ("table", _) => route.table = table(words.next()),
            (other, _) => panic!("no word of a route: {other}"),
        }
    }
    route
}

/// `DESTINATION [from …] [iif …] [oif …] [mark …] [uid …] [tos …] [proto …] [sport …] [dport …]`
pub(super) fn packet(text: &str) -> Packet<'_> {
    let mut words = text.split_whitespace();
    let mut packet = Packet::to(parse(words.next()));
    while let Some(word) = words.next() {
        let value = words.next();
        match word {
            "from" => packet.source = Some(parse(value)),
            "iif" => packet.incoming_interface = value,
            "oif" => packet.outgoing_interface = value,
            "mark" => packet.mark = Some(parse(value)),
            "uid" => packet.uid = Some(Uid(parse(value))),
            "tos" => packet.type_of_service = Some(parse(value)),
            "proto" => packet.ip_protocol = Some(parse(value)),
            "sport" => packet.source_port = Some(parse(value)),
            "dport" => packet.destination_port = Some(parse(value)),
            other => panic!("no word of a packet: {other}"),
        }
    }
    packet
}
