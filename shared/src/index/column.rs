//! Columns: a code per row, or several.

use super::Field;
use super::dictionary::Dictionary;

/// The code of a cell without a value.
pub(crate) const BLANK: u32 = u32::MAX;

/// The codes of a column.
#[derive(Debug)]
pub(crate) enum Cells {
    /// One code for each row, or [`BLANK`].
    One(Vec<u32>),
    /// Any number of codes for each row, one row after the other; `ends` says where each row's end.
    Many { ends: Vec<u32>, codes: Vec<u32> },
}

/// A field's cells, and where the values are that the codes stand for.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) field: Field,
    /// The position of the dictionary in the table; several columns may share one.
    pub(crate) dictionary: usize,
    pub(crate) cells: Cells,
}

impl Cells {
    /// The codes of a row; a blank may be among them.
    pub(crate) fn row(&self, row: usize) -> &[u32] {
        match self {
            Self::One(codes) => codes.get(row..=row),
            Self::Many { ends, codes } => {
                let start = row.checked_sub(1).and_then(|before| ends.get(before));
                let start = start.copied().unwrap_or_default() as usize;
                let end = ends.get(row).map_or(start, |&end| end as usize);
                codes.get(start..end)
            }
        }
        .unwrap_or_default()
    }

    /// The first code of a row that is not blank.
    pub(crate) fn first(&self, row: usize) -> u32 {
        let mut codes = self.row(row).iter().copied();
        codes.find(|&code| code != BLANK).unwrap_or(BLANK)
    }
}

/// How many rows have each value of a dictionary in any of the columns; a row counts once. The rows
/// are `own`, or all of a table with this many.
pub(crate) fn count_rows(
    dictionary: &Dictionary,
    columns: &[&Column],
    rows: usize,
    own: Option<&[u32]>,
) -> Vec<usize> {
    let mut counts = vec![0; dictionary.len()];
    // A row may have a value twice: the row that a value was last counted for.
    let mut counted = vec![usize::MAX; dictionary.len()];
    for place in 0..own.map_or(rows, <[u32]>::len) {
        let row = match own {
            Some(own) => own.get(place).map_or(usize::MAX, |&row| row as usize),
            None => place,
        };
        let codes = columns.iter().flat_map(|column| column.cells.row(row));
        for code in codes.map(|&code| code as usize) {
            if let (Some(last), Some(count)) = (counted.get_mut(code), counts.get_mut(code))
                && *last != row
            {
                *last = row;
                *count += 1;
            }
        }
    }
    counts
}
