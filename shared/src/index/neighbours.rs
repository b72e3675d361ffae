//! The table of neighbours.

use super::build::{Builder, Cell};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::Neighbour;

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all: Vec<&Neighbour> = namespaces.iter().flat_map(|n| &n.neighbours).collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::Neighbours, all.len());
    let mut text = |field, text: fn(&Neighbour) -> Option<String>| {
        table.texts(field, |row| text(all.get(row)?));
    };
    text(Field::Mac, |neighbour| neighbour.mac.clone());
    text(Field::Interface, |neighbour| {
        Some(neighbour.interface.clone())
    });
    text(Field::State, |neighbour| Some(neighbour.state.clone()));
    text(Field::Detail, |neighbour| Some(neighbour.flags.join(" ")));
    let mut number = |field, number: fn(&Neighbour) -> Option<u64>| {
        table.numbers([field], [Cell::one(rows().map(number))]);
    };
    number(Field::Used, |neighbour| neighbour.used_ms);
    number(Field::Confirmed, |neighbour| neighbour.confirmed_ms);
    let addresses = rows().map(|neighbour| Some(neighbour.ip));
    table.addresses([Field::Address], [Cell::one(addresses)]);
    add_namespaces(&mut table, catalog.snapshot(), |n| n.neighbours.len());
    table.words(rows().map(mask).collect())
}

define_words! {
    neighbour: Neighbour;
    ["resolved"] "its link-layer address is known" => neighbour.mac.is_some();
    ["reachable"] "was there a moment ago" => neighbour.state == "reachable";
    ["stale"] "was there some time ago" => neighbour.state == "stale";
    ["failed"] "did not answer" => neighbour.state == "failed";
    ["permanent", "static"] "was entered by hand" => neighbour.state == "permanent";
    ["router"] "says that it is a router"
        => neighbour.flags.iter().any(|flag| flag == "router");
    ["ipv4", "v4", "inet"] "a neighbour of IPv4 (ARP)" => neighbour.ip.is_ipv4();
    ["ipv6", "v6", "inet6"] "a neighbour of IPv6 (NDP)" => neighbour.ip.is_ipv6();
}
