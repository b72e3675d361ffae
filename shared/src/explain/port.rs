//! Ports in words: what IANA assigns them to, and what that proves.

use crate::ports::{self, Assignment, Privacy};
use crate::snapshot::{Endpoint, PortRange, Protocol};

use super::direction::{Direction, Evidence, Side, ephemeral_ports};
use super::row::{Role, Row};
use super::{Explanation, Section, Topic, wording};

const CONVENTION: &str = "A port number is a convention: it does not prove which program or which protocol is behind it.";

/// Explains a port without a host: IANA's answer, then what a person should know.
///
/// A protocol without ports is said to have none.
pub fn port(protocol: Protocol, number: u16) -> Explanation {
    let Some(registry) = wording::registry(protocol) else {
        return Explanation {
            headline: format!(
                "{} has no ports.",
                capitalised(&wording::protocol(protocol))
            ),
            sections: Vec::new(),
        };
    };
    let mut paragraphs = Vec::new();
    if protocol != registry {
        paragraphs.push(format!(
            "{} uses the port numbers of {}.",
            wording::protocol(protocol),
            wording::protocol(registry)
        ));
    }
    paragraphs.push(range_of_registry(number).to_owned());
    paragraphs.extend(note(registry, number));
    paragraphs.push(CONVENTION.to_owned());
    Explanation {
        headline: assignment(registry, number, None),
        sections: Section::of(Topic::Port, title(registry, number), paragraphs)
            .into_iter()
            .collect(),
    }
}

/// The range of RFC 6335 that a port lies in, and what it means.
fn range_of_registry(number: u16) -> &'static str {
    match number {
        0 => "No socket can have port 0: a program that asks for it is given a free port.",
        1..1024 => {
            "It is one of the system ports, 0 to 1023: IANA assigns them with care, and on most \
             systems only a privileged program may take one."
        }
        1024..49152 => {
            "It is one of the user ports, 1024 to 49151: IANA registers them on request, and any \
             program may take one."
        }
        _ => {
            "It is one of the dynamic ports, 49152 to 65535: IANA never assigns them, and systems \
             hand them out to sockets that ask for any port."
        }
    }
}

/// IANA's answer as a sentence. `ephemeral` is the host's own range.
fn assignment(protocol: Protocol, number: u16, ephemeral: Option<PortRange>) -> String {
    let name = wording::protocol(protocol);
    match ports::assignment(protocol, number, ephemeral) {
        Assignment::Service {
            name: service,
            description,
            range,
        } => {
            let ports = if range.first == range.last {
                format!("{name} port {number}")
            } else {
                format!("{name} ports {}–{}", range.first, range.last)
            };
            let description = description.trim_end_matches('.');
            match (service, description) {
                (Some(service), "") => format!("IANA assigns {ports} to {service}."),
                (Some(service), text) if text == service => {
                    format!("IANA assigns {ports} to {service}.")
                }
                (Some(service), text) => format!("IANA assigns {ports} to {service}: {text}."),
                (None, "") => format!("IANA assigns {ports} to a service without a name."),
                (None, text) => {
                    format!("IANA assigns {ports} to a service without a short name: {text}.")
                }
            }
        }
        Assignment::Reserved => format!("IANA keeps {name} port {number} reserved."),
        Assignment::Unassigned => format!("IANA has assigned {name} port {number} to nothing."),
        Assignment::Ephemeral(range) => format!(
            "{name} port {number} is ephemeral: it is in the range {}–{}, which is handed out to \
             sockets that ask for any port, so the number names no service.",
            range.first, range.last
        ),
    }
}

/// What a person should know of a port, and whether its traffic can be read on the way.
fn note(protocol: Protocol, number: u16) -> Vec<String> {
    let Some(note) = ports::note(protocol, number) else {
        return Vec::new();
    };
    let privacy = match note.privacy {
        Privacy::Cleartext => {
            "By convention its traffic is cleartext: anyone on the way can read it."
        }
        Privacy::Encrypted => "By convention its traffic is encrypted from the first byte.",
        Privacy::Negotiated => {
            "By convention its traffic begins as cleartext, and both sides may turn it into \
             encryption, or may not."
        }
    };
    vec![note.text.to_owned(), privacy.to_owned()]
}

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    let socket = row.socket;
    let Some(registry) = wording::registry(socket.protocol) else {
        return Section::of(Topic::Port, "No port", vec![no_port(row)]);
    };
    let own_range = row.namespace.settings.ephemeral_ports;
    let mut paragraphs = Vec::new();
    let title = match (row.direction(), row.service_port()) {
        (None, _) if socket.local.port == 0 => {
            paragraphs.push(
                "It has no port yet. The system gives it one when it sends, connects or listens."
                    .to_owned(),
            );
            return Section::of(Topic::Port, "No port yet", paragraphs);
        }
        (Some((remote, direction)), None) => {
            paragraphs.push(format!(
                "Neither port tells which side offers the service: this end has {}, the other one \
                 {}.",
                socket.local.port, remote.port
            ));
            paragraphs.push(assignment(registry, socket.local.port, own_range));
            if remote.port != socket.local.port {
                paragraphs.push(assignment(registry, remote.port, None));
            }
            debug_assert_eq!(direction.evidence, Evidence::Nothing);
            format!("Ports {} and {}", socket.local.port, remote.port)
        }
        (direction, service) => {
            let (side, number) = service.unwrap_or((Side::Here, socket.local.port));
            // Only for this end the range is this host's own.
            let range = match side {
                Side::Here => own_range,
                Side::There => None,
            };
            if row.is_handed_out() {
                paragraphs.extend(handed_out(row, registry, number));
            } else {
                paragraphs.push(assignment(registry, number, range));
                paragraphs.extend(note(registry, number));
            }
            if row.role == Role::Listener {
                paragraphs.extend(own_range_note(row, registry, number));
            }
            if let Some((remote, direction)) = direction {
                paragraphs.push(which_port(row, remote, direction));
            }
            if row.is_handed_out() {
                format!("Port {number}")
            } else {
                title(registry, number)
            }
        }
    };
    paragraphs.push(CONVENTION.to_owned());
    Section::of(Topic::Port, title, paragraphs)
}

fn title(protocol: Protocol, number: u16) -> String {
    match wording::service(protocol, number) {
        Some(name) => format!("Port {number}, {name}"),
        None => format!("Port {number}"),
    }
}

/// For a port that was most likely handed out: why its number says little, and what it is assigned
/// to all the same.
fn handed_out(row: &Row<'_>, protocol: Protocol, number: u16) -> Vec<String> {
    let range = ephemeral_ports(row.namespace);
    let name = wording::protocol(protocol);
    let mut paragraphs = vec![format!(
        "{name} port {number} is ephemeral: it is in the range {}–{} that this host hands out to \
         sockets that ask for any port, so the number most likely names no service.",
        range.first, range.last
    )];
    if wording::service(protocol, number).is_some() {
        paragraphs.push(assignment(protocol, number, None));
    }
    paragraphs
}

/// For a port that has a name and is yet one that this host hands out.
fn own_range_note(row: &Row<'_>, protocol: Protocol, number: u16) -> Option<String> {
    let range = ephemeral_ports(row.namespace);
    (range.contains(number) && wording::service(protocol, number).is_some()).then(|| {
        format!(
            "This host also hands out the ports {}–{} to sockets that ask for any, so the program \
             may have been given {number} by chance.",
            range.first, range.last
        )
    })
}

/// Which of a connection's two ports names the service, and what the other one is.
fn which_port(row: &Row<'_>, remote: Endpoint, direction: Direction) -> String {
    let local = row.socket.local.port;
    let (service, side, other, other_side) = match direction.opened_by {
        Side::Here => (remote.port, "the other side's", local, "this side's"),
        Side::There => (local, "this side's", remote.port, "the other side's"),
    };
    let range = ephemeral_ports(row.namespace);
    let other_is = if direction.opened_by == Side::Here && range.contains(other) {
        format!(
            "is in the range {}–{} that this host hands out to clients",
            range.first, range.last
        )
    } else {
        "is the client's".to_owned()
    };
    format!(
        "Of the two ports {side}, {service}, names the service; {other_side}, {other}, {other_is}."
    )
}

/// Why there is no port, and what the number in its place is.
fn no_port(row: &Row<'_>) -> String {
    let number = row.socket.local.port;
    match (row.role, row.socket.protocol) {
        (Role::Packets, Protocol::Raw) => {
            let name = ip_protocol_name(number)
                .map(|name| format!(", {name}"))
                .unwrap_or_default();
            format!(
                "A raw socket works below the level of ports. In the port's place stands the \
                 number of its IP protocol: {number}{name}."
            )
        }
        (Role::Packets, _) => format!(
            "ICMP has no ports. In the port's place stands the identifier by which the kernel \
             knows the answers to this socket's echo requests: {number}."
        ),
        _ => format!(
            "Whether {} has ports is not known here. The number in the port's place is {number}.",
            wording::protocol(row.socket.protocol)
        ),
    }
}

/// The name of an IP protocol (IANA, "Protocol Numbers"), for those that raw sockets usually ask for.
pub(crate) fn ip_protocol_name(number: u16) -> Option<&'static str> {
    Some(match number {
        1 => "ICMP",
        2 => "IGMP",
        4 => "IPv4 in IP",
        6 => "TCP",
        17 => "UDP",
        41 => "IPv6 in IP",
        47 => "GRE",
        50 => "ESP of IPsec",
        51 => "AH of IPsec",
        58 => "ICMPv6",
        89 => "OSPF",
        103 => "PIM",
        112 => "VRRP",
        132 => "SCTP",
        255 => "reserved: the socket only sends",
        _ => return None,
    })
}

/// With an ASCII capital first: every name that is given here begins with such a letter.
fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
