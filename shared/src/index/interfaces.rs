//! The table of interfaces.

use super::build::{Builder, Cell};
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::rates::Amounts;
use crate::snapshot::{Interface, InterfaceStatistics};

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let interfaces: Vec<&Interface> = namespaces
        .iter()
        .flat_map(|namespace| &namespace.interfaces)
        .collect();
    let rows = || interfaces.iter().copied();
    let mut table = Builder::new(TableKind::Interfaces, interfaces.len());
    let addresses = rows().map(|interface| interface.addresses.iter().map(|address| address.ip));
    table.addresses([Field::Address], [Cell::many(addresses)]);
    let mut number = |field, number: &dyn Fn((usize, &Interface)) -> Option<u64>| {
        table.numbers([field], [Cell::one(rows().enumerate().map(number))]);
    };
    number(Field::InterfaceIndex, &|(_, interface)| {
        Some(interface.index.into())
    });
    number(Field::Mtu, &|(_, interface)| interface.mtu.map(u64::from));
    for (field, counter) in COUNTERS {
        number(field, &|(_, interface)| {
            interface.statistics.as_ref().map(counter)
        });
    }
    let rates = catalog.rates();
    for (field, rate) in RATES {
        number(field, &|(row, _)| rates.get(row)?.mean.as_ref().map(rate));
    }
    let mut text = |field, text: fn(&Interface) -> Option<&str>| {
        let text = |row: usize| text(interfaces.get(row)?);
        table.texts(field, |row| text(row).map(str::to_owned));
    };
    text(Field::Interface, |interface| Some(&interface.name));
    text(Field::Kind, |interface| interface.kind.as_deref());
    text(Field::Mac, |interface| interface.mac.as_deref());
    text(Field::State, |interface| {
        interface.operational_state.as_deref()
    });
    let flags: Vec<&str> = rows()
        .flat_map(|interface| &interface.flags)
        .map(String::as_str)
        .collect();
    let mut next = 0u64..;
    let places = rows().map(|interface| {
        let count = interface.flags.len();
        next.by_ref().take(count).collect::<Vec<_>>()
    });
    let places = Builder::key([Cell::many(places)]);
    table.texts_of([Field::Flag], &places, |place| {
        flags
            .get(usize::try_from(place).ok()?)
            .map(|&flag| flag.to_owned())
    });
    super::sources::add_namespaces(&mut table, catalog.snapshot(), |namespace| {
        namespace.interfaces.len()
    });
    table.words(rows().map(mask).collect())
}

/// A counter of an interface, or a sum of two.
type Counter = (Field, fn(&InterfaceStatistics) -> u64);

const COUNTERS: [Counter; 10] = [
    (Field::ReceivedBytes, |counters| counters.received_bytes),
    (Field::ReceivedPackets, |counters| counters.received_packets),
    (Field::ReceivedErrors, |counters| counters.received_errors),
    (Field::ReceivedDrops, |counters| counters.received_dropped),
    (Field::SentBytes, |counters| counters.sent_bytes),
    (Field::SentPackets, |counters| counters.sent_packets),
    (Field::SentErrors, |counters| counters.sent_errors),
    (Field::SentDrops, |counters| counters.sent_dropped),
    (Field::Errors, |counters| {
        counters
            .received_errors
            .saturating_add(counters.sent_errors)
    }),
    (Field::Drops, |counters| {
        counters
            .received_dropped
            .saturating_add(counters.sent_dropped)
    }),
];

/// One of an interface's mean rates.
type Rate = (Field, fn(&Amounts) -> u64);

const RATES: [Rate; 3] = [
    (Field::Rate, |mean| {
        mean.received_bytes.saturating_add(mean.sent_bytes)
    }),
    (Field::ReceivedRate, |mean| mean.received_bytes),
    (Field::SentRate, |mean| mean.sent_bytes),
];

fn has_flag(interface: &Interface, name: &str) -> bool {
    interface.flags.iter().any(|flag| flag == name)
}

/// Whether packets pass: the operational state says so, or says nothing and the flag does (the
/// loopback interface of Linux has the state `unknown`).
fn is_up(interface: &Interface) -> bool {
    match interface.operational_state.as_deref() {
        Some("up") => true,
        None | Some("unknown") => has_flag(interface, "up"),
        Some(_) => false,
    }
}

fn counts(interface: &Interface, counter: fn(&InterfaceStatistics) -> u64) -> bool {
    interface
        .statistics
        .as_ref()
        .is_some_and(|counters| counter(counters) > 0)
}

define_words! {
    interface: Interface;
    ["up"] "packets pass" => is_up(interface);
    ["down"] "packets do not pass" => !is_up(interface);
    ["loopback"] "reaches this host only"
        => interface.kind.as_deref() == Some("loopback") || has_flag(interface, "loopback");
    ["promiscuous"] "takes frames that are not for it" => interface.promiscuous == Some(true);
    ["errors"] "has counted errors"
        => counts(interface, |counters| counters.received_errors | counters.sent_errors);
    ["drops", "dropped"] "has dropped packets"
        => counts(interface, |counters| counters.received_dropped | counters.sent_dropped);
    ["addressed"] "has an address" => !interface.addresses.is_empty();
    ["ipv4", "v4", "inet"] "has an IPv4 address"
        => interface.addresses.iter().any(|address| address.ip.is_ipv4());
    ["ipv6", "v6", "inet6"] "has an IPv6 address"
        => interface.addresses.iter().any(|address| address.ip.is_ipv6());
}
