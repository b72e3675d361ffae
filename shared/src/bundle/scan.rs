//! One pass over the JSON before anything is built from it: bounds, and the two header fields.
//!
//! It looks only at structure. Whether the text is valid JSON is for the parser to say, which then
//! can no longer be made to allocate more than the bounds allow.

use std::ops::Range;

use super::{BundleError, Limit, Limits};

/// The values of `format` and `version` at the top level, as JSON text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) format: Option<Range<usize>>,
    pub(super) version: Option<Range<usize>>,
}

/// Which header field the next value at the top level belongs to.
#[derive(Clone, Copy)]
enum Key {
    Format,
    Version,
    Another,
}

pub(super) fn scan(json: &[u8], limits: &Limits) -> Result<Header, BundleError> {
    let over = |limit, allowed, found| {
        Err(BundleError::OverLimit {
            limit,
            allowed,
            found,
        })
    };
    let mut header = Header::default();
    let mut key = Key::Another;
    // How many separators each open list or object has had.
    let mut open: Vec<u64> = Vec::new();
    let mut total: u64 = 0;
    let mut at = 0;
    while let Some(&byte) = json.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let start = at - 1;
                at = end_of_string(json, at);
                let length = (at - start) as u64;
                if length > limits.string_bytes {
                    return over(Limit::StringBytes, limits.string_bytes, length);
                }
                if open.len() == 1 {
                    top_level_string(json, start..at, &mut key, &mut header);
                }
            }
            b'[' | b'{' => {
                open.push(0);
                if open.len() as u64 > limits.depth {
                    return over(Limit::Depth, limits.depth, open.len() as u64);
                }
            }
            b']' | b'}' => {
                open.pop();
            }
            b',' => {
                let Some(separators) = open.last_mut() else {
                    continue;
                };
                *separators += 1;
                total += 1;
                if *separators >= limits.rows {
                    return over(Limit::Rows, limits.rows, *separators + 1);
                }
                if total >= limits.total_rows.saturating_mul(TYPICAL_MEMBERS) {
                    return over(Limit::TotalRows, limits.total_rows, total / TYPICAL_MEMBERS);
                }
                if open.len() == 1 {
                    key = Key::Another;
                }
            }
            _ => {}
        }
    }
    Ok(header)
}

/// Separators stand between the members of rows as well as between rows; a row has about this many.
const TYPICAL_MEMBERS: u64 = 4;

/// The index behind the closing quote of a string whose first byte is at `at`, or the end.
fn end_of_string(json: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

fn top_level_string(json: &[u8], string: Range<usize>, key: &mut Key, header: &mut Header) {
    let is_key = json[string.end..]
        .iter()
        .find(|byte| !byte.is_ascii_whitespace())
        == Some(&b':');
    if is_key {
        *key = match &json[string] {
            b"\"format\"" => Key::Format,
            b"\"version\"" => Key::Version,
            _ => Key::Another,
        };
        return;
    }
    match key {
        Key::Format => header.format = Some(string),
        Key::Version => header.version = Some(string),
        Key::Another => {}
    }
}
