//! Addresses: who can reach the socket, and what the other end is.

use netsnap_shared::explain::Topic;
use netsnap_shared::snapshot::{Family, Protocol, Route, RouteTable, RoutingRule, Socket, State};

use crate::host::{With, check, explain_first, snapshot, socket, tcp, text, udp};

fn listener(local: &str) -> Socket {
    tcp(State::Listen, local, "")
}

#[test]
fn a_local_address_says_who_can_reach_it() {
    for (socket, says, never) in [
        (
            listener("0.0.0.0 22"),
            "The local address 0.0.0.0 stands for every IPv4 address of this host (127.0.0.1 of lo, 192.0.2.10 of eth0, 10.1.2.3 of eth0 and 8.8.4.4 of eth0).",
            "",
        ),
        (
            listener("0.0.0.0 22"),
            "Every host that has a route to this host can reach it.",
            "",
        ),
        (
            listener("0.0.0.0 22"),
            "A firewall on this host or on the way may allow less",
            "",
        ),
        (
            listener("0.0.0.0 22").on("eth0"),
            "It is tied to the interface eth0",
            "127.0.0.1",
        ),
        (
            listener(":: 22"),
            "Such a socket usually takes IPv4 as well",
            "only IPv6.",
        ),
        (
            listener("127.0.0.1 22"),
            "Only programs on this host can reach it.",
            "firewall",
        ),
        (
            listener("127.0.0.53 22"),
            "127.0.0.53 is a loopback address",
            "firewall",
        ),
        (
            listener("::1 22"),
            "Only programs on this host can reach it.",
            "firewall",
        ),
        (
            listener("fe80::10 22"),
            "Only hosts on the same link can reach it",
            "",
        ),
        (
            listener("10.1.2.3 22"),
            "The local address 10.1.2.3 is one of the interface eth0. It is a private address",
            "",
        ),
        (
            listener("10.1.2.3 22"),
            "within the site that uses it",
            "Every host that has a route to this host",
        ),
        (
            listener("8.8.4.4 22"),
            "The local address 8.8.4.4 is one of the interface eth0.\n",
            "It is",
        ),
        (
            listener("8.8.8.8 22"),
            "The local address is 8.8.8.8; no interface in the snapshot has it",
            "one of the interface",
        ),
        (
            listener("::ffff:10.1.2.3 22"),
            "It is an IPv6 socket that carries IPv4: the system writes the address as ::ffff:10.1.2.3.",
            "",
        ),
    ] {
        check(vec![socket], Topic::Reach, says, never);
    }
}

#[test]
fn groups_and_what_takes_nothing_are_told_apart() {
    for (socket, says, never) in [
        (
            socket(Protocol::Raw, None, ":: 58", ""),
            "stands for every IPv6 address",
            "IPv4",
        ),
        (
            udp("224.0.0.251 5353", ""),
            "224.0.0.251 is a multicast group of the local link",
            "",
        ),
        (
            udp("239.1.2.3 5000", ""),
            "Every host whose packets to this group",
            "",
        ),
        (
            udp("ff02::fb 5353", ""),
            "Only hosts on the same link can reach it",
            "",
        ),
        (
            udp("0.0.0.0 0", ""),
            "Nobody can reach it as it is now.",
            "Every host",
        ),
        (
            tcp(State::BoundInactive, "0.0.0.0 22", ""),
            "Nobody can reach it as it is now.",
            "Every host",
        ),
        (
            socket(Protocol::Raw, None, "0.0.0.0 255", ""),
            "Nobody can reach it as it is now.",
            "Every host",
        ),
        (
            socket(Protocol::Raw, None, "0.0.0.0 1", ""),
            "Every host that has a route to this host can reach it.",
            "",
        ),
    ] {
        check(vec![socket], Topic::Reach, says, never);
    }
}

#[test]
fn an_ipv6_wildcard_beside_an_ipv4_one_is_for_ipv6_only() {
    let says = "Another socket takes the same port over IPv4";
    check(
        vec![listener(":: 22"), listener("0.0.0.0 22")],
        Topic::Reach,
        says,
        "usually takes IPv4",
    );
    for other in [
        listener("0.0.0.0 23"),
        listener("127.0.0.1 22"),
        udp("0.0.0.0 22", ""),
    ] {
        check(
            vec![listener(":: 22"), other],
            Topic::Reach,
            "usually takes IPv4 as well",
            says,
        );
    }
}

#[test]
fn the_other_end_is_described() {
    for (local, remote, says) in [
        (
            "192.0.2.10 41000",
            "192.0.2.99 443",
            "It lies in 192.0.2.0/24, the prefix of the interface eth0",
        ),
        (
            "10.1.2.3 41000",
            "10.9.9.9 443",
            "The other end, 10.9.9.9, is a private address (RFC 1918)",
        ),
        (
            "8.8.4.4 41000",
            "9.9.9.9 443",
            "The other end, 9.9.9.9, is a public address.",
        ),
        (
            "8.8.4.4 41000",
            "100.64.0.1 443",
            "a shared address (RFC 6598)",
        ),
        (
            "fe80::10 41000",
            "fe80::99 443",
            "a link-local address (RFC 4291)",
        ),
        (
            "::ffff:192.0.2.10 41000",
            "::ffff:10.9.9.9 443",
            "The other end, 10.9.9.9, is a private address",
        ),
        (
            "192.0.2.10 41000",
            "10.1.2.3 443",
            "The other end, 10.1.2.3, is an address of this host itself, on the interface eth0",
        ),
        (
            "127.0.0.1 41000",
            "127.0.0.1 443",
            "The snapshot has no socket for that end.",
        ),
    ] {
        check(
            vec![tcp(State::Established, local, remote)],
            Topic::Reach,
            says,
            "",
        );
    }
    let unnamed = tcp(State::Established, "8.8.4.4 41000", "");
    check(
        vec![unnamed],
        Topic::Reach,
        "does not have the address of the other end",
        "",
    );
}

#[test]
fn both_ends_on_this_host_find_each_other() {
    let here = tcp(State::Established, "127.0.0.1 41000", "127.0.0.1 8720").owned_by(&[(4711, 3)]);
    let there = tcp(State::Established, "127.0.0.1 8720", "127.0.0.1 41000");
    check(
        vec![here.clone(), there.clone().owned_by(&[(812, 4)])],
        Topic::Reach,
        "That end belongs to nginx (812).",
        "",
    );
    check(
        vec![here, there],
        Topic::Reach,
        "in the snapshot too, without an owner",
        "",
    );
}

#[test]
fn a_snapshot_without_interfaces_says_so() {
    let mut snapshot = snapshot(vec![listener("8.8.8.8 22")]);
    snapshot.namespaces[0].interfaces.clear();
    let reach = text(&explain_first(snapshot), Topic::Reach);
    assert!(
        reach.contains("the interfaces of this host are not in the snapshot"),
        "{reach}"
    );
}

#[test]
fn the_way_to_the_other_end_is_that_of_its_route() {
    let route = |destination: &str, rest: &str| {
        let family = if destination.contains(':') {
            "ipv6"
        } else {
            "ipv4"
        };
        let mut route = serde_json::json!({
            "family": family, "destination": destination, "gateway": null, "interface": "eth0",
            "source": null, "metric": null, "table": "main", "protocol": "static",
            "scope": "global", "kind": "unicast",
        });
        let rest: serde_json::Value = serde_json::from_str(rest).unwrap();
        for (key, value) in rest.as_object().unwrap() {
            route[key] = value.clone();
        }
        serde_json::from_value::<Route>(route).unwrap()
    };
    let routes = || {
        vec![
            route("0.0.0.0/0", r#"{"gateway": "192.0.2.1", "metric": 100}"#),
            route("0.0.0.0/0", r#"{"gateway": "192.0.2.2", "metric": 50}"#),
            route("10.0.0.0/8", r#"{"interface": "wg0"}"#),
            route(
                "10.66.0.0/16",
                r#"{"kind": "blackhole", "interface": null}"#,
            ),
            route(
                "10.77.0.0/16",
                r#"{"interface": null, "next_hops": [
                {"gateway": "192.0.2.3", "interface": "eth0", "weight": 1},
                {"gateway": "192.0.2.4", "interface": "eth0", "weight": 1}]}"#,
            ),
            route("10.9.9.0/24", r#"{"interface": "wg1"}"#),
            route("fe80::/64", r#"{"interface": "wg1"}"#),
            route("2000::/3", r#"{"gateway": "fe80::1"}"#),
        ]
    };
    for (remote, says) in [
        (
            "9.9.9.9 443",
            "By the route 0.0.0.0/0 packets to it go to the router 192.0.2.2 by eth0.",
        ),
        (
            "10.9.8.9 443",
            "By the route 10.0.0.0/8 packets to it go straight to it by wg0.",
        ),
        (
            "10.66.1.1 443",
            "By the route 10.66.0.0/16 packets to it are dropped.",
        ),
        (
            "10.77.1.1 443",
            "By the route 10.77.0.0/16 packets to it take one of 2 ways.",
        ),
        (
            "2620:fe::9 443",
            "By the route 2000::/3 packets to it go to the router fe80::1 by eth0.",
        ),
        ("::ffff:10.9.8.9 443", "By the route 10.0.0.0/8"),
        (
            "fe80::9 443",
            "The other end, fe80::9, is a link-local address (RFC 4291): it is valid on one link only. The link is that of eth0.",
        ),
    ] {
        let socket = tcp(State::Established, "192.0.2.10 41000", remote);
        let mut snapshot = snapshot(vec![socket]);
        snapshot.namespaces[0].routes = routes();
        let reach = text(&explain_first(snapshot.clone()), Topic::Reach);
        assert!(reach.contains(says), "{reach}");
        snapshot.namespaces[0].sockets[0].interface = Some("wg0".to_owned());
        let tied = text(&explain_first(snapshot.clone()), Topic::Reach);
        assert!(!tied.contains("by eth0"), "{tied}");
        snapshot.namespaces[0].sockets[0].interface = None;
        let by_rule = route("0.0.0.0/0", r#"{"table": 77, "gateway": "192.0.2.9"}"#);
        snapshot.namespaces[0].routes.push(by_rule);
        let reach = text(&explain_first(snapshot), Topic::Reach);
        assert_eq!(
            reach.contains("unless a rule"),
            says.contains("By the route"),
            "{reach}"
        );
    }
}

#[test]
fn the_way_follows_the_rules_of_the_bundle() {
    let route = |table: u32, destination: &str, gateway: &str| {
        let mut route = Route::new(Family::Ipv4, destination.parse().unwrap());
        route.table = RouteTable::from_code(table);
        route.interface = Some("eth0".to_owned());
        route.gateway = gateway.parse().ok();
        route
    };
    let rule = |priority: u32, rest: &str| {
        let mut rule = serde_json::json!({
            "family": "ipv4", "priority": priority, "source": null, "destination": null,
            "incoming_interface": null, "outgoing_interface": null, "inverted": false,
            "action": "lookup", "table": "main", "protocol": "kernel",
        });
        let rest: serde_json::Value = serde_json::from_str(rest).unwrap();
        for (key, value) in rest.as_object().unwrap() {
            rule[key] = value.clone();
        }
        serde_json::from_value::<RoutingRule>(rule).unwrap()
    };
    let by_77 = r#"{"table": 77, "source": "192.0.2.10/32"}"#;
    for (first, says, never) in [
        (
            by_77,
            "By the rule 100 and the route 0.0.0.0/0 packets to it go to the router 192.0.2.77 by eth0.",
            "unless",
        ),
        (
            r#"{"table": 77, "users": {"first": 7, "last": 7}}"#,
            "By the route 0.0.0.0/0 packets to it go to the router 192.0.2.1 by eth0.",
            "unless",
        ),
        (
            r#"{"table": null, "action": "prohibit"}"#,
            "By the rule 100 packets to it are dropped.",
            "route",
        ),
    ] {
        let socket = tcp(State::Established, "192.0.2.10 41000", "9.9.9.9 443");
        let mut snapshot = snapshot(vec![socket]);
        let namespace = &mut snapshot.namespaces[0];
        namespace.routes = vec![
            route(254, "0.0.0.0/0", "192.0.2.1"),
            route(77, "0.0.0.0/0", "192.0.2.77"),
        ];
        namespace.rules = vec![rule(100, first), rule(32766, "{}")];
        let reach = text(&explain_first(snapshot), Topic::Reach);
        assert!(reach.contains(says), "{reach}");
        assert!(!reach.contains(never), "{reach}");
    }
}
