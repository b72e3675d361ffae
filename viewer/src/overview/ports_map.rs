//! The well-known ports as a map of 32 by 32 cells, and where this host's ports are on it.

use std::fmt::Write as _;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::ports::{self, Assignment};
use netsnap_shared::reach::Reach;
use netsnap_shared::snapshot::{Pid, PortRange, Protocol, Socket};

use super::ladder::has_ports;

/// How many cells a row has, and how many rows there are.
pub const SIDE: u16 = 32;

/// How many ports the map has: the well-known ones (RFC 6335: system ports), 0 to 1023.
pub const PORTS: u16 = SIDE * SIDE;

/// How many names of processes a mark keeps.
const NAMES: usize = 3;

/// What a well-known port is to this host. The order is from what matters least to what matters
/// most; a port is drawn as the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A port at the other end of an open connection.
    Remote,
    /// A port of this host that only this host reaches.
    ThisHost,
    /// A port of this host that other hosts reach.
    Exposed,
}

/// A well-known port that this host uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The port.
    pub port: u16,
    /// What it is to this host.
    pub role: Role,
    /// What happens there, in words; holds the names of processes.
    pub words: String,
}

#[derive(Default)]
struct Use {
    exposed: Vec<Protocol>,
    this_host: Vec<Protocol>,
    remote: usize,
    pids: Vec<Pid>,
}

/// What each well-known port is used for.
pub struct Uses(Vec<Use>);

impl Default for Uses {
    fn default() -> Self {
        Self((0..PORTS).map(|_| Use::default()).collect())
    }
}

impl Uses {
    /// Counts a socket that takes what strangers send.
    pub fn open(&mut self, socket: &Socket) {
        if let Some(it) = self.0.get_mut(usize::from(socket.local.port))
            && has_ports(socket.protocol)
        {
            it.open(socket);
        }
    }

    /// Counts the other end of an open connection.
    pub fn connected(&mut self, socket: &Socket) {
        if let Some(remote) = socket.remote
            && let Some(it) = self.0.get_mut(usize::from(remote.port))
            && has_ports(socket.protocol)
        {
            it.remote += 1;
        }
    }

    /// The marks, by port.
    pub fn marks(&self, catalog: &Catalog) -> Vec<Mark> {
        let uses = (0..PORTS).zip(&self.0);
        uses.filter_map(|(port, it)| it.mark(catalog, port))
            .collect()
    }
}

/// The filter that leaves only the sockets that have a port at either end.
pub fn filter(port: u16) -> String {
    format!("port:{port}")
}

/// Whether IANA has assigned a port to a service of TCP or UDP.
pub fn is_assigned(port: u16) -> bool {
    [Protocol::Tcp, Protocol::Udp]
        .into_iter()
        .any(|protocol| matches!(of(protocol, port), Assignment::Service { .. }))
}

/// What IANA says of a port of TCP or, where that says nothing, of UDP: a few words.
pub fn words(port: u16) -> String {
    let tcp = of(Protocol::Tcp, port);
    let assignment = match tcp {
        Assignment::Service { .. } => tcp,
        _ => match of(Protocol::Udp, port) {
            udp @ Assignment::Service { .. } => udp,
            _ => tcp,
        },
    };
    match assignment {
        Assignment::Service {
            name: Some(name),
            description: "",
            ..
        } => format!("{port} {name}"),
        Assignment::Service {
            name: Some(name),
            description,
            ..
        } if !description.eq_ignore_ascii_case(name) => format!("{port} {name}: {description}"),
        Assignment::Service {
            name: Some(name), ..
        } => format!("{port} {name}"),
        Assignment::Service {
            name: None,
            description,
            ..
        } => format!("{port}: {description}"),
        Assignment::Reserved => format!("{port}: kept reserved by IANA"),
        Assignment::Unassigned | Assignment::Ephemeral(PortRange { .. }) => {
            format!("{port}: assigned to nothing by IANA")
        }
    }
}

impl Use {
    fn open(&mut self, socket: &Socket) {
        let list = if Reach::of_address(socket.local.ip) == Reach::ThisHost {
            &mut self.this_host
        } else {
            &mut self.exposed
        };
        if !list.contains(&socket.protocol) {
            list.push(socket.protocol);
        }
        for owner in &socket.owners {
            if self.pids.len() < 64 && !self.pids.contains(&owner.pid) {
                self.pids.push(owner.pid);
            }
        }
    }

    /// The mark of a port; `None` where nothing uses it.
    fn mark(&self, catalog: &Catalog, port: u16) -> Option<Mark> {
        let role = if !self.exposed.is_empty() {
            Role::Exposed
        } else if !self.this_host.is_empty() {
            Role::ThisHost
        } else if self.remote > 0 {
            Role::Remote
        } else {
            return None;
        };
        Some(Mark {
            port,
            role,
            words: self.words(catalog, port),
        })
    }

    fn words(&self, catalog: &Catalog, port: u16) -> String {
        let mut text = format!("Port {port}");
        let name = ports::service_name(Protocol::Tcp, port)
            .or_else(|| ports::service_name(Protocol::Udp, port));
        if let Some(name) = name {
            let _ = write!(text, ", {name}");
        }
        let mut names: Vec<&str> = Vec::new();
        for process in self.pids.iter().filter_map(|&pid| catalog.process(pid)) {
            if !names.contains(&process.name.as_str()) && names.len() < NAMES {
                names.push(&process.name);
            }
        }
        if !self.exposed.is_empty() {
            let _ = write!(text, "; open to other hosts ({})", list(&self.exposed));
        }
        if !self.this_host.is_empty() {
            let _ = write!(text, "; open to this host only ({})", list(&self.this_host));
        }
        if !names.is_empty() {
            let _ = write!(text, "; {}", names.join(", "));
        }
        match self.remote {
            0 => {}
            1 => text.push_str("; 1 connection to it"),
            count => {
                let _ = write!(text, "; {count} connections to it");
            }
        }
        text
    }
}

fn of(protocol: Protocol, port: u16) -> Assignment {
    ports::assignment(protocol, port, None)
}

fn list(protocols: &[Protocol]) -> String {
    let mut text = String::new();
    for protocol in protocols {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let _ = write!(text, "{protocol}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::Answers;
    use crate::overview::sample::{catalog, process, tcp, tcp_listener, udp};
    use netsnap_shared::snapshot::State;

    #[test]
    fn a_port_is_marked_as_what_matters_most() {
        let catalog = catalog(
            vec![process(1, "nginx"), process(2, "dns")],
            vec![
                tcp_listener("0.0.0.0:80", &[1]),
                tcp_listener("127.0.0.1:80", &[1]),
                udp("127.0.0.1:53", &[2]),
                tcp(State::Established, "10.0.0.1:80", "203.0.113.7:50000", &[1]),
                tcp(State::Established, "10.0.0.1:5000", "203.0.113.7:22", &[2]),
                tcp(State::Established, "10.0.0.1:5001", "203.0.113.7:22", &[2]),
                tcp(State::TimeWait, "10.0.0.1:5002", "203.0.113.7:25", &[]),
                tcp_listener("0.0.0.0:1024", &[1]),
            ],
        );
        let marks = Answers::new(&catalog, None).marks;
        let found: Vec<(u16, Role)> = marks.iter().map(|mark| (mark.port, mark.role)).collect();
        assert_eq!(
            found,
            [
                (22, Role::Remote),
                (53, Role::ThisHost),
                (80, Role::Exposed)
            ]
        );
        assert!(marks[0].words.ends_with("2 connections to it"));
        assert!(marks[1].words.contains("this host only (udp); dns"));
        assert!(marks[2].words.contains("other hosts (tcp)"));
    }
}
