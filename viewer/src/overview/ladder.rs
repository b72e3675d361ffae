//! Who can reach this host: its open ports on three rungs, from everyone to this host only.

use std::collections::BTreeMap;

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::ports;
use netsnap_shared::reach::Reach;
use netsnap_shared::snapshot::{Namespace, Pid, PortRange, Protocol};

/// How many open ports a rung shows; the rest is a number.
const SHOWN: usize = 24;

/// How many names an open port shows; the rest is a number.
const NAMES: usize = 2;

/// The open ports that peers of one distance reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The distance.
    pub reach: Reach,
    /// How many sockets there are on it.
    pub sockets: usize,
    /// The open ports, by number; ephemeral ones last.
    pub open: Vec<OpenPort>,
    /// How many more open ports there are.
    pub more: usize,
}

/// A port that takes what strangers send, or the ephemeral UDP ports together: these come and go
/// with the questions that programs ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPort {
    /// The transport protocol.
    pub protocol: Protocol,
    /// The port, or the range of ephemeral ports.
    pub ports: PortRange,
    /// The service that the port is assigned to.
    pub service: Option<&'static str>,
    /// The names of the first processes that hold it.
    pub names: Vec<String>,
    /// How many more processes have another name.
    pub more_names: usize,
    /// How many sockets have it.
    pub sockets: usize,
}

/// What open ports are grouped by. Its order is theirs on a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    ephemeral: bool,
    first: u16,
    last: u16,
    protocol: Protocol,
}

#[derive(Default)]
struct Group {
    sockets: usize,
    pids: Vec<Pid>,
}

/// The open ports of each distance, counted.
#[derive(Default)]
pub struct Ladder {
    everyone: BTreeMap<Key, Group>,
    links: BTreeMap<Key, Group>,
    this_host: BTreeMap<Key, Group>,
}

impl Ladder {
    /// Counts a socket that takes what strangers send.
    pub fn add(&mut self, place: SocketInPlace<'_>) {
        if !has_ports(place.socket.protocol) {
            return;
        }
        let groups = match Reach::of_address(place.socket.local.ip) {
            Reach::Everyone => &mut self.everyone,
            Reach::Links => &mut self.links,
            Reach::ThisHost => &mut self.this_host,
        };
        let group = groups.entry(key(place)).or_default();
        group.sockets += 1;
        for owner in &place.socket.owners {
            if group.pids.last() != Some(&owner.pid) {
                group.pids.push(owner.pid);
            }
        }
    }

    /// The three rungs, the farthest peers first.
    pub fn rungs(self, catalog: &Catalog) -> [Rung; 3] {
        [
            rung(catalog, Reach::Everyone, self.everyone),
            rung(catalog, Reach::Links, self.links),
            rung(catalog, Reach::ThisHost, self.this_host),
        ]
    }
}

/// The ephemeral ports of a network stack: IANA's where its own are not known.
pub fn ephemeral(namespace: &Namespace) -> PortRange {
    namespace.settings.ephemeral_ports.unwrap_or(ports::DYNAMIC)
}

impl Rung {
    /// The filter that leaves only its sockets.
    pub const fn filter(&self) -> &'static str {
        match self.reach {
            Reach::Everyone => "reach:everyone",
            Reach::Links => "reach:links",
            Reach::ThisHost => "reach:this-host",
        }
    }

    /// The filter that leaves only the sockets of one of its ports.
    pub fn filter_of(&self, open: &OpenPort) -> String {
        let PortRange { first, last } = open.ports;
        let rung = self.filter();
        if first == last {
            format!("{rung} proto:{} lport:{first}", open.protocol)
        } else {
            format!("{rung} proto:{} lport:{first}-{last}", open.protocol)
        }
    }
}

/// Whether a protocol has ports; raw and ICMP sockets have none.
pub fn has_ports(protocol: Protocol) -> bool {
    !matches!(
        protocol,
        Protocol::Raw | Protocol::Icmp | Protocol::Icmpv6 | Protocol::Other(_)
    )
}

fn key(place: SocketInPlace<'_>) -> Key {
    let protocol = place.socket.protocol;
    let port = place.socket.local.port;
    let range = ephemeral(place.namespace);
    let ephemeral = range.contains(port);
    let (first, last) = match protocol {
        Protocol::Udp | Protocol::UdpLite if ephemeral => (range.first, range.last),
        _ => (port, port),
    };
    Key {
        ephemeral,
        first,
        last,
        protocol,
    }
}

fn rung(catalog: &Catalog, reach: Reach, groups: BTreeMap<Key, Group>) -> Rung {
    let sockets = groups.values().map(|group| group.sockets).sum();
    let more = groups.len().saturating_sub(SHOWN);
    let open = groups
        .into_iter()
        .take(SHOWN)
        .map(|(key, group)| open_port(catalog, key, group))
        .collect();
    Rung {
        reach,
        sockets,
        open,
        more,
    }
}

fn open_port(catalog: &Catalog, key: Key, group: Group) -> OpenPort {
    let mut names: Vec<&str> = Vec::new();
    for pid in group.pids {
        if let Some(process) = catalog.process(pid)
            && !names.contains(&process.name.as_str())
        {
            names.push(&process.name);
        }
    }
    netsnap_shared::sort::sort(&mut names);
    OpenPort {
        protocol: key.protocol,
        ports: PortRange {
            first: key.first,
            last: key.last,
        },
        service: (key.first == key.last && !key.ephemeral)
            .then(|| ports::service_name(key.protocol, key.first))
            .flatten(),
        more_names: names.len().saturating_sub(NAMES),
        names: names.into_iter().take(NAMES).map(str::to_owned).collect(),
        sockets: group.sockets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::Answers;
    use crate::overview::sample::{catalog, process, tcp_listener, udp};

    fn check(catalog: &Catalog, expected: [&[&str]; 3]) {
        for (rung, expected) in Answers::new(catalog, None).ladder.iter().zip(expected) {
            let open: Vec<String> = rung
                .open
                .iter()
                .map(|open| {
                    let names = open.names.join("+");
                    format!("{} {names} x{}", rung.filter_of(open), open.sockets)
                })
                .collect();
            assert_eq!(open, expected, "{:?}", rung.reach);
        }
    }

    #[test]
    fn each_open_port_stands_on_its_rung_with_its_processes() {
        check(
            &catalog(
                vec![process(1, "nginx"), process(2, "sshd"), process(3, "dns")],
                vec![
                    tcp_listener("0.0.0.0:443", &[1]),
                    tcp_listener("[::]:443", &[1]),
                    tcp_listener("0.0.0.0:22", &[2, 1]),
                    tcp_listener("127.0.0.1:631", &[9]),
                    tcp_listener("0.0.0.0:40000", &[2]),
                    udp("0.0.0.0:40000", &[3]),
                    udp("0.0.0.0:40001", &[3]),
                    udp("[fe80::1]:546", &[]),
                    udp("0.0.0.0:0", &[3]),
                ],
            ),
            [
                &[
                    "reach:everyone proto:tcp lport:22 nginx+sshd x1",
                    "reach:everyone proto:tcp lport:443 nginx x2",
                    "reach:everyone proto:udp lport:32768-60999 dns x2",
                    "reach:everyone proto:tcp lport:40000 sshd x1",
                ],
                &["reach:links proto:udp lport:546  x1"],
                &["reach:this-host proto:tcp lport:631  x1"],
            ],
        );
    }

    #[test]
    fn a_rung_keeps_count_of_what_it_does_not_show() {
        let sockets = (1..=40).map(|port| tcp_listener(&format!("0.0.0.0:{port}"), &[]));
        let catalog = catalog(vec![], sockets.collect());
        let [everyone, ..] = Answers::new(&catalog, None).ladder;
        assert_eq!(
            (everyone.open.len(), everyone.more, everyone.sockets),
            (24, 16, 40)
        );
    }
}
