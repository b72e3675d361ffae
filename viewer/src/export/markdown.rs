//! Markdown: a table as GitHub's dialect has it, of what is shown.

use super::{Sheet, cells};

/// Writes the titles and the line below them.
pub(super) fn head(out: &mut String, sheet: &Sheet<'_>) {
    for column in sheet.columns {
        out.push_str("| ");
        out.push_str(column.title);
        out.push(' ');
    }
    out.push_str("|\n");
    for column in sheet.columns {
        out.push_str(if column.is_number { "|---:" } else { "|---" });
    }
    out.push_str("|\n");
}

/// Writes rows.
pub(super) fn add(out: &mut String, sheet: &Sheet<'_>, rows: &[u32]) {
    for &row in rows {
        cells(sheet, row, |cell| {
            out.push_str("| ");
            push(out, &cell.text);
            if !cell.note.is_empty() {
                out.push_str(" (");
                push(out, &cell.note);
                out.push(')');
            }
            out.push(' ');
        });
        out.push_str("|\n");
    }
}

/// Writes text of which nothing is taken for Markdown or HTML.
pub(super) fn push(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                out.push('\\');
                out.push(character);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A line break would end the row.
            '\r' | '\n' => out.push(' '),
            _ => out.push(character),
        }
    }
}
