//! The one sentence that says what a socket is.

use std::net::IpAddr;

use crate::reach::Reach;
use crate::snapshot::{Endpoint, Ownership, Protocol, State};

use super::direction::{Direction, Evidence, Side};
use super::reach::other_family_is_taken_elsewhere;
use super::row::{Role, Row};
use super::wording;

pub(super) fn headline(row: &Row<'_>) -> String {
    match row.role {
        Role::Listener => listener(row),
        Role::Connection(peer) => connection(row, peer),
        Role::Idle => idle(row),
        Role::Datagrams => datagrams(row),
        Role::ConnectedDatagrams(remote, _) => format!(
            "{}{} exchanges datagrams with {} at {} only.",
            wording::a_socket(row.socket.protocol),
            of_owners(row),
            remote_port(row, remote),
            wording::address(remote.ip),
        ),
        Role::Packets => packets(row),
        Role::Unknown => format!(
            "{}{} is open{}.",
            wording::a_socket(row.socket.protocol),
            of_owners(row),
            place(row),
        ),
    }
}

fn listener(row: &Row<'_>) -> String {
    let (subject, several) = row
        .owners()
        .unwrap_or_else(|| (nobody(row.socket.ownership).to_owned(), false));
    format!(
        "{subject} {} for {} on {} {}{}.",
        if several { "wait" } else { "waits" },
        if row.socket.protocol == Protocol::Sctp {
            "associations"
        } else {
            "connections"
        },
        wording::protocol(row.socket.protocol),
        wording::port(row.socket.protocol, row.socket.local.port),
        place(row),
    )
}

/// Who listens, where no process is known.
fn nobody(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Kernel => "The kernel itself",
        Ownership::Hidden => "A program that the collector was not allowed to see",
        Ownership::OtherPidNamespace => "A program in another pid namespace",
        Ownership::Missing => "A program that was not found",
        Ownership::Owned | Ownership::NotAccepted | Ownership::Unknown => {
            "A program that is not named"
        }
    }
}

fn connection(row: &Row<'_>, peer: Option<(Endpoint, Direction)>) -> String {
    let what = wording::a_connection(row.socket.protocol);
    let state = connection_state(row.socket.state, row.socket.ownership);
    let local = row.socket.local.port;
    let Some((remote, direction)) = peer else {
        let owners = of_owners(row);
        return format!(
            "{what}{owners} between port {local} of this host and an unnamed peer {state}."
        );
    };
    let at = wording::address(remote.ip);
    match (direction.opened_by, direction.evidence) {
        (_, Evidence::Nothing) => format!(
            "{what}{} between port {local} of this host and port {} at {at} {state}.",
            of_owners(row),
            remote.port,
        ),
        (Side::Here, _) => {
            let from = match row.owners() {
                Some((owners, _)) => format!("{owners} on this host"),
                None => "this host".to_owned(),
            };
            format!(
                "{what} from {from} to {} at {at} {state}.",
                remote_port(row, remote)
            )
        }
        (Side::There, _) => {
            let port = wording::port(row.socket.protocol, local);
            let to = match row.owners() {
                Some((owners, _)) => format!("{owners} on {port} of this host"),
                None => format!("{port} of this host"),
            };
            format!("{what} from {at} to {to} {state}.")
        }
    }
}

fn connection_state(state: Option<State>, ownership: Ownership) -> String {
    let text = match state {
        Some(State::Established) if ownership == Ownership::NotAccepted => {
            "is open and waits to be accepted by a program"
        }
        Some(State::Established) => "is open",
        Some(State::SynSent) => "is being opened: the other side has not answered yet",
        Some(State::SynReceived | State::NewSynReceived) => {
            "is being opened: the other side's confirmation is awaited"
        }
        Some(State::FinWait1) => {
            "is being closed by this side: the other side has not acknowledged that yet"
        }
        Some(State::FinWait2) => "was closed by this side and not yet by the other one",
        Some(State::CloseWait) => "was closed by the other side and not yet by this one",
        Some(State::Closing) => "is being closed by both sides at once",
        Some(State::LastAck) => {
            "was closed by the other side, then by this one: the last acknowledgement is awaited"
        }
        Some(State::TimeWait) => "is over",
        Some(State::Other(code)) => {
            return format!("is in state {code}, for which this netsnap has no name");
        }
        _ => "is in a state that is not known",
    };
    text.to_owned()
}

fn idle(row: &Row<'_>) -> String {
    let socket = wording::a_socket(row.socket.protocol);
    let owners = of_owners(row);
    let state = match row.socket.state {
        None => "is in a state that is not known".to_owned(),
        Some(State::Other(code)) => {
            format!("is in state {code}, for which this netsnap has no name")
        }
        Some(_) => "neither listens nor is connected".to_owned(),
    };
    match row.socket.local.port {
        0 => format!("{socket}{owners} {state}; it has no port."),
        _ => format!("{socket}{owners} with {} {state}.", row.local_port()),
    }
}

fn datagrams(row: &Row<'_>) -> String {
    let socket = wording::a_socket(row.socket.protocol);
    let owners = of_owners(row);
    match row.socket.local.port {
        0 => format!("{socket}{owners} has no port yet, so nothing can be sent to it."),
        _ => format!(
            "{socket}{owners} takes datagrams on {}{}.",
            row.local_port(),
            place(row),
        ),
    }
}

fn packets(row: &Row<'_>) -> String {
    let socket = wording::a_socket(row.socket.protocol);
    let owners = of_owners(row);
    let number = row.socket.local.port;
    if row.socket.protocol != Protocol::Raw {
        return format!(
            "{socket}{owners} sends echo requests and takes their answers{}.",
            place(row)
        );
    }
    // IPPROTO_RAW, raw(7): such a socket receives nothing.
    if number == 255 {
        return format!("{socket}{owners} sends IP packets of any protocol and takes none.");
    }
    format!(
        "{socket}{owners} takes every packet of IP protocol {number}{}{}.",
        super::port::ip_protocol_name(number)
            .map(|name| format!(" ({name})"))
            .unwrap_or_default(),
        place(row),
    )
}

/// The remote port with the service's name, where it is the port that names the service.
fn remote_port(row: &Row<'_>, remote: Endpoint) -> String {
    match row.service_port() {
        Some((Side::There, _)) => wording::port(row.socket.protocol, remote.port),
        _ => format!("port {}", remote.port),
    }
}

fn of_owners(row: &Row<'_>) -> String {
    row.owners()
        .map(|(owners, _)| format!(" of {owners}"))
        .unwrap_or_default()
}

/// Where a socket takes what is sent to it, to stand at the end of the sentence.
fn place(row: &Row<'_>) -> String {
    let ip = row.socket.local.ip;
    let canonical = ip.to_canonical();
    let interface = row.socket.interface.as_deref().map(wording::short);
    let place = match canonical {
        ip if ip.is_multicast() => format!(", sent to the group {ip}"),
        IpAddr::V4(ip) if ip.is_unspecified() => ", on every IPv4 address of this host".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => {
            let is_ipv6_only = wording::registry(row.socket.protocol).is_none()
                || other_family_is_taken_elsewhere(row);
            if is_ipv6_only {
                ", on every IPv6 address of this host".to_owned()
            } else {
                ", on every address of this host, IPv6 and usually IPv4".to_owned()
            }
        }
        ip => match Reach::of_address(ip) {
            Reach::ThisHost => ", from this host only".to_owned(),
            Reach::Links => {
                let link = interface.map_or_else(
                    || "the same link".to_owned(),
                    |interface| format!("the link of {interface}"),
                );
                return format!(", at {ip}, from {link} only");
            }
            Reach::Everyone => format!(", at {ip}"),
        },
    };
    match interface {
        Some(interface) => format!("{place}, through {interface} only"),
        None => place,
    }
}
