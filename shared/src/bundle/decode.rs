//! Bytes to snapshot, trusting nothing.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::error::recognise;
use super::scan::{Header, scan};
use super::{BundleError, FORMAT, Limit, Limits, VERSION, Version};
use crate::read::Value;
use crate::snapshot::Snapshot;

const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];

/// A snapshot, and the version of the format it was written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// What the bundle holds.
    pub snapshot: Snapshot,
    /// The version it was written in. A higher minor than [`VERSION`]'s means that a newer
    /// collector wrote it and that fields unknown here were passed over.
    pub version: Version,
    /// The size of the JSON in bytes.
    pub json_bytes: u64,
}

impl Decoded {
    /// Whether a newer collector wrote the bundle, so that something in it may not be shown.
    pub fn is_newer(&self) -> bool {
        self.version > VERSION
    }
}

/// Reads a bundle, gzip-compressed or plain JSON.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, BundleError> {
    let json = json_of(bytes, limits)?;
    let header = scan(&json, limits)?;
    let version = version(&json, &header)?;
    let snapshot = serde_json::from_slice(&json).map_err(|error| refusal(&json, &error))?;
    Ok(Decoded {
        snapshot,
        version,
        json_bytes: json.len() as u64,
    })
}

/// The JSON of a bundle, which is gzip-compressed or plain JSON already, as far as its first
/// character and its size tell.
pub fn json_of<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, [u8]>, BundleError> {
    let size = bytes.len() as u64;
    check(Limit::CompressedBytes, limits.compressed_bytes, size)?;
    let json = if bytes.starts_with(GZIP_MAGIC) {
        Cow::Owned(decompress(bytes, limits)?)
    } else {
        Cow::Borrowed(without_byte_order_mark(bytes))
    };
    let first = json.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => return Err(BundleError::Empty),
        Some(b'{' | b'[') => {}
        Some(_) => return Err(BundleError::NotGzip(recognise(&json))),
    }
    check(Limit::JsonBytes, limits.json_bytes, json.len() as u64)?;
    Ok(json)
}

fn check(limit: Limit, allowed: u64, found: u64) -> Result<(), BundleError> {
    if found > allowed {
        return Err(BundleError::OverLimit {
            limit,
            allowed,
            found,
        });
    }
    Ok(())
}

fn without_byte_order_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn decompress(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, BundleError> {
    // The last four bytes of gzip are the size, modulo 2^32 and unproven: a hint, no more.
    let hint = bytes
        .last_chunk()
        .map_or(0, |&tail| u64::from(u32::from_le_bytes(tail)));
    let plausible = hint.min(limits.json_bytes).min(bytes.len() as u64 * 64);
    let mut json = Vec::with_capacity(usize::try_from(plausible).unwrap_or(0));
    // One byte more than allowed tells "just at the limit" from "over it".
    MultiGzDecoder::new(bytes)
        .take(limits.json_bytes.saturating_add(1))
        .read_to_end(&mut json)
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => BundleError::Truncated,
            _ => BundleError::Corrupt(error.to_string()),
        })?;
    check(Limit::JsonBytes, limits.json_bytes, json.len() as u64)?;
    Ok(json)
}

fn version(json: &[u8], header: &Header) -> Result<Version, BundleError> {
    let text = |range: &Option<std::ops::Range<usize>>| {
        let range = range.clone()?;
        let text: Value<String> = serde_json::from_slice(json.get(range)?).ok()?;
        Some(text.0)
    };
    // A file that ends early or is no JSON at all should be told so, whatever its header lacks.
    let or_not_json = |otherwise| match serde_json::from_slice(json) {
        Ok(IgnoredAny) => otherwise,
        Err(error) => refusal(json, &error),
    };
    if text(&header.format).as_deref() != Some(FORMAT) {
        return Err(or_not_json(BundleError::Foreign));
    }
    let malformed = |reason: &str| BundleError::Malformed {
        byte: header
            .version
            .as_ref()
            .map_or(1, |range| range.start as u64 + 1),
        reason: reason.to_owned(),
    };
    let version =
        text(&header.version).ok_or_else(|| or_not_json(malformed("the version is missing")))?;
    let version: Version = version.parse().map_err(malformed)?;
    if version.major > VERSION.major {
        return Err(BundleError::NewerMajor { found: version });
    }
    if version.major < VERSION.major {
        return Err(malformed("there is no format version below 1.0"));
    }
    Ok(version)
}

fn refusal(json: &[u8], error: &serde_json::Error) -> BundleError {
    let byte = position(json, error);
    let reason = reason(error);
    match error.classify() {
        Category::Eof | Category::Io => BundleError::Truncated,
        Category::Syntax => BundleError::NotJson { byte, reason },
        Category::Data => BundleError::Malformed { byte, reason },
    }
}

/// Where in the text an error is, counted from 1.
fn position(json: &[u8], error: &serde_json::Error) -> u64 {
    let lines_before = error.line().saturating_sub(1);
    let before: usize = json
        .split_inclusive(|&byte| byte == b'\n')
        .take(lines_before)
        .map(<[u8]>::len)
        .sum();
    (before + error.column().max(1)) as u64
}

/// What the parser says, without its own "at line 1 column N" and of a length that fits a line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(text, _)| text);
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
