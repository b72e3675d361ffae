//! What a column of a table is.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;

use super::Cell;

/// A column of a table.
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// What a click on the title sorts by; no two columns of a table have the same.
    pub field: Field,
    /// Whether its values are numbers, which stand at the end of their cells.
    pub is_number: bool,
    /// The cell of a row.
    pub cell: fn(&Catalog, usize) -> Cell,
    /// When it is shown to a person who has not chosen columns.
    pub shown: Shown,
    /// Its least width in CSS pixels at the usual size of text.
    pub width: u16,
    /// Its part of the room that is left over, in relation to other columns' parts.
    pub share: u8,
    /// Whether a value that is too long for its cell takes the room of the note beside it.
    pub is_whole: bool,
    /// How the sum of the values of many rows is written; none where a sum says nothing.
    pub sum: Option<fn(u64) -> String>,
}

/// When a column is shown to a person who has not chosen columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Always.
    First,
    /// Never: it has to be asked for.
    Asked,
    /// Where the bundle has several namespaces.
    WithNamespaces,
    /// Where the collector watched for a while.
    WithSamples,
}

pub(super) const fn text(
    title: &'static str,
    field: Field,
    cell: fn(&Catalog, usize) -> Cell,
) -> Column {
    Column {
        title,
        field,
        is_number: false,
        cell,
        shown: Shown::First,
        width: 96,
        share: 0,
        is_whole: false,
        sum: None,
    }
}

pub(super) const fn number(
    title: &'static str,
    field: Field,
    cell: fn(&Catalog, usize) -> Cell,
) -> Column {
    let mut column = text(title, field, cell);
    column.is_number = true;
    column
}

/// The column of the namespace, which is the first of every table that has it.
pub(super) const fn namespaces(cell: fn(&Catalog, usize) -> Cell) -> Column {
    let mut column = text("Namespace", Field::Namespace, cell)
        .wide(112, 7)
        .whole();
    column.shown = Shown::WithNamespaces;
    column
}

impl Column {
    /// With a least width in CSS pixels and a part of the room that is left over.
    pub(super) const fn wide(mut self, width: u16, share: u8) -> Self {
        self.width = width;
        self.share = share;
        self
    }

    /// Shown only where a person asks for it.
    pub(super) const fn asked(mut self) -> Self {
        self.shown = Shown::Asked;
        self
    }

    /// Shown where the collector watched.
    pub(super) const fn watched(mut self) -> Self {
        self.shown = Shown::WithSamples;
        self
    }

    /// With values that are worth more than their notes.
    pub(super) const fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// With sums for groups of rows.
    pub(super) const fn summed(mut self, sum: fn(u64) -> String) -> Self {
        self.sum = Some(sum);
        self
    }

    /// Whether it is shown to a person who has not chosen columns.
    pub fn is_shown_first(&self, catalog: &Catalog) -> bool {
        match self.shown {
            Shown::First => true,
            Shown::Asked => false,
            Shown::WithNamespaces => catalog.snapshot().namespaces.len() > 1,
            Shown::WithSamples => !catalog.snapshot().samples.is_empty(),
        }
    }
}
