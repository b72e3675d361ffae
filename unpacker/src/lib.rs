//! Unpacks what is in the page: text that stands for an lzip file, which is LZMA with a length and a
//! checksum.
//!
//! A browser has gzip of its own but no LZMA, which is a sixth smaller. So the page brings this
//! along: as WebAssembly of three kilobytes, which JavaScript calls through `page`. Everything else
//! is plain functions over slices. Nothing here panics, and nothing allocates.
//!
//! The formats are as in the manual of lzip ("File format") and in Igor Pavlov's LZMA
//! specification, whose names are used here.

#![no_std]

mod ascii;
mod crc;
mod lzma;
#[cfg(target_arch = "wasm32")]
mod page;

pub use ascii::decode;

/// "LZIP" and the version of the format; the size of the dictionary follows.
const MAGIC: &[u8] = b"LZIP\x01";
const HEADER: usize = 6;
const TRAILER: usize = 20;

/// Unpacks an lzip file of one member into a buffer that is as long as what is in it.
///
/// `false` when the file is no such file, or is damaged; the buffer then holds nothing of use.
pub fn unpack(file: &[u8], unpacked: &mut [u8]) -> bool {
    let Some((body, trailer)) = file.split_last_chunk::<TRAILER>() else {
        return false;
    };
    let Some(stream) = body.get(HEADER..) else {
        return false;
    };
    let [c0, c1, c2, c3, lengths @ ..] = trailer;
    if !file.starts_with(MAGIC) || *lengths != two(unpacked.len(), file.len()) {
        return false;
    }
    lzma::decode(stream, unpacked);
    crc::crc32(unpacked) == u32::from_le_bytes([*c0, *c1, *c2, *c3])
}

/// Two lengths as the trailer has them.
fn two(first: usize, second: usize) -> [u8; 16] {
    let both = (second as u128) << 64 | first as u128;
    both.to_le_bytes()
}
