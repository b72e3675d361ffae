//! Ports: what IANA says of each, and what a person should know of those that people meet.
//!
//! IANA's part is data (`shared/data/ports.txt`); the notes are our own.

mod care;
mod notes;
mod table;

pub use care::{Care, care};

use crate::snapshot::{PortRange, Protocol};
use table::{COLUMNS, Content, LAST_WELL_KNOWN, table};

/// What a port is assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignment {
    /// IANA has assigned it to a service.
    Service {
        /// The service's name; some assignments have only a description.
        name: Option<&'static str>,
        /// IANA's description; empty where there is none, where it would repeat the name of a
        /// registered port, and for registered ports without the feature `port-descriptions`.
        description: &'static str,
        /// The range that was assigned as a whole; a single port has itself at both ends.
        range: PortRange,
    },
    /// IANA keeps it reserved.
    Reserved,
    /// IANA has assigned it to nothing.
    Unassigned,
    /// In the range that is handed out to sockets that ask for any port.
    Ephemeral(PortRange),
}

/// What a person should know of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Two to four sentences: what it is for and what one expects behind it.
    pub text: &'static str,
    /// Whether what crosses the wire can be read on the way.
    pub privacy: Privacy,
}

/// Whether a service's traffic can be read on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Anyone on the way can read it.
    Cleartext,
    /// Encrypted from the first byte.
    Encrypted,
    /// Cleartext that both sides may turn into encryption, or may not.
    Negotiated,
}

/// The dynamic ports of RFC 6335: IANA assigns none of them, and a system may hand them out.
pub const DYNAMIC: PortRange = PortRange {
    first: 49152,
    last: u16::MAX,
};

/// What a port is assigned to. `ephemeral` is the host's own range, IANA's where it is not known.
///
/// A service's name goes before the range: whether such a port is ephemeral too on this host says
/// [`is_ephemeral`]. MPTCP has the ports of TCP and UDP-Lite those of UDP; a protocol without ports
/// has no assignments.
pub fn assignment(protocol: Protocol, port: u16, ephemeral: Option<PortRange>) -> Assignment {
    let row = table().find(protocol, port);
    if let Some((range, name, description)) = row.and_then(|row| match row.content {
        Content::Service { name, description } => Some((row.range, name, description)),
        Content::Reserved => None,
    }) {
        return Assignment::Service {
            name,
            description,
            range,
        };
    }
    if table::column(protocol).is_some() && is_ephemeral(port, ephemeral) {
        Assignment::Ephemeral(ephemeral.unwrap_or(DYNAMIC))
    } else if row.is_some() {
        Assignment::Reserved
    } else {
        Assignment::Unassigned
    }
}

/// Whether a port is one that the host hands out to sockets that ask for any: `ephemeral` is the
/// host's own range, IANA's where it is not known.
///
/// It is false of the well-known ports (0–1023), whatever the range. On Linux, whose range is 32768–60999
/// unless it was changed, a registered port such as 33060 is ephemeral too: behind it may be its
/// service, or a connection that got it by chance.
pub fn is_ephemeral(port: u16, ephemeral: Option<PortRange>) -> bool {
    port > LAST_WELL_KNOWN && ephemeral.unwrap_or(DYNAMIC).contains(port)
}

/// The name of the service that a port is assigned to.
pub fn service_name(protocol: Protocol, port: u16) -> Option<&'static str> {
    match table().find(protocol, port)?.content {
        Content::Service { name, .. } => name,
        Content::Reserved => None,
    }
}

/// The ports that are assigned to the service of a name, by port; upper and lower case are the same.
///
/// A service has several where it has them of several protocols or a range.
pub fn ports_named(name: &str) -> Vec<(Protocol, u16)> {
    let mut ports: Vec<(Protocol, u16)> = table()
        .rows
        .iter()
        .filter(|row| {
            matches!(row.content, Content::Service { name: Some(known), .. }
                if known.eq_ignore_ascii_case(name))
        })
        .flat_map(|row| {
            let protocols = COLUMNS.iter().zip(row.columns);
            protocols
                .filter(|&(_, is_meant)| is_meant)
                .flat_map(|(&(_, protocol), _)| {
                    (row.range.first..=row.range.last).map(move |port| (protocol, port))
                })
        })
        .collect();
    ports.sort_unstable_by_key(|&(protocol, port)| (port, protocol));
    ports
}

/// What a person should know of a port, for those that people meet.
pub fn note(protocol: Protocol, port: u16) -> Option<&'static Note> {
    notes::find(protocol, port)
}

#[cfg(test)]
mod tests;
