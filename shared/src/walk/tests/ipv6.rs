//! IPv6: preference, silent routers, prefixes for the source, link-local addresses.

use super::host::{host, packet};
use super::{check, fates};
use crate::walk::walk;

const HOST: &str = "
    route local ::1 dev lo metric 0
    route local 2001:db8::10 dev eth0 metric 0
    route multicast ff00::/8 dev eth0 table local metric 256
    route 2001:db8::/64 dev eth0 metric 256
    route fe80::/64 dev eth0 metric 256
    route default6 via fe80::1 dev eth0 metric 1024 pref medium
    route default6 via fe80::2 dev eth0 metric 1024 pref high
    route default6 via fe80::3 dev wlan0 metric 2048 pref high
    route 2001:db8:5::/48 from 2001:db8::/64 via fe80::5 dev eth0 metric 1024
    route 2001:db8:5::/48 via fe80::6 dev eth0 metric 512
    route blackhole 2001:db8:6::/48 dev lo
    addr eth0 2001:db8::10/64
    addr eth0 2001:db8:1::1/64 deprecated
    addr eth0 fe80::10/64
";

#[test]
fn prefix_metric_and_preference_decide() {
    for (asks, way) in [
        (
            "2620:fe::9",
            "gateway by main ::/0 eth0 via fe80::2 src 2001:db8::10",
        ),
        (
            "2620:fe::9 oif wlan0",
            "gateway by main ::/0 wlan0 via fe80::3",
        ),
        (
            "2001:db8::77",
            "on link by main 2001:db8::/64 eth0 src 2001:db8::10",
        ),
        ("fe80::77", "on link by main fe80::/64 eth0 src fe80::10"),
        ("::1", "here by local ::1/128 lo src ::1"),
        ("::", "here"),
        (
            "2001:db8::10",
            "here by local 2001:db8::10/128 eth0 src 2001:db8::10",
        ),
        ("ff02::fb", "group by local ff00::/8 eth0 src fe80::10"),
        (
            "2001:db8:5::1",
            "gateway by main ::/0 eth0 via fe80::2 src 2001:db8::10",
        ),
        (
            "2001:db8:5::1 from 2001:db8::10",
            "gateway by main 2001:db8:5::/48 eth0 via fe80::5 src 2001:db8::10",
        ),
        ("2001:db8:6::1", "dropped by main 2001:db8:6::/48"),
        ("9.9.9.9", "no route"),
        ("2620:fe::9 oif wg0", "no route"),
    ] {
        check(HOST, asks, way);
    }
}

#[test]
fn a_silent_router_is_passed_over_while_there_is_another() {
    let silent = |routers: &[&str]| {
        let line = |router| format!("neigh {router} eth0 failed\n");
        let lines: String = routers.iter().map(line).collect();
        format!("{HOST}\n{lines}\n neigh fe80::1 eth0 reachable 02:00:00:00:00:01")
    };
    for (routers, way) in [
        (
            &["fe80::2"][..],
            "gateway by main ::/0 eth0 via fe80::1 src 2001:db8::10",
        ),
        (
            &["fe80::2", "fe80::9"],
            "gateway by main ::/0 eth0 via fe80::1 src 2001:db8::10",
        ),
    ] {
        check(&silent(routers), "2620:fe::9", way);
    }
    // A router passes nobody over, and without another there is nothing to choose.
    let router = format!("{}\n set forwarding on", silent(&["fe80::2"]));
    check(
        &router,
        "2620:fe::9",
        "gateway by main ::/0 eth0 via fe80::2 src 2001:db8::10",
    );
    let only = "route default6 via fe80::1 dev eth0\n neigh fe80::1 eth0 failed";
    check(only, "2620:fe::9", "gateway by main ::/0 eth0 via fe80::1");
    let namespace = host(&silent(&["fe80::2"]));
    let fates = fates(&walk(&namespace, &packet("2620:fe::9")));
    assert_eq!(
        fates,
        ["::/0 RouterSilent", "::/0 Wins", "::/0 HigherMetric"]
    );
}

#[test]
fn losers_say_why() {
    let namespace = host(HOST);
    for (asks, expected) in [
        (
            "2620:fe::9",
            &["::/0 Wins", "::/0 LowerPreference", "::/0 HigherMetric"][..],
        ),
        (
            "2001:db8:5::1 from 2001:db8::10",
            &[
                "2001:db8:5::/48 Wins",
                "2001:db8:5::/48 Hidden",
                "::/0 ShorterPrefix",
                "::/0 ShorterPrefix",
                "::/0 ShorterPrefix",
            ],
        ),
        (
            "2001:db8:5::1 from 2001:db8:77::1",
            &[
                "2001:db8:5::/48 OtherSource",
                "2001:db8:5::/48 Hidden",
                "::/0 Wins",
                "::/0 LowerPreference",
                "::/0 HigherMetric",
            ],
        ),
    ] {
        assert_eq!(fates(&walk(&namespace, &packet(asks))), expected, "{asks}");
    }
    // Of the default routes none hides another.
    let defaults = host(
        "route default6 via fe80::6 dev eth0 metric 5
        route default6 from 2001:db8::/64 via fe80::5 dev eth0 metric 9",
    );
    for (asks, expected) in [
        ("2620:fe::9", ["::/0 OtherSource", "::/0 Wins"]),
        (
            "2620:fe::9 from 2001:db8::1",
            ["::/0 Wins", "::/0 ShorterSourcePrefix"],
        ),
        (
            "2620:fe::9 from 2001:db9::1",
            ["::/0 OtherSource", "::/0 Wins"],
        ),
    ] {
        assert_eq!(fates(&walk(&defaults, &packet(asks))), expected, "{asks}");
    }
    let twice = host("route default6 via fe80::1 dev eth0\n route default6 via fe80::2 dev eth0");
    let fates = fates(&walk(&twice, &packet("2620:fe::9")));
    assert_eq!(fates, ["::/0 Wins", "::/0 Equal"]);
}
