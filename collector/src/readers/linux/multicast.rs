//! The multicast groups that interfaces have joined: `/proc/net/{igmp,igmp6,dev_mcast}` (proc(5)).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

use netsnap_shared::snapshot::{MulticastGroup, SourceStatus};

use crate::readers::journal::{Journal, Reading, count};

/// A group, and what groups are sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// The interface's number.
    index: u32,
    group: Group,
    interface: String,
    users: Option<u32>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Ip(IpAddr),
    Link(Vec<u8>),
}

/// Makes rows of a table's text, and counts the lines that are none.
type Parser = fn(&str) -> (Vec<Row>, usize);

/// What a line of a table is.
enum Line {
    Row(Row),
    /// One that names the interface that the next lines are about, or says nothing.
    Other,
    Odd,
}

/// Reads the groups of a network namespace, by interface. `net` is its directory of tables in
/// proc(5).
pub(super) fn read(net: &Path, journal: &mut Journal) -> Vec<MulticastGroup> {
    let mut rows = Vec::new();
    let tables: [(&str, Parser); 3] = [("igmp", igmp), ("igmp6", igmp6), ("dev_mcast", dev_mcast)];
    for (name, parse) in tables {
        rows.extend(journal.read(format!("/proc/net/{name}"), || {
            table(&net.join(name), parse)
        }));
    }
    rows.sort();
    let groups = rows.into_iter().map(|row| MulticastGroup {
        interface: row.interface,
        group: row.group.to_string(),
        users: row.users,
    });
    groups.collect()
}

fn table(file: &Path, parse: impl Fn(&str) -> (Vec<Row>, usize)) -> Reading<Vec<Row>> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Reading::failed(&error),
    };
    let (rows, odd) = parse(&String::from_utf8_lossy(&bytes));
    let reading = Reading::complete(rows);
    if odd == 0 {
        return reading;
    }
    let odd = count(odd, "line was", "lines were");
    reading.because(SourceStatus::Partial, format!("{odd} not understood"))
}

/// The groups of IPv4: below a line for each interface, a line for each of its groups. Gives the
/// rows and how many lines are none.
fn igmp(text: &str) -> (Vec<Row>, usize) {
    let mut interface = None;
    lines(text, 1, |line| {
        if !line.starts_with('\t') {
            interface = igmp_interface(line);
            return match interface {
                Some(_) => Line::Other,
                None => Line::Odd,
            };
        }
        let row = interface
            .as_ref()
            .and_then(|(index, name): &(u32, String)| {
                let mut words = line.split_ascii_whitespace();
                // The address is written as a number in the host's byte order.
                let number: [u8; 4] = bytes(words.next()?)?.try_into().ok()?;
                let address = Ipv4Addr::from(u32::from_be_bytes(number).to_ne_bytes());
                Some(Row {
                    index: *index,
                    group: Group::Ip(address.into()),
                    interface: name.clone(),
                    users: words.next().and_then(|users| users.parse().ok()),
                })
            });
        row.map_or(Line::Odd, Line::Row)
    })
}

/// `index TAB name : count querier`.
fn igmp_interface(line: &str) -> Option<(u32, String)> {
    let (index, rest) = line.split_once('\t')?;
    let (name, _) = rest.split_once(':')?;
    Some((index.trim().parse().ok()?, name.trim_end().to_owned()))
}

/// The groups of IPv6: `index name address users flags timer`.
fn igmp6(text: &str) -> (Vec<Row>, usize) {
    lines(text, 0, |line| {
        row(line, |address, users, _| {
            let address: [u8; 16] = bytes(address)?.try_into().ok()?;
            Some((Group::Ip(Ipv6Addr::from(address).into()), users))
        })
    })
}

/// The groups of the link layer: `index name users users-for-all address`.
fn dev_mcast(text: &str) -> (Vec<Row>, usize) {
    lines(text, 0, |line| {
        row(line, |users, _, address| {
            Some((Group::Link(bytes(address)?), users))
        })
    })
}

/// Parses lines after a heading of some lines.
fn lines(text: &str, heading: usize, mut parse: impl FnMut(&str) -> Line) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    let mut odd = 0;
    for line in text.lines().skip(heading) {
        if line.trim().is_empty() {
            continue;
        }
        match parse(line) {
            Line::Row(row) => rows.push(row),
            Line::Other => {}
            Line::Odd => odd += 1,
        }
    }
    (rows, odd)
}

/// A line of five words; `choose` takes the group and the number of users from the last three.
fn row<'a>(
    line: &'a str,
    choose: impl FnOnce(&'a str, &'a str, &'a str) -> Option<(Group, &'a str)>,
) -> Line {
    let parse = || {
        let mut words = line.split_ascii_whitespace();
        let index = words.next()?.parse().ok()?;
        let interface = words.next()?.to_owned();
        let (group, users) = choose(words.next()?, words.next()?, words.next()?)?;
        Some(Row {
            index,
            group,
            interface,
            users: users.parse().ok(),
        })
    };
    parse().map_or(Line::Odd, Line::Row)
}

/// Bytes from pairs of hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|pair| {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        u8::try_from(high? << 4 | low?).ok()
    });
    (rest.is_empty() && !pairs.is_empty()).then(|| bytes.collect())?
}

impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ip(ip) => ip.fmt(f),
            Self::Link(bytes) => {
                for (place, byte) in bytes.iter().enumerate() {
                    let colon = if place == 0 { "" } else { ":" };
                    write!(f, "{colon}{byte:02x}")?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
