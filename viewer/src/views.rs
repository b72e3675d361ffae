//! The tables that a person sees: their columns as data, and why one of them may be empty.

mod column;
mod counters;
mod grouping;
mod interfaces;
mod layout;
mod link;
mod measures;
mod netlink;
mod owner;
mod packet;
mod processes;
mod routes;
mod rules;
mod sockets;
mod sources;
mod unix;

use std::borrow::Cow;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;
use netsnap_shared::snapshot::{Namespace, NamespaceId, SourceStatus};

use crate::format::{BLANK, shown_text};

pub use column::{Column, Shown};
use column::{namespaces, number, text};
pub use grouping::{Grouping, groupings, has_tree, told_apart_by};
pub use layout::{Layout, WIDTHS, column, shown_columns};

/// What stands in a cell, made harmless to look at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The value.
    pub text: Cow<'static, str>,
    /// What is said beside the value, dimmed; empty for nothing.
    pub note: Cow<'static, str>,
    /// How it is shown.
    pub tone: Tone,
    /// The outline of a drawing in [`crate::charts::CELL`] in place of the value, as a path of SVG;
    /// empty for none.
    pub drawing: String,
}

/// How a value is shown; never the only sign of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As text.
    #[default]
    Plain,
    /// As what can be passed over: a blank, or a reason in place of a value.
    Dim,
    /// As good.
    Ok,
    /// As worth a look.
    Warn,
    /// As bad.
    Bad,
}

impl Cell {
    /// A value that this program made.
    fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A value that the host made.
    fn foreign(text: &str) -> Self {
        Self::new(shown_text(text).into_owned())
    }

    /// No value.
    fn blank() -> Self {
        Self::new(BLANK).toned(Tone::Dim)
    }

    fn or_blank(cell: Option<Self>) -> Self {
        cell.unwrap_or_else(Self::blank)
    }

    fn noted(mut self, note: impl Into<Cow<'static, str>>) -> Self {
        self.note = note.into();
        self
    }

    fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// The namespace that a row is in, by its name or else its number; the collector's own is called so,
/// and its number tells nobody more.
fn namespace(namespace: &Namespace) -> Cell {
    let name = namespace.name.as_deref();
    if namespace.is_collectors {
        Cell::new("own").noted(name.map(shown_text).unwrap_or_default().into_owned())
    } else {
        Cell::foreign(name.unwrap_or(&namespace.id.0))
    }
}

/// The same for rows that only know its number.
fn namespace_of(catalog: &Catalog, id: Option<&NamespaceId>) -> Cell {
    let Some(id) = id else {
        return Cell::blank();
    };
    let mut all = catalog.snapshot().namespaces.iter();
    match all.find(|namespace| namespace.id == *id) {
        Some(found) => namespace(found),
        None => Cell::foreign(&id.0),
    }
}

/// All columns of a table, from left to right.
pub fn columns(table: TableKind) -> &'static [Column] {
    match table {
        TableKind::Sockets => sockets::COLUMNS,
        TableKind::Processes => processes::COLUMNS,
        TableKind::Routes => routes::COLUMNS,
        TableKind::Interfaces => interfaces::COLUMNS,
        TableKind::Sources => sources::COLUMNS,
        TableKind::UnixSockets => unix::COLUMNS,
        TableKind::PacketSockets => packet::COLUMNS,
        TableKind::NetlinkSockets => netlink::COLUMNS,
        TableKind::Counters => counters::COLUMNS,
        TableKind::Rules => rules::COLUMNS,
        TableKind::Neighbours => link::NEIGHBOURS,
        TableKind::Groups => link::GROUPS,
    }
}

/// What a table's rows are called: one of them, and many.
pub const fn noun(table: TableKind) -> (&'static str, &'static str) {
    table.noun()
}

/// The sources that were not read to the end, each as a sentence: why a table may be empty.
pub fn incomplete_sources(catalog: &Catalog) -> Vec<String> {
    let sources = &catalog.snapshot().sources;
    let incomplete = sources
        .iter()
        .filter(|source| source.status != SourceStatus::Complete);
    incomplete
        .map(|source| {
            let name = shown_text(&source.name);
            let mut sentence = [&*name, ": ", source.status.name()].concat();
            if let Some(detail) = &source.detail {
                sentence.push_str(" – ");
                sentence.push_str(&shown_text(detail));
            }
            sentence
        })
        .collect()
}

#[cfg(test)]
mod tests;
