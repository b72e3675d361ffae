//! The key numbers of a snapshot.

use netsnap_shared::snapshot::{Socket, State};

use super::part::Part;
use crate::place::View;

/// A number with its name and the rows that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// What is counted, for one and for several.
    pub names: [&'static str; 2],
    /// How many there are.
    pub count: usize,
    /// The view that shows them.
    pub view: View,
    /// The filter that leaves only them.
    pub filter: &'static str,
}

impl Number {
    /// What is counted, as this count needs it.
    pub fn name(&self) -> &'static str {
        self.names[usize::from(self.count != 1)]
    }
}

/// How many sockets there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    sockets: usize,
    listening: usize,
    established: usize,
}

impl Counts {
    /// Counts a socket.
    pub fn add(&mut self, socket: &Socket) {
        self.sockets += 1;
        match socket.state {
            Some(State::Listen) => self.listening += 1,
            Some(State::Established) => self.established += 1,
            _ => {}
        }
    }
}

/// The key numbers, in the order in which they are shown.
pub fn numbers(part: Part<'_>, counts: Counts) -> [Number; 6] {
    let namespaces = part.namespaces();
    let of = |names, count, view, filter| Number {
        names,
        count,
        view,
        filter,
    };
    [
        of(["socket", "sockets"], counts.sockets, View::Sockets, ""),
        of(
            ["listening", "listening"],
            counts.listening,
            View::Sockets,
            "state:listen",
        ),
        of(
            ["connected", "connected"],
            counts.established,
            View::Sockets,
            "state:established",
        ),
        of(
            ["process", "processes"],
            part.processes().count(),
            View::Processes,
            "",
        ),
        of(
            ["interface", "interfaces"],
            namespaces.iter().map(|n| n.interfaces.len()).sum(),
            View::Interfaces,
            "",
        ),
        of(
            ["route", "routes"],
            namespaces.iter().map(|n| n.routes.len()).sum(),
            View::Routes,
            "",
        ),
    ]
}
