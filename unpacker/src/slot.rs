//! A slot: how likely a bit is a one somewhere, and how much has been seen there.

use crate::coder::Coder;

/// How likely a bit is a one somewhere. Zeros are a new one.
//
// The lowest ten bits are a count, the others a probability of 2²², which is even where they are
// zero: memory that nobody has written to knows nothing.
#[derive(Clone, Copy, Debug, Default)]
#[repr(transparent)]
pub struct Slot(u32);

const EVEN: u32 = 1 << 31;

impl Slot {
    /// Nothing is known.
    pub(crate) const NEW: Self = Self(0);

    /// How likely a one is, of 4,096; never zero, and never all.
    #[inline]
    pub(crate) fn one(self) -> u32 {
        (self.0 ^ EVEN) >> 20 | 1
    }

    /// Learns a bit.
    #[inline]
    pub(crate) fn learn(&mut self, bit: bool) {
        let seen = self.0 & 0x3ff;
        // The more is known, the less one more bit says: a half, a quarter, and so on.
        let (less, seen) = match seen {
            0 => (1, seen + 1),
            1..4 => (2, seen + 1),
            4..10 => (3, seen + 1),
            10..26 => (4, seen + 1),
            _ => (5, seen),
        };
        let probability = (self.0 ^ EVEN) >> 10;
        let probability = if bit {
            probability + (((1 << 22) - 1 - probability) >> less)
        } else {
            probability - (probability >> less)
        };
        self.0 = (probability << 10 | seen) ^ EVEN;
    }

    /// One bit, which the slot foretells and learns from.
    #[inline]
    pub(crate) fn code<C: Coder>(&mut self, coder: &mut C, bit: bool) -> bool {
        let bit = coder.bit(self.one(), bit);
        if C::LEARNS {
            self.learn(bit);
        }
        bit
    }

    /// The same, once and not in a loop.
    #[inline(never)]
    pub(crate) fn decide<C: Coder>(&mut self, coder: &mut C, bit: bool) -> bool {
        self.code(coder, bit)
    }
}
