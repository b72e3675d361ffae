//! Explanations: sentences made from a row's own fields, for a person who learns and a person who
//! works.
//!
//! Every sentence is plain text and true for the row it is about; what is inferred says so. Names of
//! hosts, processes and interfaces come from the snapshot as they are, shortened where they are very
//! long: whoever displays an explanation has to make control and bidirectional characters visible.

mod address;
mod connection;
mod counters;
mod direction;
mod headline;
mod interface;
mod limits;
mod link;
mod local;
mod memory;
mod owner;
mod port;
mod process;
mod protocol;
mod reach;
mod route;
mod row;
mod rule;
mod source;
mod state;
mod traffic;
mod way;
pub(crate) mod wording;

pub use connection::{Health, connection, health};
pub use counters::{
    Counter, CounterRow, Growth, JudgedCounter, Share, Verdict, counter, counter_group,
    counter_row, counter_rows, growth, unhealthy,
};
pub use interface::interface;
pub use link::{group, group_name, neighbour};
pub use local::{ethertype, netlink_socket, packet_socket, unix_socket};
pub use owner::ownership;
pub(crate) use port::ip_protocol_name;
pub use port::port;
pub use process::process;
pub use protocol::protocol;
pub use route::route;
pub use rule::{EVERY_PACKET, rule, rule_packets};
pub use source::source;
pub use state::state;

use crate::catalog::{Catalog, SocketInPlace};
use crate::snapshot::State;

use row::Row;

/// A row in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// One sentence that says what the row is.
    pub headline: String,
    /// The parts, in the order in which a person asks.
    pub sections: Vec<Section>,
}

/// One part of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub topic: Topic,
    /// Its title, such as `Port 443, https`.
    pub title: String,
    /// Its paragraphs, plain text; never empty.
    pub paragraphs: Vec<String>,
    /// For the topic [`Topic::State`] of a connection: the states of RFC 9293 that usually lead
    /// here, the first one first and this row's last. Empty elsewhere.
    pub path: Vec<State>,
}

/// What a part of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What the thing is, for what is no socket.
    Meaning,
    /// The service that the port names.
    Port,
    /// The state and how a connection gets there; for UDP why there is none.
    State,
    /// What the local address means for who can reach it.
    Reach,
    /// Who owns it and why that may be unknown.
    Owner,
    /// The queues and the timer, where they say something.
    Traffic,
    /// What a snapshot cannot tell.
    Limits,
}

/// Explains a socket.
///
/// Looks through the sockets of its namespace once or twice, so it is for the row that a person
/// selected and not for every row.
pub fn socket(catalog: &Catalog, socket: SocketInPlace<'_>) -> Explanation {
    let row = Row::new(catalog, socket);
    let sections = [
        port::section(&row),
        state::section(&row),
        reach::section(&row),
        owner::section(&row),
        traffic::section(&row),
        limits::section(&row),
    ];
    Explanation {
        headline: headline::headline(&row),
        sections: sections.into_iter().flatten().collect(),
    }
}

impl Section {
    /// A part with these paragraphs; none when there is nothing to say.
    fn of(topic: Topic, title: impl Into<String>, paragraphs: Vec<String>) -> Option<Self> {
        (!paragraphs.is_empty()).then(|| Self {
            topic,
            title: title.into(),
            paragraphs,
            path: Vec::new(),
        })
    }
}
