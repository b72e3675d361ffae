//! IANA's table of ports: reads `shared/data/ports.txt` once and looks ports up in it.

use std::sync::OnceLock;

use crate::snapshot::{PortRange, Protocol};

/// The data, as `cargo xtask ports` writes it; its head says what it is and how a line is built.
pub(super) const DATA: &str = include_str!("../../data/ports.txt");

/// The descriptions of the registered ports, a line for each row about them in [`DATA`]. The viewer
/// does without them, for they are as large as all the rest.
#[cfg(feature = "port-descriptions")]
pub(super) const DESCRIPTIONS: &str = include_str!("../../data/port-descriptions.txt");
#[cfg(not(feature = "port-descriptions"))]
pub(super) const DESCRIPTIONS: &str = "";

/// The last port whose description stands in [`DATA`].
pub(super) const LAST_WELL_KNOWN: u16 = 1023;

/// The protocols that IANA assigns ports of, in the order of [`Table`]'s columns, each with its
/// letter in the data.
pub(super) const COLUMNS: [(char, Protocol); 4] = [
    ('t', Protocol::Tcp),
    ('u', Protocol::Udp),
    ('s', Protocol::Sctp),
    ('d', Protocol::Dccp),
];

/// A line of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The ports that were assigned together.
    pub(super) range: PortRange,
    /// Which of [`COLUMNS`] it is about.
    pub(super) columns: [bool; 4],
    /// What IANA says of them.
    pub(super) content: Content,
}

/// What IANA says of some ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// They are assigned to a service.
    Service {
        name: Option<&'static str>,
        description: &'static str,
    },
    /// They are kept free on purpose.
    Reserved,
}

/// All rows, and for each protocol its rows in the order of their ports.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    columns: [Vec<usize>; 4],
}

/// The table of the built-in data; the first call reads it.
pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::new(described(rows(DATA).flatten(), DESCRIPTIONS).collect()))
}

/// The column of a protocol; UDP-Lite and MPTCP have the ports of UDP (RFC 3828) and TCP (RFC 8684).
pub(super) fn column(protocol: Protocol) -> Option<usize> {
    let of = match protocol {
        Protocol::Mptcp => Protocol::Tcp,
        Protocol::UdpLite => Protocol::Udp,
        other => other,
    };
    COLUMNS.iter().position(|&(_, protocol)| protocol == of)
}

impl Table {
    fn new(rows: Vec<Row>) -> Self {
        let columns = std::array::from_fn(|column| {
            rows.iter()
                .enumerate()
                .filter(|(_, row)| row.columns.get(column) == Some(&true))
                .map(|(index, _)| index)
                .collect()
        });
        Self { rows, columns }
    }

    /// The row that a port of a protocol is in.
    pub(super) fn find(&self, protocol: Protocol, port: u16) -> Option<&Row> {
        let rows = self.columns.get(column(protocol)?)?;
        let after = rows.partition_point(|&index| {
            self.rows
                .get(index)
                .is_some_and(|row| row.range.first <= port)
        });
        let row = self.rows.get(*rows.get(after.checked_sub(1)?)?)?;
        row.range.contains(port).then_some(row)
    }
}

/// The rows of the data, in its order; a line that is none is an error, by its text.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Result<Row, &'static str>> {
    let mut previous: Option<PortRange> = None;
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(move |line| {
            let row = row(line, previous).ok_or(line)?;
            previous = Some(row.range);
            Ok(row)
        })
}

/// The rows with the descriptions of registered ports put in, as far as there are any.
pub(super) fn described(
    rows: impl Iterator<Item = Row>,
    descriptions: &'static str,
) -> impl Iterator<Item = Row> {
    let mut descriptions = descriptions.lines().filter(|line| !line.starts_with('#'));
    rows.map(move |mut row| {
        if row.range.first > LAST_WELL_KNOWN
            && let Some(text) = descriptions.next()
            && let Content::Service { description, .. } = &mut row.content
        {
            *description = text;
        }
        row
    })
}

fn row(line: &'static str, previous: Option<PortRange>) -> Option<Row> {
    let (head, content) = line.split_once(' ')?;
    let letters = head
        .find(|c: char| c.is_ascii_lowercase())
        .unwrap_or(head.len());
    let (ports, letters) = head.split_at_checked(letters)?;

    let range = match ports {
        "" => single(previous?.last.checked_add(1)?),
        "=" => previous?,
        _ => match ports.split_once('-') {
            Some((first, last)) => PortRange {
                first: first.parse().ok()?,
                last: last.parse().ok()?,
            },
            None => single(ports.parse().ok()?),
        },
    };
    let letters = if letters.is_empty() { "tu" } else { letters };
    let columns = COLUMNS.map(|(letter, _)| letters.contains(letter));

    let (name, description) = content.split_once(' ').unwrap_or((content, ""));
    let content = match name {
        "" => return None,
        "!" => Content::Reserved,
        "-" => Content::Service {
            name: None,
            description,
        },
        name => Content::Service {
            name: Some(name),
            description,
        },
    };
    Some(Row {
        range,
        columns,
        content,
    })
}

const fn single(port: u16) -> PortRange {
    PortRange {
        first: port,
        last: port,
    }
}

#[cfg(test)]
mod tests;
