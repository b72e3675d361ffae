//! Snapshot to bytes.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::{FORMAT, VERSION, Version};
use crate::snapshot::Snapshot;

/// How hard a bundle is compressed. Level 2 gives two thirds of level 1's size in the same time;
/// level 4 takes a third longer for an eighth less.
pub const COMPRESSION: u8 = 2;

/// The top of the JSON: what it is comes first, so that `head -c` answers that question.
#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: Version,
    #[serde(flatten)]
    snapshot: &'a Snapshot,
}

impl<'a> Document<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            snapshot,
        }
    }
}

/// The bundle of a snapshot. The same snapshot always gives the same bytes.
pub fn encode(snapshot: &Snapshot) -> io::Result<Vec<u8>> {
    let level = Compression::new(COMPRESSION.into());
    let gzip = GzEncoder::new(Vec::new(), level);
    let mut buffer = io::BufWriter::with_capacity(1 << 16, gzip);
    write_json(snapshot, &mut buffer)?;
    // To flush would close a block of the compressor.
    buffer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .finish()
}

/// The same without compression.
pub fn to_json(snapshot: &Snapshot) -> io::Result<Vec<u8>> {
    let mut json = Vec::new();
    write_json(snapshot, &mut json)?;
    Ok(json)
}

/// Writes a bundle without compression. The writer gets many small parts.
pub fn write_json(snapshot: &Snapshot, out: impl Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Document::of(snapshot))?)
}
