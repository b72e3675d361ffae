//! The filter language of every table and of `netsnap list`.
//!
//! `state:listen port:<1024 !local:127.0.0.0/8` — terms side by side must all hold; `or`, `!`,
//! parentheses and quotes do what one expects. `docs/filter.md` tells all of it.

mod complete;
mod expression;
mod lex;
mod parse;
mod parts;
mod pattern;
mod select;
mod suggest;
mod term;
mod value;

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub use complete::{Completion, Item, complete, quote};
pub use parts::{Part, parts, with, without};

use self::expression::{Expression, Shown};
use crate::index::{Table, TableKind};

/// A filter that was understood. The empty text is the filter that every row passes.
///
/// Written with [`Display`](fmt::Display) it is a text that reads as the same filter again.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    table: TableKind,
    expression: Option<Expression>,
}

/// Why a text is no filter, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct FilterError {
    /// The bytes of the text that the reason is about; empty at the end of an unfinished text.
    pub at: Range<usize>,
    /// The reason and, where there is one, the way out; lower case, no full stop.
    pub reason: String,
    /// Whether more text could make it right: an open quote or parenthesis, a field without a
    /// value yet, the beginning of a known word.
    pub incomplete: bool,
}

impl FilterError {
    fn new(at: Range<usize>, reason: impl Into<String>) -> Self {
        Self {
            at,
            reason: reason.into(),
            incomplete: false,
        }
    }

    /// A mistake that more text can mend.
    fn unfinished(at: Range<usize>, reason: impl Into<String>) -> Self {
        Self {
            incomplete: true,
            ..Self::new(at, reason)
        }
    }
}

impl Filter {
    /// Reads a text; a field that the table does not have is an error too.
    pub fn parse(text: &str, table: TableKind) -> Result<Self, FilterError> {
        let expression = parse::parse(text, table)?;
        Ok(Self { table, expression })
    }

    /// Whether every row passes because nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.expression.is_none()
    }

    /// The rows that pass, in ascending order; of another table than the one that the text was
    /// read for, none.
    pub fn select(&self, table: &Table) -> Vec<u32> {
        if table.kind() != self.table {
            return Vec::new();
        }
        match &self.expression {
            Some(expression) => select::rows(expression, table).rows(),
            None => (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).collect(),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expression {
            Some(expression) => Shown(self.table, expression).fmt(f),
            None => Ok(()),
        }
    }
}
