//! Tables in `/proc/net` with a heading and a line for each socket.

use std::path::Path;

use netsnap_shared::snapshot::SourceStatus;

use crate::readers::journal::{Reading, count};

/// What the lines of a table are.
#[derive(Debug, PartialEq)]
pub(super) struct Lines<T> {
    pub rows: Vec<T>,
    /// How many lines are no rows.
    pub odd: usize,
    /// What the table leaves out.
    pub remark: Option<&'static str>,
}

/// Reads a table.
pub(super) fn read<T>(file: &Path, parse: impl FnOnce(&[u8]) -> Lines<T>) -> Reading<Vec<T>> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Reading::failed(&error),
    };
    let lines = parse(&bytes);
    let mut reading = Reading::complete(lines.rows);
    if lines.odd > 0 {
        let odd = count(lines.odd, "line was", "lines were");
        reading = reading.because(SourceStatus::Partial, format!("{odd} not understood"));
    }
    match lines.remark {
        Some(remark) => reading.noting(remark),
        None => reading,
    }
}

/// Parses a table where a line is a row or is odd.
pub(super) fn parse<T>(bytes: &[u8], row: impl Fn(&str) -> Option<T>) -> Lines<T> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = Lines {
        rows: Vec::new(),
        odd: 0,
        remark: None,
    };
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        match row(line) {
            Some(row) => lines.rows.push(row),
            None => lines.odd += 1,
        }
    }
    lines
}
