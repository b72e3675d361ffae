//! Packs, for the one who builds the page: slowly, for it is done once.
//!
//! What each packet costs depends on what the model has learned, and that on the packets. So the
//! cheapest packets are looked for several times, each time with the costs of the time before.

use crate::coder::{Coder, Range};
use crate::literal::{self, WORK};
use crate::packet::{Packet, Packets, Trail};
use crate::site::{Kind, Site, Walk};
use crate::slot::Slot;
use crate::{HEADER, crc, two};

use cheapest::{Costs, cheapest};

mod cheapest;
mod repeats;

/// How often the cheapest packets are looked for.
const ROUNDS: usize = 5;

/// Packs bytes into a file for [`unpack`](crate::unpack).
/// They are less than 4 GiB, and so is what they become.
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let sites = sites(bytes);
    let repeats = repeats::repeats(bytes);
    // Before anything is known: five bits for each byte, and what a fresh model thinks.
    let mut costs = Costs {
        packets: Packets::new(),
        literals: vec![5.0; bytes.len()],
    };
    let mut packets = Vec::new();
    for _ in 0..ROUNDS {
        packets = cheapest(bytes, &sites, &repeats, &mut costs);
        costs = learn(bytes, &sites, &packets, &mut Learn, true);
    }
    let mut encoder = Encoder::default();
    learn(bytes, &sites, &packets, &mut encoder, false);
    let stream = encoder.finish();
    let mut file = two(bytes.len(), HEADER + stream.len()).to_vec();
    file.extend(crc::crc32(bytes).to_le_bytes());
    file.extend(stream);
    file
}

/// Each byte with what is known before it.
fn sites(bytes: &[u8]) -> Vec<Site> {
    let mut walk = Walk::new();
    let sites = bytes.iter().map(|&byte| {
        let site = walk.site();
        walk.push(byte);
        site
    });
    sites.collect()
}

/// Codes packets, and gives what is known in the end. With `all`, the literals' costs are those of
/// every byte, also of one that is no literal.
fn learn<C: Coder>(
    bytes: &[u8],
    sites: &[Site],
    packets: &[Packet],
    coder: &mut C,
    all: bool,
) -> Costs {
    let mut work = vec![Slot::NEW; WORK];
    let mut costs = Costs {
        packets: Packets::new(),
        literals: vec![0.0; bytes.len()],
    };
    let mut trail = Trail::default();
    let mut at = 0;
    for &packet in packets {
        let kind = sites.get(at).map_or(Kind::Text, |site| site.kind);
        costs.packets.code(coder, &mut trail, kind, packet);
        let length = length(packet);
        for place in at..at + length {
            let (Some(&byte), Some(&site)) = (bytes.get(place), sites.get(place)) else {
                break;
            };
            let mut look = Look(0.0);
            if all {
                literal::code(&mut work, &mut look, site.context, byte);
            }
            if packet == Packet::Literal {
                literal::code(&mut work, coder, site.context, byte);
            }
            if let Some(to) = costs.literals.get_mut(place) {
                *to = look.0;
            }
        }
        at += length;
    }
    costs
}

/// How many bytes a packet stands for.
fn length(packet: Packet) -> usize {
    match packet {
        Packet::Literal | Packet::Short => 1,
        Packet::Repeat { length, .. } | Packet::Match { length, .. } => length,
    }
}

/// Bits of information.
fn bits(one: u32, bit: bool) -> f64 {
    let likely = if bit { one } else { 4096 - one };
    12.0 - f64::from(likely).log2()
}

/// Writes nothing; the model learns.
struct Learn;

impl Coder for Learn {
    const LEARNS: bool = true;

    fn bit(&mut self, _: u32, bit: bool) -> bool {
        bit
    }
}

/// Counts bits, and the model stays as it is.
pub(crate) struct Look(pub(crate) f64);

impl Coder for Look {
    const LEARNS: bool = false;

    fn bit(&mut self, one: u32, bit: bool) -> bool {
        self.0 += bits(one, bit);
        bit
    }
}

/// Writes a stream.
struct Encoder {
    range: Range,
    stream: Vec<u8>,
}

impl Default for Encoder {
    fn default() -> Self {
        Self {
            range: Range::ALL,
            stream: Vec::new(),
        }
    }
}

impl Encoder {
    /// The stream, with as much at its end as tells the last bit; zeros follow.
    fn finish(mut self) -> Vec<u8> {
        self.stream.extend(self.range.high.to_be_bytes());
        self.stream
    }
}

impl Coder for Encoder {
    const LEARNS: bool = true;

    fn bit(&mut self, one: u32, bit: bool) -> bool {
        let last_of_one = self.range.last_of_one(one);
        self.range.keep(bit, last_of_one);
        loop {
            let [highest, ..] = self.range.low.to_be_bytes();
            if !self.range.shift() {
                return bit;
            }
            self.stream.push(highest);
        }
    }
}
