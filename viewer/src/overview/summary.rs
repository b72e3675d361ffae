//! The key numbers of a snapshot.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::State;

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

/// The key numbers, in the order in which they are shown.
pub fn numbers(catalog: &Catalog) -> [Number; 6] {
    let snapshot = catalog.snapshot();
    let mut listening = 0;
    let mut established = 0;
    for place in catalog.sockets() {
        match place.socket.state {
            Some(State::Listen) => listening += 1,
            Some(State::Established) => established += 1,
            _ => {}
        }
    }
    let namespaces = &snapshot.namespaces;
    let of = |names, count, view, filter| Number {
        names,
        count,
        view,
        filter,
    };
    [
        of(
            ["socket", "sockets"],
            catalog.socket_count(),
            View::Sockets,
            "",
        ),
        of(
            ["listening", "listening"],
            listening,
            View::Sockets,
            "state:listen",
        ),
        of(
            ["connected", "connected"],
            established,
            View::Sockets,
            "state:established",
        ),
        of(
            ["process", "processes"],
            snapshot.processes.len(),
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
