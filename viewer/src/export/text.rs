//! Plain text in aligned columns, of what is shown.

use super::{Sheet, cells};

/// The widest column that others are aligned behind, in characters; what is longer stands as it is.
const WIDEST: usize = 48;

/// What stands between two columns.
const GAP: &str = "  ";

/// Cells one after the other, row by row.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Takes rows.
    pub(super) fn add(&mut self, sheet: &Sheet<'_>, rows: &[u32]) {
        for &row in rows {
            cells(sheet, row, |cell| {
                self.text.push_str(&cell.text);
                if !cell.note.is_empty() {
                    self.text.push_str(" (");
                    self.text.push_str(&cell.note);
                    self.text.push(')');
                }
                self.ends.push(self.text.len());
            });
        }
    }

    /// Writes the titles and all rows.
    pub(super) fn write(&self, out: &mut String, sheet: &Sheet<'_>) {
        let columns = sheet.columns.len().max(1);
        let length = |text: &str| text.chars().count();
        let mut widths: Vec<usize> = sheet.columns.iter().map(|it| length(it.title)).collect();
        for (at, cell) in self.iter().enumerate() {
            if let Some(width) = widths.get_mut(at % columns) {
                *width = (*width).max(length(cell)).min(WIDEST);
            }
        }
        let titles = sheet.columns.iter().map(|column| column.title);
        for (at, cell) in titles.chain(self.iter()).enumerate() {
            let place = at % columns;
            if place > 0 {
                out.push_str(GAP);
            }
            let width = widths.get(place).copied().unwrap_or_default();
            let missing = width.saturating_sub(length(cell));
            let is_number = sheet.columns.get(place).is_some_and(|it| it.is_number);
            let is_last = place + 1 == columns;
            let (before, after) = match (is_number, is_last) {
                (true, _) => (missing, 0),
                (false, true) => (0, 0),
                (false, false) => (0, missing),
            };
            pad(out, before);
            out.push_str(cell);
            pad(out, after);
            if is_last {
                out.push('\n');
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let cell = self.text.get(start..end).unwrap_or_default();
            start = end;
            cell
        })
    }
}

fn pad(out: &mut String, blanks: usize) {
    out.extend(std::iter::repeat_n(' ', blanks));
}
