//! The rows of a table as text for elsewhere: CSV, JSON, Markdown, and plain text like `ss` prints.
//!
//! Pure, and in steps: a [`Draft`] takes some rows at a time, so that a page with a long table stays
//! alive. What the formats have in common is here, each format in a file of its own.

pub mod account;
mod csv;
mod json;
mod markdown;
mod name;
mod text;

#[cfg(test)]
mod tests;

use netsnap_shared::bundle::RowText;
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Field, Table, TableKind};

use crate::views::{Cell, Column};

pub use name::file_name;

/// What rows are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Values with commas between them (RFC 4180), for spreadsheets and scripts.
    Csv,
    /// A list of the very objects of the bundle.
    Json,
    /// A table in a text with marks, for tickets.
    Markdown,
    /// Aligned columns, as they are shown.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Markdown, Self::Text];

    /// Its name on the page, the ending of its files, and their media type.
    pub const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Csv => ("CSV", "csv", "text/csv"),
            Self::Json => ("JSON", "json", "application/json"),
            Self::Markdown => ("Markdown", "md", "text/markdown"),
            Self::Text => ("Text", "txt", "text/plain"),
        }
    }

    /// The format whose files end so.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.names().1 == ending)
    }
}

/// What rows are taken from.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The snapshot.
    pub catalog: &'a Catalog,
    /// The table as columns of values.
    pub table: &'a Table,
    /// The shown columns, from left to right.
    pub columns: &'a [&'static Column],
    /// The rows as the bundle has them, for JSON; those of each namespace one after the other.
    pub texts: &'a [RowText<'a>],
}

/// The keys that lead to a table's rows in the JSON of a bundle; none where its rows are no objects
/// there.
pub const fn path(table: TableKind) -> &'static [&'static str] {
    match table {
        TableKind::Sockets => &["namespaces", "sockets"],
        TableKind::UnixSockets => &["namespaces", "unix_sockets"],
        TableKind::PacketSockets => &["namespaces", "packet_sockets"],
        TableKind::NetlinkSockets => &["namespaces", "netlink_sockets"],
        TableKind::Routes => &["namespaces", "routes"],
        TableKind::Rules => &["namespaces", "rules"],
        TableKind::Interfaces => &["namespaces", "interfaces"],
        TableKind::Neighbours => &["namespaces", "neighbours"],
        TableKind::Groups => &["namespaces", "multicast_groups"],
        TableKind::Processes => &["processes"],
        TableKind::Sources => &["sources"],
        TableKind::Counters => &[],
    }
}

/// A text that is being written.
#[derive(Debug)]
pub struct Draft {
    format: Format,
    out: String,
    /// Cells that wait until it is known how wide their columns are.
    waiting: text::Cells,
}

impl Draft {
    /// A text of about this many rows.
    pub fn new(format: Format, sheet: &Sheet<'_>, rows: usize) -> Self {
        let mut out = String::with_capacity(rows.saturating_add(2).saturating_mul(96));
        match format {
            Format::Csv => csv::head(&mut out, sheet),
            Format::Markdown => markdown::head(&mut out, sheet),
            Format::Json | Format::Text => {}
        }
        let waiting = text::Cells::default();
        Self {
            format,
            out,
            waiting,
        }
    }

    /// Writes the next rows.
    pub fn add(&mut self, sheet: &Sheet<'_>, rows: &[u32]) {
        match self.format {
            Format::Csv => csv::add(&mut self.out, sheet, rows),
            Format::Json => json::add(&mut self.out, sheet, rows),
            Format::Markdown => markdown::add(&mut self.out, sheet, rows),
            Format::Text => self.waiting.add(sheet, rows),
        }
    }

    /// The whole text.
    pub fn finish(mut self, sheet: &Sheet<'_>) -> String {
        match self.format {
            Format::Csv | Format::Markdown => {}
            Format::Json => json::finish(&mut self.out),
            Format::Text => self.waiting.write(&mut self.out, sheet),
        }
        self.out
    }
}

/// The cells of a row, as they are shown.
fn cells(sheet: &Sheet<'_>, row: u32, mut each: impl FnMut(Cell)) {
    for column in sheet.columns {
        each((column.cell)(sheet.catalog, row as usize));
    }
}

/// What belongs to a shown column and stands beside it where each value has a column of its own.
const fn beside(field: Field) -> &'static [(&'static str, Field)] {
    match field {
        Field::LocalPort => &[("Local service", Field::LocalService)],
        Field::RemotePort => &[("Remote service", Field::RemoteService)],
        Field::Process => &[("PID", Field::Pid), ("Ownership", Field::Owner)],
        _ => &[],
    }
}
