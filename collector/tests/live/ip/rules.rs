//! `ip -d rule`: the rules of both families in their order.

use netsnap_shared::snapshot::{Namespace, PortRange, RoutingRule, RuleAction};
use serde_json::{Value, json};

use super::super::{compare_own, quiet};
use super::text_or;

/// What there is to list.
const COMMANDS: [&str; 19] = [
    "rule add fwmark 0x10/0xff table 100 pref 10",
    "rule add fwmark 5 table 7 pref 11",
    "rule add fwmark 0/0xff table 7 pref 12",
    "rule add iif lo oif lo table 300 pref 13",
    "rule add uidrange 100-200 sport 10-20 dport 53 ipproto udp table 100 pref 14",
    "rule add from 10.0.0.0/8 to 192.0.2.0/24 goto 20 pref 15",
    "rule add from 10.0.0.1 unreachable pref 20",
    "rule add not from 10.0.0.1 tos 0x10 suppress_prefixlength 0 table main pref 21",
    "rule add suppress_ifgroup 3 table main pref 22",
    "rule add tun_id 77 table main pref 23",
    "rule add from 10.9.0.0/16 table main realms 3/4 pref 24",
    "rule add nop pref 25",
    "rule add blackhole pref 26",
    "rule add prohibit protocol static pref 27",
    "rule add to 10.1.0.0/16 table 500 pref 28",
    "rule add to 10.1.0.0/16 table 400 pref 28",
    "rule add l3mdev pref 1000",
    "-6 rule add from 2001:db8::/32 table 5 pref 9",
    "-6 rule add to 2001:db8::1 iif lo prohibit pref 9",
];

#[test]
fn rules_are_those_of_ip() {
    quiet::run("ip::rules::rules_are_those_of_ip", || {
        if quiet::is_own() {
            super::run_all(&COMMANDS);
        }
        compare_own(rules, run);
    });
}

/// The rules of a snapshot, with their places.
fn rules(namespace: &Namespace) -> Vec<String> {
    let rules = namespace.rules.iter().enumerate();
    rules
        .map(|(place, rule)| format!("{place:02} {}", of_snapshot(rule)))
        .collect()
}

fn of_snapshot(rule: &RoutingRule) -> Value {
    let ports = |range: Option<PortRange>| range.map(|range| [range.first, range.last]);
    let action = match rule.action {
        RuleAction::Lookup | RuleAction::Goto => Value::Null,
        action => json!(action.to_string()),
    };
    json!({
        "family": rule.family.to_string(),
        "priority": rule.priority,
        "src": rule.source.map(|prefix| prefix.to_string()),
        "dst": rule.destination.map(|prefix| prefix.to_string()),
        "iif": rule.incoming_interface,
        "oif": rule.outgoing_interface,
        "mark": rule.mark.map(|mark| [mark.value, mark.mask]),
        "tos": rule.type_of_service.map(|tos| format!("{tos:#x}")),
        "ipproto": rule.ip_protocol.map(|number| match number {
            17 => "udp".to_owned(),
            number => number.to_string(),
        }),
        "sport": ports(rule.source_ports),
        "dport": ports(rule.destination_ports),
        "uid": rule.users.map(|users| [users.first.0, users.last.0]),
        "tun_id": rule.tunnel_id,
        "not": rule.inverted,
        "action": action,
        "table": rule.table.map(|table| table.to_string()),
        "l3mdev": rule.vrf_table,
        "goto": rule.goto,
        "suppress_prefixlen": rule.suppress_prefix_length,
        "suppress_ifgroup": rule.suppress_interface_group.map(|group| group.to_string()),
        "protocol": rule.protocol.to_string(),
    })
}

/// The same from `ip`; `None` when it is not installed.
fn run() -> Option<Vec<String>> {
    let mut shown = Vec::new();
    for (option, family, bits) in [("-4", "ipv4", 32), ("-6", "ipv6", 128)] {
        for rule in super::json(&[option, "-d", "rule"])? {
            shown.push(format!("{:02} {}", shown.len(), of_ip(&rule, family, bits)));
        }
    }
    Some(shown)
}

fn of_ip(rule: &Value, family: &str, bits: u64) -> Value {
    let is_there = |key: &str| rule.get(key).is_some();
    let prefix = |address: &str, length: &str| match rule[address].as_str() {
        None | Some("all") => Value::Null,
        Some(text) => json!(format!("{text}/{}", rule[length].as_u64().unwrap_or(bits))),
    };
    let ports = |one: &str, first: &str, last: &str| match (&rule[one], &rule[first]) {
        (Value::Null, Value::Null) => Value::Null,
        (Value::Null, lowest) => json!([lowest, rule[last]]),
        (port, _) => json!([port, port]),
    };
    let number = |key: &str, otherwise: u32| match rule[key].as_str() {
        Some(text) => u32::from_str_radix(text.trim_start_matches("0x"), 16).unwrap(),
        None => otherwise,
    };
    let mark = is_there("fwmark").then(|| [number("fwmark", 0), number("fwmask", u32::MAX)]);
    let action = if is_there("nop") {
        json!("nop")
    } else {
        rule["action"].clone()
    };
    let users = is_there("uid_start").then(|| [&rule["uid_start"], &rule["uid_end"]]);
    let text = |key: &str| match &rule[key] {
        Value::Null => Value::Null,
        value => json!(text_or(value, "")),
    };
    json!({
        "family": family,
        "priority": rule["priority"],
        "src": prefix("src", "srclen"),
        "dst": prefix("dst", "dstlen"),
        "iif": rule["iif"],
        "oif": rule["oif"],
        "mark": mark,
        "tos": rule["tos"],
        "ipproto": text("ipproto"),
        "sport": ports("sport", "sport_start", "sport_end"),
        "dport": ports("dport", "dport_start", "dport_end"),
        "uid": users,
        "tun_id": rule["tun_id"],
        "not": is_there("not"),
        "action": action,
        "table": text("table"),
        "l3mdev": is_there("l3mdev"),
        "goto": rule["goto"],
        "suppress_prefixlen": rule["suppress_prefixlen"],
        "suppress_ifgroup": text("suppress_ifgroup"),
        "protocol": text("protocol"),
    })
}
