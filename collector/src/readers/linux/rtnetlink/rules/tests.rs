//! Rules as the kernel dumped them, and messages that are not whole.

use std::fmt::Write as _;

use super::*;
use crate::readers::linux::netlink::payloads;

const CAPTURED4: &[u8] = include_bytes!("../../../../../fixtures/netlink/rules4.bin");
const CAPTURED6: &[u8] = include_bytes!("../../../../../fixtures/netlink/rules6.bin");

fn show(rule: &RoutingRule) -> String {
    let mut shown = format!("{}:", rule.priority);
    if rule.inverted {
        shown.push_str(" not");
    }
    let mut add = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(shown, " {what} {value}").unwrap();
        }
    };
    let ports = |range: PortRange| format!("{}-{}", range.first, range.last);
    add("from", rule.source.map(|prefix| prefix.to_string()));
    add("to", rule.destination.map(|prefix| prefix.to_string()));
    add("iif", rule.incoming_interface.clone());
    add("oif", rule.outgoing_interface.clone());
    add(
        "mark",
        rule.mark
            .map(|mark| format!("{:#x}/{:#x}", mark.value, mark.mask)),
    );
    add("tos", rule.type_of_service.map(|tos| tos.to_string()));
    add("dscp", rule.dscp.map(|dscp| dscp.to_string()));
    add("tunnel", rule.tunnel_id.map(|id| id.to_string()));
    add("ipproto", rule.ip_protocol.map(|number| number.to_string()));
    add("sport", rule.source_ports.map(ports));
    add("dport", rule.destination_ports.map(ports));
    add(
        "uid",
        rule.users
            .map(|users| format!("{}-{}", users.first.0, users.last.0)),
    );
    add(&rule.action.to_string(), Some(String::new()));
    add("table", rule.table.map(|table| table.to_string()));
    add("vrf", rule.vrf_table.then(String::new));
    add("priority", rule.goto.map(|priority| priority.to_string()));
    add(
        "prefix",
        rule.suppress_prefix_length.map(|bits| bits.to_string()),
    );
    add(
        "group",
        rule.suppress_interface_group.map(|group| group.to_string()),
    );
    add("proto", Some(rule.protocol.to_string()));
    shown.replace("  ", " ")
}

#[track_caller]
fn check(dump: &[u8], family: Family, expected: &[&str]) {
    let shown: Vec<_> = payloads(dump)
        .into_iter()
        .map(|payload| match parse(payload, family) {
            Parsed::Row(Kept { row, odd: 0 }) => show(&row),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn captured_ipv4_rules() {
    check(
        CAPTURED4,
        Family::Ipv4,
        &[
            "0: lookup table local proto kernel",
            "10: mark 0x10/0xff lookup table 100 proto unspec",
            "11: iif left oif right lookup table 300 proto unspec",
            "12: ipproto 17 sport 10-20 dport 53-53 uid 100-200 lookup table 100 proto unspec",
            "13: from 10.0.0.0/8 to 192.0.2.0/24 goto priority 20 proto unspec",
            "20: from 10.0.0.1/32 unreachable proto unspec",
            "21: not from 10.0.0.1/32 tos 16 lookup table main prefix 0 proto unspec",
            "22: lookup table main group 3 proto unspec",
            "23: tunnel 77 lookup table main proto unspec",
            "24: from 10.9.0.0/16 lookup table main proto unspec",
            "25: nop proto unspec",
            "26: blackhole proto unspec",
            "27: prohibit proto static",
            "28: mark 0x0/0xff lookup table 7 proto unspec",
            "29: mark 0x5/0xffffffff lookup table 7 proto unspec",
            "1000: lookup vrf proto unspec",
            "32766: lookup table main proto kernel",
            "32767: lookup table default proto kernel",
        ],
    );
}

#[test]
fn captured_ipv6_rules() {
    check(
        CAPTURED6,
        Family::Ipv6,
        &[
            "0: lookup table local proto kernel",
            "9: from 2001:db8::/32 lookup table 5 proto unspec",
            "9: to 2001:db8::1/128 iif lo prohibit proto unspec",
            "32766: lookup table main proto kernel",
        ],
    );
}

/// Parses a message with one attribute: what the rule is then, and how many were odd.
#[track_caller]
fn check_attribute(kind: u16, value: &[u8], expected: &str, odd: usize) {
    let mut message = vec![2, 33, 0, 0, 254, 0, 0, 1, 0, 0, 0, 0];
    let length = u16::try_from(4 + value.len()).unwrap();
    message.extend([length.to_ne_bytes(), kind.to_ne_bytes()].concat());
    message.extend(value);
    match parse(&message, Family::Ipv4) {
        Parsed::Row(kept) => assert_eq!((&*show(&kept.row), kept.odd), (expected, odd), "{kind}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_not_understood_leaves_a_blank_and_is_counted() {
    let bare = "0: lookup table main proto unspec";
    check_attribute(
        FRA_DSCP,
        &[46],
        "0: dscp 46 lookup table main proto unspec",
        0,
    );
    check_attribute(FRA_DPORT_MASK, &[0xff, 0xff], bare, 0);
    check_attribute(FRA_DPORT_MASK, &[0xff, 0x0f], bare, 1);
    check_attribute(FRA_DSCP_MASK, &[0x3f], bare, 0);
    check_attribute(FRA_DSCP_MASK, &[1], bare, 1);
    check_attribute(FRA_FLOW, &[0; 4], bare, 0);
    // A condition that nobody knows yet.
    check_attribute(200, &[], bare, 1);
    check_attribute(FRA_PRIORITY, &[1], bare, 1);
    check_attribute(FRA_TUN_ID, &[0; 7], bare, 1);
    check_attribute(FRA_UID_RANGE, &[0; 7], bare, 1);
    check_attribute(FRA_SPORT_RANGE, &[0; 3], bare, 1);
    check_attribute(FRA_TABLE, &[], bare, 1);
    // A prefix that is longer than its address.
    check_attribute(FRA_DST, &[192, 0, 2, 0], bare, 1);
}

#[test]
fn other_families_and_half_messages_are_no_rules() {
    assert_eq!(parse(&[], Family::Ipv4), Parsed::Odd);
    assert_eq!(parse(&[2; 11], Family::Ipv4), Parsed::Odd);
    assert_eq!(parse(&[2; 12], Family::Ipv6), Parsed::Skip);
    assert_eq!(parse(&[128; 12], Family::Ipv4), Parsed::Skip);
    for payload in payloads(CAPTURED4) {
        for length in HEADER_BYTES..payload.len() {
            let parsed = parse(&payload[..length], Family::Ipv4);
            assert!(matches!(parsed, Parsed::Row(_)), "{length}");
        }
    }
}
