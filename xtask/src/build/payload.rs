//! The payload: everything of the page that the first paint can wait for, packed in one.
//!
//! Unpacked it is the style, a NUL, the glue, a NUL, and the WebAssembly; `viewer/boot.js` takes it
//! apart. One stream is smaller than three, and text has no NUL. It is a quarter smaller than the best
//! gzip; no browser has what packs it, so the page brings `netsnap-unpacker`.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use netsnap_unpacker::{Slot, WORK, pack::pack, unpack};

use super::kept::kept;

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
    /// The payload packed, or the earlier result for the same parts in `place`.
    pub(super) fn pack(&self, place: &Path) -> Result<Vec<u8>> {
        let whole = self.join()?;
        let [packed] = kept(place, &whole, ["payload"], || Ok([pack(&whole)]))?;
        let mut unpacked = vec![0; whole.len()];
        let mut work = vec![Slot::default(); WORK];
        ensure!(
            unpack(&packed, &mut work, &mut unpacked) && unpacked == whole,
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
