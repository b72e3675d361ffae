//! The cells that every table of sockets has: who holds a socket, and what waits in it.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{AcceptQueue, Owner, Ownership, Pid, Uid};

use super::{Cell, Tone};
use crate::format::{self, shown_text};

/// The first owner, and how many other processes hold the socket; where there is none, why.
pub(super) fn owner(catalog: &Catalog, owners: &[Owner], ownership: Ownership) -> Cell {
    let Some(first) = owners.first() else {
        return Cell::new(why_nobody(ownership)).toned(Tone::Dim);
    };
    let mut others: Vec<Pid> = owners.iter().map(|owner| owner.pid).collect();
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

/// A user by name, or else by number.
pub(super) fn user(catalog: &Catalog, uid: Option<Uid>) -> Cell {
    Cell::or_blank(uid.map(|uid| match catalog.user_name(uid) {
        Some(name) => Cell::foreign(name),
        None => Cell::new(uid.to_string()),
    }))
}

/// The bytes that wait; of a listener, the connections that were not accepted.
pub(super) fn queue(connections: Option<AcceptQueue>, bytes: Option<u32>) -> Cell {
    let waiting = |length: u32| {
        let tone = if length > 0 { Tone::Warn } else { Tone::Plain };
        Cell::new(format::grouped(u64::from(length))).toned(tone)
    };
    match connections {
        Some(queue) => {
            let limit = ["of ", &format::grouped(u64::from(queue.limit))].concat();
            waiting(queue.length).noted(limit)
        }
        None => Cell::or_blank(bytes.map(waiting)),
    }
}
