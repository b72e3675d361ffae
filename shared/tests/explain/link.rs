//! Rules, neighbours and multicast groups.

use netsnap_shared::explain::{self, Explanation, group_name};
use netsnap_shared::snapshot::{
    Family, MarkMatch, MulticastGroup, Neighbour, RouteProtocol, RouteTable, RoutingRule,
    RuleAction,
};

use crate::plain;

#[track_caller]
fn check(explanation: &Explanation, headline: &str, parts: &[&str]) {
    plain::check(explanation);
    assert_eq!(explanation.headline, headline);
    let said = format!("{:?}", explanation.sections);
    for part in parts {
        assert!(said.contains(part), "no {part:?} in\n{said}");
    }
}

#[test]
fn a_rule_says_for_whom_it_is_and_what_it_does() {
    let rule = |priority, action| RoutingRule::new(Family::Ipv4, priority, action);
    for (rule, headline, parts) in [
        (
            RoutingRule {
                table: Some(RouteTable::Main),
                suppress_prefix_length: Some(0),
                ..rule(32766, RuleAction::Lookup)
            },
            "Rule 32766 of IPv4 is for every packet.",
            &["It looks in the table main.", "a prefix of 0 bits or less"][..],
        ),
        (
            RoutingRule {
                source: "10.0.0.0/8".parse().ok(),
                mark: Some(MarkMatch {
                    value: 1,
                    mask: u32::MAX,
                }),
                ..rule(100, RuleAction::Prohibit)
            },
            "Rule 100 of IPv4 is for packets from 10.0.0.0/8 and with the mark 0x1.",
            &["drops the packet"],
        ),
        (
            RoutingRule {
                protocol: RouteProtocol::Kernel,
                ..rule(0, RuleAction::Nop)
            },
            "Rule 0 of IPv4 is for every packet.",
            &["The kernel made it by itself.\"", "It does nothing."],
        ),
        (
            RoutingRule {
                inverted: true,
                ip_protocol: Some(6),
                goto: Some(300),
                ..rule(200, RuleAction::Goto)
            },
            "Rule 200 of IPv4 is for all packets but those of the protocol TCP.",
            &["It goes on with rule 300."],
        ),
    ] {
        check(&explain::rule(&rule), headline, parts);
    }
}

#[test]
fn a_neighbour_says_where_it_is_and_whether_it_is_there() {
    let neighbour = |ip: &str, mac: Option<&str>, state: &str| Neighbour {
        ip: ip.parse().expect("an address"),
        mac: mac.map(str::to_owned),
        interface: if ip == "::1" { "lo" } else { "eth0" }.to_owned(),
        state: state.to_owned(),
        flags: vec!["router".to_owned()],
        used_ms: Some(64_000),
        confirmed_ms: None,
    };
    for (ip, mac, state, headline, parts) in [
        (
            "192.0.2.1",
            Some("02:00:00:00:00:01"),
            "reachable",
            "192.0.2.1 is on the link of eth0, at 02:00:00:00:00:01.",
            &[
                "ARP asks",
                "a router",
                "a moment ago",
                "1 min 4 s before the snapshot",
            ][..],
        ),
        (
            "fe80::9",
            None,
            "failed",
            "fe80::9 was looked for on the link of eth0.",
            &["Neighbour discovery asks", "did not answer"],
        ),
        (
            "::1",
            Some("00:00:00:00:00:00"),
            "noarp",
            "::1 is on the link of lo, at 00:00:00:00:00:00.",
            &["Nobody needs to be asked on this kind of link.\"]"],
        ),
        (
            "192.0.2.3",
            None,
            "strange",
            "192.0.2.3 was looked for on the link of eth0.",
            &["not known here"],
        ),
    ] {
        check(
            &explain::neighbour(&neighbour(ip, mac, state)),
            headline,
            parts,
        );
    }
}

#[test]
fn a_group_says_what_it_is_for() {
    let group = |group: &str, users| MulticastGroup {
        interface: "eth0".to_owned(),
        group: group.to_owned(),
        users,
    };
    for (group, headline, parts) in [
        (
            group("224.0.0.251", Some(2)),
            "eth0 listens to 224.0.0.251 (mDNS).",
            &["every host that has joined", "joined 2 times"][..],
        ),
        (
            group("33:33:00:00:00:01", Some(1)),
            "eth0 listens to 33:33:00:00:00:01 (of an IPv6 group).",
            &["network card", "joined once"],
        ),
        (group("239.1.2.3", None), "eth0 listens to 239.1.2.3.", &[]),
    ] {
        check(&explain::group(&group), headline, parts);
    }
    assert_eq!(group_name("ff02::1:ff00:1"), Some("solicited node"));
    assert_eq!(group_name("ff02::1:3"), Some("LLMNR"));
    assert_eq!(group_name("224.0.0.25"), None);
}
