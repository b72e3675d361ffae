//! The table of routes.

use std::net::IpAddr;

use super::build::{Builder, Cell};
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::{Family, Namespace, Route, RouteKind};

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all = |namespace: &'_ Namespace| namespace.routes.len();
    let routes: Vec<&Route> = namespaces
        .iter()
        .flat_map(|namespace| &namespace.routes)
        .collect();
    let rows = || routes.iter().copied();
    let mut table = Builder::new(TableKind::Routes, routes.len());
    table.prefixes(
        Field::Destination,
        Cell::one(rows().map(|route| Some(route.destination))),
    );
    table.addresses([Field::Gateway], [Cell::many(rows().map(gateways))]);
    table.addresses(
        [Field::Source],
        [Cell::one(rows().map(|route| route.source))],
    );
    let metrics = rows().map(|route| route.metric.map(u64::from));
    table.numbers([Field::Metric], [Cell::one(metrics)]);
    add_interfaces(&mut table, &routes);
    let mut text = |field, text: fn(&Route) -> String| {
        table.texts(field, |row| routes.get(row).map(|&route| text(route)));
    };
    text(Field::RouteTable, |route| route.table.to_string());
    text(Field::Protocol, |route| route.protocol.to_string());
    text(Field::Scope, |route| route.scope.to_string());
    text(Field::Kind, |route| route.kind.to_string());
    text(Field::Family, |route| route.family.to_string());
    super::sources::add_namespaces(&mut table, catalog.snapshot(), all);
    table.words(rows().map(mask).collect())
}

/// The routers of a route: its own and those of its next hops.
fn gateways(route: &Route) -> impl Iterator<Item = IpAddr> {
    let next = route.next_hops.iter().filter_map(|hop| hop.gateway);
    route.gateway.into_iter().chain(next)
}

fn interfaces(route: &Route) -> impl Iterator<Item = &str> {
    let next = route.next_hops.iter().map(|hop| hop.interface.as_deref());
    [route.interface.as_deref()]
        .into_iter()
        .chain(next)
        .flatten()
}

fn add_interfaces(table: &mut Builder, routes: &[&Route]) {
    let names: Vec<&str> = routes.iter().copied().flat_map(interfaces).collect();
    let mut next = 0u64..;
    let places = routes.iter().map(|route| {
        let count = interfaces(route).count();
        next.by_ref().take(count).collect::<Vec<_>>()
    });
    let places = Builder::key([Cell::many(places)]);
    table.texts_of([Field::Interface], &places, |place| {
        names
            .get(usize::try_from(place).ok()?)
            .map(|&name| name.to_owned())
    });
}

define_words! {
    route: Route;
    ["default"] "leads everywhere" => route.destination.prefix_len() == 0;
    ["host"] "leads to one address"
        => route.destination.prefix_len() == route.destination.max_prefix_len();
    ["gatewayed", "via"] "hands packets to a router" => gateways(route).next().is_some();
    ["direct", "onlink"] "its destination is on the link"
        => route.kind == RouteKind::Unicast && gateways(route).next().is_none();
    ["multipath"] "has several next hops" => route.next_hops.len() > 1;
    ["local"] "delivers to this host" => route.kind == RouteKind::Local;
    ["unicast"] "sends packets on" => route.kind == RouteKind::Unicast;
    ["broadcast"] "sends packets as a broadcast" => route.kind == RouteKind::Broadcast;
    ["multicast"] "sends packets to a group, or leads to groups"
        => route.kind == RouteKind::Multicast || route.destination.addr().is_multicast();
    ["blackhole", "drop"] "drops packets, with or without an answer"
        => matches!(
            route.kind,
            RouteKind::Blackhole | RouteKind::Unreachable | RouteKind::Prohibit
        );
    ["ipv4", "v4", "inet"] "a route of IPv4" => route.family == Family::Ipv4;
    ["ipv6", "v6", "inet6"] "a route of IPv6" => route.family == Family::Ipv6;
}
