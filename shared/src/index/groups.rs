//! The table of multicast groups.

use std::net::IpAddr;

use super::build::{Builder, Cell};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::explain;
use crate::snapshot::MulticastGroup;

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let groups = namespaces.iter().flat_map(|n| &n.multicast_groups);
    let all: Vec<&MulticastGroup> = groups.collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::Groups, all.len());
    let mut text = |field, text: fn(&MulticastGroup) -> Option<String>| {
        table.texts(field, |row| text(all.get(row)?));
    };
    text(Field::MulticastGroup, |group| Some(group.group.clone()));
    text(Field::Interface, |group| Some(group.interface.clone()));
    text(Field::Meaning, |group| {
        Some(explain::group_name(&group.group)?.to_owned())
    });
    let members = rows().map(|group| Some(group.users?.into()));
    table.numbers([Field::Members], [Cell::one(members)]);
    add_namespaces(&mut table, catalog.snapshot(), |n| n.multicast_groups.len());
    table.words(rows().map(mask).collect())
}

define_words! {
    group: MulticastGroup;
    ["ipv4", "v4", "inet"] "a group of IPv4"
        => matches!(group.group.parse(), Ok(IpAddr::V4(_)));
    ["ipv6", "v6", "inet6"] "a group of IPv6"
        => matches!(group.group.parse(), Ok(IpAddr::V6(_)));
    ["link"] "a group of the link layer" => group.group.parse::<IpAddr>().is_err();
    ["known"] "what it is for is known" => explain::group_name(&group.group).is_some();
}
