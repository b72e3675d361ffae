//! A bundle as a command is given it: a file, standard input, or the report that carries it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use netsnap_shared::bundle::{self, BundleError, Decoded, Limit, Limits};
use netsnap_shared::report;

use crate::Environment;

/// A bundle that was read and found good.
#[derive(Debug)]
pub(crate) struct Input {
    /// The bundle's own bytes, gzip or JSON.
    pub(crate) bytes: Vec<u8>,
    /// What is in it.
    pub(crate) decoded: Decoded,
}

/// Room for the base64 of the largest bundle and for the page around it.
fn page_limit(limits: &Limits) -> u64 {
    limits.compressed_bytes / 3 * 4 + (16 << 20)
}

/// Reads and decodes the bundle at a path, where `-` is standard input.
pub(crate) fn read(
    path: &Path,
    limits: &Limits,
    environment: &mut Environment<'_>,
) -> anyhow::Result<Input> {
    if path == Path::new("-") {
        if environment.stdin_is_terminal {
            bail!("standard input is a terminal: pipe a bundle into it, or name a file");
        }
        let source = &mut *environment.stdin;
        return decode(source, None, limits).context("cannot read standard input");
    }
    open(path, limits).with_context(|| format!("cannot read {}", path.display()))
}

fn open(path: &Path, limits: &Limits) -> anyhow::Result<Input> {
    let mut file = File::open(path)?;
    let found = file.metadata()?;
    if found.is_dir() {
        bail!("it is a directory");
    }
    decode(&mut file, Some(found.len()), limits)
}

fn decode(source: &mut dyn Read, size: Option<u64>, limits: &Limits) -> anyhow::Result<Input> {
    let allowed = page_limit(limits);
    if let Some(found) = size.filter(|&size| size > allowed) {
        // Not a byte of it need be read.
        return Err(BundleError::OverLimit {
            limit: Limit::CompressedBytes,
            allowed: limits.compressed_bytes,
            found,
        }
        .into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size.unwrap_or(0)).unwrap_or(0));
    source.take(allowed + 1).read_to_end(&mut bytes)?;
    if let Some(carried) = carried_by_report(&bytes)? {
        bytes = carried;
    }
    let decoded = bundle::decode(&bytes, limits)?;
    Ok(Input { bytes, decoded })
}

/// The bundle inside a report; `None` for everything that is no report.
fn carried_by_report(bytes: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !text.trim_ascii_start().starts_with(b"<") {
        return Ok(None);
    }
    let page = std::str::from_utf8(text).context("this is a web page, and not valid UTF-8")?;
    let Some(element) = report::element_text(page) else {
        return Ok(None);
    };
    match report::extract(element) {
        Some(Ok(bundle)) => Ok(Some(bundle)),
        Some(Err(_)) => bail!("the report is damaged: its bundle is not valid base64"),
        None => bail!("this is the viewer without a bundle"),
    }
}
