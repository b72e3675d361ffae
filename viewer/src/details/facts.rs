//! All fields of a selected row, as a bundle has them, for whoever wants the facts alone.

mod connection;
mod counter;
pub(super) mod field;
mod interface;
mod link;
mod local;
mod process;
mod route;
mod rule;
mod socket;
mod source;

use netsnap_shared::catalog::Catalog;

use crate::format::BLANK;
use crate::place::Selected;
use crate::rows;

/// A field and its value as text; may be a host's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// Every field of a row; empty for a row that the snapshot does not have.
pub fn facts(catalog: &Catalog, selected: Selected) -> Vec<Fact> {
    let snapshot = catalog.snapshot();
    let facts = match selected {
        Selected::Socket(row) => catalog
            .socket(row)
            .map(|place| socket::facts(catalog, place)),
        Selected::Process(index) => {
            let process = snapshot.processes.get(index);
            process.map(|process| process::facts(catalog, process))
        }
        Selected::Route(row) => {
            rows::route(catalog, row).map(|(namespace, route)| route::facts(namespace, route))
        }
        Selected::Interface(row) => rows::interface(catalog, row)
            .map(|(namespace, interface)| interface::facts(namespace, interface)),
        Selected::Source(index) => snapshot.sources.get(index).map(source::facts),
        Selected::Counter(row) => {
            let row = catalog.counters().get(row);
            row.map(|row| counter::facts(catalog, row))
        }
        Selected::Rule(row) => {
            rows::rule(catalog, row).map(|(namespace, it)| rule::facts(namespace, it))
        }
        Selected::Neighbour(row) => {
            rows::neighbour(catalog, row).map(|(namespace, it)| link::neighbour(namespace, it))
        }
        Selected::Group(row) => {
            rows::group(catalog, row).map(|(namespace, it)| link::group(namespace, it))
        }
        Selected::Unix(row) => rows::unix(catalog, row)
            .map(|(namespace, socket)| local::unix(catalog, namespace, socket)),
        Selected::Packet(row) => rows::packet(catalog, row)
            .map(|(namespace, socket)| local::packet(catalog, namespace, socket)),
        Selected::Netlink(row) => {
            rows::netlink(catalog, row).map(|(namespace, socket)| local::netlink(namespace, socket))
        }
    };
    facts.unwrap_or_default()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what has no lasting place, such as a count in words, is handed over"
)]
fn fact(name: &'static str, value: impl ToString) -> Fact {
    Fact {
        name,
        value: value.to_string(),
    }
}

/// A field that may be unknown or that not every row has.
fn maybe(name: &'static str, value: Option<impl ToString>) -> Fact {
    match value {
        Some(value) => fact(name, value),
        None => fact(name, BLANK),
    }
}

/// A field that is shown where it is there.
fn present(name: &'static str, value: Option<impl ToString>) -> Option<Fact> {
    value.map(|value| fact(name, value))
}

const fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{process, snapshot, source, tcp};
    use netsnap_shared::snapshot::{
        SocketMemory, SourceStatus, State, TcpInfo, Timer, TimerKind, Uid, User,
    };

    fn check(catalog: &Catalog, selected: Selected, expected: &[(&str, &str)]) {
        let facts = facts(catalog, selected);
        for (name, value) in expected {
            let found = facts.iter().find(|fact| fact.name == *name);
            assert_eq!(
                found.map(|fact| &*fact.value),
                Some(*value),
                "{name} of {selected:?}"
            );
        }
    }

    #[test]
    fn every_kind_of_row_shows_its_fields() {
        let mut socket = tcp(State::FinWait1, "10.0.0.1:80", "203.0.113.7:50000", &[1]);
        socket.uid = Some(Uid(33));
        socket.timer = Some(Timer {
            kind: TimerKind::Retransmit,
            expires_in_ms: 12_500,
            retransmits: 3,
        });
        socket.memory = Some(Box::new(SocketMemory {
            receive_limit: 131_072,
            drops: Some(7),
            ..SocketMemory::default()
        }));
        socket.tcp_info = Some(Box::new(TcpInfo {
            rtt_us: Some(1_500),
            rtt_variance_us: Some(250),
            bytes_sent: Some(12_345),
            last_sent_ms: Some(2_000),
            delivery_rate: Some(1_250_000),
            ..TcpInfo::default()
        }));
        let mut shell = process(1, "sh");
        shell.command_line = Some(vec![
            "sh".into(),
            "-c".into(),
            "echo 'a b'".into(),
            String::new(),
        ]);
        shell.executable = Some("/bin/sh".into());
        shell.executable_deleted = Some(true);
        let mut taken = snapshot(vec![shell], vec![socket]);
        taken.users.push(User {
            uid: Uid(33),
            name: "www-data".into(),
        });
        taken.sources.push(source(
            "sock_diag",
            SourceStatus::Denied,
            Some("no permission"),
        ));
        let catalog = Catalog::new(taken);
        check(
            &catalog,
            Selected::Socket(0),
            &[
                ("Protocol", "tcp (6)"),
                ("State", "FIN-WAIT-1 (4)"),
                ("Remote", "203.0.113.7:50000"),
                ("User", "www-data (33)"),
                ("Timer", "retransmit, in 12.5 s, 3 retransmits"),
                ("Inode", "–"),
                ("Receive buffer", "0 B of 131 kB"),
                ("Drops", "7"),
                ("Round trip", "1.50 ms ± 250 µs"),
                ("Data sent", "12.3 kB (12,345 bytes)"),
                ("Delivery rate", "1.25 MB/s"),
                ("Last sent", "2.00 s ago"),
            ],
        );
        check(
            &catalog,
            Selected::Process(0),
            &[
                ("Command line", r"sh -c 'echo '\''a b'\''' ''"),
                ("Executable", "/bin/sh (deleted or replaced since)"),
            ],
        );
        check(
            &catalog,
            Selected::Source(0),
            &[("Status", "denied"), ("Detail", "no permission")],
        );
        assert_eq!(facts(&catalog, Selected::Route(0)), []);
        assert_eq!(facts(&catalog, Selected::Interface(9)), []);
    }
}
