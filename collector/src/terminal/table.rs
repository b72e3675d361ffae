//! Rows in aligned columns.

use std::io::{self, Write};

use super::{cut, width};

/// A column of a printed table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) heading: &'static str,
    /// Where its values stand.
    pub(crate) align: Align,
}

impl Column {
    /// A column of words.
    pub(crate) const fn left(heading: &'static str) -> Self {
        Self {
            heading,
            align: Align::Left,
        }
    }

    /// A column of numbers.
    pub(crate) const fn right(heading: &'static str) -> Self {
        Self {
            heading,
            align: Align::Right,
        }
    }
}

/// Where the values of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// At the left, as words do.
    Left,
    /// At the right, as numbers do.
    Right,
}

/// The widest value of a column that is not the last.
const CELL_WIDTH: usize = 64;

/// The widest value of the last column when there is no terminal to fit.
const LAST_CELL_WIDTH: usize = 4096;

/// The last column's share of a terminal that is too narrow for the others.
const LAST_CELL_MINIMUM: usize = 20;

const BLANK: &str = "-";

/// Writes rows under their headings, made harmless; an empty value is a `-`. Each row is one line;
/// its last value is cut to what is left of the terminal's columns.
pub(crate) fn write_table(
    out: &mut dyn Write,
    columns: &[Column],
    rows: &[Vec<String>],
    header: bool,
    terminal: Option<usize>,
) -> io::Result<()> {
    let mut widths = vec![0; columns.len()];
    if header {
        for (widest, column) in widths.iter_mut().zip(columns) {
            *widest = width(column.heading);
        }
    }
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(shown_width(cell));
        }
    }
    let before: usize = widths.iter().rev().skip(1).map(|width| width + 2).sum();
    let last = terminal.map_or(LAST_CELL_WIDTH, |columns| {
        columns.saturating_sub(before).max(LAST_CELL_MINIMUM)
    });
    let mut line = String::new();
    if header {
        let headings: Vec<&str> = columns.iter().map(|column| column.heading).collect();
        push_row(&mut line, &headings, columns, &widths, last);
        out.write_all(line.as_bytes())?;
    }
    for row in rows {
        line.clear();
        push_row(&mut line, row, columns, &widths, last);
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn shown_width(cell: &str) -> usize {
    if cell.is_empty() {
        BLANK.len()
    } else {
        width(&cut(cell, CELL_WIDTH))
    }
}

fn push_row(
    line: &mut String,
    cells: &[impl AsRef<str>],
    columns: &[Column],
    widths: &[usize],
    last: usize,
) {
    for (place, ((cell, column), &wide)) in cells.iter().zip(columns).zip(widths).enumerate() {
        let is_last = place + 1 == columns.len();
        let cell = match cell.as_ref() {
            "" => BLANK,
            cell => cell,
        };
        let cell = cut(cell, if is_last { last } else { CELL_WIDTH });
        let padding = wide.saturating_sub(width(&cell));
        match column.align {
            Align::Left => {
                line.push_str(&cell);
                if !is_last {
                    line.extend(std::iter::repeat_n(' ', padding + 2));
                }
            }
            Align::Right => {
                line.extend(std::iter::repeat_n(' ', padding));
                line.push_str(&cell);
                if !is_last {
                    line.push_str("  ");
                }
            }
        }
    }
    line.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column::left("NAME"),
        Column::right("N"),
        Column::left("DETAIL"),
    ];

    fn check(rows: &[[&str; 3]], header: bool, terminal: Option<usize>, expected: &str) {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| row.map(str::to_owned).to_vec())
            .collect();
        let mut out = Vec::new();
        write_table(&mut out, &COLUMNS, &rows, header, terminal).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_value() {
        check(&[], true, None, "NAME  N  DETAIL\n");
        check(&[], false, None, "");
        check(
            &[["a", "7", "x y"], ["日本語", "123", ""]],
            true,
            None,
            "NAME      N  DETAIL\na         7  x y\n日本語  123  -\n",
        );
    }

    #[test]
    fn a_name_cannot_break_the_line() {
        check(
            &[["a\nb\x1b", "1", "\r"]],
            false,
            None,
            "a\\nb\\x1b  1  \\r\n",
        );
    }

    #[test]
    fn the_last_value_fits_the_terminal() {
        let long = "x".repeat(200);
        let row = [["a", "1", long.as_str()]];
        check(
            &row,
            false,
            Some(36),
            &format!("a  1  {}…\n", "x".repeat(29)),
        );
        check(
            &row,
            false,
            Some(1),
            &format!("a  1  {}…\n", "x".repeat(19)),
        );
        check(&row, false, None, &format!("a  1  {long}\n"));
    }
}
