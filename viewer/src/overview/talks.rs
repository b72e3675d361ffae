//! Whom this host talks to: its open connections by address, by process and by service.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use netsnap_shared::catalog::SocketInPlace;
use netsnap_shared::filter::quote;
use netsnap_shared::index::Field;
use netsnap_shared::ports;
use netsnap_shared::reach::Reach;
use netsnap_shared::snapshot::{Endpoint, PortRange, Protocol, Socket, State};

use super::ladder::ephemeral;
use super::names::{Names, Tally};
use super::part::Part;

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
    pub note: Option<&'static str>,
    /// How many there are.
    pub count: usize,
    /// The filter that leaves only them.
    pub filter: String,
}

/// A port and the side that has it: the service that a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Service {
    protocol: Protocol,
    port: u16,
    is_here: bool,
}

impl Service {
    fn key(self) -> u128 {
        u128::from(listener(self.protocol, self.port)) << 1 | u128::from(self.is_here)
    }

    fn of(key: u128) -> Self {
        let number = |bits: u128| u16::try_from(bits & 0xffff).unwrap_or_default();
        Self {
            protocol: Protocol::from_code(number(key >> 17)),
            port: number(key >> 1),
            is_here: key & 1 == 1,
        }
    }
}

/// The open connections, counted.
#[derive(Debug, Default)]
pub struct Talking {
    /// The ports at which something listens, with their protocols, ascending.
    listeners: Vec<u32>,
    within: usize,
    addresses: Counts,
    services: Counts,
    processes: Tally,
}

/// How often each key was met: an address or a [`Service`], as a number.
type Counts = HashMap<u128, usize>;

impl Talking {
    /// Begins with the ports at which something listens.
    pub fn new(part: Part<'_>) -> Self {
        let listening = part
            .sockets()
            .filter(|place| place.socket.state == Some(State::Listen));
        let mut listeners: Vec<u32> = listening
            .map(|place| listener(place.socket.protocol, place.socket.local.port))
            .collect();
        listeners.sort_unstable();
        Self {
            listeners,
            ..Self::default()
        }
    }

    /// Counts an open connection.
    pub fn add(&mut self, names: &Names<'_>, place: SocketInPlace<'_>) {
        let socket = place.socket;
        let Some(remote) = socket.remote else {
            return;
        };
        let peer = remote.ip.to_canonical();
        if Reach::of_address(peer) == Reach::ThisHost {
            self.within += 1;
            return;
        }
        let service = self.service(ephemeral(place.namespace), socket, remote);
        *self.addresses.entry(address_key(peer)).or_default() += 1;
        *self.services.entry(service.key()).or_default() += 1;
        self.processes.add(names, &socket.owners);
    }

    /// The service that a connection is for: at this end where something listens at its port, or
    /// where only the other end's port is one that is handed out.
    fn service(&self, ephemeral: PortRange, socket: &Socket, remote: Endpoint) -> Service {
        let protocol = socket.protocol;
        let local = socket.local.port;
        let is_handed_out = |port| ephemeral.contains(port);
        let is_here = self
            .listeners
            .binary_search(&listener(protocol, local))
            .is_ok()
            || !is_handed_out(local) && is_handed_out(remote.port);
        Service {
            protocol,
            port: if is_here { local } else { remote.port },
            is_here,
        }
    }

    /// The largest groups.
    pub fn talks(&self, part: Part<'_>, names: &Names<'_>) -> Talks {
        let addresses = self.addresses.iter().map(|(&key, &count)| (key, count));
        let services = self.services.iter().map(|(&key, &count)| (key, count));
        let mut by_name = vec![(None, self.processes.unknown)];
        let counts = self.processes.counts(names);
        by_name.extend(counts.map(|(name, count)| (Some(name), count)));
        let by_place = (0..)
            .zip(&by_name)
            .map(|(place, &(_, count))| (place, count));
        let name = |key| {
            let place = usize::try_from(key).ok();
            place.and_then(|place| by_name.get(place)?.0)
        };
        Talks {
            open: self.processes.total,
            within: self.within,
            addresses: groups(&mut addresses.into_iter(), &|key| address_group(part, key)),
            processes: groups(&mut by_place.into_iter(), &|key| process_group(name(key))),
            services: groups(&mut services.into_iter(), &|key| {
                service_group(Service::of(key))
            }),
        }
    }
}

/// The largest groups; groups of one size in the order of their keys.
fn groups(
    counts: &mut dyn Iterator<Item = (u128, usize)>,
    group: &dyn Fn(u128) -> Group,
) -> Groups {
    let mut all = 0_usize;
    let mut largest: Vec<(u128, usize)> = Vec::with_capacity(SHOWN + 1);
    for (key, count) in counts.filter(|&(_, count)| count > 0) {
        all += 1;
        let goes_before = |&(other, of_other): &(u128, usize)| {
            of_other > count || of_other == count && other < key
        };
        let place = largest.partition_point(goes_before);
        if place < SHOWN {
            largest.insert(place, (key, count));
            largest.truncate(SHOWN);
        }
    }
    Groups {
        more: all - largest.len(),
        shown: largest
            .into_iter()
            .map(|(key, count)| Group {
                count,
                ..group(key)
            })
            .collect(),
    }
}

fn listener(protocol: Protocol, port: u16) -> u32 {
    u32::from(protocol.code()) << 16 | u32::from(port)
}

fn address_key(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().to_bits(),
        IpAddr::V6(ip) => ip.to_bits(),
    }
}

fn is_own(part: Part<'_>, ip: IpAddr) -> bool {
    let interfaces = part.namespaces().iter().flat_map(|it| &it.interfaces);
    let mut addresses = interfaces.flat_map(|it| &it.addresses);
    addresses.any(|address| address.ip.to_canonical() == ip)
}

fn address_group(part: Part<'_>, key: u128) -> Group {
    let ip = IpAddr::V6(Ipv6Addr::from_bits(key)).to_canonical();
    Group {
        label: ip.to_string(),
        note: is_own(part, ip).then_some("this host"),
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
    let mut label = port.to_string();
    if let Some(name) = ports::service_name(protocol, port) {
        label = [name, " ", &label].concat();
    }
    // What is not said is TCP.
    if protocol != Protocol::Tcp {
        label = format!("{label}/{protocol}");
    }
    let (note, side) = if is_here {
        ("here", "lport")
    } else {
        ("remote", "rport")
    };
    Group {
        label,
        note: Some(note),
        count: 0,
        filter: format!("{FILTER} proto:{protocol} {side}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::Answers;
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
        let talks = Answers::new(&catalog, None).talks;
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
        let talks = Answers::new(&catalog(vec![], sockets.collect()), None).talks;
        assert_eq!((talks.addresses.shown.len(), talks.addresses.more), (8, 4));
    }
}
