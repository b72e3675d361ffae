//! Routes as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{NextHop, Route, RouteKind};

use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::shown_text;
use crate::rows;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::route(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Destination", Field::Destination, |catalog, row| {
        of(catalog, row, |route| {
            let cell = Cell::new(route.destination.to_string());
            if route.destination.prefix_len() == 0 {
                cell.noted("default")
            } else {
                cell
            }
        })
    })
    .wide(192, 16),
    text("Gateway", Field::Gateway, |catalog, row| {
        of(catalog, row, |route| {
            let only = route.gateway.map(|gateway| gateway.to_string());
            hops(route, only, |hop| {
                hop.gateway.map(|gateway| gateway.to_string())
            })
        })
    })
    .wide(144, 14),
    text("Interface", Field::Interface, |catalog, row| {
        of(catalog, row, |route| {
            hops(route, shown(route.interface.as_deref()), |hop| {
                shown(hop.interface.as_deref())
            })
        })
    })
    .wide(96, 8),
    text("Source", Field::Source, |catalog, row| {
        of(catalog, row, |route| {
            Cell::or_blank(route.source.map(|source| Cell::new(source.to_string())))
        })
    })
    .wide(144, 14),
    number("Metric", Field::Metric, |catalog, row| {
        of(catalog, row, |route| {
            Cell::or_blank(route.metric.map(|metric| Cell::new(metric.to_string())))
        })
    })
    .wide(80, 0),
    text("Table", Field::RouteTable, |catalog, row| {
        of(catalog, row, |route| Cell::new(route.table.to_string()))
    })
    .wide(80, 6),
    text("Protocol", Field::Protocol, |catalog, row| {
        of(catalog, row, |route| Cell::new(route.protocol.to_string()))
    })
    .wide(80, 6),
    text("Scope", Field::Scope, |catalog, row| {
        of(catalog, row, |route| Cell::new(route.scope.to_string()))
    })
    .wide(80, 6),
    text("Kind", Field::Kind, |catalog, row| {
        of(catalog, row, |route| {
            let tone = match route.kind {
                RouteKind::Blackhole | RouteKind::Unreachable | RouteKind::Prohibit => Tone::Warn,
                _ => Tone::Plain,
            };
            Cell::new(route.kind.to_string()).toned(tone)
        })
    })
    .wide(96, 6),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&Route) -> Cell) -> Cell {
    Cell::or_blank(rows::route(catalog, row).map(|(_, route)| cell(route)))
}

/// The value of a route, or of the first of its next hops with the number of the others.
fn hops(route: &Route, only: Option<String>, of_hop: fn(&NextHop) -> Option<String>) -> Cell {
    match (only, route.next_hops.split_first()) {
        (Some(only), _) => Cell::new(only),
        (None, None) => Cell::blank(),
        (None, Some((first, others))) => {
            let cell = Cell::or_blank(of_hop(first).map(Cell::new));
            if others.is_empty() {
                cell
            } else {
                cell.noted(["+", &others.len().to_string()].concat())
            }
        }
    }
}

fn shown(name: Option<&str>) -> Option<String> {
    name.map(|name| shown_text(name).into_owned())
}
