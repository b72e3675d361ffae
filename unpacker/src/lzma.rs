//! An LZMA stream with lzip's properties: 3 bits of literal context, none of literal position, 2 of
//! position. Damage is not looked for here: it gives other bytes, which the checksum finds.

mod coder;

use coder::Coder;

/// Where the probabilities of each decision begin.
mod place {
    /// 16 of each of 12 states; the position takes 4 of them.
    pub(super) const IS_MATCH: usize = 0;
    pub(super) const IS_REP: usize = IS_MATCH + 12 * 16;
    pub(super) const IS_REP_G0: usize = IS_REP + 12;
    pub(super) const IS_REP_G1: usize = IS_REP_G0 + 12;
    pub(super) const IS_REP_G2: usize = IS_REP_G1 + 12;
    pub(super) const IS_REP0_LONG: usize = IS_REP_G2 + 12;
    /// 64 for each of 4 lengths.
    pub(super) const POS_SLOT: usize = IS_REP0_LONG + 12 * 16;
    pub(super) const POS_SPECIAL: usize = POS_SLOT + 4 * 64;
    pub(super) const ALIGN: usize = POS_SPECIAL + 115;
    pub(super) const LEN: usize = ALIGN + 16;
    pub(super) const REP_LEN: usize = LEN + super::len::SIZE;
    pub(super) const LITERAL: usize = REP_LEN + super::len::SIZE;
    pub(super) const END: usize = LITERAL + 8 * 0x300;
}

/// Where the parts of a length's probabilities begin.
mod len {
    pub(super) const CHOICE: usize = 0;
    pub(super) const CHOICE2: usize = 1;
    /// 8 for each of 4 positions.
    pub(super) const LOW: usize = 2;
    pub(super) const MID: usize = LOW + 4 * 8;
    pub(super) const HIGH: usize = MID + 4 * 8;
    pub(super) const SIZE: usize = HIGH + 256;
}

/// Decodes as many bytes as the buffer takes.
pub(crate) fn decode(stream: &[u8], out: &mut [u8]) {
    let mut decoder = Decoder {
        coder: Coder::new(stream),
        state: 0,
        reps: [0; 4],
    };
    let mut at = 0;
    // A function that is called again and again, because WebAssembly's engines replace slow code by
    // fast code at a call and not inside of a loop.
    while at < out.len() {
        at += decoder.next(out, at);
    }
}

struct Decoder<'a> {
    coder: Coder<'a>,
    /// What the last few packets were: below 7 the last one was a literal.
    state: usize,
    /// The last four distances, less one.
    reps: [usize; 4],
}

impl Decoder<'_> {
    /// Decodes one packet to `at` and gives its length.
    #[inline(never)]
    fn next(&mut self, out: &mut [u8], at: usize) -> usize {
        let position = at & 3;
        let state = self.state;
        if !self
            .coder
            .decision(place::IS_MATCH + (state << 4) + position)
        {
            self.literal(out, at);
            return 1;
        }
        let after_literal = state < 7;
        let length = if self.coder.decision(place::IS_REP + state) {
            let short = self.rep(position);
            self.state = match (after_literal, short) {
                (true, false) => 8,
                (true, true) => 9,
                (false, _) => 11,
            };
            if short {
                1
            } else {
                self.length(place::REP_LEN, position)
            }
        } else {
            self.state = if after_literal { 7 } else { 10 };
            let length = self.length(place::LEN, position);
            let [first, second, third, _] = self.reps;
            self.reps = [self.distance(length), first, second, third];
            length
        };
        let [distance, ..] = self.reps;
        copy(out, at, distance, length);
        length
    }

    #[inline(never)]
    fn literal(&mut self, out: &mut [u8], at: usize) {
        let [distance, ..] = self.reps;
        let byte_before = |distance: usize| {
            let from = at.wrapping_sub(distance).wrapping_sub(1);
            usize::from(out.get(from).copied().unwrap_or_default())
        };
        let base = place::LITERAL + 0x300 * (byte_before(0) >> 5);
        // A one and the bits so far; after a match, the bits of the byte that would go on with it
        // choose the probabilities, as long as they are the same.
        let mut symbol = 1;
        let (mut expected, mut same) = match self.state {
            0..7 => (0, 0),
            _ => (byte_before(distance), 0x100),
        };
        while symbol < 0x100 {
            expected <<= 1;
            let expects = expected & same;
            let bit = self.coder.bit(base + same + expects + symbol);
            symbol = symbol << 1 | usize::from(bit);
            same &= if bit { expected } else { !expected };
        }
        if let Some(byte) = out.get_mut(at) {
            *byte = symbol.to_le_bytes()[0];
        }
        self.state = match self.state {
            0..4 => 0,
            state @ 4..10 => state - 3,
            state => state - 6,
        };
    }

    /// Brings an earlier distance to the front. Whether only one byte is repeated.
    fn rep(&mut self, position: usize) -> bool {
        let (coder, state) = (&mut self.coder, self.state);
        let [first, second, third, fourth] = self.reps;
        if !coder.decision(place::IS_REP_G0 + state) {
            return !coder.decision(place::IS_REP0_LONG + (state << 4) + position);
        }
        self.reps = if !coder.decision(place::IS_REP_G1 + state) {
            [second, first, third, fourth]
        } else if !coder.decision(place::IS_REP_G2 + state) {
            [third, first, second, fourth]
        } else {
            [fourth, first, second, third]
        };
        false
    }

    #[inline(never)]
    fn length(&mut self, base: usize, position: usize) -> usize {
        let coder = &mut self.coder;
        if !coder.decision(base + len::CHOICE) {
            2 + coder.tree(base + len::LOW + (position << 3), 3)
        } else if !coder.decision(base + len::CHOICE2) {
            10 + coder.tree(base + len::MID + (position << 3), 3)
        } else {
            18 + coder.tree(base + len::HIGH, 8)
        }
    }

    /// The distance, less one, of a match of this length.
    #[inline(never)]
    fn distance(&mut self, length: usize) -> usize {
        let coder = &mut self.coder;
        let slot = coder.tree(place::POS_SLOT + ((length - 2).min(3) << 6), 6);
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) - 1;
        let high = (2 | slot & 1) << bits;
        if slot < 14 {
            high + coder.reverse_tree(place::POS_SPECIAL + high - slot, bits)
        } else {
            let middle = coder.direct(bits - 4) << 4;
            high + middle + coder.reverse_tree(place::ALIGN, 4)
        }
    }
}

/// Copies byte by byte: what is copied may begin in what is written.
fn copy(out: &mut [u8], at: usize, distance: usize, length: usize) {
    let from = at.wrapping_sub(distance).wrapping_sub(1);
    for i in 0..length {
        let byte = out.get(from.wrapping_add(i)).copied();
        if let (Some(byte), Some(to)) = (byte, out.get_mut(at + i)) {
            *to = byte;
        }
    }
}
