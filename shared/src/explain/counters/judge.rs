//! Which counters deserve a look, and why.

use std::collections::BTreeMap;

use crate::snapshot::ProtocolCounters;

use super::super::wording;
use super::{Growth, Share, table};

/// What a counter's value says. The order is from the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something goes wrong, or went wrong.
    Bad,
    /// It deserves a look.
    Look,
}

impl Verdict {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Look => "look",
        }
    }
}

/// A counter that deserves a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedCounter<'a> {
    /// Its group by the kernel's name.
    pub protocol: &'a str,
    /// Its name in the bundle.
    pub name: &'a str,
    /// Its value.
    pub value: i64,
    /// What the value says.
    pub verdict: Verdict,
    /// Why, in a sentence with its numbers.
    pub reason: String,
    /// What it counts.
    pub meaning: &'static str,
}

/// The counters that deserve a look, the worst first: those that count faults, and those whose share
/// of another counter is larger than is usual.
///
/// The values may be those since the stack began or, by [`growth`], those of a while.
pub fn unhealthy(statistics: &[ProtocolCounters]) -> Vec<JudgedCounter<'_>> {
    let mut judged = Vec::new();
    for group in statistics {
        for (name, &value) in &group.counters {
            judged.extend(judge(statistics, &group.protocol, name, value));
        }
    }
    // Those with a share of something by how far it is beyond the usual, the others after them.
    crate::sort::sort_by(&mut judged, |(left, left_excess), (right, right_excess)| {
        let key = |counter: &JudgedCounter<'_>| counter.verdict;
        key(left)
            .cmp(&key(right))
            .then(right_excess.cmp(left_excess))
            .then(right.value.cmp(&left.value))
    });
    judged.into_iter().map(|(counter, _)| counter).collect()
}

/// By how much counters have grown between two readings of one stack. A counter that has shrunk
/// began anew; it and one that was not there before are left out.
pub fn growth<'a>(
    before: &[ProtocolCounters],
    after: impl IntoIterator<Item = (&'a str, &'a BTreeMap<String, i64>)>,
) -> Vec<ProtocolCounters> {
    let grown = |(protocol, counters): (&str, &BTreeMap<String, i64>)| {
        let before = before.iter().find(|group| group.protocol == protocol)?;
        let difference = |(name, &now): (&String, &i64)| {
            let grown = now.checked_sub(*before.counters.get(name)?)?;
            (grown >= 0).then(|| (name.clone(), grown))
        };
        Some(ProtocolCounters {
            protocol: protocol.to_owned(),
            counters: counters.iter().filter_map(difference).collect(),
        })
    };
    after.into_iter().filter_map(grown).collect()
}

/// A counter's verdict, with how many times its share is as large as is usual.
fn judge<'a>(
    statistics: &[ProtocolCounters],
    protocol: &'a str,
    name: &'a str,
    value: i64,
) -> Option<(JudgedCounter<'a>, u64)> {
    let count = u64::try_from(value).ok().filter(|&count| count > 0)?;
    let own_name = table::own_name(protocol, name);
    let entry = table::find(protocol, own_name)?;
    let (verdict, share) = match entry.growth {
        Growth::Bad(share) => (Verdict::Bad, share),
        Growth::Look(share) => (Verdict::Look, share),
        Growth::Value | Growth::Neutral | Growth::Healthy => return None,
    };
    let (reason, excess) = match share {
        None => (format!("It has counted {}.", wording::number(count)), 0),
        Some(share) => beyond_usual(statistics, protocol, count, share)?,
    };
    let judged = JudgedCounter {
        protocol,
        name,
        value,
        verdict,
        reason,
        meaning: entry.meaning,
    };
    Some((judged, excess))
}

/// Why a share is larger than is usual, and how many times; none when it is not.
fn beyond_usual(
    statistics: &[ProtocolCounters],
    protocol: &str,
    count: u64,
    share: Share,
) -> Option<(String, u64)> {
    let Share {
        per_mille, name, ..
    } = share;
    let Some(whole) = value(statistics, share.group.unwrap_or(protocol), name) else {
        let reason = format!(
            "It has counted {}; the bundle does not have {name}, by which that is judged.",
            wording::number(count)
        );
        return Some((reason, 0));
    };
    let usual = u128::from(whole) * u128::from(per_mille);
    let found = u128::from(count) * 1000;
    // A handful is never a trend.
    if found < usual || count < FEW {
        return None;
    }
    let excess = found.checked_div(usual).unwrap_or(u128::MAX);
    let reason = format!(
        "It has counted {} to {} of {name}, {}; from {} on it deserves a look.",
        wording::number(count),
        wording::number(whole),
        wording::percent(count, whole),
        wording::percent(per_mille.into(), 1000),
    );
    Some((reason, u64::try_from(excess).unwrap_or(u64::MAX)))
}

/// So few are not compared with anything.
const FEW: u64 = 5;

/// The value of a counter, also of a group that writes its own name before it.
fn value(statistics: &[ProtocolCounters], protocol: &str, name: &str) -> Option<u64> {
    let groups = std::iter::once(protocol).chain(table::kin(protocol).iter().copied());
    let value = groups.into_iter().find_map(|protocol| {
        let group = statistics.iter().find(|group| group.protocol == protocol)?;
        let with_group = || group.counters.get(&format!("{protocol}{name}"));
        group.counters.get(name).or_else(with_group).copied()
    });
    u64::try_from(value?).ok()
}
