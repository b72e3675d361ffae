//! Whom this host talks to: its open connections by address, by process and by service.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::net::IpAddr;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::filter::quote;
use netsnap_shared::index::Field;
use netsnap_shared::ports;
use netsnap_shared::reach::Reach;
use netsnap_shared::snapshot::{Pid, PortRange, Protocol, Socket, State};

use super::ladder::ephemeral;

/// How many groups a list shows; the rest is a number.
const SHOWN: usize = 8;

/// The open connections with a peer that is not a loopback address.
pub const FILTER: &str = "state:established !remote:127.0.0.0/8,::1";

/// The open connections between programs of this host over a loopback address.
pub const WITHIN_FILTER: &str = "state:established remote:127.0.0.0/8,::1";

/// The open connections, grouped three times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talks {
    /// How many have a peer that is not a loopback address; only these are grouped.
    pub open: usize,
    /// How many have a loopback address as their peer.
    pub within: usize,
    /// By the peer's address.
    pub addresses: Groups,
    /// By the name of the process; a connection of several counts for each.
    pub processes: Groups,
    /// By the port that names the service.
    pub services: Groups,
}

/// The largest groups, the largest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// Those that are shown.
    pub shown: Vec<Group>,
    /// How many more there are.
    pub more: usize,
}

/// Connections that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; may be a host's own text.
    pub label: String,
    /// What else is known of it.
    pub note: Option<String>,
    /// How many there are.
    pub count: usize,
    /// The filter that leaves only them.
    pub filter: String,
}

/// A port and the side that has it: the service that a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Service {
    protocol: Protocol,
    port: u16,
    is_here: bool,
}

/// Groups the open connections of a snapshot.
pub fn talks(catalog: &Catalog) -> Talks {
    let listeners: HashSet<(Protocol, u16)> = catalog
        .sockets()
        .filter(|place| place.socket.state == Some(State::Listen))
        .map(|place| (place.socket.protocol, place.socket.local.port))
        .collect();
    let mut open = 0;
    let mut within = 0;
    let mut addresses: HashMap<IpAddr, usize> = HashMap::new();
    let mut processes: HashMap<Option<&str>, usize> = HashMap::new();
    let mut services: HashMap<Service, usize> = HashMap::new();
    for place in catalog.sockets() {
        let Some((socket, peer)) = connected(place.socket) else {
            continue;
        };
        if Reach::of_address(peer) == Reach::ThisHost {
            within += 1;
            continue;
        }
        open += 1;
        *addresses.entry(peer).or_default() += 1;
        let service = service(&listeners, ephemeral(place.namespace), socket);
        *services.entry(service).or_default() += 1;
        let pids = socket.owners.iter().map(|owner| owner.pid);
        for name in names(catalog, pids) {
            *processes.entry(name).or_default() += 1;
        }
    }
    let own = own_addresses(catalog);
    Talks {
        open,
        within,
        addresses: groups(addresses, |ip| address_group(ip, &own)),
        processes: groups(processes, process_group),
        services: groups(services, service_group),
    }
}

/// An open connection and its peer's address, an IPv4 one where it is mapped into IPv6.
fn connected(socket: &Socket) -> Option<(&Socket, IpAddr)> {
    let remote = socket.remote?;
    (socket.state == Some(State::Established)).then(|| (socket, remote.ip.to_canonical()))
}

/// The different names of processes; `None` alone where there is no process that is known.
fn names(catalog: &Catalog, pids: impl Iterator<Item = Pid>) -> Vec<Option<&str>> {
    let mut names: Vec<Option<&str>> = Vec::new();
    for pid in pids {
        let name = catalog.process(pid).map(|process| process.name.as_str());
        if name.is_some() && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(None);
    }
    names
}

/// The service that a connection is for: at this end where something listens at its port, or where
/// only the other end's port is one that is handed out.
fn service(listeners: &HashSet<(Protocol, u16)>, ephemeral: PortRange, socket: &Socket) -> Service {
    let protocol = socket.protocol;
    let local = socket.local.port;
    let is_handed_out = |port| ephemeral.contains(port);
    let is_here = listeners.contains(&(protocol, local))
        || !is_handed_out(local)
            && socket
                .remote
                .is_some_and(|remote| is_handed_out(remote.port));
    let port = match socket.remote {
        Some(remote) if !is_here => remote.port,
        _ => local,
    };
    Service {
        protocol,
        port,
        is_here,
    }
}

fn own_addresses(catalog: &Catalog) -> HashSet<IpAddr> {
    let namespaces = &catalog.snapshot().namespaces;
    let interfaces = namespaces.iter().flat_map(|n| &n.interfaces);
    interfaces
        .flat_map(|interface| &interface.addresses)
        .map(|address| address.ip.to_canonical())
        .collect()
}

/// The largest groups; groups of one size in the order of what they have in common.
///
/// They are few of many, so each is looked for; a sort would cost more in the page than it saves.
fn groups<K: Copy + Ord + Hash>(
    mut counts: HashMap<K, usize>,
    group: impl Fn(K) -> Group,
) -> Groups {
    let mut shown = Vec::new();
    while shown.len() < SHOWN
        && let Some((&key, &count)) = counts
            .iter()
            .max_by(|(a, a_count), (b, b_count)| a_count.cmp(b_count).then(b.cmp(a)))
    {
        counts.remove(&key);
        shown.push(Group {
            count,
            ..group(key)
        });
    }
    Groups {
        shown,
        more: counts.len(),
    }
}

fn address_group(ip: IpAddr, own: &HashSet<IpAddr>) -> Group {
    Group {
        label: ip.to_string(),
        note: own.contains(&ip).then(|| "this host".to_owned()),
        count: 0,
        filter: format!("state:established remote:{ip}"),
    }
}

fn process_group(name: Option<&str>) -> Group {
    let (label, term) = match name {
        Some(name) => (name, quote(Field::Process, name)),
        None => ("no known process", "!has:process".to_owned()),
    };
    Group {
        label: label.to_owned(),
        note: None,
        count: 0,
        filter: format!("{FILTER} {term}"),
    }
}

fn service_group(service: Service) -> Group {
    let Service {
        protocol,
        port,
        is_here,
    } = service;
    let label = match ports::service_name(protocol, port) {
        Some(name) => format!("{name} {port}/{protocol}"),
        None => format!("{port}/{protocol}"),
    };
    let (note, side) = if is_here {
        ("here", "lport")
    } else {
        ("remote", "rport")
    };
    Group {
        label,
        note: Some(note.to_owned()),
        count: 0,
        filter: format!("{FILTER} proto:{protocol} {side}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{catalog, process, tcp, tcp_listener};

    #[test]
    fn open_connections_are_grouped_by_address_process_and_service() {
        let catalog = catalog(
            vec![
                process(1, "nginx"),
                process(2, "nginx"),
                process(3, "my \"app\""),
            ],
            vec![
                tcp_listener("[::]:443", &[1, 2]),
                tcp(
                    State::Established,
                    "[::ffff:10.0.0.1]:443",
                    "[::ffff:203.0.113.7]:50000",
                    &[1, 2],
                ),
                tcp(
                    State::Established,
                    "10.0.0.1:443",
                    "203.0.113.7:50001",
                    &[2],
                ),
                tcp(
                    State::Established,
                    "10.0.0.1:40000",
                    "203.0.113.9:6379",
                    &[3],
                ),
                tcp(State::Established, "10.0.0.1:40001", "203.0.113.9:22", &[]),
                tcp(State::Established, "127.0.0.1:40000", "127.0.0.1:443", &[3]),
                tcp(State::TimeWait, "10.0.0.1:40002", "203.0.113.9:22", &[]),
            ],
        );
        let talks = talks(&catalog);
        assert_eq!((talks.open, talks.within), (4, 1));
        let rows = |groups: &Groups| -> Vec<(String, usize)> {
            let shown = groups.shown.iter();
            shown.map(|g| (g.label.clone(), g.count)).collect()
        };
        let row = |label: &str, count| (label.to_owned(), count);
        assert_eq!(
            rows(&talks.addresses),
            [row("203.0.113.7", 2), row("203.0.113.9", 2)]
        );
        assert_eq!(
            rows(&talks.processes),
            [
                row("nginx", 2),
                row("no known process", 1),
                row("my \"app\"", 1)
            ]
        );
        let filters: Vec<&str> = talks.services.shown.iter().map(|g| &*g.filter).collect();
        assert_eq!(
            filters,
            [
                "state:established !remote:127.0.0.0/8,::1 proto:tcp lport:443",
                "state:established !remote:127.0.0.0/8,::1 proto:tcp rport:22",
                "state:established !remote:127.0.0.0/8,::1 proto:tcp rport:6379",
            ]
        );
    }

    #[test]
    fn a_list_keeps_count_of_what_it_does_not_show() {
        let sockets = (1..=12).map(|host| {
            let remote = format!("203.0.113.{host}:443");
            tcp(State::Established, "10.0.0.1:40000", &remote, &[])
        });
        let talks = talks(&catalog(vec![], sockets.collect()));
        assert_eq!((talks.addresses.shown.len(), talks.addresses.more), (8, 4));
    }
}
