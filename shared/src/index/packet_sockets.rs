//! The table of sockets that see whole frames.

use super::build::{Builder, Cell};
use super::owners::{add_owners, add_users, add_verdicts};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::{Ownership, PacketSocket};

/// `ETH_P_ALL` of Linux `include/uapi/linux/if_ether.h`.
const EVERY_FRAME: u16 = 3;

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all: Vec<&PacketSocket> = namespaces.iter().flat_map(|n| &n.packet_sockets).collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::PacketSockets, all.len());
    let mut text = |field, text: fn(&PacketSocket) -> Option<String>| {
        table.texts(field, |row| text(all.get(row)?));
    };
    text(Field::Kind, |socket| Some(socket.kind.clone()));
    text(Field::Interface, |socket| socket.interface.clone());
    let mut number = |field, number: fn(&PacketSocket) -> Option<u64>| {
        table.numbers([field], [Cell::one(rows().map(number))]);
    };
    number(Field::Inode, |socket| Some(socket.inode?.0));
    number(Field::EtherType, |socket| Some(socket.ethertype?.into()));
    add_promiscuous(&mut table, &all);
    let owners: Vec<_> = rows().map(|socket| socket.owners.as_slice()).collect();
    add_owners(&mut table, catalog, &owners);
    let verdicts: Vec<_> = rows().map(|socket| socket.ownership).collect();
    add_verdicts(&mut table, &verdicts);
    let users: Vec<_> = rows().map(|socket| socket.uid).collect();
    add_users(&mut table, catalog, &users);
    add_namespaces(&mut table, catalog.snapshot(), |n| n.packet_sockets.len());
    table.words(rows().map(mask).collect())
}

fn add_promiscuous(table: &mut Builder, sockets: &[&PacketSocket]) {
    let all = sockets.iter().map(|socket| promiscuous_on(socket));
    let names: Vec<&String> = all.clone().flatten().collect();
    let mut next = 0_u64..;
    let places = all.map(|names| next.by_ref().take(names.len()).collect::<Vec<_>>());
    let places = Builder::key([Cell::many(places)]);
    table.texts_of([Field::Promiscuous], &places, |place| {
        let name = names.get(usize::try_from(place).ok()?)?;
        Some((*name).clone())
    });
}

fn promiscuous_on(socket: &PacketSocket) -> &[String] {
    socket.promiscuous_on.as_deref().unwrap_or_default()
}

define_words! {
    socket: PacketSocket;
    ["promiscuous"] "has made an interface promiscuous" => !promiscuous_on(socket).is_empty();
    ["all", "every"] "asks for frames of every EtherType" => socket.ethertype == Some(EVERY_FRAME);
    ["owned"] "a process is known that holds it" => !socket.owners.is_empty();
    ["unowned"] "no process is known that holds it" => socket.owners.is_empty();
    ["orphan"] "nobody holds it, though every process was looked at"
        => socket.ownership == Ownership::Missing;
    ["hidden"] "who holds it was not permitted to see" => socket.ownership == Ownership::Hidden;
}
