//! Packets: what comes next, a literal or something that was there before; and from how far back,
//! and how long. All of it as in LZMA, with what a byte is for in place of its position.

use crate::coder::Coder;
use crate::site::{CLASSES, KINDS, Kind};
use crate::slot::Slot;

/// The longest repetition.
#[cfg(feature = "pack")]
pub(crate) const LONGEST: usize = 273;
/// What the last few packets were.
const STATES: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Packet {
    Literal,
    /// One byte from the last distance.
    Short,
    /// From one of the last four distances.
    Repeat {
        which: usize,
        length: usize,
    },
    /// From a distance of its own, less one.
    Match {
        distance: usize,
        length: usize,
    },
}

/// Which packets were there before.
#[derive(Clone, Copy, Default)]
pub(crate) struct Trail {
    /// What the last few packets were: below 7 the last one was a literal.
    state: usize,
    /// The last four distances, less one.
    pub(crate) recent: [usize; 4],
}

impl Trail {
    /// The last distance, less one.
    pub(crate) fn distance(&self) -> usize {
        let [last, ..] = self.recent;
        last
    }

    /// Goes on behind a packet.
    fn follow(&mut self, packet: Packet) {
        let [first, second, third, fourth] = self.recent;
        self.recent = match packet {
            Packet::Match { distance, .. } => [distance, first, second, third],
            Packet::Repeat { which: 1, .. } => [second, first, third, fourth],
            Packet::Repeat { which: 2, .. } => [third, first, second, fourth],
            Packet::Repeat { which: 3, .. } => [fourth, first, second, third],
            _ => self.recent,
        };
        self.state = match (packet, self.state) {
            (Packet::Literal, 0..4) => 0,
            (Packet::Literal, state @ 4..10) => state - 3,
            (Packet::Literal, state) => state - 6,
            (Packet::Match { .. }, 0..7) => 7,
            (Packet::Match { .. }, _) => 10,
            (Packet::Repeat { .. }, 0..7) => 8,
            (Packet::Short, 0..7) => 9,
            (_, _) => 11,
        };
    }
}

/// What is known about packets.
pub(crate) struct Packets {
    is_match: [[Slot; KINDS]; STATES],
    is_repeat: [[Slot; CLASSES]; STATES],
    is_other: [[Slot; CLASSES]; STATES],
    is_long: [[Slot; KINDS]; STATES],
    is_third: [[Slot; CLASSES]; STATES],
    is_fourth: [[Slot; CLASSES]; STATES],
    match_lengths: [Lengths; CLASSES],
    repeat_lengths: [Lengths; CLASSES],
    distances: [[[Slot; 64]; 4]; CLASSES],
    middle: [Slot; 128],
    align: [Slot; 16],
}

impl Packets {
    pub(crate) const fn new() -> Self {
        const NEW: Slot = Slot::NEW;
        Self {
            is_match: [[NEW; KINDS]; STATES],
            is_repeat: [[NEW; CLASSES]; STATES],
            is_other: [[NEW; CLASSES]; STATES],
            is_long: [[NEW; KINDS]; STATES],
            is_third: [[NEW; CLASSES]; STATES],
            is_fourth: [[NEW; CLASSES]; STATES],
            match_lengths: [Lengths::NEW; CLASSES],
            repeat_lengths: [Lengths::NEW; CLASSES],
            distances: [[[NEW; 64]; 4]; CLASSES],
            middle: [NEW; 128],
            align: [NEW; 16],
        }
    }

    /// One packet. A decoder finds out which; what it is given does not matter.
    #[inline(never)]
    pub(crate) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        trail: &mut Trail,
        kind: Kind,
        packet: Packet,
    ) -> Packet {
        let packet = self.code_next(coder, trail.state, kind, packet);
        trail.follow(packet);
        packet
    }

    #[inline]
    fn code_next<C: Coder>(
        &mut self,
        coder: &mut C,
        state: usize,
        kind: Kind,
        packet: Packet,
    ) -> Packet {
        let (kind, class) = (kind.number(), kind.class());
        let repeat = match packet {
            Packet::Repeat { which, .. } => Some(which),
            Packet::Short => Some(0),
            _ => None,
        };
        let wanted = match packet {
            Packet::Repeat { length, .. } | Packet::Match { length, .. } => length,
            _ => 1,
        };
        if !self.is_match[state][kind].decide(coder, packet != Packet::Literal) {
            return Packet::Literal;
        }
        if self.is_repeat[state][class].decide(coder, repeat.is_some()) {
            let repeat = repeat.unwrap_or_default();
            let which = if !self.is_other[state][class].decide(coder, repeat > 0) {
                if !self.is_long[state][kind].decide(coder, wanted > 1) {
                    return Packet::Short;
                }
                0
            } else if !self.is_third[state][class].decide(coder, repeat > 1) {
                1
            } else {
                2 + usize::from(self.is_fourth[state][class].decide(coder, repeat > 2))
            };
            let length = self.repeat_lengths[class].code(coder, wanted);
            Packet::Repeat { which, length }
        } else {
            let length = self.match_lengths[class].code(coder, wanted);
            let distance = match packet {
                Packet::Match { distance, .. } => distance,
                _ => 0,
            };
            let distance = self.code_distance(coder, class, length, distance);
            Packet::Match { distance, length }
        }
    }

    /// What lengths cost, for a class, of matches or of repetitions of a distance.
    #[cfg(feature = "pack")]
    pub(crate) fn lengths(&mut self, class: usize, repeat: bool) -> &mut Lengths {
        if repeat {
            &mut self.repeat_lengths[class]
        } else {
            &mut self.match_lengths[class]
        }
    }

    /// A distance, less one. Its slot is how many bits it has, and the one after the highest.
    #[inline(never)]
    fn code_distance<C: Coder>(
        &mut self,
        coder: &mut C,
        class: usize,
        length: usize,
        distance: usize,
    ) -> usize {
        let slots = &mut self.distances[class][(length - 2).min(3)];
        let slot = tree(coder, slots, 6, slot_of(distance));
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) - 1;
        let high = (2 | slot & 1) << bits;
        let low = distance.wrapping_sub(high);
        high + if slot < 14 {
            reverse_tree(coder, &mut self.middle, high - slot, bits, low)
        } else {
            let middle = coder.direct(bits - 4, low >> 4 & ((1 << (bits - 4)) - 1));
            (middle << 4) + reverse_tree(coder, &mut self.align, 0, 4, low & 15)
        }
    }
}

/// The slot of a distance, less one.
fn slot_of(distance: usize) -> usize {
    match distance.checked_ilog2() {
        None | Some(0) => distance,
        Some(bits) => (bits as usize) << 1 | (distance >> (bits - 1)) & 1,
    }
}

/// How long: from 2 to 9, from 10 to 17, or more.
#[derive(Clone, Copy)]
pub(crate) struct Lengths {
    choice: [Slot; 2],
    low: [Slot; 8],
    middle: [Slot; 8],
    high: [Slot; 256],
}

impl Lengths {
    const NEW: Self = Self {
        choice: [Slot::NEW; 2],
        low: [Slot::NEW; 8],
        middle: [Slot::NEW; 8],
        high: [Slot::NEW; 256],
    };

    #[inline(never)]
    pub(crate) fn code<C: Coder>(&mut self, coder: &mut C, length: usize) -> usize {
        let [first, second] = &mut self.choice;
        if !first.decide(coder, length >= 10) {
            2 + tree(coder, &mut self.low, 3, length.wrapping_sub(2) & 7)
        } else if !second.decide(coder, length >= 18) {
            10 + tree(coder, &mut self.middle, 3, length.wrapping_sub(10) & 7)
        } else {
            18 + tree(coder, &mut self.high, 8, length.wrapping_sub(18) & 255)
        }
    }
}

/// A number of so many bits, the highest first. The bits so far choose the next slot.
#[inline(never)]
pub(crate) fn tree<C: Coder>(
    coder: &mut C,
    slots: &mut [Slot],
    bits: usize,
    number: usize,
) -> usize {
    let mut symbol = 1;
    for place in (0..bits).rev() {
        let Some(slot) = slots.get_mut(symbol) else {
            return 0;
        };
        let bit = slot.code(coder, number >> place & 1 == 1);
        symbol = symbol << 1 | usize::from(bit);
    }
    symbol - (1 << bits)
}

/// The same with the lowest bit first, in slots from `base` on.
fn reverse_tree<C: Coder>(
    coder: &mut C,
    slots: &mut [Slot],
    base: usize,
    bits: usize,
    number: usize,
) -> usize {
    let (mut symbol, mut found) = (1, 0);
    for place in 0..bits {
        let Some(slot) = slots.get_mut(base + symbol) else {
            return 0;
        };
        let bit = usize::from(slot.decide(coder, number >> place & 1 == 1));
        symbol = symbol << 1 | bit;
        found |= bit << place;
    }
    found
}
