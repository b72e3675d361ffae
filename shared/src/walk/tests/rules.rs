//! Rules: which fit, and what becomes of a packet that fits none.

use super::check;
use super::host::{host, packet};
use crate::walk::{Outcome, Step, walk};

const ROUTES: &str = "
    route default via 192.0.2.1 dev eth0
    route 192.0.2.0/24 dev eth0 table main
    route default via 10.0.0.1 dev wg0 table 77
    route throw 10.5.0.0/16 table 77
    route 172.16.0.0/12 dev eth1 table 88
";

fn with_rules(rules: &str) -> String {
    format!("{ROUTES}\n rule 0 lookup local\n rule 32766 lookup main\n{rules}")
}

const BY_MAIN: &str = "gateway by main 0.0.0.0/0 eth0 via 192.0.2.1";
const BY_77: &str = "gateway by 77 0.0.0.0/0 wg0 via 10.0.0.1";

#[test]
fn each_condition_decides() {
    let tied = |rest: &str| format!(" src {rest}");
    for (rule, asks, way) in [
        ("from 192.0.2.10 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        (
            "from 192.0.2.10 lookup 77",
            "9.9.9.9 from 192.0.2.10",
            BY_77.to_owned() + &tied("192.0.2.10"),
        ),
        (
            "from 192.0.2.10 lookup 77",
            "9.9.9.9 from 192.0.2.11",
            BY_MAIN.to_owned() + &tied("192.0.2.11"),
        ),
        ("from 0.0.0.0/0 lookup 77", "9.9.9.9", BY_77.to_owned()),
        ("to 9.0.0.0/8 lookup 77", "9.9.9.9", BY_77.to_owned()),
        ("to 9.0.0.0/8 lookup 77", "8.8.8.8", BY_MAIN.to_owned()),
        ("not to 9.0.0.0/8 lookup 77", "8.8.8.8", BY_77.to_owned()),
        ("not to 9.0.0.0/8 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("iif eth1 lookup 77", "9.9.9.9 iif eth1", BY_77.to_owned()),
        ("iif eth1 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("iif lo lookup 77", "9.9.9.9", BY_77.to_owned()),
        ("oif wg0 lookup 77", "9.9.9.9 oif wg0", BY_77.to_owned()),
        ("oif wg0 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("fwmark 5 lookup 77", "9.9.9.9 mark 5", BY_77.to_owned()),
        ("fwmark 5 lookup 77", "9.9.9.9 mark 7", BY_MAIN.to_owned()),
        ("fwmark 5 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("fwmark 4/6 lookup 77", "9.9.9.9 mark 5", BY_77.to_owned()),
        ("fwmark 0/255 lookup 77", "9.9.9.9", BY_77.to_owned()),
        (
            "fwmark 0/255 lookup 77",
            "9.9.9.9 mark 1",
            BY_MAIN.to_owned(),
        ),
        // As wg-quick has it: all but the tunnel's own packets.
        ("not fwmark 51820 lookup 77", "9.9.9.9", BY_77.to_owned()),
        (
            "not fwmark 51820 lookup 77",
            "9.9.9.9 mark 51820",
            BY_MAIN.to_owned(),
        ),
        ("tos 16 lookup 77", "9.9.9.9 tos 16", BY_77.to_owned()),
        ("tos 16 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("ipproto 17 lookup 77", "9.9.9.9 proto 17", BY_77.to_owned()),
        ("dscp 4 lookup 77", "9.9.9.9 tos 16", BY_77.to_owned()),
        ("dscp 4 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("dscp 0 lookup 77", "9.9.9.9", BY_77.to_owned()),
        ("tunnel 5 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        ("tunnel 5 lookup 77", "9.9.9.9 iif eth1", BY_MAIN.to_owned()),
        (
            "ipproto 17 lookup 77",
            "9.9.9.9 proto 6",
            BY_MAIN.to_owned(),
        ),
        ("sport 1-9 lookup 77", "9.9.9.9 sport 9", BY_77.to_owned()),
        (
            "sport 1-9 lookup 77",
            "9.9.9.9 sport 10",
            BY_MAIN.to_owned(),
        ),
        ("dport 443 lookup 77", "9.9.9.9 dport 443", BY_77.to_owned()),
        ("dport 443 lookup 77", "9.9.9.9", BY_MAIN.to_owned()),
        (
            "uidrange 1000-1999 lookup 77",
            "9.9.9.9 uid 1500",
            BY_77.to_owned(),
        ),
        (
            "uidrange 1000-1999 lookup 77",
            "9.9.9.9 uid 999",
            BY_MAIN.to_owned(),
        ),
    ] {
        check(&with_rules(&format!("rule 100 {rule}")), asks, &way);
    }
}

#[test]
fn what_a_rule_does_with_a_packet_that_fits() {
    for (rules, asks, way) in [
        ("rule 100 blackhole", "9.9.9.9", "dropped"),
        ("rule 100 unreachable", "9.9.9.9", "unreachable"),
        ("rule 100 prohibit", "9.9.9.9", "prohibited"),
        ("rule 100 nop", "9.9.9.9", BY_MAIN),
        // Throw, and an address that the table does not have, go on with the next rule.
        ("rule 100 lookup 77", "10.5.1.1", BY_MAIN),
        ("rule 100 lookup 88", "9.9.9.9", BY_MAIN),
        ("rule 100 lookup 99", "9.9.9.9", BY_MAIN),
        (
            "rule 100 lookup 88",
            "172.16.1.1",
            "on link by 88 172.16.0.0/12 eth1",
        ),
        // The main table for all but its default route, as wg-quick has it.
        (
            "rule 100 lookup main suppress_prefixlength 0\n rule 101 lookup 77",
            "9.9.9.9",
            BY_77,
        ),
        (
            "rule 100 lookup main suppress_prefixlength 0\n rule 101 lookup 77",
            "192.0.2.9",
            "on link by main 192.0.2.0/24 eth0",
        ),
        (
            "rule 100 goto 200\n rule 150 blackhole\n rule 200 lookup 77",
            "9.9.9.9",
            BY_77,
        ),
        // A target that does not exist, or lies behind, is passed over.
        ("rule 100 goto 180\n rule 200 lookup 77", "9.9.9.9", BY_77),
        ("rule 100 goto 50\n rule 50 nop", "9.9.9.9", BY_MAIN),
        ("rule 100 goto 100", "9.9.9.9", BY_MAIN),
        // The table of a VRF is not named; a packet that is in none passes the rule over.
        ("rule 100 vrf\n vrf red eth5", "9.9.9.9", BY_MAIN),
        (
            "rule 100 vrf\n vrf red eth5",
            "9.9.9.9 iif eth5",
            "vrf table",
        ),
        (
            "rule 100 vrf\n vrf red eth5",
            "9.9.9.9 oif red",
            "vrf table",
        ),
        // The other family's rules are its own.
        ("rule 6 100 blackhole", "9.9.9.9", BY_MAIN),
    ] {
        check(&with_rules(rules), asks, way);
    }
}

#[test]
fn rules_are_assumed_for_a_family_that_has_none() {
    let text = format!("{ROUTES}\n route default6 via fe80::1 dev eth0\n rule 6 5 blackhole");
    let namespace = host(&text);
    let v4 = walk(&namespace, &packet("9.9.9.9"));
    assert!(v4.assumes_rules());
    assert_eq!(v4.outcome, Outcome::ThroughGateway);
    let v6 = walk(&namespace, &packet("2620:fe::9"));
    assert!(!v6.assumes_rules());
    assert_eq!(v6.outcome, Outcome::Dropped);
    assert_eq!(v6.deciding_rule().map(|rule| rule.priority), Some(5));
}

#[test]
fn what_would_take_too_long_is_given_up() {
    let mut namespace = host(ROUTES);
    let rule = host("rule 1 lookup 99").rules.remove(0);
    namespace.rules = vec![rule; 5000];
    let walked = walk(&namespace, &packet("9.9.9.9"));
    assert_eq!(walked.outcome, Outcome::GivenUp);
    let rules = walked.steps.iter();
    let rules = rules.filter(|step| matches!(step, Step::Rule(_))).count();
    assert_eq!(rules, 4096);
    assert_eq!(walked.deciding_rule(), None);
}
