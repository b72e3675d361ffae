use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::*;

const LEVEL: Level = Level(netsnap_shared::bundle::COMPRESSION);

/// Text that can be compressed, and not to nothing.
fn text(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let mut text = Vec::with_capacity(length + 64);
    while text.len() < length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        write!(text, "{{\"local\":{},\"remote\":null}},", state >> 12).unwrap();
    }
    text.truncate(length);
    text
}

fn compressed(threads: usize, text: &[u8], step: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let fill = |writer: &mut Pieces<'_>| {
        text.chunks(step)
            .try_for_each(|part| writer.write_all(part))
    };
    compress_on(|| threads, &mut out, LEVEL, fill).unwrap();
    out
}

#[test]
fn one_member_holds_everything_whatever_the_number_of_threads() {
    for length in [
        0,
        1,
        PIECE_BYTES - 1,
        PIECE_BYTES,
        PIECE_BYTES + 1,
        2 * PIECE_BYTES,
        9 * PIECE_BYTES + 12_345,
    ] {
        let text = text(length);
        let alone = compressed(0, &text, 4096);
        // Not `MultiGzDecoder`: a browser reads one member and refuses what follows it.
        let mut member = GzDecoder::new(alone.as_slice());
        let mut read = Vec::new();
        member.read_to_end(&mut read).unwrap();
        assert!(read == text, "{length} bytes come back as {}", read.len());
        assert!(member.into_inner().is_empty(), "{length}: more follows");
        for (threads, step) in [(1, 4096), (3, 100_000), (8, 1 << 20)] {
            let together = compressed(threads, &text, step);
            assert!(together == alone, "{length} bytes on {threads} threads");
        }
    }
}

#[test]
fn a_small_one_is_what_any_gzip_makes() {
    let text = text(10_000);
    let mut plain = GzEncoder::new(Vec::new(), Compression::new(LEVEL.0.into()));
    plain.write_all(&text).unwrap();
    assert_eq!(compressed(3, &text, 1000), plain.finish().unwrap());
}

/// Takes this many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_ends_the_work_and_every_thread() {
    let text = text(6 * PIECE_BYTES);
    for room in [0, 10, 100_000] {
        let fill = |writer: &mut Pieces<'_>| writer.write_all(&text);
        let result = compress_on(|| 2, &mut Full(room), LEVEL, fill);
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
    let fill = |writer: &mut Pieces<'_>| {
        writer.write_all(&text)?;
        Err(io::ErrorKind::InvalidData.into())
    };
    let result = compress_on(|| 2, &mut io::sink(), LEVEL, fill);
    assert_eq!(result.unwrap_err().kind(), io::ErrorKind::InvalidData);
}
