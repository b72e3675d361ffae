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

fn parse(payload: &[u8], family: Family) -> Parsed<Kept<Route>> {
    let context = Context {
        names: &names(),
        hertz: 100,
        family,
    };
    super::parse(payload, context)
}

fn parse4(payload: &[u8]) -> Parsed<Kept<Route>> {
    parse(payload, Family::Ipv4)
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

/// The routes of a dump in order.
fn routes(dump: &[u8], family: Family) -> Vec<Route> {
    let mut routes = Vec::new();
    for payload in payloads(dump) {
        match parse(payload, family) {
            Parsed::Row(Kept { row, odd: 0 }) => routes.push(row),
            other => panic!("{other:?}"),
        }
    }
    routes.sort_by_cached_key(order);
    routes
}

#[track_caller]
fn check(dump: &[u8], family: Family, expected: &[&str]) {
    let routes = routes(dump, family);
    let shown: Vec<_> = routes.iter().map(show).collect();
    assert_eq!(shown, expected);
}

#[test]
fn captured_ipv4_routes() {
    check(
        include_bytes!("../../../../../fixtures/netlink/routes4.bin"),
        Family::Ipv4,
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
        Family::Ipv6,
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

/// A route with what only some routes have.
fn show_details(route: &Route) -> String {
    let mut shown = route.destination.to_string();
    let mut add = |what: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(shown, " {what} {value}").unwrap();
        }
    };
    add("from", route.source_prefix.map(|prefix| prefix.to_string()));
    add("tos", route.type_of_service.map(|tos| tos.to_string()));
    add("pref", route.preference.map(|pref| pref.to_string()));
    add("nhid", route.next_hop_id.map(|id| id.to_string()));
    add(
        "expires",
        route.expires_in_s.map(|seconds| seconds.to_string()),
    );
    add("congctl", route.congestion_control.clone());
    for (name, value) in &route.metrics {
        add(name, Some(value.to_string()));
    }
    let flags = route.flags.join(",");
    add("flags", (!flags.is_empty()).then_some(flags));
    for hop in &route.next_hops {
        add("hop", Some(format!("{:?}", hop.flags)));
    }
    shown
}

#[test]
fn captured_details() {
    let mut shown = Vec::new();
    for (dump, family) in [
        (
            &include_bytes!("../../../../../fixtures/netlink/routes_with_details4.bin")[..],
            Family::Ipv4,
        ),
        (
            include_bytes!("../../../../../fixtures/netlink/routes_with_details6.bin"),
            Family::Ipv6,
        ),
    ] {
        let routes = routes(dump, family);
        let main = routes
            .iter()
            .filter(|route| route.table == RouteTable::Main);
        shown.extend(main.map(show_details));
    }
    assert_eq!(
        shown,
        [
            "192.0.2.0/24",
            "10.1.0.0/16 congctl reno advmss 1300 cwnd 7 fastopen_no_cookie 1 features 1 hoplimit 9 initcwnd 11 initrwnd 12 lock 8196 mtu 1400 quickack 1 reordering 4 rto_min 300 rtt 1200 rttvar 30 ssthresh 5 window 1000",
            "10.2.0.0/16 tos 16 flags onlink",
            "10.3.0.0/16 nhid 5",
            "10.4.0.0/16 nhid 7 hop [] hop []",
            "10.5.0.0/16 hop [\"onlink\"] hop [\"linkdown\"]",
            "2001:db8::/64 pref medium",
            "fe80::/64 pref medium",
            "fe80::/64 pref medium",
            "2001:db8:5::/48 from 2001:db8::/64 pref high expires 299",
            "2001:db8:6::/48 pref low mtu 1300",
        ]
    );
}

#[test]
fn exceptions_are_skipped_and_half_messages_are_odd() {
    let mut message = [0; HEADER_BYTES];
    assert_eq!(parse4(&message[..11]), Parsed::Odd);
    assert_eq!(parse4(&message), Parsed::Skip);
    message[0] = 2;
    assert!(matches!(parse4(&message), Parsed::Row(_)));
    // A kernel without IPv6 answers with the routes of IPv4.
    assert_eq!(parse(&message, Family::Ipv6), Parsed::Skip);
    // A prefix longer than the address.
    message[1] = 33;
    assert_eq!(parse4(&message), Parsed::Odd);
    message[8..].copy_from_slice(&CLONED.to_ne_bytes());
    assert_eq!(parse4(&message), Parsed::Skip);
}

#[test]
fn half_a_message_keeps_the_route_once_its_destination_is_known() {
    let dump = include_bytes!("../../../../../fixtures/netlink/routes_with_details4.bin");
    for payload in payloads(dump) {
        for length in HEADER_BYTES..payload.len() {
            let Parsed::Row(kept) = parse4(&payload[..length]) else {
                panic!("{length}");
            };
            assert_eq!(kept.row.destination.prefix_len(), payload[1]);
        }
    }
}

#[test]
fn odd_attributes_leave_a_blank() {
    for (kind, value) in [
        (RTA_OIF, &[1, 0][..]),
        (RTA_GATEWAY, &[1]),
        (RTA_VIA, &[10, 0, 1]),
        (RTA_PRIORITY, &[]),
        (RTA_PREFSRC, &[0; 5]),
        (RTA_TABLE, &[1]),
        (RTA_PREF, &[]),
        (RTA_NH_ID, &[1]),
        (RTA_CACHEINFO, &[0; 11]),
        (RTA_METRICS, &[1]),
        (RTA_MULTIPATH, &[1]),
    ] {
        let mut message = vec![2, 0, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0];
        let length = u16::try_from(4 + value.len()).unwrap();
        message.extend([length.to_ne_bytes(), kind.to_ne_bytes()].concat());
        message.extend(value);
        let Parsed::Row(Kept { row, odd }) = parse4(&message) else {
            panic!("{kind}");
        };
        assert_eq!(odd, 1, "{kind}");
        let blank = Route {
            protocol: RouteProtocol::Static,
            ..Route::new(Family::Ipv4, IpNet::default())
        };
        assert_eq!(row, blank, "{kind}");
    }
}

#[test]
fn times_to_expiry() {
    for (ticks, expected) in [(0, None), (30_099, Some(300)), (-5, Some(0)), (1, Some(0))] {
        let mut cache = vec![0; 8];
        cache.extend(i32::to_ne_bytes(ticks));
        assert_eq!(expiry(&cache), Some(ticks));
        assert_eq!(seconds_left(ticks, 100), expected, "{ticks}");
    }
    assert_eq!(expiry(&[0; 11]), None);
}

#[test]
fn a_gateway_of_another_family_is_kept() {
    let mut message = vec![2, 0, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0];
    message.extend([22, 0, 18, 0, 10, 0]);
    message.extend("fe80::1".parse::<Ipv6Addr>().unwrap().octets());
    let Parsed::Row(kept) = parse4(&message) else {
        panic!("{message:?}");
    };
    assert_eq!(kept.row.gateway, Some("fe80::1".parse().unwrap()));
}
