//! The range decoder, which gives one bit after another, and the probabilities it goes by.

use super::place;

/// Even odds, of 2048.
const EVEN: u16 = 1024;

pub(super) struct Coder<'a> {
    range: u32,
    code: u32,
    stream: core::slice::Iter<'a, u8>,
    /// How likely a zero is at each decision, of 2048.
    probabilities: [u16; place::END],
}

impl<'a> Coder<'a> {
    /// Begins a stream.
    pub(super) fn new(stream: &'a [u8]) -> Self {
        let mut coder = Self {
            range: u32::MAX,
            code: 0,
            stream: stream.iter(),
            probabilities: [EVEN; place::END],
        };
        // The first of them is always zero.
        for _ in 0..5 {
            coder.shift();
        }
        coder
    }

    /// One bit, by the probability at this place, which learns from it.
    #[inline]
    pub(super) fn bit(&mut self, place: usize) -> bool {
        let Some(probability) = self.probabilities.get_mut(place) else {
            return false;
        };
        let bound = (self.range >> 11) * u32::from(*probability);
        let bit = self.code >= bound;
        if bit {
            self.range -= bound;
            self.code -= bound;
            *probability -= *probability >> 5;
        } else {
            self.range = bound;
            *probability += (2048 - *probability) >> 5;
        }
        self.normalize();
        bit
    }

    /// The same, once and not in a loop.
    #[inline(never)]
    pub(super) fn decision(&mut self, place: usize) -> bool {
        self.bit(place)
    }

    /// A number of so many bits, the highest first. The bits so far choose the next probability.
    #[inline(never)]
    pub(super) fn tree(&mut self, base: usize, bits: u32) -> usize {
        let mut symbol = 1;
        for _ in 0..bits {
            symbol = symbol << 1 | usize::from(self.bit(base + symbol));
        }
        symbol - (1 << bits)
    }

    /// The same with the lowest bit first.
    pub(super) fn reverse_tree(&mut self, base: usize, bits: usize) -> usize {
        let (mut symbol, mut number) = (1, 0);
        for i in 0..bits {
            let bit = usize::from(self.bit(base + symbol));
            symbol = symbol << 1 | bit;
            number |= bit << i;
        }
        number
    }

    /// A number of so many bits that are as likely as not.
    pub(super) fn direct(&mut self, bits: usize) -> usize {
        let mut number = 0;
        for _ in 0..bits {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            self.normalize();
            number = number << 1 | usize::from(bit);
        }
        number
    }

    #[inline]
    fn normalize(&mut self) {
        if self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
    }

    /// Takes the next byte; behind the end there are zeros.
    #[inline]
    fn shift(&mut self) {
        let byte = self.stream.next().copied().unwrap_or_default();
        self.code = self.code << 8 | u32::from(byte);
    }
}
