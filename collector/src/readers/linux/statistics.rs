//! The counters of the network stack: `/proc/net/{snmp,netstat,snmp6,sockstat,sockstat6}` and, where
//! there is SCTP, `/proc/net/sctp/snmp` (proc(5)).

use std::path::Path;

use netsnap_shared::snapshot::{ProtocolCounters, SourceStatus};

use crate::readers::journal::{Journal, Reading, count};

/// Groups of counters as far as they were understood, and how many lines or counters were not.
#[derive(Debug, Default, PartialEq)]
struct Table {
    groups: Vec<ProtocolCounters>,
    odd: usize,
}

/// Makes groups of a table's text.
type Parser = fn(&str) -> Table;

/// Reads the counters of a network namespace. `net` is its directory of tables in proc(5).
pub(super) fn read(net: &Path, journal: &mut Journal) -> Vec<ProtocolCounters> {
    let tables: [(&str, Parser); 6] = [
        ("snmp", pairs_of_lines),
        ("netstat", pairs_of_lines),
        ("snmp6", one_a_line),
        ("sockstat", sockets),
        ("sockstat6", sockets),
        ("sctp/snmp", one_a_line),
    ];
    let mut groups = Vec::new();
    for (name, parse) in tables {
        let file = net.join(name);
        // Few hosts have SCTP.
        if name == "sctp/snmp" && !file.exists() {
            continue;
        }
        groups.extend(journal.read(format!("/proc/net/{name}"), || table(&file, parse)));
    }
    groups
}

/// Reads one table; its rows are the counters.
fn table(file: &Path, parse: impl Fn(&str) -> Table) -> Reading<Vec<ProtocolCounters>> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Reading::failed(&error),
    };
    let Table { groups, odd } = parse(&String::from_utf8_lossy(&bytes));
    let rows = groups.iter().map(|group| group.counters.len()).sum();
    let mut reading = Reading::complete(groups);
    reading.rows = rows;
    if odd == 0 {
        return reading;
    }
    let odd = count(odd, "value was", "values were");
    reading.because(SourceStatus::Partial, format!("{odd} not understood"))
}

/// `Group: name name …` and below it `Group: value value …`. Where one line is longer than the
/// other, what pairs is kept.
fn pairs_of_lines(text: &str) -> Table {
    let mut table = Table::default();
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .peekable();
    while let Some(line) = lines.next() {
        let values = lines
            .peek()
            .and_then(|values| Some((line.split_once(':')?, values.split_once(':')?)))
            .filter(|((group, _), (same, _))| group == same);
        let Some(((group, names), (_, values))) = values else {
            table.odd += 1;
            continue;
        };
        let mut names = names.split_ascii_whitespace();
        let mut values = values.split_ascii_whitespace();
        loop {
            match (names.next(), values.next()) {
                (Some(name), Some(value)) => table.add(group, name, value),
                (None, None) => break,
                _ => {
                    table.odd += 1;
                    break;
                }
            }
        }
        lines.next();
    }
    table
}

/// `GroupName value`: the group ends with its digit, as in `Ip6InReceives`, or is `Sctp`.
fn one_a_line(text: &str) -> Table {
    let mut table = Table::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_ascii_whitespace();
        let parts = words.next().and_then(split_name).zip(words.next());
        match parts {
            Some(((group, name), value)) => table.add(group, name, value),
            None => table.odd += 1,
        }
    }
    table
}

/// The group and the name in it.
fn split_name(word: &str) -> Option<(&str, &str)> {
    let end = match word.strip_prefix("Sctp") {
        Some(_) => "Sctp".len(),
        None => word.find('6')? + 1,
    };
    word.split_at_checked(end)
        .filter(|(_, name)| !name.is_empty())
}

/// `GROUP: name value name value …`.
fn sockets(text: &str) -> Table {
    let mut table = Table::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some((group, rest)) = line.split_once(':') else {
            table.odd += 1;
            continue;
        };
        let group = format!("sockstat {group}");
        let mut words = rest.split_ascii_whitespace();
        while let Some(name) = words.next() {
            match words.next() {
                Some(value) => table.add(&group, name, value),
                None => table.odd += 1,
            }
        }
    }
    table
}

impl Table {
    /// Adds a counter to its group, which is mostly the last.
    fn add(&mut self, group: &str, name: &str, value: &str) {
        let Some(value) = number(value) else {
            self.odd += 1;
            return;
        };
        let known = self
            .groups
            .iter()
            .rposition(|known| known.protocol == group);
        let place = known.unwrap_or_else(|| {
            self.groups.push(ProtocolCounters {
                protocol: group.to_owned(),
                counters: std::collections::BTreeMap::new(),
            });
            self.groups.len() - 1
        });
        if let Some(group) = self.groups.get_mut(place) {
            group.counters.insert(name.to_owned(), value);
        }
    }
}

/// A counter. The kernel's are of 64 bits without a sign, and a limit may be -1: none.
fn number(text: &str) -> Option<i64> {
    match text.parse() {
        Ok(number) => Some(number),
        Err(_) => text.parse::<u64>().ok().map(|_| i64::MAX),
    }
}

#[cfg(test)]
mod tests;
