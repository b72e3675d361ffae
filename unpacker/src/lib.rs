//! Unpacks what is in the page: text that stands for bytes, which hold the viewer.
//!
//! A browser has gzip of its own and nothing better. What is here makes the viewer a fifth smaller
//! than that, so the page brings it along: as a few kilobytes of WebAssembly, which JavaScript calls
//! through `page`. Everything else is plain functions over slices. Nothing here panics, and nothing
//! allocates, but for `pack`, which is for the one who builds the page.
//!
//! The method is that of LZMA (Igor Pavlov's "LZMA specification", whose names are used), but that
//! what is known about a byte before it is there is not its position, and the byte before it: it is
//! what WebAssembly has at that place.
//!
//! A file is the number of bytes that are in it, its own, and the CRC-32 of what is in it, each of
//! four bytes with the lowest first; and then the stream.

#![cfg_attr(not(any(test, feature = "pack")), no_std)]

mod ascii;
mod coder;
mod crc;
mod literal;
#[cfg(feature = "pack")]
pub mod pack;
mod packet;
#[cfg(target_arch = "wasm32")]
mod page;
mod site;
mod slot;

pub use ascii::decode;
pub use literal::WORK;
pub use slot::Slot;

use coder::Decoder;
use packet::{Packet, Packets, Trail};
use site::Walk;

/// The bytes before the stream.
const HEADER: usize = 12;

/// Unpacks into a buffer that is as long as what is in the file. `work` is [`WORK`] new slots.
///
/// `false` when the file is no such file, or is damaged; the buffer then holds nothing of use.
pub fn unpack(file: &[u8], work: &mut [Slot], unpacked: &mut [u8]) -> bool {
    let Some((header, stream)) = file.split_first_chunk::<HEADER>() else {
        return false;
    };
    let [lengths @ .., c0, c1, c2, c3] = header;
    if *lengths != two(unpacked.len(), file.len()) {
        return false;
    }
    let mut state = State {
        coder: Decoder::new(stream),
        packets: Packets::new(),
        trail: Trail::default(),
        literals: work,
        walk: Walk::new(),
    };
    let mut at = 0;
    // A function that is called again and again, because WebAssembly's engines replace slow code by
    // fast code at a call and not inside of a loop.
    while at < unpacked.len() {
        at += state.next(unpacked, at);
    }
    crc::crc32(unpacked) == u32::from_le_bytes([*c0, *c1, *c2, *c3])
}

/// Two lengths as the header has them.
fn two(unpacked: usize, file: usize) -> [u8; 8] {
    ((file as u64) << 32 | unpacked as u64).to_le_bytes()
}

struct State<'a> {
    coder: Decoder<'a>,
    packets: Packets,
    trail: Trail,
    literals: &'a mut [Slot],
    walk: Walk,
}

impl State<'_> {
    /// Decodes one packet to `at` and gives its length.
    #[inline(never)]
    fn next(&mut self, out: &mut [u8], at: usize) -> usize {
        let site = self.walk.site();
        let (coder, trail) = (&mut self.coder, &mut self.trail);
        let packet = self.packets.code(coder, trail, site.kind, Packet::Literal);
        let distance = trail.distance();
        let (length, literal) = match packet {
            Packet::Literal => {
                let byte = literal::code(self.literals, coder, site.context, 0);
                (1, Some(byte))
            }
            Packet::Short => (1, None),
            Packet::Repeat { length, .. } | Packet::Match { length, .. } => (length, None),
        };
        // Byte by byte: what is copied may begin in what is written.
        for at in at..at + length {
            let byte = literal.unwrap_or_else(|| byte_at(out, at, distance));
            if let Some(to) = out.get_mut(at) {
                *to = byte;
            }
            self.walk.push(byte);
        }
        length
    }
}

/// The byte so far back, less one; zero before the first.
fn byte_at(bytes: &[u8], at: usize, distance: usize) -> u8 {
    let from = at.wrapping_sub(distance).wrapping_sub(1);
    bytes.get(from).copied().unwrap_or_default()
}
