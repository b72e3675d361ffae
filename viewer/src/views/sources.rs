//! Sources as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{Source, SourceStatus};

use super::{Cell, Column, Tone, namespace_of, namespaces, number, text};
use crate::format;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        of(catalog, row, |source| {
            namespace_of(catalog, source.namespace.as_ref())
        })
    }),
    text("Source", Field::SourceName, |catalog, row| {
        of(catalog, row, |source| Cell::foreign(&source.name))
    })
    .wide(192, 10),
    text("Status", Field::Status, |catalog, row| {
        of(catalog, row, |source| {
            let tone = match source.status {
                SourceStatus::Complete => Tone::Ok,
                SourceStatus::Partial | SourceStatus::Denied => Tone::Warn,
                SourceStatus::Failed => Tone::Bad,
                SourceStatus::Unavailable | SourceStatus::Unknown => Tone::Dim,
            };
            Cell::new(source.status.name()).toned(tone)
        })
    })
    .wide(112, 0),
    number("Rows", Field::Rows, |catalog, row| {
        of(catalog, row, |source| {
            Cell::new(format::grouped(source.rows))
        })
    })
    .wide(96, 0)
    .summed(format::grouped),
    number("Time", Field::Duration, |catalog, row| {
        of(catalog, row, |source| {
            Cell::new(format::duration_us(source.duration_us))
        })
    })
    .wide(96, 0)
    .summed(format::duration_us),
    text("Detail", Field::Detail, |catalog, row| {
        of(catalog, row, |source| {
            Cell::or_blank(source.detail.as_deref().map(Cell::foreign))
        })
    })
    .wide(256, 30),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&Source) -> Cell) -> Cell {
    Cell::or_blank(catalog.snapshot().sources.get(row).map(cell))
}
