//! The rows that a selected row belongs to and that belong to it: owners, parents, sockets.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::filter::quote;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{Namespace, Owner, Pid, Process, UnixSocket};

use crate::format;
use crate::place::{Selected, View};
use crate::rows;

/// How many sockets of a process are listed; the rest is one filter away.
const SHOWN: usize = 50;

/// How far the chain of parents is followed; a hostile bundle may have a longer one.
const GENERATIONS: usize = 32;

/// Rows that have something to do with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relatives {
    /// What they are to it.
    pub title: &'static str,
    /// The rows.
    pub rows: Vec<Relative>,
    /// How many there are in all, and the view and its filter that show all of them; `None` where
    /// nothing is left out.
    pub all: Option<(usize, View, String)>,
}

/// One row that has something to do with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// What it is called; may be a host's own text.
    pub label: String,
    /// What else is known of it.
    pub note: String,
    /// The row; `None` where the snapshot does not have it.
    pub selected: Option<Selected>,
}

/// The rows that have something to do with a row, as lists that are not empty.
pub fn relatives(catalog: &Catalog, selected: Selected) -> Vec<Relatives> {
    let mut lists = match selected {
        Selected::Socket(row) => match catalog.socket(row) {
            Some(place) => {
                let filter = format!("lport:{}", place.socket.local.port);
                vec![owners(catalog, &place.socket.owners, Some(filter))]
            }
            None => Vec::new(),
        },
        Selected::Unix(row) => match rows::unix(catalog, row) {
            Some((namespace, socket)) => vec![
                owners(catalog, &socket.owners, None),
                other_end(catalog, namespace, socket),
            ],
            None => Vec::new(),
        },
        Selected::Packet(row) => match rows::packet(catalog, row) {
            Some((_, socket)) => vec![owners(catalog, &socket.owners, None)],
            None => Vec::new(),
        },
        Selected::Netlink(row) => match rows::netlink(catalog, row) {
            Some((_, socket)) => vec![owners(catalog, &socket.owners, None)],
            None => Vec::new(),
        },
        Selected::Process(index) => match catalog.snapshot().processes.get(index) {
            Some(process) => {
                let mut lists = vec![parents(catalog, process), sockets(catalog, process.pid)];
                lists.extend(other_sockets(catalog, process.pid));
                lists
            }
            None => Vec::new(),
        },
        Selected::Interface(row) => match rows::interface(catalog, row) {
            Some((namespace, interface)) => vec![captures(catalog, namespace, &interface.name)],
            None => Vec::new(),
        },
        Selected::Route(_)
        | Selected::Source(_)
        | Selected::Counter(_)
        | Selected::Rule(_)
        | Selected::Neighbour(_)
        | Selected::Group(_) => Vec::new(),
    };
    lists.retain(|list| !list.rows.is_empty());
    lists
}

/// The processes that hold a socket; `all` is the filter that finds the socket among sockets.
fn owners(catalog: &Catalog, owners: &[Owner], all: Option<String>) -> Relatives {
    let rows = owners.iter().take(SHOWN).map(|owner| {
        let note = match owner.fd {
            Some(fd) => format!("pid {}, descriptor {fd}", owner.pid),
            None => format!("pid {}", owner.pid),
        };
        of_process(catalog, owner.pid, note)
    });
    let count = owners.len();
    Relatives {
        title: "Held by",
        rows: rows.collect(),
        all: all
            .filter(|_| count > SHOWN)
            .map(|all| (count, View::Sockets, all)),
    }
}

/// The sockets that a unix socket is connected with, in whatever namespace they are.
fn other_end(catalog: &Catalog, namespace: &Namespace, socket: &UnixSocket) -> Relatives {
    let is_peer = |other: &UnixSocket| {
        (other.inode.is_some() && other.inode == socket.peer_inode)
            || (other.peer_inode.is_some() && other.peer_inode == socket.inode)
    };
    let namespaces = &catalog.snapshot().namespaces;
    let all = namespaces
        .iter()
        .flat_map(|n| n.unix_sockets.iter().map(move |socket| (n, socket)));
    let peers = all.enumerate().filter(|(_, (_, other))| is_peer(other));
    let rows = peers.take(SHOWN).map(|(row, (place, other))| {
        let process = other.owners.first().map(|owner| owner.pid);
        let name = process.and_then(|pid| catalog.process(pid));
        let label = match (name, &other.path) {
            (Some(process), _) => process.name.clone(),
            (None, Some(path)) => path.clone(),
            (None, None) => format!("unix socket {}", other.state),
        };
        let mut note = process.map_or_else(String::new, |pid| format!("pid {pid}"));
        if place.id != namespace.id {
            note.push_str(" in namespace ");
            note.push_str(&place.id.0);
        }
        Relative {
            label,
            note,
            selected: Some(Selected::Unix(row)),
        }
    });
    Relatives {
        title: "Other end",
        rows: rows.collect(),
        all: None,
    }
}

/// The parent, its parent and so on.
fn parents(catalog: &Catalog, process: &Process) -> Relatives {
    let mut rows = Vec::new();
    let mut seen = vec![process.pid];
    let mut next = process.parent_pid;
    while let Some(pid) = next
        && rows.len() < GENERATIONS
        && !seen.contains(&pid)
    {
        seen.push(pid);
        rows.push(of_process(catalog, pid, format!("pid {pid}")));
        next = catalog.process(pid).and_then(|parent| parent.parent_pid);
    }
    Relatives {
        title: "Started by",
        rows,
        all: None,
    }
}

fn of_process(catalog: &Catalog, pid: Pid, note: String) -> Relative {
    let processes = &catalog.snapshot().processes;
    match processes.iter().position(|process| process.pid == pid) {
        Some(index) => Relative {
            label: processes[index].name.clone(),
            note,
            selected: Some(Selected::Process(index)),
        },
        None => Relative {
            label: "a process that was not seen".to_owned(),
            note,
            selected: None,
        },
    }
}

fn sockets(catalog: &Catalog, pid: Pid) -> Relatives {
    let rows = catalog.sockets_of(pid);
    let count = rows.len();
    let sockets = rows.iter().take(SHOWN);
    let sockets = sockets.filter_map(|&row| catalog.socket(usize::try_from(row).ok()?));
    Relatives {
        title: "Socket by socket",
        rows: sockets.map(of_socket).collect(),
        all: (count > SHOWN).then(|| (count, View::Sockets, format!("pid:{pid}"))),
    }
}

/// The sockets of a process that are not of the internet.
fn other_sockets(catalog: &Catalog, pid: Pid) -> [Relatives; 3] {
    let namespaces = catalog.snapshot().namespaces.iter();
    let (mut unix, mut packet, mut netlink) = (Vec::new(), Vec::new(), Vec::new());
    for namespace in namespaces {
        unix.extend(&namespace.unix_sockets);
        packet.extend(&namespace.packet_sockets);
        netlink.extend(&namespace.netlink_sockets);
    }
    let holds = |row: usize, owners: &[Owner], of: &dyn Fn() -> (String, String)| {
        let is_held = owners.iter().any(|owner| owner.pid == pid);
        is_held.then(|| (row, of()))
    };
    let unix = unix.into_iter().enumerate().filter_map(|(row, it)| {
        holds(row, &it.owners, &|| {
            let path = it
                .path
                .clone()
                .unwrap_or_else(|| "without a name".to_owned());
            (path, [&it.kind, ", ", &it.state].concat())
        })
    });
    let packet = packet.into_iter().enumerate().filter_map(|(row, it)| {
        holds(row, &it.owners, &|| {
            let interface = it.interface.clone();
            (
                interface.unwrap_or_else(|| "every interface".to_owned()),
                it.kind.clone(),
            )
        })
    });
    let netlink = netlink.into_iter().enumerate().filter_map(|(row, it)| {
        holds(row, &it.owners, &|| {
            (it.protocol.to_string(), String::new())
        })
    });
    let all = format!("pid:{pid}");
    let list = |title, view: View, rows: Vec<(usize, (String, String))>| Relatives {
        title,
        all: (rows.len() > SHOWN).then(|| (rows.len(), view, all.clone())),
        rows: rows
            .into_iter()
            .take(SHOWN)
            .map(|(row, (label, note))| Relative {
                label,
                note,
                selected: view.table().map(|table| Selected::of(table, row)),
            })
            .collect(),
    };
    [
        list("Unix sockets", View::Unix, unix.collect()),
        list("Packet sockets", View::Packet, packet.collect()),
        list("Netlink sockets", View::Netlink, netlink.collect()),
    ]
}

/// The packet sockets that listen on an interface, or have made it take every frame.
fn captures(catalog: &Catalog, namespace: &Namespace, interface: &str) -> Relatives {
    let namespaces = catalog.snapshot().namespaces.iter();
    let before = namespaces.take_while(|it| it.id != namespace.id);
    let first: usize = before.map(|it| it.packet_sockets.len()).sum();
    let mut rows = Vec::new();
    for (row, socket) in (first..).zip(&namespace.packet_sockets) {
        let promiscuous = socket.promiscuous_on.as_deref().unwrap_or_default();
        let has_made_it = promiscuous.iter().any(|name| name == interface);
        if !has_made_it && socket.interface.as_deref() != Some(interface) {
            continue;
        }
        let owner = socket.owners.first().and_then(|it| catalog.process(it.pid));
        rows.push(Relative {
            label: owner.map_or_else(|| "no known process".to_owned(), |it| it.name.clone()),
            note: if has_made_it {
                "has made it promiscuous".to_owned()
            } else {
                "sees its frames".to_owned()
            },
            selected: Some(Selected::Packet(row)),
        });
    }
    let count = rows.len();
    rows.truncate(SHOWN);
    Relatives {
        title: "Packet sockets on it",
        rows,
        all: (count > SHOWN).then(|| (count, View::Packet, quote(Field::Interface, interface))),
    }
}

fn of_socket(place: SocketInPlace<'_>) -> Relative {
    let socket = place.socket;
    let mut label = format!("{} {}", socket.protocol, socket.local);
    if let Some(remote) = socket.remote {
        label.push_str(" → ");
        label.push_str(&remote.to_string());
    }
    Relative {
        label,
        note: socket.state.map(format::state).unwrap_or_default(),
        selected: Some(Selected::Socket(place.row)),
    }
}

impl Relatives {
    /// The view and the filter that show all of them.
    pub fn all(&self) -> Option<(usize, View, &str)> {
        let (count, view, filter) = self.all.as_ref()?;
        Some((*count, *view, filter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{catalog, process, tcp_listener};
    use crate::sample::bundle;
    use netsnap_shared::bundle::{Limits, decode};

    fn check(catalog: &Catalog, selected: Selected, expected: &[(&str, &[&str])]) {
        let lists = relatives(catalog, selected);
        let found: Vec<(&str, Vec<&str>)> = lists
            .iter()
            .map(|list| {
                (
                    list.title,
                    list.rows.iter().map(|row| &*row.label).collect(),
                )
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected
            .iter()
            .map(|(title, rows)| (*title, rows.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_row_names_its_owners_its_parents_and_its_sockets() {
        let child = |pid, name, parent| Process {
            parent_pid: Some(Pid(parent)),
            ..process(pid, name)
        };
        let catalog = catalog(
            vec![
                process(1, "init"),
                child(2, "nginx", 1),
                child(3, "worker", 2),
                // A circle, which only a hostile bundle has.
                child(4, "a", 5),
                child(5, "b", 4),
            ],
            vec![tcp_listener("0.0.0.0:80", &[2, 3, 9])],
        );
        check(
            &catalog,
            Selected::Socket(0),
            &[(
                "Held by",
                &["nginx", "worker", "a process that was not seen"],
            )],
        );
        check(
            &catalog,
            Selected::Process(2),
            &[
                ("Started by", &["nginx", "init"]),
                ("Socket by socket", &["tcp 0.0.0.0:80"]),
            ],
        );
        check(&catalog, Selected::Process(3), &[("Started by", &["b"])]);
        check(&catalog, Selected::Process(77), &[]);
        check(&catalog, Selected::Socket(77), &[]);
    }

    #[test]
    fn a_unix_socket_names_its_other_end() {
        let decoded = decode(&bundle(), &Limits::default()).unwrap();
        let catalog = Catalog::new(decoded.snapshot);
        let escaped = "</script>\u{1b}[31m";
        for (row, expected) in [
            (0, &[("Held by", &["nginx"][..])][..]),
            (1, &[("Held by", &[escaped]), ("Other end", &["nginx"])]),
            (2, &[("Held by", &["nginx"]), ("Other end", &[escaped])]),
            (3, &[]),
        ] {
            check(&catalog, Selected::Unix(row), expected);
        }
    }

    #[test]
    fn a_process_names_its_sockets_of_every_kind_and_an_interface_its_captures() {
        let decoded = decode(&bundle(), &Limits::default()).unwrap();
        let catalog = Catalog::new(decoded.snapshot);
        let titles = |selected| {
            let lists = relatives(&catalog, selected);
            lists
                .iter()
                .map(|list| (list.title, list.rows.len()))
                .collect::<Vec<_>>()
        };
        let processes = catalog.snapshot().processes.iter();
        let nginx = processes.clone().position(|it| it.name == "nginx").unwrap();
        assert!(titles(Selected::Process(nginx)).contains(&("Unix sockets", 2)));
        assert_eq!(
            titles(Selected::Interface(0)),
            [("Packet sockets on it", 1)]
        );
    }

    #[test]
    fn what_is_not_listed_is_one_filter_away() {
        let sockets = (1..=60).map(|port| tcp_listener(&format!("0.0.0.0:{port}"), &[1]));
        let catalog = catalog(vec![process(1, "many")], sockets.collect());
        let lists = relatives(&catalog, Selected::Process(0));
        assert_eq!(lists[0].rows.len(), 50);
        assert_eq!(lists[0].all(), Some((60, View::Sockets, "pid:1")));
    }
}
