//! The cheapest packets for some bytes: a shortest way, in which each packet is a step and costs
//! what the model of the last round says.

use super::repeats::same;
use super::{Look, length};
use crate::packet::{LONGEST, Packet, Packets, Trail};
use crate::site::{CLASSES, Site};

/// A literal takes longer to unpack than anything else: it has to be so many bits better.
const LITERAL: f64 = 0.0;

/// What things cost.
pub(super) struct Costs {
    pub(super) packets: Packets,
    /// Each byte as a literal, in bits.
    pub(super) literals: Vec<f64>,
}

/// How a place is reached.
#[derive(Clone, Copy)]
struct Reached {
    cost: f64,
    by: Packet,
    trail: Trail,
}

/// Finds them.
pub(super) fn cheapest(
    bytes: &[u8],
    sites: &[Site],
    repeats: &[Vec<(usize, usize)>],
    costs: &mut Costs,
) -> Vec<Packet> {
    let mut reached = vec![
        Reached {
            cost: f64::INFINITY,
            by: Packet::Literal,
            trail: Trail::default(),
        };
        bytes.len() + 1
    ];
    reached[0].cost = 0.0;
    let match_lengths = lengths(&mut costs.packets, false);
    let repeat_lengths = lengths(&mut costs.packets, true);
    for (at, &site) in sites.iter().enumerate() {
        let Reached { cost, trail, .. } = reached[at];
        let class = site.kind.class();
        // A packet's costs, and what comes before the next one.
        let mut look = |packet| {
            let (mut look, mut trail) = (Look(cost), trail);
            let packets = &mut costs.packets;
            packets.code(&mut look, &mut trail, site.kind, packet);
            (look.0, trail)
        };
        let mut reach = |packet, cost, trail| {
            let to = &mut reached[at + length(packet)];
            if cost < to.cost {
                let by = packet;
                *to = Reached { cost, by, trail };
            }
        };

        let (head, after) = look(Packet::Literal);
        reach(Packet::Literal, head + costs.literals[at] + LITERAL, after);
        for (which, &distance) in trail.recent.iter().enumerate() {
            let Some(from) = at.checked_sub(distance + 1) else {
                continue;
            };
            let longest = same(&bytes[from..], &bytes[at..]);
            if which == 0 && longest > 0 {
                let (head, after) = look(Packet::Short);
                reach(Packet::Short, head, after);
            }
            if longest >= 2 {
                let lengths = &repeat_lengths[class];
                let (head, after) = look(Packet::Repeat { which, length: 2 });
                for (length, cost) in lengths.iter().enumerate().take(longest + 1).skip(2) {
                    let cost = head - lengths[2] + cost;
                    reach(Packet::Repeat { which, length }, cost, after);
                }
            }
        }
        let mut length = 2;
        for &(longest, distance) in &repeats[at] {
            let lengths = &match_lengths[class];
            while length <= longest {
                // From five on, lengths say the same about the distance.
                let last = if length < 5 { length } else { longest };
                let (head, after) = look(Packet::Match { distance, length });
                let head = head - lengths[length];
                for (length, cost) in lengths.iter().enumerate().take(last + 1).skip(length) {
                    reach(Packet::Match { distance, length }, head + cost, after);
                }
                length = last + 1;
            }
        }
    }

    let mut way = Vec::new();
    let mut at = bytes.len();
    while at > 0 {
        let packet = reached[at].by;
        way.push(packet);
        at -= length(packet);
    }
    way.reverse();
    way
}

/// The costs of lengths, by class and length.
fn lengths(packets: &mut Packets, repeat: bool) -> Vec<Vec<f64>> {
    let class = |class| {
        let lengths = packets.lengths(class, repeat);
        let cost = |length| {
            let mut look = Look(0.0);
            if length >= 2 {
                lengths.code(&mut look, length);
            }
            look.0
        };
        (0..=LONGEST).map(cost).collect()
    };
    (0..CLASSES).map(class).collect()
}
