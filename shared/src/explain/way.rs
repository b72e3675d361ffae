//! The way that packets to a peer take, by the routes in the snapshot.

use std::net::IpAddr;

use crate::snapshot::{Family, Namespace, Route, RouteKind, RouteTable};

use super::wording;

/// The tables that are asked when no rule names others, in their order (ip-rule(8)).
const TABLES: [RouteTable; 3] = [RouteTable::Local, RouteTable::Main, RouteTable::Default];

/// The way to an address in a sentence; none when no route in the usual tables fits. A socket that
/// is tied to an interface takes only the routes of that one.
pub(super) fn way(namespace: &Namespace, tied_to: Option<&str>, ip: IpAddr) -> Option<String> {
    let ip = ip.to_canonical();
    let route = TABLES
        .iter()
        .find_map(|&table| best(namespace, table, tied_to, ip))?;
    let hops = route.next_hops.len();
    let by = |interface: Option<&str>| {
        interface
            .map(|name| format!(" by {}", wording::short(name)))
            .unwrap_or_default()
    };
    let interface = by(route.interface.as_deref());
    let way = match (route.kind, route.gateway) {
        (RouteKind::Unicast, _) if hops > 1 => {
            format!("take one of {} ways", wording::number(hops as u64))
        }
        (RouteKind::Unicast, Some(gateway)) => format!("go to the router {gateway}{interface}"),
        (RouteKind::Unicast, None) => format!("go straight to it{interface}"),
        (RouteKind::Blackhole | RouteKind::Unreachable | RouteKind::Prohibit, _) => {
            "are dropped".to_owned()
        }
        _ => return None,
    };
    let rules = if namespace.routes.iter().any(is_for_a_rule) {
        ", unless a rule sends them to another table"
    } else {
        ""
    };
    Some(format!(
        "By the route {} packets to it {way}{rules}.",
        route.destination
    ))
}

/// Whether a route stands in a table that only a rule leads to.
fn is_for_a_rule(route: &Route) -> bool {
    !TABLES.contains(&route.table)
}

/// The route of a table that an address takes: the longest prefix, then the lowest metric.
fn best<'a>(
    namespace: &'a Namespace,
    table: RouteTable,
    tied_to: Option<&str>,
    ip: IpAddr,
) -> Option<&'a Route> {
    let family = if ip.is_ipv4() {
        Family::Ipv4
    } else {
        Family::Ipv6
    };
    namespace
        .routes
        .iter()
        .filter(|route| route.table == table && route.family == family)
        .filter(|route| route.destination.contains(&ip))
        .filter(|route| {
            let interface = route.interface.as_deref();
            interface.is_none() || tied_to.is_none() || interface == tied_to
        })
        .min_by_key(|route| {
            let bits = route.destination.prefix_len();
            (std::cmp::Reverse(bits), route.metric.unwrap_or(0))
        })
}
