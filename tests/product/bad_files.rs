//! Files that are no bundle, or none that can be read.

use anyhow::{Context, Result};
use netsnap_tests::bundle;
use serde_json::json;

/// A bad file.
pub(crate) struct BadFile {
    /// Its name.
    pub(crate) name: &'static str,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
    /// A part of the sentence that says what is wrong, in lower case.
    pub(crate) reason: &'static str,
}

/// One of each kind.
pub(crate) fn all() -> Result<Vec<BadFile>> {
    let whole = bundle::gzip(bundle::sample()?.to_string().as_bytes())?;
    let half = whole.get(..whole.len() / 2).context("half of it")?.to_vec();
    let mut corrupt = whole.clone();
    let middle = corrupt.len() / 2;
    *corrupt.get_mut(middle).context("its middle")? ^= 0xff;
    let mut newer = bundle::sample()?;
    newer["version"] = json!("2.0");
    let mut malformed = bundle::sample()?;
    malformed["duration_ms"] = json!(-1);
    let mut endless_name = bundle::sample()?;
    endless_name["host"]["hostname"] = json!("x".repeat(5 << 20));
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));

    let gzip = |json: String| bundle::gzip(json.as_bytes());
    let file = |name, bytes, reason| BadFile {
        name,
        bytes,
        reason,
    };
    Ok(vec![
        file("truncated.json.gz", half, "truncated"),
        file("corrupt.json.gz", corrupt, "get it again"),
        file(
            "foreign.json",
            b"{\"a\": 1}".to_vec(),
            "not a netsnap bundle",
        ),
        file(
            "foreign.json.gz",
            gzip("[1, 2]".to_owned())?,
            "not a netsnap bundle",
        ),
        file(
            "newer.json.gz",
            gzip(newer.to_string())?,
            "format version 2.0",
        ),
        file(
            "malformed.json.gz",
            gzip(malformed.to_string())?,
            "malformed",
        ),
        file(
            "long.json.gz",
            gzip(endless_name.to_string())?,
            "over a limit: the length of a text",
        ),
        file(
            "deep.json",
            deep.into_bytes(),
            "over a limit: the depth of nesting",
        ),
        file(
            "archive.zip",
            b"PK\x03\x04\x14\0\0\0".to_vec(),
            "zip archive",
        ),
        file("empty.json.gz", Vec::new(), "empty"),
        file(
            "text.json.gz",
            b"Netid State Recv-Q".to_vec(),
            "the output of ss",
        ),
    ])
}
