//! What turns forecasts and bits into bytes, and back: the carryless range coder of Matt Mahoney's
//! lpaq.

/// Takes or gives one bit after the other. Model and order are the same on both sides, so that one
/// text describes both.
pub(crate) trait Coder {
    /// Whether the model learns from the bits.
    const LEARNS: bool;

    /// A bit that is a one with this probability of 4,096. `bit` is what a decoder finds out.
    fn bit(&mut self, one: u32, bit: bool) -> bool;

    /// A number, the highest of so many bits first, that are as likely as not.
    fn direct(&mut self, bits: usize, number: usize) -> usize {
        (0..bits).rev().fold(0, |so_far, place| {
            let bit = self.bit(1 << 11, number >> place & 1 == 1);
            so_far << 1 | usize::from(bit)
        })
    }
}

/// Which numbers a coder has left to itself.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub(crate) low: u32,
    pub(crate) high: u32,
}

impl Range {
    pub(crate) const ALL: Self = Self {
        low: 0,
        high: u32::MAX,
    };

    /// The last number of the part that stands for a one.
    #[inline]
    pub(crate) fn last_of_one(self, one: u32) -> u32 {
        let width = self.high.wrapping_sub(self.low);
        self.low + (width >> 12) * one
    }

    /// Keeps a part.
    #[inline]
    pub(crate) fn keep(&mut self, bit: bool, last_of_one: u32) {
        if bit {
            self.high = last_of_one;
        } else {
            self.low = last_of_one.wrapping_add(1);
        }
    }

    /// Whether the highest byte is known; it is then shifted out.
    #[inline]
    pub(crate) fn shift(&mut self) -> bool {
        let known = (self.low ^ self.high) >> 24 == 0;
        if known {
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
        }
        known
    }
}

/// Reads a stream.
pub(crate) struct Decoder<'a> {
    range: Range,
    code: u32,
    stream: core::slice::Iter<'a, u8>,
}

impl<'a> Decoder<'a> {
    /// Begins a stream.
    pub(crate) fn new(stream: &'a [u8]) -> Self {
        let mut decoder = Self {
            range: Range::ALL,
            code: 0,
            stream: stream.iter(),
        };
        for _ in 0..4 {
            decoder.take();
        }
        decoder
    }

    /// Takes the next byte; behind the end there are zeros.
    #[inline]
    fn take(&mut self) {
        let byte = self.stream.next().copied().unwrap_or_default();
        self.code = self.code << 8 | u32::from(byte);
    }
}

impl Coder for Decoder<'_> {
    const LEARNS: bool = true;

    #[inline]
    fn bit(&mut self, one: u32, _: bool) -> bool {
        let last_of_one = self.range.last_of_one(one);
        let bit = self.code <= last_of_one;
        self.range.keep(bit, last_of_one);
        while self.range.shift() {
            self.take();
        }
        bit
    }
}
