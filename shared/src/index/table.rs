//! A table of rows and the tables of a snapshot.

use super::{Field, TableKind};
use crate::catalog::Catalog;

/// Which way a sort goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first; rows without a value last.
    Ascending,
    /// The largest first; rows without a value last.
    Descending,
}

/// One table as columns.
#[derive(Debug)]
pub struct Table {
    kind: TableKind,
    len: usize,
}

impl Table {
    /// Which table this is.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Orders rows by several fields, the first one first, rows equal in all of them as they stand.
    /// A field that the table does not have is passed over.
    pub fn sort(&self, rows: &mut [u32], by: &[(Field, Direction)]) {
        let _ = (rows, by);
    }

    /// The different values of a field with the number of rows that have each, the most frequent
    /// first; empty for a field that the table does not have.
    pub fn values(&self, field: Field) -> Vec<(String, usize)> {
        let _ = field;
        Vec::new()
    }
}

/// The tables of one snapshot.
#[derive(Debug)]
pub struct Tables {
    tables: [Table; 5],
}

impl Tables {
    /// Builds the columns of every table.
    pub fn new(catalog: &Catalog) -> Self {
        let snapshot = catalog.snapshot();
        let of = |kind, len| Table { kind, len };
        Self {
            tables: [
                of(TableKind::Sockets, catalog.socket_count()),
                of(TableKind::Processes, snapshot.processes.len()),
                of(
                    TableKind::Routes,
                    snapshot.namespaces.iter().map(|n| n.routes.len()).sum(),
                ),
                of(
                    TableKind::Interfaces,
                    snapshot.namespaces.iter().map(|n| n.interfaces.len()).sum(),
                ),
                of(TableKind::Sources, snapshot.sources.len()),
            ],
        }
    }

    /// The table of a kind.
    pub fn get(&self, kind: TableKind) -> &Table {
        &self.tables[kind as usize]
    }
}
