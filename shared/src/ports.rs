//! Ports: what IANA says of each, and what a person should know of those that people meet.

use crate::snapshot::{PortRange, Protocol};

/// What a port is assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignment {
    /// IANA has assigned it to a service.
    Service {
        /// The service's name; some assignments have only a description.
        name: Option<&'static str>,
        /// IANA's description; empty where there is none.
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
    /// Two or three sentences: what it is for and what one expects behind it.
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

/// What a port is assigned to. `ephemeral` is the host's own range, IANA's where it is not known.
pub fn assignment(protocol: Protocol, port: u16, ephemeral: Option<PortRange>) -> Assignment {
    let _ = (protocol, port, ephemeral);
    Assignment::Unassigned
}

/// The name of the service that a port is assigned to.
pub fn service_name(protocol: Protocol, port: u16) -> Option<&'static str> {
    let _ = (protocol, port);
    None
}

/// What a person should know of a port, for those that people meet.
pub fn note(protocol: Protocol, port: u16) -> Option<&'static Note> {
    let _ = (protocol, port);
    None
}
