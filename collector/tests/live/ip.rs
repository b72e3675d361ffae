//! What `ip` says of links and routes, and a snapshot's in the same words.

use std::process::Command;

use netsnap_shared::snapshot::{Namespace, NextHop, Route};
use serde_json::Value;

use super::quiet;

/// Gives a namespace of the test's own something to list. What the kernel does not have is left
/// out: `ip` and the snapshot are compared all the same.
pub(crate) fn prepare() {
    if !quiet::is_own() {
        return;
    }
    for command in [
        "link add nsnap0 type bridge",
        "link add nsnap1 mtu 1400 type veth peer name nsnap2",
        "link set nsnap1 master nsnap0",
        "link set nsnap0 up",
        "link set nsnap1 up",
        "link set nsnap2 up promisc on",
        "addr add 192.0.2.1/24 dev nsnap2",
        "addr add 198.51.100.1 peer 198.51.100.2/32 dev nsnap2",
        "addr add 2001:db8::1/64 dev nsnap2 nodad",
        "route add 203.0.113.0/24 via 192.0.2.9 dev nsnap2 proto static metric 7",
        "route add 203.0.114.0/24 nexthop dev lo weight 2 nexthop via 192.0.2.9 dev nsnap2",
        "route add 203.0.115.0/24 via inet6 2001:db8::9 dev nsnap2",
        "route add blackhole 10.0.0.0/8",
        "route add unreachable 10.1.0.0/16 table 100",
        "route add default dev nsnap2 src 192.0.2.1 proto dhcp",
        "-6 route add 2001:db8:9::/48 via 2001:db8::9 dev nsnap2",
        "-6 route add 2001:db8:b::/48 nexthop via 2001:db8::8 nexthop via 2001:db8::9 weight 9",
        "-6 route add default dev nsnap2 metric 5",
        "-6 route add prohibit 2001:db8:a::/48 table 1000",
    ] {
        let ran = Command::new("ip").args(command.split(' ')).output();
        if let Ok(output) = ran {
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

/// The links of a snapshot with their addresses and counters.
pub(crate) fn links(namespace: &Namespace) -> Vec<String> {
    let links = namespace.interfaces.iter().map(|link| {
        let mut addresses: Vec<_> = link
            .addresses
            .iter()
            .map(|address| format!("{}/{}", address.ip, address.prefix_length))
            .collect();
        addresses.sort();
        let counters = link.statistics.unwrap();
        format!(
            "{} {} {} {} {} {} {:?} {:?} {:?}",
            link.index,
            link.name,
            link.mac.as_deref().unwrap_or("-"),
            link.mtu.unwrap(),
            link.operational_state
                .as_deref()
                .unwrap()
                .replace("lower-layer-down", "lowerlayerdown"),
            link.promiscuous.unwrap(),
            addresses,
            [
                counters.received_bytes,
                counters.received_packets,
                counters.received_errors,
                counters.received_dropped,
                counters.received_multicast,
            ],
            [
                counters.sent_bytes,
                counters.sent_packets,
                counters.sent_errors,
                counters.sent_dropped,
                counters.collisions,
            ],
        )
    });
    links.collect()
}

/// The same from `ip`; `None` when it is not installed.
pub(crate) fn run_links() -> Option<Vec<String>> {
    let links = json(&["-s", "-d", "addr"])?;
    let shown = links.iter().map(|link| {
        let mut addresses: Vec<_> = list(&link["addr_info"])
            .iter()
            .map(|address| format!("{}/{}", text(&address["local"]), address["prefixlen"]))
            .collect();
        addresses.sort();
        let counters = |way: &str, names: [&str; 5]| {
            names.map(|name| link["stats64"][way][name].as_u64().unwrap())
        };
        format!(
            "{} {} {} {} {} {} {:?} {:?} {:?}",
            link["ifindex"],
            text(&link["ifname"]),
            link["address"].as_str().unwrap_or("-"),
            link["mtu"],
            text(&link["operstate"]).to_lowercase(),
            link["promiscuity"].as_u64().unwrap() > 0,
            addresses,
            counters("rx", ["bytes", "packets", "errors", "dropped", "multicast"]),
            counters(
                "tx",
                ["bytes", "packets", "errors", "dropped", "collisions"]
            ),
        )
    });
    Some(shown.collect())
}

/// The routes of a snapshot.
pub(crate) fn routes(namespace: &Namespace) -> Vec<String> {
    namespace.routes.iter().map(route).collect()
}

fn route(route: &Route) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let hops: Vec<_> = route.next_hops.iter().map(hop).collect();
    format!(
        "{} {} {} via {} dev {} src {} metric {} table {} proto {} {}",
        route.family,
        route.kind,
        route.destination,
        or_dash(route.gateway.map(|ip| ip.to_string())),
        or_dash(route.interface.clone()),
        or_dash(route.source.map(|ip| ip.to_string())),
        or_dash(route.metric.map(|metric| metric.to_string())),
        route.table,
        route.protocol,
        hops.join(" "),
    )
}

fn hop(hop: &NextHop) -> String {
    let gateway = hop
        .gateway
        .map_or_else(|| "-".to_owned(), |ip| ip.to_string());
    format!(
        "{gateway},{},{}",
        hop.interface.as_deref().unwrap_or("-"),
        hop.weight
    )
}

/// The same from `ip`; `None` when it is not installed.
pub(crate) fn run_routes() -> Option<Vec<String>> {
    let mut shown = Vec::new();
    for (option, family, all, bits) in
        [("-4", "ipv4", "0.0.0.0/0", 32), ("-6", "ipv6", "::/0", 128)]
    {
        for route in json(&[option, "route", "show", "table", "all"])? {
            let or = |key: &str, otherwise: &str| match &route[key] {
                Value::Null => otherwise.to_owned(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let destination = match or("dst", "") {
                text if text == "default" => all.to_owned(),
                text if text.contains('/') => text,
                text => format!("{text}/{bits}"),
            };
            let gateway = route["via"]["host"]
                .as_str()
                .map_or_else(|| or("gateway", "-"), str::to_owned);
            let hops: Vec<_> = list(&route["nexthops"]).iter().map(hop_of_ip).collect();
            shown.push(format!(
                "{family} {} {destination} via {gateway} dev {} src {} metric {} table {} proto {} {}",
                or("type", "unicast"),
                or("dev", "-"),
                or("prefsrc", "-"),
                or("metric", "-"),
                or("table", "main"),
                or("protocol", "boot"),
                hops.join(" "),
            ));
        }
    }
    Some(shown)
}

fn hop_of_ip(hop: &Value) -> String {
    let gateway = hop["gateway"].as_str().unwrap_or("-");
    format!("{gateway},{},{}", text(&hop["dev"]), hop["weight"])
}

fn json(arguments: &[&str]) -> Option<Vec<Value>> {
    let output = Command::new("ip").arg("-j").args(arguments).output().ok()?;
    assert!(output.status.success(), "{output:?}");
    match &*output.stdout {
        b"" => Some(Vec::new()),
        text => Some(serde_json::from_slice(text).unwrap()),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
