//! What was there before: for each place, what it may be a repetition of.

use crate::packet::LONGEST;

/// How many earlier places are looked at for each one; more find little.
const SEARCHED: usize = 600;

/// Nothing.
const NONE: u32 = u32::MAX;

/// For each place, lengths and distances, less one. Each is longer than the one before it, and from
/// further back.
pub(super) fn repeats(bytes: &[u8]) -> Vec<Vec<(usize, usize)>> {
    let mut pairs = vec![NONE; 1 << 16];
    let mut triples = vec![NONE; 1 << 16];
    let mut earlier = vec![NONE; bytes.len()];
    let mut all = Vec::with_capacity(bytes.len());
    for place in 0..bytes.len() {
        let mut found = Vec::new();
        if let &[a, b, c, ..] = &bytes[place..] {
            let pair = usize::from(u16::from_le_bytes([a, b]));
            // As if by chance; what is no repeat after all shows when it is looked at.
            let triple = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1) as usize >> 16;
            let mut best = 1;
            if pairs[pair] != NONE {
                best = 2;
                found.push((2, place - pairs[pair] as usize - 1));
            }
            let mut from = triples[triple];
            for _ in 0..SEARCHED {
                if from == NONE || best == LONGEST {
                    break;
                }
                let length = same(&bytes[from as usize..], &bytes[place..]);
                if length > best {
                    best = length;
                    found.push((length, place - from as usize - 1));
                }
                from = earlier[from as usize];
            }
            let this = u32::try_from(place).unwrap_or(NONE);
            pairs[pair] = this;
            earlier[place] = std::mem::replace(&mut triples[triple], this);
        }
        all.push(found);
    }
    all
}

/// How many bytes both have in common, at most as many as a packet takes.
pub(super) fn same(a: &[u8], b: &[u8]) -> usize {
    let pairs = a.iter().zip(b).take(LONGEST);
    pairs.take_while(|(a, b)| a == b).count()
}
