//! Bytes to snapshot, trusting nothing.

use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;

use super::{BundleError, Decoder, Limit, Limits, VERSION, Version};
use crate::snapshot::Snapshot;

/// How gzip begins.
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

/// How much is decompressed at a time, in bytes.
const PORTION: usize = 1 << 18;

/// Reads a bundle, gzip-compressed or plain JSON.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, BundleError> {
    let size = bytes.len() as u64;
    check_file_size(size, limits)?;
    if bytes.starts_with(GZIP_MAGIC) {
        return decompress(bytes, limits);
    }
    check(Limit::JsonBytes, limits.json_bytes, size)?;
    let mut decoder = Decoder::new(limits);
    for portion in bytes.chunks(PORTION) {
        decoder.push(portion)?;
    }
    decoder.finish()
}

/// Refuses a file that is too large to be opened, in bytes, before anybody makes room for it.
pub fn check_file_size(size: u64, limits: &Limits) -> Result<(), BundleError> {
    check(Limit::CompressedBytes, limits.compressed_bytes, size)
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

fn decompress(bytes: &[u8], limits: &Limits) -> Result<Decoded, BundleError> {
    let mut gzip = MultiGzDecoder::new(bytes);
    let mut decoder = Decoder::new(limits);
    let mut portion = vec![0; PORTION];
    let mut pushed = Ok(());
    loop {
        let read = gzip
            .read(&mut portion)
            .map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => BundleError::Truncated,
                _ => BundleError::Corrupt(error.to_string()),
            })?;
        if read == 0 {
            break;
        }
        // A damaged file is called so, whatever its damage looks like: so the rest is still
        // decompressed when what came is no bundle.
        match pushed {
            Ok(()) => pushed = decoder.push(portion.get(..read).unwrap_or_default()),
            Err(BundleError::OverLimit { .. }) => break,
            Err(_) => {}
        }
    }
    pushed?;
    decoder.finish()
}
