//! Snapshot to bytes.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::{FORMAT, VERSION, Version};
use crate::snapshot::Snapshot;

/// Level 3 gives two thirds of level 1's size for twice its time, and level 6 gains little more.
const LEVEL: Compression = Compression::new(3);

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
    let mut gzip = GzEncoder::new(Vec::new(), LEVEL);
    {
        let mut buffer = io::BufWriter::with_capacity(1 << 16, &mut gzip);
        serde_json::to_writer(&mut buffer, &Document::of(snapshot))?;
        buffer.flush()?;
    }
    gzip.finish()
}

/// The same without compression.
pub fn to_json(snapshot: &Snapshot) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(&Document::of(snapshot))?)
}
