//! IPv4: prefixes, metrics, kinds, next hops, source addresses.

use super::host::{host, packet};
use super::{check, fates};
use crate::walk::walk;

const HOST: &str = "
    route local 127.0.0.0/8 dev lo src 127.0.0.1
    route local 192.0.2.10 dev eth0 src 192.0.2.10
    route broadcast 192.0.2.255 dev eth0 src 192.0.2.10
    route default via 192.0.2.1 dev eth0 metric 100
    route default via 192.0.2.2 dev eth0 metric 50
    route 192.0.2.0/24 dev eth0 src 192.0.2.10
    route 10.0.0.0/8 via 192.0.2.3 dev eth0
    route 10.1.0.0/16 dev wg0
    route 10.1.2.3 via 192.0.2.4 dev eth0
    route blackhole 10.66.0.0/16
    route unreachable 10.67.0.0/16
    route prohibit 10.68.0.0/16
    route 10.80.0.0/16 tos 16 via 192.0.2.5 dev eth0 metric 9
    route 10.80.0.0/16 via 192.0.2.6 dev eth0
    addr lo 127.0.0.1/8
    addr eth0 192.0.2.10/24
    addr eth0 192.0.2.11/24 secondary
    addr wg0 10.99.0.1/32
";

#[test]
fn the_longest_prefix_and_then_the_lowest_metric_wins() {
    for (asks, way) in [
        (
            "9.9.9.9",
            "gateway by main 0.0.0.0/0 eth0 via 192.0.2.2 src 192.0.2.10",
        ),
        (
            "::ffff:9.9.9.9",
            "gateway by main 0.0.0.0/0 eth0 via 192.0.2.2 src 192.0.2.10",
        ),
        (
            "192.0.2.77",
            "on link by main 192.0.2.0/24 eth0 src 192.0.2.10",
        ),
        (
            "10.9.9.9",
            "gateway by main 10.0.0.0/8 eth0 via 192.0.2.3 src 192.0.2.10",
        ),
        ("10.1.9.9", "on link by main 10.1.0.0/16 wg0 src 10.99.0.1"),
        (
            "10.1.2.3",
            "gateway by main 10.1.2.3/32 eth0 via 192.0.2.4 src 192.0.2.10",
        ),
        (
            "10.1.9.9 from 192.0.2.11",
            "on link by main 10.1.0.0/16 wg0 src 192.0.2.11",
        ),
        ("10.66.1.1", "dropped by main 10.66.0.0/16"),
        ("10.67.1.1", "unreachable by main 10.67.0.0/16"),
        ("10.68.1.1", "prohibited by main 10.68.0.0/16"),
        ("127.9.9.9", "here by local 127.0.0.0/8 lo src 127.0.0.1"),
        (
            "192.0.2.10",
            "here by local 192.0.2.10/32 lo src 192.0.2.10",
        ),
        (
            "192.0.2.255",
            "broadcast by local 192.0.2.255/32 eth0 src 192.0.2.10",
        ),
        ("0.0.0.0", "here"),
        (
            "10.80.1.1",
            "gateway by main 10.80.0.0/16 eth0 via 192.0.2.6 src 192.0.2.10",
        ),
        (
            "10.80.1.1 tos 16",
            "gateway by main 10.80.0.0/16 eth0 via 192.0.2.5 src 192.0.2.10",
        ),
        ("224.0.0.251", "group by main 0.0.0.0/0 eth0 src 192.0.2.10"),
        ("2001:db8::1", "no route"),
    ] {
        check(HOST, asks, way);
    }
}

#[test]
fn a_bound_socket_takes_only_routes_by_its_interface() {
    for (asks, way) in [
        (
            "10.9.9.9 oif eth0",
            "gateway by main 10.0.0.0/8 eth0 via 192.0.2.3 src 192.0.2.10",
        ),
        (
            "10.1.9.9 oif eth0",
            "gateway by main 10.0.0.0/8 eth0 via 192.0.2.3 src 192.0.2.10",
        ),
        // Linux takes a bound socket's destination to be on the link when nothing fits.
        ("9.9.9.9 oif wg0", "on link wg0 src 10.99.0.1"),
        ("10.66.1.1 oif wg0", "on link wg0 src 10.99.0.1"),
        ("224.0.0.251 oif wg0", "group wg0 src 10.99.0.1"),
    ] {
        check(HOST, asks, way);
    }
}

#[test]
fn losers_say_why() {
    let namespace = host(HOST);
    for (asks, expected) in [
        (
            "10.1.2.3",
            &[
                "10.1.2.3/32 Wins",
                "10.1.0.0/16 ShorterPrefix",
                "10.0.0.0/8 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
            ][..],
        ),
        ("9.9.9.9", &["0.0.0.0/0 Wins", "0.0.0.0/0 HigherMetric"]),
        (
            "10.80.0.1",
            &[
                "10.80.0.0/16 OtherTypeOfService",
                "10.80.0.0/16 Wins",
                "10.0.0.0/8 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
            ],
        ),
        (
            "10.80.0.1 tos 16 oif eth0",
            &[
                "10.80.0.0/16 Wins",
                "10.80.0.0/16 AnyTypeOfService",
                "10.0.0.0/8 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
            ],
        ),
        (
            "10.1.9.9 oif eth0",
            &[
                "10.1.0.0/16 OtherInterface",
                "10.0.0.0/8 Wins",
                "0.0.0.0/0 ShorterPrefix",
                "0.0.0.0/0 ShorterPrefix",
            ],
        ),
    ] {
        assert_eq!(fates(&walk(&namespace, &packet(asks))), expected, "{asks}");
    }
}

#[test]
fn next_hops_that_are_down_are_left_out() {
    let multipath = "
        route 10.1.0.0/16 nexthop via 192.0.2.1 dev eth0 weight 3 nexthop via 198.51.100.1 dev eth1
        route 10.2.0.0/16 nexthop via 192.0.2.1 dev eth0 dead nexthop dev eth1 linkdown
        route 10.3.0.0/16 nexthop via 192.0.2.1 dev eth0 dead
        route 10.4.0.0/16 via 192.0.2.9 dev eth0 dead
        route 10.4.0.0/16 via 192.0.2.8 dev eth0 metric 7 linkdown
        route default via 192.0.2.7 dev eth0
        addr eth1 198.51.100.10/24
    ";
    for (asks, way) in [
        (
            "10.1.1.1",
            "one of by main 10.1.0.0/16 eth0 via 192.0.2.1 eth1 via 198.51.100.1 src 198.51.100.10",
        ),
        (
            "10.1.1.1 oif eth1",
            "gateway by main 10.1.0.0/16 eth1 via 198.51.100.1 src 198.51.100.10",
        ),
        (
            "10.2.1.1",
            "on link by main 10.2.0.0/16 eth1 src 198.51.100.10",
        ),
        ("10.3.1.1", "gateway by main 0.0.0.0/0 eth0 via 192.0.2.7"),
        ("10.4.1.1", "gateway by main 10.4.0.0/16 eth0 via 192.0.2.8"),
    ] {
        check(multipath, asks, way);
    }
    let namespace = host(multipath);
    let walk = walk(&namespace, &packet("10.1.1.1"));
    let weights: Vec<u32> = walk.ways.iter().map(|way| way.weight).collect();
    assert_eq!(weights, [3, 1]);
}

#[test]
fn a_packet_from_outside_is_passed_on_only_by_a_router() {
    let text = "
        route local 192.0.2.10 dev eth0
        route default via 192.0.2.1 dev eth0
        addr eth0 192.0.2.10/24
    ";
    let router = format!("{text}\n set forwarding on");
    let host = format!("{text}\n set forwarding off");
    for (text, asks, way) in [
        (
            &host,
            "9.9.9.9 iif eth1 from 10.0.0.1",
            "not forwarded by main 0.0.0.0/0",
        ),
        (
            &router,
            "9.9.9.9 iif eth1 from 10.0.0.1",
            "gateway by main 0.0.0.0/0 eth0 via 192.0.2.1 src 10.0.0.1",
        ),
        (
            &host,
            "192.0.2.10 iif eth1",
            "here by local 192.0.2.10/32 eth0",
        ),
        (
            &host,
            "9.9.9.9",
            "gateway by main 0.0.0.0/0 eth0 via 192.0.2.1 src 192.0.2.10",
        ),
    ] {
        check(text, asks, way);
    }
}

#[test]
fn many_candidates_are_counted_and_the_winner_is_among_those_listed() {
    let dead = |metric| format!("route default via 192.0.2.1 dev eth0 dead metric {metric}\n");
    let text: String = (0..40).map(dead).collect();
    let text = text + "route default via 192.0.2.2 dev eth0 metric 99";
    let namespace = host(&text);
    let walk = walk(&namespace, &packet("9.9.9.9"));
    let fates = fates(&walk);
    assert_eq!(fates.len(), 24);
    assert_eq!(fates.last().map(String::as_str), Some("0.0.0.0/0 Wins"));
    assert!(walk.lines().contains(&"  and 17 more routes.".to_owned()));
    assert_eq!(
        fates.iter().filter(|fate| fate.ends_with("Dead")).count(),
        23
    );
}
