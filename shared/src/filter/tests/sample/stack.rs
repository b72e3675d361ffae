//! What a network stack has besides sockets, routes and interfaces.

use crate::snapshot::{
    Family, MarkMatch, MulticastGroup, Neighbour, ProtocolCounters, RouteProtocol, RouteTable,
    RoutingRule, RuleAction,
};

/// The first rule, one with conditions, one that drops.
pub(super) fn rules() -> Vec<RoutingRule> {
    let first = RoutingRule::new(Family::Ipv4, 0, RuleAction::Lookup);
    vec![
        RoutingRule {
            table: Some(RouteTable::Local),
            protocol: RouteProtocol::Kernel,
            ..first.clone()
        },
        RoutingRule {
            priority: 100,
            source: "10.1.0.0/16".parse().ok(),
            incoming_interface: Some("eth0".to_owned()),
            outgoing_interface: Some("wg0".to_owned()),
            mark: Some(MarkMatch {
                value: 1,
                mask: u32::MAX,
            }),
            inverted: true,
            table: Some(RouteTable::Other(100)),
            protocol: RouteProtocol::Static,
            ..first
        },
        RoutingRule {
            destination: "2001:db8::/32".parse().ok(),
            ..RoutingRule::new(Family::Ipv6, 200, RuleAction::Prohibit)
        },
    ]
}

/// A router that is there, one of IPv6 entered by hand, one that does not answer.
pub(super) fn neighbours() -> Vec<Neighbour> {
    let neighbour = |ip: &str, mac: Option<&str>, state: &str| Neighbour {
        ip: ip.parse().expect("an address"),
        mac: mac.map(str::to_owned),
        interface: "eth0".to_owned(),
        state: state.to_owned(),
        flags: Vec::new(),
        used_ms: None,
        confirmed_ms: None,
    };
    let mut all = vec![
        neighbour("192.0.2.1", Some("02:00:00:00:00:01"), "reachable"),
        neighbour("fe80::2", Some("02:00:00:00:00:02"), "permanent"),
        neighbour("192.0.2.3", None, "failed"),
    ];
    all[0].flags = vec!["router".to_owned()];
    all[0].used_ms = Some(1_500);
    all[0].confirmed_ms = Some(20);
    all
}

/// One of IPv4, one of IPv6, one of the link layer.
pub(super) fn groups() -> Vec<MulticastGroup> {
    let group = |interface: &str, group: &str, users| MulticastGroup {
        interface: interface.to_owned(),
        group: group.to_owned(),
        users,
    };
    vec![
        group("eth0", "224.0.0.251", Some(2)),
        group("eth0", "ff02::1:ff00:1", Some(1)),
        group("wg0", "0a:00:00:00:00:01", None),
    ]
}

/// One that is bad, others that are not; the table has that one first.
pub(super) fn counters() -> Vec<ProtocolCounters> {
    let group = |protocol: &str, counters: &[(&str, i64)]| ProtocolCounters {
        protocol: protocol.to_owned(),
        counters: counters
            .iter()
            .map(|&(name, value)| (name.to_owned(), value))
            .collect(),
    };
    vec![
        group("Tcp", &[("MaxConn", -1), ("OutSegs", 900)]),
        group("TcpExt", &[("ListenDrops", 7), ("SyncookiesSent", 0)]),
    ]
}
