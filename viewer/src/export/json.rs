//! JSON: the very objects of the bundle, a row in each line, as `netsnap list --json` prints them: a
//! row of a namespace says first which one.

use netsnap_shared::explain::CounterRow;
use netsnap_shared::index::TableKind;
use netsnap_shared::snapshot::Namespace;

use super::Sheet;
use crate::format::is_unshowable;

/// Writes rows.
pub(super) fn add(out: &mut String, sheet: &Sheet<'_>, rows: &[u32]) {
    let namespaces = &sheet.catalog.snapshot().namespaces;
    let is_whole = matches!(
        sheet.table.kind(),
        TableKind::Processes | TableKind::Sources
    );
    for &row in rows {
        let before = out.len();
        out.push_str(if before == 0 { "[\n" } else { ",\n" });
        if sheet.table.kind() == TableKind::Counters {
            if let Some(row) = sheet.catalog.counters().get(row as usize) {
                push_counter(out, row, namespaces.get(row.namespace));
                continue;
            }
        } else if let Some(row) = sheet.texts.get(row as usize)
            && let Ok(text) = str::from_utf8(row.text)
        {
            let namespace = namespaces.get(row.outer).filter(|_| !is_whole);
            push_object(out, text, namespace);
            continue;
        }
        out.truncate(before);
    }
}

/// Ends the list.
pub(super) fn finish(out: &mut String) {
    out.push_str(if out.is_empty() { "[]\n" } else { "\n]\n" });
}

fn push_object(out: &mut String, text: &str, namespace: Option<&Namespace>) {
    let fields = text.strip_prefix('{').unwrap_or(text);
    out.push('{');
    if let Some(namespace) = namespace {
        out.push_str("\"namespace\":");
        push_string(out, &namespace.id.0);
        if fields.trim_ascii_start() != "}" {
            out.push(',');
        }
    }
    push_compact(out, fields);
}

/// Writes JSON without blanks between its parts, and with escapes for characters that would be
/// obeyed or cannot be seen, which stand only inside its texts.
fn push_compact(out: &mut String, json: &str) {
    let (mut in_text, mut is_escaped) = (false, false);
    let mut from = 0;
    for (at, byte) in json.bytes().enumerate() {
        if in_text {
            in_text = is_escaped || byte != b'"';
            is_escaped = !is_escaped && byte == b'\\';
        } else if byte.is_ascii_whitespace() {
            push_shown(out, json.get(from..at).unwrap_or_default());
            from = at + 1;
        } else {
            in_text = byte == b'"';
        }
    }
    push_shown(out, json.get(from..).unwrap_or_default());
}

/// Writes a part of JSON, or of a text of it, with escapes for such characters.
fn push_shown(out: &mut String, json: &str) {
    if json.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        out.push_str(json);
        return;
    }
    for character in json.chars() {
        if is_unshowable(character) {
            push_escape(out, character);
        } else {
            out.push(character);
        }
    }
}

fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            _ if is_unshowable(character) => push_escape(out, character),
            _ => out.push(character),
        }
    }
    out.push('"');
}

fn push_escape(out: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        out.push_str("\\u");
        for place in [12, 8, 4, 0] {
            out.extend(char::from_digit(u32::from(*unit) >> place & 0xf, 16));
        }
    }
}

/// A bundle has counters as members of one object for each group; here each is one.
fn push_counter(out: &mut String, row: &CounterRow, namespace: Option<&Namespace>) {
    let text = |out: &mut String, text: Option<&str>| match text {
        Some(text) => push_string(out, text),
        None => out.push_str("null"),
    };
    out.push_str("{\"namespace\":");
    text(out, namespace.map(|namespace| &*namespace.id.0));
    out.push_str(",\"protocol\":");
    push_string(out, &row.protocol);
    out.push_str(",\"name\":");
    push_string(out, &row.name);
    out.push_str(",\"value\":");
    out.push_str(&row.value.to_string());
    out.push_str(",\"change\":");
    match row.change {
        Some(change) => out.push_str(&change.to_string()),
        None => out.push_str("null"),
    }
    let judged = row.judged.as_ref();
    out.push_str(",\"verdict\":");
    text(out, judged.map(|(verdict, _)| verdict.name()));
    out.push_str(",\"reason\":");
    text(out, judged.map(|(_, reason)| &**reason));
    out.push('}');
}
