//! The filter language of every table and of `netsnap list`.
//!
//! `state:listen port:<1024 !local:127.0.0.0/8` — terms side by side must all hold; `or`, `!`,
//! parentheses and quotes do what one expects.

use std::ops::Range;

use crate::index::{Table, TableKind};

/// A filter that was understood. The empty text is the filter that every row passes.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {}

/// Why a text is no filter, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct FilterError {
    /// The bytes of the text that the reason is about; empty at the end of an unfinished text.
    pub at: Range<usize>,
    /// The reason and, where there is one, the way out; lower case, no full stop.
    pub reason: String,
    /// Whether more text could make it right: an open quote or parenthesis, a field without a
    /// value yet.
    pub incomplete: bool,
}

impl Filter {
    /// Reads a text; a field that the table does not have is an error too.
    pub fn parse(text: &str, table: TableKind) -> Result<Self, FilterError> {
        let _ = (text, table);
        Ok(Self {})
    }

    /// The rows that pass, in ascending order.
    pub fn select(&self, table: &Table) -> Vec<u32> {
        (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect()
    }
}
