//! Reads `shared/data/counters.txt` once and looks counters up in it.

use std::sync::OnceLock;

use super::{Growth, Share};

/// The data; its head says how a line is built.
pub(super) const DATA: &str = include_str!("../../../data/counters.txt");

/// What the data says of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) group: &'static str,
    pub(super) name: &'static str,
    pub(super) growth: Growth,
    pub(super) meaning: &'static str,
}

#[derive(Debug, Default)]
struct Table {
    titles: Vec<(&'static str, &'static str)>,
    entries: Vec<Entry>,
}

/// The name without its group before it, which `/proc/net/snmp6` writes.
pub(super) fn own_name<'a>(group: &str, name: &'a str) -> &'a str {
    name.strip_prefix(group)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

/// The entry of a counter, where its group or one that counts the same has it.
pub(super) fn find(group: &str, name: &str) -> Option<&'static Entry> {
    let groups = std::iter::once(group).chain(kin(group).iter().copied());
    let mut found = groups.filter_map(|group| {
        let mut entries = table().entries.iter();
        entries.find(|entry| entry.group == group && entry.name == name)
    });
    found.next()
}

/// The heading of a group.
pub(super) fn title(group: &str) -> Option<&'static str> {
    let mut titles = table().titles.iter();
    titles
        .find(|&&(name, _)| name == group)
        .map(|&(_, title)| title)
}

/// The groups whose counters have the same names and meanings.
pub(super) fn kin(group: &str) -> &'static [&'static str] {
    match group {
        "Ip6" => &["Ip", "IpExt"],
        "Icmp6" => &["Icmp"],
        "Udp6" | "UdpLite" | "UdpLite6" => &["Udp"],
        _ if group.starts_with("sockstat ") => &["sockstat"],
        _ => &[],
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for line in lines(DATA).flatten() {
            match line {
                Line::Group { name, title } => table.titles.push((name, title)),
                Line::Counter(entry) => table.entries.push(entry),
            }
        }
        table
    })
}

/// A line of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Group {
        name: &'static str,
        title: &'static str,
    },
    Counter(Entry),
}

/// The lines of the data; one that is none is an error, by its text.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = Result<Line, &'static str>> {
    let mut group = "";
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(move |line| {
            let line = line_of(line, group).ok_or(line)?;
            if let Line::Group { name, .. } = line {
                group = name;
            }
            Ok(line)
        })
}

fn line_of(line: &'static str, group: &'static str) -> Option<Line> {
    if let Some(head) = line.strip_prefix('[') {
        let (name, title) = head.strip_suffix(']')?.split_once(' ')?;
        return Some(Line::Group { name, title });
    }
    let (name, rest) = line.split_once(' ')?;
    let (mark, meaning) = rest.split_once(' ')?;
    Some(Line::Counter(Entry {
        group,
        name,
        growth: growth(mark)?,
        meaning,
    }))
}

fn growth(mark: &'static str) -> Option<Growth> {
    let (kind, share) = mark.split_at_checked(1)?;
    let share = match share {
        "" => None,
        share => {
            let (per_mille, counter) = share.split_once(':')?;
            let (group, name) = match counter.split_once('.') {
                Some((group, name)) => (Some(group), name),
                None => (None, counter),
            };
            Some(Share {
                per_mille: per_mille.parse().ok()?,
                group,
                name,
            })
        }
    };
    match (kind, share) {
        ("=", None) => Some(Growth::Value),
        (".", None) => Some(Growth::Neutral),
        ("+", None) => Some(Growth::Healthy),
        ("?", share) => Some(Growth::Look(share)),
        ("!", share) => Some(Growth::Bad(share)),
        _ => None,
    }
}
