//! The payload: everything of the page that the first paint can wait for, in one lzip file.
//!
//! Unpacked it is the style, a NUL, the glue, a NUL, and the WebAssembly; `viewer/boot.js` takes it
//! apart. One stream is smaller than three, and text has no NUL. LZMA is a sixth smaller than the best
//! gzip; no browser has it, so the page brings `netsnap-unpacker`.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use lzma_rust2::{LzipOptions, LzipWriter, LzmaOptions};

use super::kept::kept;

/// How many earlier places are looked at for each match; more find nothing better.
const SEARCHED: i32 = 1000;

/// The parts before they are packed.
pub(super) struct Payload {
    /// The style sheets.
    pub(super) style: String,
    /// The glue: a classic script that defines `wasm_bindgen`.
    pub(super) glue: String,
    /// The viewer.
    pub(super) wasm: Vec<u8>,
}

impl Payload {
    /// The payload as an lzip file, or the earlier result for the same parts in `place`.
    pub(super) fn pack(&self, place: &Path) -> Result<Vec<u8>> {
        let whole = self.join()?;
        let [packed] = kept(place, &whole, ["payload.lz"], || Ok([compress(&whole)?]))?;
        let mut unpacked = vec![0; whole.len()];
        ensure!(
            netsnap_unpacker::unpack(&packed, &mut unpacked) && unpacked == whole,
            "the payload does not come out of its packing as it went in"
        );
        Ok(packed)
    }

    fn join(&self) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        for text in [&self.style, &self.glue] {
            if text.contains('\0') {
                bail!("a style sheet or the glue has a NUL, which separates the payload's parts");
            }
            whole.extend_from_slice(text.as_bytes());
            whole.push(0);
        }
        whole.extend_from_slice(&self.wasm);
        Ok(whole)
    }
}

/// The smallest lzip file.
fn compress(whole: &[u8]) -> Result<Vec<u8>> {
    let mut options = LzipOptions::with_preset(9);
    options.lzma_options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.lzma_options.depth_limit = SEARCHED;
    let mut lzip = LzipWriter::new(Vec::new(), options);
    lzip.write_all(whole)?;
    Ok(lzip.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stand_one_after_the_other() {
        let mut payload = Payload {
            style: "b{}".to_owned(),
            glue: "let a;".to_owned(),
            wasm: b"\0asm".to_vec(),
        };
        assert_eq!(payload.join().unwrap(), b"b{}\0let a;\0\0asm");
        payload.glue.push('\0');
        assert!(payload.join().is_err());
    }
}
