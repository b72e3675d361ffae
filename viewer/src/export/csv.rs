//! CSV as RFC 4180 has it, in UTF-8: values without units or grouped digits, a line for each row.
//!
//! A spreadsheet takes a cell that begins with `=` for a formula, and a host may choose names that
//! do. Such a cell gets a `'` before it, as OWASP's page on CSV injection advises.

use std::borrow::Cow;

use netsnap_shared::index::Texts;

use super::{Sheet, beside};
use crate::format::shown_text_up_to;

/// How many characters of a value are written; a spreadsheet's cell holds 32,767.
const LENGTH: usize = 32_000;

/// The columns: those that are shown, each with what belongs to it and is not shown by itself.
fn columns<'a>(sheet: &Sheet<'a>) -> Vec<(&'static str, Option<Texts<'a>>)> {
    let mut columns = Vec::new();
    for column in sheet.columns {
        columns.push((column.title, sheet.table.texts(column.field)));
        for &(title, field) in beside(column.field) {
            let is_shown = sheet.columns.iter().any(|column| column.field == field);
            let texts = sheet.table.texts(field).filter(|_| !is_shown);
            if texts.is_some() {
                columns.push((title, texts));
            }
        }
    }
    columns
}

/// Writes the titles.
pub(super) fn head(out: &mut String, sheet: &Sheet<'_>) {
    for (at, (title, _)) in columns(sheet).iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        out.push_str(title);
    }
    out.push_str("\r\n");
}

/// Writes rows.
pub(super) fn add(out: &mut String, sheet: &Sheet<'_>, rows: &[u32]) {
    let columns = columns(sheet);
    for &row in rows {
        for (at, (_, texts)) in columns.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let Some(texts) = texts else {
                continue;
            };
            let text = texts.of(row as usize);
            if texts.is_number() {
                out.push_str(&text);
            } else {
                push(out, &text);
            }
        }
        out.push_str("\r\n");
    }
}

/// Writes a value: what would be obeyed shown, what would be a formula marked, in quotes where it
/// needs them.
pub(super) fn push(out: &mut String, text: &str) {
    let shown = shown_text_up_to(text, LENGTH);
    let text = harmless(&shown);
    // A semicolon stands between cells where the comma is for decimals.
    let needs_quotes = |byte| matches!(byte, b'"' | b',' | b';' | b'\r' | b'\n' | b'\'');
    if !text.bytes().any(needs_quotes) {
        out.push_str(&text);
        return;
    }
    out.push('"');
    for part in text.split_inclusive('"') {
        out.push_str(part);
        if part.ends_with('"') {
            out.push('"');
        }
    }
    out.push('"');
}

/// The text with a `'` wherever a cell could begin with a formula: at its beginning, and behind each
/// semicolon, where some spreadsheets begin another cell.
fn harmless(text: &str) -> Cow<'_, str> {
    if !text.split(';').any(is_formula) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len() + 8);
    for part in text.split_inclusive(';') {
        if is_formula(part.strip_suffix(';').unwrap_or(part)) {
            harmless.push('\'');
        }
        harmless.push_str(part);
    }
    Cow::Owned(harmless)
}

/// Whether a spreadsheet could take a cell for a formula; a negative number is none.
fn is_formula(cell: &str) -> bool {
    if cell.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let cell = cell.trim_start();
    if let Some(digits) = cell.strip_prefix('-')
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return false;
    }
    // The full-width forms are taken for the same signs in East Asian settings.
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
