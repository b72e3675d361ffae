//! One pass over the JSON before anything is built from it: bounds, and the two header fields.
//!
//! It looks only at structure. Whether the text is valid JSON is for the parser to say, which then
//! can no longer be made to allocate more than the bounds allow.

use std::ops::Range;

use super::rows::end_of_string;
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

/// A list or object that has begun and not ended.
struct Open {
    is_list: bool,
    /// How many commas it has had.
    separators: u64,
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
    let mut open: Vec<Open> = Vec::new();
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
                open.push(Open {
                    is_list: byte == b'[',
                    separators: 0,
                });
                if open.len() as u64 > limits.depth {
                    return over(Limit::Depth, limits.depth, open.len() as u64);
                }
            }
            b']' | b'}' => {
                // The last element has no separator behind it.
                let is_list = open.pop().is_some_and(|ended| ended.is_list);
                total += u64::from(is_list && !is_empty_list(json, at));
            }
            b',' => {
                let Some(inner) = open.last_mut() else {
                    continue;
                };
                inner.separators += 1;
                total += u64::from(inner.is_list);
                if inner.separators >= limits.rows {
                    return over(Limit::Rows, limits.rows, inner.separators + 1);
                }
                if open.len() == 1 {
                    key = Key::Another;
                }
            }
            _ => {}
        }
        if total > limits.total_rows {
            return over(Limit::TotalRows, limits.total_rows, total);
        }
    }
    Ok(header)
}

/// Whether the list that ends just before `at` has no element.
fn is_empty_list(json: &[u8], at: usize) -> bool {
    let before = json.get(..at.saturating_sub(1)).unwrap_or_default();
    before.iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
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
