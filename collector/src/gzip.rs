//! Gzip on several threads: what is written is cut into pieces, and each piece is compressed for
//! itself. The pieces are joined into one member, as pigz does, because browsers read only the first
//! member of a file. The bytes do not depend on the number of threads.

mod crew;
mod piece;

use std::io::{self, Write};
use std::thread;

use flate2::Crc;

use self::crew::Crew;
pub use self::piece::Level;
use self::piece::{Deflater, Piece};

/// The bytes of a piece. Smaller ones cost size, as each begins with nothing to refer back to;
/// larger ones keep threads waiting at both ends of the work.
const PIECE_BYTES: usize = 512 << 10;

/// More threads than this have nothing to do: one thread makes the JSON for all of them.
const MOST_THREADS: usize = 6;

/// Compresses what `fill` writes, with as many threads as the host has processors. What fits into
/// one piece is compressed without any thread.
pub fn compress(
    out: &mut dyn Write,
    level: Level,
    fill: impl FnOnce(&mut Pieces<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let others = || {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        processors.min(MOST_THREADS) - 1
    };
    compress_on(others, out, level, fill)
}

/// The same with this many threads beside the caller's. To count processors takes the system longer
/// than a small bundle takes to compress, so that it is asked only when there is work for more.
fn compress_on(
    threads: impl Fn() -> usize,
    out: &mut dyn Write,
    level: Level,
    fill: impl FnOnce(&mut Pieces<'_>) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(&level.header())?;
    let crew = Crew::new();
    let (crc, length) = thread::scope(|scope| {
        // However this ends, the threads must not wait for more.
        let _end = crew.end_of_work();
        let mut pieces = Pieces {
            out: &mut *out,
            level,
            crew: &crew,
            hire: &mut || {
                let hired = (0..threads()).take_while(|_| {
                    // One that cannot be made is one that does not help.
                    let spawned = thread::Builder::new().spawn_scoped(scope, || crew.work(level));
                    spawned.is_ok()
                });
                hired.count()
            },
            threads: 0,
            buffer: Vec::new(),
            handed_out: 0,
            deflater: None,
            joined: 0,
            crc: Crc::new(),
            length: 0,
        };
        fill(&mut pieces)?;
        pieces.finish()
    })?;
    out.write_all(&crc.to_le_bytes())?;
    out.write_all(&length.to_le_bytes())
}

/// Cuts what is written into pieces, has them compressed and joins what comes of it.
pub struct Pieces<'a> {
    out: &'a mut dyn Write,
    level: Level,
    crew: &'a Crew,
    /// Starts threads and gives their number.
    hire: &'a mut dyn FnMut() -> usize,
    threads: usize,
    buffer: Vec<u8>,
    /// How many pieces there were so far.
    handed_out: usize,
    deflater: Option<Deflater>,
    /// How many pieces are in the output.
    joined: usize,
    crc: Crc,
    /// The length of what was compressed, of which gzip keeps 32 bits.
    length: u32,
}

impl Pieces<'_> {
    /// The piece that is whole now.
    fn cut(&mut self, is_last: bool) -> Piece {
        let bytes = std::mem::replace(&mut self.buffer, self.crew.empty());
        self.handed_out += 1;
        Piece {
            number: self.handed_out - 1,
            bytes,
            is_last,
        }
    }

    /// Has a piece compressed while more is written: by a thread, or here when all have enough to do.
    fn hand_out(&mut self) -> io::Result<()> {
        if self.handed_out == 0 {
            self.threads = (self.hire)();
        }
        let piece = self.cut(false);
        if let Some(piece) = self.crew.offer(piece, self.threads) {
            self.squeeze(piece);
        }
        self.join_finished()
    }

    /// Compresses a piece here.
    fn squeeze(&mut self, piece: Piece) {
        let deflater = self
            .deflater
            .get_or_insert_with(|| Deflater::new(self.level));
        let squeezed = deflater.squeeze(&piece);
        self.crew.put(piece, squeezed);
    }

    /// Writes the pieces that are compressed, up to the first that is not.
    fn join_finished(&mut self) -> io::Result<()> {
        while let Some(squeezed) = self.crew.take(self.joined) {
            let squeezed = squeezed?;
            self.out.write_all(&squeezed.deflated)?;
            self.length = self.length.wrapping_add(squeezed.crc.amount());
            self.crc.combine(&squeezed.crc);
            self.joined += 1;
        }
        Ok(())
    }

    /// Compresses what is left and gives the checksum and the length.
    fn finish(&mut self) -> io::Result<(u32, u32)> {
        let last = self.cut(true);
        self.squeeze(last);
        while let Some(piece) = self.crew.accept() {
            self.squeeze(piece);
        }
        self.crew.wait();
        self.join_finished()?;
        if self.joined != self.handed_out {
            return Err(io::Error::other("a thread ended before its work"));
        }
        Ok((self.crc.sum(), self.length))
    }
}

impl Write for Pieces<'_> {
    // JSON comes in tens of millions of small parts, so that a plain copy is worth a case of its own.
    #[inline]
    fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        if bytes.len() <= PIECE_BYTES.saturating_sub(self.buffer.len()) {
            self.buffer.extend_from_slice(bytes);
            return Ok(());
        }
        while !bytes.is_empty() {
            let written = self.write(bytes)?;
            bytes = bytes.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() >= PIECE_BYTES {
            self.hand_out()?;
        }
        let room = PIECE_BYTES.saturating_sub(self.buffer.len());
        let (now, _) = bytes.split_at(bytes.len().min(room));
        self.buffer.extend_from_slice(now);
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
