//! A snapshot with its lookups: who is process 812, who is user 33, which socket is row 17.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::explain::{self, CounterRow};
use crate::ports;
use crate::rates::{self, Rates};
use crate::snapshot::{Namespace, Pid, PortRange, Process, Snapshot, Socket, State, Uid};

/// A snapshot that can be asked by pid, by uid and by row.
///
/// The first of several processes or users with one number wins; a hostile bundle may have them.
#[derive(Debug)]
pub struct Catalog {
    snapshot: Snapshot,
    processes: HashMap<Pid, usize>,
    users: HashMap<Uid, usize>,
    /// For each namespace the row of its first socket, and at the end the number of all sockets.
    first_sockets: Vec<usize>,
    /// For each process the rows of its sockets, ascending.
    sockets_of: HashMap<Pid, Vec<u32>>,
    counters: OnceLock<Vec<CounterRow>>,
    rates: OnceLock<Vec<Rates>>,
}

/// A socket and the namespace it is in.
#[derive(Debug, Clone, Copy)]
pub struct SocketInPlace<'a> {
    /// The row among all sockets of the snapshot, in the order of namespaces and sockets.
    pub row: usize,
    /// The namespace.
    pub namespace: &'a Namespace,
    /// The socket.
    pub socket: &'a Socket,
}

/// The ports that the most widespread systems hand out to clients: Linux's default range, and above
/// it IANA's. What another host hands out is not known; this is what it most likely does.
const HANDED_OUT: PortRange = PortRange {
    first: 32768,
    last: u16::MAX,
};

impl SocketInPlace<'_> {
    /// The service that the local port stands for; `None` for a port that was most likely handed
    /// out by this host, for then its number says nothing.
    pub fn local_service(&self) -> Option<&'static str> {
        let port = self.socket.local.port;
        let was_chosen = self.socket.state == Some(State::Listen)
            || !ports::is_ephemeral(port, self.namespace.settings.ephemeral_ports);
        was_chosen
            .then(|| ports::service_name(self.socket.protocol, port))
            .flatten()
    }

    /// The service that the remote port stands for; `None` for a port that the other host most
    /// likely handed out.
    pub fn remote_service(&self) -> Option<&'static str> {
        let port = self.socket.remote?.port;
        if HANDED_OUT.contains(port) {
            return None;
        }
        ports::service_name(self.socket.protocol, port)
    }
}

impl Catalog {
    /// Takes a snapshot and prepares its lookups, in one pass over each list.
    pub fn new(snapshot: Snapshot) -> Self {
        let mut processes = HashMap::with_capacity(snapshot.processes.len());
        for (index, process) in snapshot.processes.iter().enumerate() {
            processes.entry(process.pid).or_insert(index);
        }
        let mut users = HashMap::with_capacity(snapshot.users.len());
        for (index, user) in snapshot.users.iter().enumerate() {
            users.entry(user.uid).or_insert(index);
        }
        let mut first_sockets = Vec::with_capacity(snapshot.namespaces.len() + 1);
        let mut sockets = 0;
        first_sockets.push(sockets);
        for namespace in &snapshot.namespaces {
            sockets += namespace.sockets.len();
            first_sockets.push(sockets);
        }
        let sockets_of = sockets_by_process(&snapshot);
        Self {
            snapshot,
            processes,
            users,
            first_sockets,
            sockets_of,
            counters: OnceLock::new(),
            rates: OnceLock::new(),
        }
    }

    /// The snapshot itself.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The process with this number.
    pub fn process(&self, pid: Pid) -> Option<&Process> {
        self.processes
            .get(&pid)
            .map(|&index| &self.snapshot.processes[index])
    }

    /// The name of the user with this number.
    pub fn user_name(&self, uid: Uid) -> Option<&str> {
        self.users
            .get(&uid)
            .map(|&index| self.snapshot.users[index].name.as_str())
    }

    /// How many sockets all namespaces have together.
    pub fn socket_count(&self) -> usize {
        self.first_sockets.last().copied().unwrap_or_default()
    }

    /// The socket at a row.
    pub fn socket(&self, row: usize) -> Option<SocketInPlace<'_>> {
        let place = self
            .first_sockets
            .partition_point(|&first| first <= row)
            .checked_sub(1)?;
        let namespace = self.snapshot.namespaces.get(place)?;
        let socket = namespace.sockets.get(row - self.first_sockets[place])?;
        Some(SocketInPlace {
            row,
            namespace,
            socket,
        })
    }

    /// The rows of the sockets that a process holds descriptors of, ascending and each once.
    pub fn sockets_of(&self, pid: Pid) -> &[u32] {
        self.sockets_of.get(&pid).map_or(&[], Vec::as_slice)
    }

    /// The counters of every namespace, those that deserve a look first; made when they are first
    /// asked for.
    pub fn counters(&self) -> &[CounterRow] {
        self.counters
            .get_or_init(|| explain::counter_rows(&self.snapshot))
    }

    /// What passed each interface while the collector watched, one namespace after the other; made
    /// when it is first asked for, and empty where nobody watched.
    pub fn rates(&self) -> &[Rates] {
        self.rates.get_or_init(|| rates::rates(&self.snapshot))
    }

    /// Every socket, by row.
    pub fn sockets(&self) -> impl Iterator<Item = SocketInPlace<'_>> {
        self.sockets_within(None)
    }

    /// The sockets of the namespace at a place of the snapshot's list, or of all, by row.
    pub fn sockets_within(&self, place: Option<usize>) -> impl Iterator<Item = SocketInPlace<'_>> {
        let namespaces = self.namespaces_within(place);
        let first = place.and_then(|place| self.first_sockets.get(place));
        let places = namespaces.iter().flat_map(|namespace| {
            let sockets = namespace.sockets.iter();
            sockets.map(move |socket| (namespace, socket))
        });
        let rows = first.copied().unwrap_or_default()..;
        rows.zip(places)
            .map(|(row, (namespace, socket))| SocketInPlace {
                row,
                namespace,
                socket,
            })
    }

    /// The namespace at a place of the snapshot's list, or all; empty for a place that it does not
    /// have.
    pub fn namespaces_within(&self, place: Option<usize>) -> &[Namespace] {
        let all = &self.snapshot.namespaces;
        match place {
            Some(place) => all
                .get(place..)
                .and_then(|it| it.get(..1))
                .unwrap_or_default(),
            None => all,
        }
    }

    /// The namespace that the collector ran in, or else the first.
    pub fn own_namespace(&self) -> Option<&Namespace> {
        let namespaces = &self.snapshot.namespaces;
        namespaces
            .iter()
            .find(|namespace| namespace.is_collectors)
            .or_else(|| namespaces.first())
    }
}

fn sockets_by_process(snapshot: &Snapshot) -> HashMap<Pid, Vec<u32>> {
    let mut sockets_of: HashMap<Pid, Vec<u32>> = HashMap::new();
    let sockets = snapshot.namespaces.iter().flat_map(|n| &n.sockets);
    for (row, socket) in (0..).zip(sockets) {
        for owner in &socket.owners {
            let rows = sockets_of.entry(owner.pid).or_default();
            // A process may hold several descriptors of one socket.
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        }
    }
    sockets_of
}
