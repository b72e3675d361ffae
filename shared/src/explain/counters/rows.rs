//! The counters of every namespace as rows, those that deserve a look first.

use std::collections::{BTreeMap, HashMap};

use crate::snapshot::{NamespaceId, ProtocolCounters, Snapshot};

use super::super::wording::{number, short};
use super::super::{Explanation, Section, Topic};
use super::{Growth, Verdict, counter, counter_group, growth, unhealthy};

/// The most groups of one namespace that are judged; no kernel has as many.
const GROUPS: usize = 256;

/// A counter of a namespace, with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterRow {
    /// The namespace, by its place in the snapshot's list.
    pub namespace: usize,
    /// Its group by the kernel's name.
    pub protocol: String,
    /// Its name in the bundle.
    pub name: String,
    /// Its value when the snapshot was taken.
    pub value: i64,
    /// By how much it has grown up to the last sample; none without samples.
    pub change: Option<i64>,
    /// What the value says and why, where it deserves a look.
    pub judged: Option<(Verdict, String)>,
}

/// A group's name and its counters in the last sample.
type Later<'a> = (&'a str, &'a BTreeMap<String, i64>);

/// The counters of every namespace: first those that deserve a look, the worst before the others,
/// then the rest as the bundle has them.
pub fn counter_rows(snapshot: &Snapshot) -> Vec<CounterRow> {
    let mut later: HashMap<&NamespaceId, Vec<Later<'_>>> = HashMap::new();
    let last = snapshot.samples.last();
    for sample in last.map_or(&[][..], |sample| &sample.protocol_statistics) {
        let groups = later.entry(&sample.namespace).or_default();
        groups.push((&sample.protocol, &sample.counters));
    }
    let mut judged = Vec::new();
    let mut others = Vec::new();
    for (at, namespace) in snapshot.namespaces.iter().enumerate() {
        let all = &namespace.protocol_statistics;
        let now = all.get(..GROUPS).unwrap_or(all);
        let later = later.get(&namespace.id).map_or(&[][..], Vec::as_slice);
        let later = later.iter().copied().take(GROUPS);
        let changes = growth(now, later);
        let changes: HashMap<&str, &ProtocolCounters> = changes
            .iter()
            .map(|group| (group.protocol.as_str(), group))
            .collect();
        let mut verdicts = HashMap::new();
        for (rank, found) in unhealthy(now).into_iter().enumerate() {
            let key = (found.protocol, found.name);
            verdicts.insert(key, (rank, found.verdict, found.reason));
        }
        for group in all {
            let changes = changes.get(group.protocol.as_str());
            for (name, &value) in &group.counters {
                let verdict = verdicts.remove(&(group.protocol.as_str(), name.as_str()));
                let row = CounterRow {
                    namespace: at,
                    protocol: group.protocol.clone(),
                    name: name.clone(),
                    value,
                    change: changes.and_then(|group| group.counters.get(name).copied()),
                    judged: None,
                };
                match verdict {
                    Some((rank, verdict, reason)) => judged.push((
                        (verdict, rank),
                        CounterRow {
                            judged: Some((verdict, reason)),
                            ..row
                        },
                    )),
                    None => others.push(row),
                }
            }
        }
    }
    crate::sort::sort_by(&mut judged, |(left, _), (right, _)| left.cmp(right));
    let judged = judged.into_iter().map(|(_, row)| row);
    judged.chain(others).collect()
}

/// Explains a counter.
pub fn counter_row(row: &CounterRow) -> Explanation {
    let group = counter_group(&row.protocol);
    let group = group.unwrap_or_else(|| short(&row.protocol));
    let count = match u64::try_from(row.value) {
        Ok(value) => number(value),
        Err(_) => row.value.to_string(),
    };
    let known = counter(&row.protocol, &row.name);
    let mut meaning = vec![match &known {
        Some(known) => known.meaning.to_string(),
        None => "What it counts is not known here.".to_owned(),
    }];
    meaning.extend(known.map(|known| nature(known.growth).to_owned()));
    let mut told = Vec::new();
    told.extend(row.judged.as_ref().map(|(_, reason)| reason.clone()));
    told.extend(row.change.map(|change| match u64::try_from(change) {
        Ok(0) | Err(_) => "It did not grow while the collector watched.".to_owned(),
        Ok(change) => format!("It grew by {} while the collector watched.", number(change)),
    }));
    let title = match row.judged {
        Some((Verdict::Bad, _)) => "Why this is bad",
        Some((Verdict::Look, _)) => "Why it deserves a look",
        None => "How it changes",
    };
    let sections = [
        Section::of(Topic::Meaning, "What it counts", meaning),
        Section::of(Topic::Traffic, title, told),
    ];
    Explanation {
        headline: format!("{} ({group}) stands at {count}.", short(&row.name)),
        sections: sections.into_iter().flatten().collect(),
    }
}

const fn nature(growth: Growth) -> &'static str {
    match growth {
        Growth::Value => "It is a present value or a setting and does not count.",
        Growth::Neutral => "That it grows says little by itself.",
        Growth::Healthy => "It grows while the stack does its work.",
        Growth::Look(None) => "Where it grows, it deserves a look.",
        Growth::Bad(None) => "It should not grow.",
        Growth::Look(Some(_)) | Growth::Bad(Some(_)) => {
            "A little of it is usual; what counts is its share."
        }
    }
}
