//! Routes as the kernel dumped them, and messages that are not whole.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::*;
use crate::readers::linux::netlink::payloads;

fn names() -> InterfaceNames {
    let names = [(1, "lo"), (10, "br0"), (11, "left"), (12, "right")];
    InterfaceNames(HashMap::from(
        names.map(|(index, name)| (index, name.to_owned())),
    ))
}

fn show(route: &Route) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let mut shown = format!(
        "{} {} via {} dev {} src {} metric {} table {} proto {} scope {}",
        route.kind,
        route.destination,
        or_dash(route.gateway.map(|ip| ip.to_string())),
        or_dash(route.interface.clone()),
        or_dash(route.source.map(|ip| ip.to_string())),
        or_dash(route.metric.map(|metric| metric.to_string())),
        route.table,
        route.protocol,
        route.scope,
    );
    for hop in &route.next_hops {
        let gateway = or_dash(hop.gateway.map(|ip| ip.to_string()));
        let interface = or_dash(hop.interface.clone());
        write!(shown, " hop {gateway} {interface} {}", hop.weight).unwrap();
    }
    shown
}

fn check(dump: &[u8], expected: &[&str]) {
    let mut routes = Vec::new();
    for payload in payloads(dump) {
        match parse(payload, &names()) {
            Parsed::Row(route) => routes.push(route),
            other => panic!("{other:?}"),
        }
    }
    routes.sort_by_cached_key(order);
    let shown: Vec<_> = routes.iter().map(show).collect();
    assert_eq!(shown, expected);
}

#[test]
fn captured_ipv4_routes() {
    check(
        include_bytes!("../../../../../fixtures/netlink/routes4.bin"),
        &[
            "prohibit 10.2.0.0/16 via - dev - src - metric - table 1000 proto boot scope global",
            "local 127.0.0.1/32 via - dev lo src 127.0.0.1 metric - table local proto kernel scope host",
            "broadcast 127.255.255.255/32 via - dev lo src 127.0.0.1 metric - table local proto kernel scope link",
            "local 192.0.2.1/32 via - dev br0 src 192.0.2.1 metric - table local proto kernel scope host",
            "broadcast 192.0.2.255/32 via - dev br0 src 192.0.2.1 metric - table local proto kernel scope link",
            "local 198.51.100.1/32 via - dev left src 198.51.100.1 metric - table local proto kernel scope host",
            "local 127.0.0.0/8 via - dev lo src 127.0.0.1 metric - table local proto kernel scope host",
            "unicast 198.51.100.2/32 via - dev left src 198.51.100.1 metric - table main proto kernel scope link",
            "unicast 192.0.2.0/24 via - dev br0 src 192.0.2.1 metric - table main proto kernel scope link",
            "unicast 203.0.113.0/24 via - dev - src - metric - table main proto boot scope global hop 192.0.2.7 br0 3 hop - left 1",
            "unicast 10.9.0.0/16 via 2001:db8::7 dev br0 src 192.0.2.1 metric - table main proto boot scope global",
            "blackhole 10.0.0.0/8 via - dev - src - metric - table main proto boot scope global",
            "unicast 0.0.0.0/0 via 192.0.2.254 dev br0 src - metric 100 table main proto static scope global",
            "unreachable 10.1.0.0/16 via - dev - src - metric - table 100 proto babel scope global",
        ],
    );
}

#[test]
fn captured_ipv6_routes() {
    check(
        include_bytes!("../../../../../fixtures/netlink/routes6.bin"),
        &[
            "local ::1/128 via - dev lo src - metric 0 table local proto kernel scope global",
            "local 2001:db8::1/128 via - dev br0 src - metric 0 table local proto kernel scope global",
            "multicast ff00::/8 via - dev br0 src - metric 256 table local proto kernel scope global",
            "multicast ff00::/8 via - dev left src - metric 256 table local proto kernel scope global",
            "multicast ff00::/8 via - dev right src - metric 256 table local proto kernel scope global",
            "unicast 2001:db8::/64 via - dev br0 src - metric 256 table main proto kernel scope global",
            "unicast 2001:db8:9::/48 via - dev - src - metric 1024 table main proto boot scope global hop 2001:db8::7 br0 2 hop 2001:db8::8 br0 1",
            "blackhole 2001:db8:a::/48 via - dev lo src - metric 1024 table main proto boot scope global",
            "unicast ::/0 via 2001:db8::7 dev br0 src - metric 50 table main proto ra scope global",
        ],
    );
}

#[test]
fn exceptions_are_skipped_and_half_messages_are_odd() {
    let mut message = [0; HEADER_BYTES];
    assert_eq!(parse(&message[..11], &names()), Parsed::Odd);
    assert_eq!(parse(&message, &names()), Parsed::Skip);
    message[0] = 2;
    assert!(matches!(parse(&message, &names()), Parsed::Row(_)));
    // A prefix longer than the address.
    message[1] = 33;
    assert_eq!(parse(&message, &names()), Parsed::Odd);
    message[8..].copy_from_slice(&CLONED.to_ne_bytes());
    assert_eq!(parse(&message, &names()), Parsed::Skip);
}

#[test]
fn a_gateway_of_another_family_is_kept() {
    let mut message = vec![2, 0, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0];
    message.extend([22, 0, 18, 0, 10, 0]);
    message.extend("fe80::1".parse::<Ipv6Addr>().unwrap().octets());
    let Parsed::Row(route) = parse(&message, &names()) else {
        panic!("{message:?}");
    };
    assert_eq!(route.gateway, Some("fe80::1".parse().unwrap()));
}

#[test]
fn next_hops_end_where_they_are_not_whole() {
    for bytes in [
        &[][..],
        &[8, 0],
        &[7, 0, 0, 0, 1, 0, 0, 0],
        &[9, 0, 0, 0, 1, 0, 0, 0],
    ] {
        assert!(next_hops(bytes, &names()).is_empty(), "{bytes:?}");
    }
    let hops = next_hops(&[8, 0, 0, 2, 1, 0, 0, 0], &names());
    assert_eq!(hops.len(), 1);
    assert_eq!(
        (hops[0].weight, hops[0].interface.as_deref()),
        (3, Some("lo"))
    );
}
