//! `ip -d route show table all`: routes of both families.

use std::collections::BTreeMap;

use netsnap_shared::snapshot::{Namespace, NextHop, Route};
use serde_json::{Value, json};

use super::super::{compare_own, own_namespace, quiet, read_own};
use super::{list, text_or};

#[test]
fn routes_are_those_of_ip() {
    quiet::run("ip::routes::routes_are_those_of_ip", || {
        super::prepare();
        compare_own(routes, run_routes);
    });
}

/// A kernel may tell of a route no more than the number of its next-hop object.
#[test]
fn next_hop_objects_are_resolved() {
    quiet::run("ip::routes::next_hop_objects_are_resolved", || {
        super::prepare();
        let setting = "/proc/sys/net/ipv4/nexthop_compat_mode";
        let told = || {
            let snapshot = read_own();
            let routes = own_namespace(&snapshot).routes.iter();
            routes
                .filter(|route| route.next_hop_id.is_some())
                .map(|route| of_snapshot(route).to_string())
                .collect::<Vec<_>>()
        };
        let before = told();
        if !quiet::is_own() || std::fs::write(setting, "0").is_err() {
            eprintln!("not tried: {setting} cannot be written here");
            return;
        }
        let after = told();
        assert_eq!(after, before);
        assert_eq!(after.len(), 2);
    });
}

/// The routes of a snapshot.
pub(crate) fn routes(namespace: &Namespace) -> Vec<String> {
    let routes = namespace.routes.iter();
    routes.map(|route| of_snapshot(route).to_string()).collect()
}

fn of_snapshot(route: &Route) -> Value {
    let mut metrics: BTreeMap<_, _> = route
        .metrics
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    // `ip -j` does not say what is locked, and names the only feature that it knows.
    metrics.remove("lock");
    if metrics.remove("features") == Some(json!(1)) {
        metrics.insert("ecn".to_owned(), Value::Null);
    }
    if let Some(algorithm) = &route.congestion_control {
        metrics.insert("congestion".to_owned(), json!(algorithm));
    }
    let hops: Vec<_> = route.next_hops.iter().map(hop_of_snapshot).collect();
    json!({
        "family": route.family.to_string(),
        "type": route.kind.to_string(),
        "dst": route.destination.to_string(),
        "from": route.source_prefix.map(|prefix| prefix.to_string()),
        "tos": route.type_of_service.map(|tos| format!("{tos:#x}")),
        "gateway": route.gateway.map(|ip| ip.to_string()),
        "dev": route.interface,
        "prefsrc": route.source.map(|ip| ip.to_string()),
        "metric": route.metric,
        "table": route.table.to_string(),
        "protocol": route.protocol.to_string(),
        "scope": route.scope.to_string(),
        "pref": route.preference.map(|preference| preference.to_string()),
        "flags": route.flags,
        "metrics": metrics,
        "nhid": route.next_hop_id,
        "expires": route.expires_in_s,
        "nexthops": hops,
    })
}

fn hop_of_snapshot(hop: &NextHop) -> Value {
    json!({
        "gateway": hop.gateway.map(|ip| ip.to_string()),
        "dev": hop.interface,
        "weight": hop.weight,
        "flags": hop.flags,
    })
}

/// The same from `ip`; `None` when it is not installed.
pub(crate) fn run_routes() -> Option<Vec<String>> {
    let mut shown = Vec::new();
    for (option, family, all, bits) in
        [("-4", "ipv4", "0.0.0.0/0", 32), ("-6", "ipv6", "::/0", 128)]
    {
        let prefix = |value: &Value| match value.as_str()? {
            "default" => Some(all.to_owned()),
            text if text.contains('/') => Some(text.to_owned()),
            text => Some(format!("{text}/{bits}")),
        };
        for route in super::json(&["-d", option, "route", "show", "table", "all"])? {
            let hops: Vec<_> = list(&route["nexthops"]).iter().map(hop_of_ip).collect();
            let metrics = list(&route["metrics"]).first();
            let row = json!({
                "family": family,
                "type": text_or(&route["type"], "unicast"),
                "dst": prefix(&route["dst"]),
                "from": prefix(&route["from"]),
                "tos": route["tos"],
                "gateway": gateway(&route),
                "dev": route["dev"],
                "prefsrc": route["prefsrc"],
                "metric": route["metric"],
                "table": text_or(&route["table"], "main"),
                "protocol": text_or(&route["protocol"], "boot"),
                "scope": text_or(&route["scope"], "global"),
                "pref": route["pref"],
                "flags": route["flags"],
                "metrics": metrics.unwrap_or(&json!({})),
                "nhid": route["nhid"],
                "expires": route["expires"],
                "nexthops": hops,
            });
            shown.push(row.to_string());
        }
    }
    Some(shown)
}

fn hop_of_ip(hop: &Value) -> Value {
    json!({
        "gateway": gateway(hop),
        "dev": hop["dev"],
        "weight": hop["weight"],
        "flags": hop["flags"],
    })
}

/// One of another family stands elsewhere.
fn gateway(way: &Value) -> &Value {
    match &way["gateway"] {
        Value::Null => &way["via"]["host"],
        gateway => gateway,
    }
}
