//! Neighbours and multicast groups as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{MulticastGroup, Neighbour};

use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::{duration_us, grouped};
use crate::rows;

pub(super) const NEIGHBOURS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::neighbour(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Address", Field::Address, |catalog, row| {
        neighbour(catalog, row, |it| Cell::new(it.ip.to_string()))
    })
    .wide(224, 16),
    text("MAC", Field::Mac, |catalog, row| {
        neighbour(catalog, row, |it| {
            Cell::or_blank(it.mac.as_deref().map(Cell::foreign))
        })
    })
    .wide(152, 10),
    text("Interface", Field::Interface, |catalog, row| {
        neighbour(catalog, row, |it| Cell::foreign(&it.interface))
    })
    .wide(112, 10),
    text("State", Field::State, |catalog, row| {
        neighbour(catalog, row, |it| {
            let tone = match &*it.state {
                "reachable" | "permanent" => Tone::Ok,
                "failed" | "incomplete" => Tone::Warn,
                "noarp" => Tone::Dim,
                _ => Tone::Plain,
            };
            Cell::foreign(&it.state).toned(tone)
        })
    })
    .wide(112, 0),
    text("Flags", Field::Detail, |catalog, row| {
        neighbour(catalog, row, |it| {
            Cell::or_blank((!it.flags.is_empty()).then(|| Cell::foreign(&it.flags.join(", "))))
        })
    })
    .wide(112, 10),
    number("Used", Field::Used, |catalog, row| {
        neighbour(catalog, row, |it| ago(it.used_ms))
    })
    .wide(112, 0),
    number("Confirmed", Field::Confirmed, |catalog, row| {
        neighbour(catalog, row, |it| ago(it.confirmed_ms))
    })
    .wide(112, 0),
];

pub(super) const GROUPS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::group(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Group", Field::MulticastGroup, |catalog, row| {
        group(catalog, row, |it| Cell::foreign(&it.group))
    })
    .wide(224, 10),
    text("What it is for", Field::Meaning, |catalog, row| {
        group(catalog, row, |it| {
            Cell::or_blank(explain::group_name(&it.group).map(Cell::new))
        })
    })
    .wide(192, 16),
    text("Interface", Field::Interface, |catalog, row| {
        group(catalog, row, |it| Cell::foreign(&it.interface))
    })
    .wide(112, 10),
    number("Joined", Field::Members, |catalog, row| {
        group(catalog, row, |it| {
            Cell::or_blank(it.users.map(|users| Cell::new(grouped(users.into()))))
        })
    })
    .wide(80, 0)
    .summed(grouped),
];

fn neighbour(catalog: &Catalog, row: usize, cell: impl FnOnce(&Neighbour) -> Cell) -> Cell {
    Cell::or_blank(rows::neighbour(catalog, row).map(|(_, it)| cell(it)))
}

fn group(catalog: &Catalog, row: usize, cell: impl FnOnce(&MulticastGroup) -> Cell) -> Cell {
    Cell::or_blank(rows::group(catalog, row).map(|(_, it)| cell(it)))
}

fn ago(ms: Option<u64>) -> Cell {
    Cell::or_blank(ms.map(|ms| Cell::new([&duration_us(ms.saturating_mul(1000)), " ago"].concat())))
}
