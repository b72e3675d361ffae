//! What can be wrong with a file that should be a bundle.

use serde_json::error::Category;

use super::{Limit, VERSION, Version};

/// Why a file could not be read as a bundle, in words for the person who has it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// There is not a single byte.
    #[error("the file is empty")]
    Empty,
    /// Neither gzip nor JSON by its first bytes.
    #[error("this is not a netsnap bundle: it is neither gzip nor JSON{}", looks_like(*.0))]
    NotGzip(Option<&'static str>),
    /// The file ends too early.
    #[error("the file is truncated: it ends in the middle; get it again from where it was made")]
    Truncated,
    /// The gzip stream is damaged.
    #[error("the file is damaged ({0}); get it again from where it was made")]
    Corrupt(String),
    /// What is in it is not JSON.
    #[error("this is not a netsnap bundle: it is not valid JSON (byte {byte}: {reason})")]
    NotJson {
        /// Where, counted from 1 in the decompressed text.
        byte: u64,
        /// Why.
        reason: String,
    },
    /// JSON, but something else's.
    #[error("this is JSON, but not a netsnap bundle: it does not say \"format\": \"netsnap\"")]
    Foreign,
    /// Written in a format that this code cannot know.
    #[error(
        "the bundle has format version {found}, and this netsnap reads versions up to {}.x; \
         open it with a netsnap that reads {}.x",
        VERSION.major, .found.major
    )]
    NewerMajor {
        /// The bundle's version.
        found: Version,
    },
    /// It says it is a bundle, but a field is missing or has the wrong shape.
    #[error("the bundle is malformed at byte {byte}: {reason}")]
    Malformed {
        /// Where, counted from 1 in the decompressed text.
        byte: u64,
        /// Why.
        reason: String,
    },
    /// It asks for more than a reader should give.
    #[error(
        "the bundle is over a limit: {limit} is {found} or more, and at most {allowed} is read"
    )]
    OverLimit {
        /// Which bound.
        limit: Limit,
        /// The bound.
        allowed: u64,
        /// What was found; the true value may be higher.
        found: u64,
    },
}

fn looks_like(kind: Option<&str>) -> String {
    kind.map(|kind| format!("; it looks like {kind}"))
        .unwrap_or_default()
}

/// What a file looks like that is no bundle, by its first bytes.
pub(super) fn recognise(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a zip archive: unpack it first"),
        (
            b"\x28\xb5\x2f\xfd",
            "zstd-compressed data: decompress it first",
        ),
        (b"\xfd7zXZ", "xz-compressed data: decompress it first"),
        (b"BZh", "bzip2-compressed data: decompress it first"),
        (b"\xd4\xc3\xb2\xa1", "a packet capture"),
        (b"\xa1\xb2\xc3\xd4", "a packet capture"),
        (b"\x0a\x0d\x0d\x0a", "a packet capture"),
        (b"\x89PNG", "a picture"),
        (b"\x7fELF", "a program"),
        (b"%PDF", "a PDF document"),
        (
            b"<",
            "a web page: if it is a netsnap report, open it in a browser",
        ),
        (b"Netid", "the output of ss"),
        (b"Active", "the output of netstat"),
        (b"Proto", "the output of netstat"),
    ];
    KNOWN
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|&(_, kind)| kind)
}

/// What the parser refused in a text that is `before` bytes into the JSON.
pub(super) fn refusal(before: u64, text: &[u8], error: &serde_json::Error) -> BundleError {
    let byte = before + position(text, error);
    let reason = reason(error);
    match error.classify() {
        Category::Eof | Category::Io => BundleError::Truncated,
        Category::Syntax => BundleError::NotJson { byte, reason },
        Category::Data => BundleError::Malformed { byte, reason },
    }
}

/// Where in the text an error is, counted from 1.
fn position(text: &[u8], error: &serde_json::Error) -> u64 {
    let lines_before = error.line().saturating_sub(1);
    let before: usize = text
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
