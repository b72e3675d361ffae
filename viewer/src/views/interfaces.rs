//! Interfaces as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::rates::Amounts;
use netsnap_shared::snapshot::{Interface, InterfaceStatistics};

use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::charts;
use crate::format::{bytes, grouped, shown_text};
use crate::rows;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::interface(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Name", Field::Interface, |catalog, row| {
        of(catalog, row, |interface| {
            let cell = Cell::foreign(&interface.name);
            match (interface.promiscuous, &interface.master) {
                (Some(true), None) => cell.noted("promiscuous").toned(Tone::Warn),
                // A part of a bridge or a bond has to be.
                (Some(true), Some(_)) => cell.noted("promiscuous"),
                _ => cell,
            }
        })
    })
    .wide(144, 10)
    .whole(),
    text("Kind", Field::Kind, |catalog, row| {
        of(catalog, row, |interface| {
            Cell::or_blank(interface.kind.as_deref().map(Cell::foreign))
        })
    })
    .wide(88, 7),
    text("State", Field::State, |catalog, row| {
        of(catalog, row, |interface| {
            Cell::or_blank(interface.operational_state.as_deref().map(|state| {
                let tone = match state {
                    "up" => Tone::Ok,
                    "down" | "lower-layer-down" => Tone::Warn,
                    _ => Tone::Plain,
                };
                Cell::foreign(state).toned(tone)
            }))
        })
    })
    .wide(88, 5),
    number("Received/s", Field::ReceivedRate, |catalog, row| {
        rate(catalog, row, |mean| {
            (mean.received_bytes, mean.received_packets)
        })
    })
    .wide(158, 0)
    .whole()
    .watched(),
    number("Sent/s", Field::SentRate, |catalog, row| {
        rate(catalog, row, |mean| (mean.sent_bytes, mean.sent_packets))
    })
    .wide(158, 0)
    .whole()
    .watched(),
    text("Over time", Field::Rate, |catalog, row| {
        let rates = catalog
            .rates()
            .get(row)
            .filter(|rates| rates.mean.is_some());
        Cell::or_blank(rates.map(|rates| Cell {
            drawing: charts::outline(rates),
            ..Cell::new(charts::in_words(rates))
        }))
    })
    .wide(96, 0)
    .watched(),
    text("Addresses", Field::Address, |catalog, row| {
        of(catalog, row, addresses)
    })
    .wide(224, 30),
    text("MAC", Field::Mac, |catalog, row| {
        of(catalog, row, |interface| {
            Cell::or_blank(interface.mac.as_deref().map(Cell::foreign))
        })
    })
    .wide(140, 0),
    number("MTU", Field::Mtu, |catalog, row| {
        of(catalog, row, |interface| {
            Cell::or_blank(interface.mtu.map(|mtu| Cell::new(grouped(u64::from(mtu)))))
        })
    })
    .wide(68, 0),
    number("Received", Field::ReceivedBytes, |catalog, row| {
        counter(catalog, row, |counters| {
            Cell::new(bytes(counters.received_bytes))
        })
    })
    .wide(84, 0)
    .summed(bytes),
    number("Sent", Field::SentBytes, |catalog, row| {
        counter(catalog, row, |counters| {
            Cell::new(bytes(counters.sent_bytes))
        })
    })
    .wide(84, 0)
    .summed(bytes),
    number("Errors", Field::Errors, |catalog, row| {
        counter(catalog, row, |counters| {
            trouble(counters.received_errors, counters.sent_errors)
        })
    })
    .wide(64, 0)
    .summed(grouped),
    number("Drops", Field::Drops, |catalog, row| {
        counter(catalog, row, |counters| {
            trouble(counters.received_dropped, counters.sent_dropped)
        })
    })
    .wide(64, 0)
    .summed(grouped),
    text("Flags", Field::Flag, |catalog, row| {
        of(catalog, row, |interface| {
            if interface.flags.is_empty() {
                Cell::blank()
            } else {
                Cell::new(list(
                    interface
                        .flags
                        .iter()
                        .map(|flag| shown_text(flag).into_owned()),
                ))
            }
        })
    })
    .wide(96, 12),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&Interface) -> Cell) -> Cell {
    Cell::or_blank(rows::interface(catalog, row).map(|(_, interface)| cell(interface)))
}

fn counter(catalog: &Catalog, row: usize, cell: fn(&InterfaceStatistics) -> Cell) -> Cell {
    of(catalog, row, |interface| {
        Cell::or_blank(interface.statistics.as_ref().map(cell))
    })
}

/// The mean of bytes and packets in a second.
fn rate(catalog: &Catalog, row: usize, amounts: fn(&Amounts) -> (u64, u64)) -> Cell {
    let mean = catalog.rates().get(row).and_then(|rates| rates.mean);
    Cell::or_blank(mean.map(|mean| {
        let (size, packets) = amounts(&mean);
        let tone = if size == 0 { Tone::Dim } else { Tone::Plain };
        let cell = Cell::new(charts::per_second(size)).toned(tone);
        cell.noted(grouped(packets) + " pkt/s")
    }))
}

fn addresses(interface: &Interface) -> Cell {
    if interface.addresses.is_empty() {
        return Cell::blank();
    }
    Cell::new(list(interface.addresses.iter().map(|address| {
        [
            address.ip.to_string(),
            "/".to_owned(),
            address.prefix_length.to_string(),
        ]
        .concat()
    })))
}

/// As many as a cell shows.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push_str(", ");
        }
        if text.len() > crate::format::CELL_LENGTH {
            text.push('…');
            break;
        }
        text.push_str(&item);
    }
    text
}

/// Received and sent together.
fn trouble(received: u64, sent: u64) -> Cell {
    let count = received.saturating_add(sent);
    let tone = if count > 0 { Tone::Warn } else { Tone::Plain };
    Cell::new(grouped(count)).toned(tone)
}
