//! Sockets as rows.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{Endpoint, Ownership, Pid, Socket, State};

use super::{Cell, Column, Tone, namespace, number, text};
use crate::format::{self, shown_text};

pub(super) const COLUMNS: &[Column] = &[
    text("Proto", Field::Protocol, |catalog, row| {
        of(catalog, row, |at| Cell::new(at.socket.protocol.to_string()))
    }),
    text("Local address", Field::Local, |catalog, row| {
        of(catalog, row, |at| Cell::new(at.socket.local.ip.to_string()))
    }),
    text("Local port", Field::LocalPort, |catalog, row| {
        of(catalog, row, |at| port(at.socket.local, at.local_service()))
    }),
    text("Remote address", Field::Remote, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(
                at.socket
                    .remote
                    .map(|remote| Cell::new(remote.ip.to_string())),
            )
        })
    }),
    text("Remote port", Field::RemotePort, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(
                at.socket
                    .remote
                    .map(|remote| port(remote, at.remote_service())),
            )
        })
    }),
    text("State", Field::State, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.state.map(state))
        })
    }),
    text("Process", Field::Process, |catalog, row| {
        of(catalog, row, |at| owner(catalog, at.socket))
    }),
    text("User", Field::User, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.uid.map(|uid| match catalog.user_name(uid) {
                Some(name) => Cell::foreign(name),
                None => Cell::new(uid.to_string()),
            }))
        })
    }),
    number("Recv-Q", Field::ReceiveQueue, |catalog, row| {
        of(catalog, row, |at| queue(at.socket, at.socket.receive_queue))
    }),
    number("Send-Q", Field::SendQueue, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.send_queue.map(bytes))
        })
    }),
    text("Interface", Field::Interface, |catalog, row| {
        of(catalog, row, |at| {
            Cell::or_blank(at.socket.interface.as_deref().map(Cell::foreign))
        })
    }),
    text("Namespace", Field::Namespace, |catalog, row| {
        of(catalog, row, |at| namespace(at.namespace))
    }),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(SocketInPlace<'_>) -> Cell) -> Cell {
    Cell::or_blank(catalog.socket(row).map(cell))
}

fn port(end: Endpoint, service: Option<&'static str>) -> Cell {
    let cell = Cell::new(end.port.to_string());
    match service {
        Some(service) => cell.noted(service),
        None => cell,
    }
}

fn state(state: State) -> Cell {
    let tone = match state {
        State::Listen => Tone::Ok,
        State::Unconnected | State::Closed | State::TimeWait => Tone::Dim,
        _ => Tone::Plain,
    };
    Cell::new(format::state(state)).toned(tone)
}

/// The first owner, and how many other processes hold the socket; where there is none, why.
fn owner(catalog: &Catalog, socket: &Socket) -> Cell {
    let Some(first) = socket.owners.first() else {
        return Cell::new(why_nobody(socket.ownership)).toned(Tone::Dim);
    };
    let mut others: Vec<Pid> = socket.owners.iter().map(|owner| owner.pid).collect();
    others.sort_unstable();
    others.dedup();
    let mut note = first.pid.to_string();
    if others.len() > 1 {
        note.push_str(" +");
        note.push_str(&(others.len() - 1).to_string());
    }
    match catalog.process(first.pid) {
        Some(process) => Cell::new(shown_text(&process.name).into_owned()).noted(note),
        None => Cell::new("pid").noted(note),
    }
}

fn why_nobody(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Kernel => "kernel keeps it",
        Ownership::NotAccepted => "not accepted yet",
        Ownership::Hidden => "hidden: needs root",
        Ownership::OtherPidNamespace => "in another pid namespace",
        Ownership::Missing => "nobody found",
        Ownership::Owned | Ownership::Unknown => "not known",
    }
}

/// What has arrived and was not read; of a listener, the connections that were not accepted.
fn queue(socket: &Socket, receive_queue: Option<u32>) -> Cell {
    match socket.accept_queue {
        Some(queue) => {
            let length = u64::from(queue.length);
            let tone = if queue.length > 0 {
                Tone::Warn
            } else {
                Tone::Plain
            };
            let limit = ["of ", &format::grouped(u64::from(queue.limit))].concat();
            Cell::new(format::grouped(length)).noted(limit).toned(tone)
        }
        None => Cell::or_blank(receive_queue.map(bytes)),
    }
}

fn bytes(size: u32) -> Cell {
    let tone = if size > 0 { Tone::Warn } else { Tone::Plain };
    Cell::new(format::grouped(u64::from(size))).toned(tone)
}
