//! Literals: eight bits, of which each is foretold by the site and the bits before it.

use crate::coder::Coder;
use crate::packet::tree;
use crate::site::CONTEXTS;
use crate::slot::Slot;

/// How many slots unpacking needs beside the buffers: one for each context of a literal and each
/// beginning of a byte.
pub const WORK: usize = CONTEXTS << 8;

/// One byte. A decoder finds out which; what it is given does not matter.
pub(crate) fn code<C: Coder>(work: &mut [Slot], coder: &mut C, context: usize, byte: u8) -> u8 {
    let slots = work.get_mut(context << 8..).unwrap_or_default();
    tree(coder, slots, 8, usize::from(byte)).to_le_bytes()[0]
}
