//! A piece of a gzip member, compressed for itself (RFC 1951, RFC 1952).

use std::io;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// How hard to compress: 1 is the fastest, 9 the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub u8);

impl Level {
    /// The header of a member: deflate, no name, no time, and no system, so that the same snapshot
    /// is the same file everywhere.
    pub(super) fn header(self) -> [u8; 10] {
        let effort = match self.0 {
            0 | 1 => 4,
            9.. => 2,
            _ => 0,
        };
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, effort, 0xff]
    }
}

/// A part of what is compressed.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its place, from 0.
    pub number: usize,
    pub bytes: Vec<u8>,
    pub is_last: bool,
}

/// A piece, compressed.
#[derive(Debug)]
pub(super) struct Squeezed {
    /// Deflate blocks that end on a byte; only the last piece's end with the mark of the end.
    pub deflated: Vec<u8>,
    /// Of what was compressed.
    pub crc: Crc,
}

/// Compresses pieces one after the other.
pub(super) struct Deflater {
    deflate: Compress,
    /// Reused from piece to piece.
    output: Vec<u8>,
}

impl Deflater {
    pub(super) fn new(level: Level) -> Self {
        Self {
            deflate: Compress::new(Compression::new(level.0.into()), false),
            output: Vec::new(),
        }
    }

    /// Compresses a piece: what comes of it depends on the piece alone.
    pub(super) fn squeeze(&mut self, piece: &Piece) -> io::Result<Squeezed> {
        let length = piece.bytes.len();
        self.deflate.reset();
        self.output.clear();
        // Bytes that cannot be compressed grow a little.
        self.output.reserve_exact(length + length / 8 + 1024);
        let (flush, end) = if piece.is_last {
            (FlushCompress::Finish, Status::StreamEnd)
        } else {
            // Ends on a byte, so that the next piece can follow.
            (FlushCompress::Sync, Status::Ok)
        };
        let status = self
            .deflate
            .compress_vec(&piece.bytes, &mut self.output, flush)?;
        if status != end || self.deflate.total_in() != length as u64 {
            return Err(io::Error::other("the compressor stopped before the end"));
        }
        let mut crc = Crc::new();
        crc.update(&piece.bytes);
        Ok(Squeezed {
            deflated: self.output.as_slice().to_owned(),
            crc,
        })
    }
}
