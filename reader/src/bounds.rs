//! How much one bundle may ask of its reader, counted while it is read.

use std::cell::Cell;

use crate::{Failed, Limit, Limits};

/// What was read so far, held against the limits.
#[derive(Debug)]
pub struct Bounds {
    limits: Limits,
    /// How many lists and objects have begun and not ended.
    depth: Cell<u64>,
    /// The elements of all lists.
    rows: Cell<u64>,
    over: Cell<Option<(Limit, u64, u64)>>,
}

impl Bounds {
    /// Nothing is read yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            depth: Cell::new(0),
            rows: Cell::new(0),
            over: Cell::new(None),
        }
    }

    /// For who has the whole text already, and trusts it.
    pub fn none() -> Self {
        Self::new(Limits {
            compressed_bytes: u64::MAX,
            json_bytes: u64::MAX,
            value_bytes: u64::MAX,
            rows: u64::MAX,
            total_rows: u64::MAX,
            string_bytes: u64::MAX,
            // What the parser allows.
            depth: u64::MAX,
        })
    }

    /// The elements of all lists so far.
    pub fn rows(&self) -> u64 {
        self.rows.get()
    }

    /// What is to be undone when a value is read again from its start.
    pub fn mark(&self) -> (u64, u64) {
        (self.depth.get(), self.rows.get())
    }

    /// Goes back to a mark.
    pub fn undo(&self, (depth, rows): (u64, u64)) {
        self.depth.set(depth);
        self.rows.set(rows);
    }

    /// The bound that was gone over, how much is allowed, and how much was found.
    pub fn over(&self) -> Option<(Limit, u64, u64)> {
        self.over.get()
    }

    /// A list or an object begins.
    pub fn enter(&self) -> Result<(), Failed> {
        let depth = self.depth.get() + 1;
        self.depth.set(depth);
        self.check(Limit::Depth, self.limits.depth, depth)
    }

    /// It ends.
    pub fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// One more element in a list that has this many now.
    pub fn element(&self, count: u64) -> Result<(), Failed> {
        let rows = self.rows.get() + 1;
        self.rows.set(rows);
        self.member(count)?;
        self.check(Limit::TotalRows, self.limits.total_rows, rows)
    }

    /// One more member in an object that has this many now.
    pub fn member(&self, count: u64) -> Result<(), Failed> {
        self.check(Limit::Rows, self.limits.rows, count)
    }

    /// A text of this many bytes and its quotes.
    pub fn text(&self, length: usize) -> Result<(), Failed> {
        let length = length as u64 + 2;
        self.check(Limit::StringBytes, self.limits.string_bytes, length)
    }

    fn check(&self, limit: Limit, allowed: u64, found: u64) -> Result<(), Failed> {
        if found > allowed {
            self.over.set(Some((limit, allowed, found)));
            return Err(Failed);
        }
        Ok(())
    }
}
