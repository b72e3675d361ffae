//! Explanations: sentences made from a row's own fields.

use crate::catalog::{Catalog, SocketInPlace};
use crate::snapshot::{Protocol, State};

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
    /// Its paragraphs, plain text.
    pub paragraphs: Vec<String>,
    /// For the topic [`Topic::State`] of a connection: the states of RFC 9293 that lead here, the
    /// first one first and this row's last. Empty elsewhere.
    pub path: Vec<State>,
}

/// What a part of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
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
pub fn socket(catalog: &Catalog, socket: SocketInPlace<'_>) -> Explanation {
    let _ = (catalog, socket);
    Explanation {
        headline: String::new(),
        sections: Vec::new(),
    }
}

/// Explains a port without a host: IANA's answer, then what a person should know.
pub fn port(protocol: Protocol, number: u16) -> Explanation {
    let _ = (protocol, number);
    Explanation {
        headline: String::new(),
        sections: Vec::new(),
    }
}

/// Explains a state of RFC 9293.
pub fn state(state: State) -> Explanation {
    let _ = state;
    Explanation {
        headline: String::new(),
        sections: Vec::new(),
    }
}

/// Explains a protocol.
pub fn protocol(protocol: Protocol) -> Explanation {
    let _ = protocol;
    Explanation {
        headline: String::new(),
        sections: Vec::new(),
    }
}
