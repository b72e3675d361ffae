//! The small host that the explained rows live on, and the one check for all of them.

use netsnap_shared::bundle::{self, Limits};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, Explanation, Topic};
use netsnap_shared::snapshot::{
    Endpoint, Family, Inode, Owner, Ownership, Pid, Protocol, Snapshot, Socket, State, Uid,
};

use crate::plain;

/// The host: systemd (1), nginx (812) with two workers, curl, chronyd, dig, an old program, one in
/// a container; eth0 with 192.0.2.10/24, 10.1.2.3/8 and IPv6 addresses; ports 32768–60999 handed out.
pub(crate) fn snapshot(sockets: Vec<Socket>) -> Snapshot {
    let mut snapshot = bundle::decode(HOST.as_bytes(), &Limits::default())
        .expect("the host is a bundle")
        .snapshot;
    snapshot.namespaces[0].sockets = sockets;
    snapshot
}

const HOST: &str = include_str!("host.json");

/// A socket without details: owned by nobody for a reason that is not known.
pub(crate) fn socket(
    protocol: Protocol,
    state: Option<State>,
    local: &str,
    remote: &str,
) -> Socket {
    let endpoint = |text: &str| {
        let (ip, port) = text.rsplit_once(' ').expect("an address and a port");
        Endpoint {
            ip: ip.parse().expect("an address"),
            port: port.parse().expect("a port"),
        }
    };
    let local = endpoint(local);
    let family = if local.ip.is_ipv4() {
        Family::Ipv4
    } else {
        Family::Ipv6
    };
    Socket {
        state,
        remote: (!remote.is_empty()).then(|| endpoint(remote)),
        inode: Some(Inode(4_242)),
        ..Socket::new(protocol, family, local)
    }
}

/// A TCP socket; the addresses are written `IP PORT`.
pub(crate) fn tcp(state: State, local: &str, remote: &str) -> Socket {
    socket(Protocol::Tcp, Some(state), local, remote)
}

/// A UDP socket, connected where it has a remote address.
pub(crate) fn udp(local: &str, remote: &str) -> Socket {
    let state = if remote.is_empty() {
        State::Unconnected
    } else {
        State::Established
    };
    socket(Protocol::Udp, Some(state), local, remote)
}

/// What the tests vary of a socket.
pub(crate) trait With: Sized {
    fn owned_by(self, owners: &[(u32, u32)]) -> Self;
    fn unowned(self, ownership: Ownership) -> Self;
    fn opened_by(self, uid: u32) -> Self;
    fn on(self, interface: &str) -> Self;
    fn queues(self, received: u32, sent: u32) -> Self;
}

impl With for Socket {
    fn owned_by(mut self, owners: &[(u32, u32)]) -> Self {
        self.ownership = Ownership::Owned;
        self.owners = owners
            .iter()
            .map(|&(pid, fd)| Owner {
                pid: Pid(pid),
                fd: Some(fd),
            })
            .collect();
        self
    }

    fn unowned(mut self, ownership: Ownership) -> Self {
        self.ownership = ownership;
        self
    }

    fn opened_by(mut self, uid: u32) -> Self {
        self.uid = Some(Uid(uid));
        self
    }

    fn on(mut self, interface: &str) -> Self {
        self.interface = Some(interface.to_owned());
        self
    }

    fn queues(mut self, received: u32, sent: u32) -> Self {
        self.receive_queue = Some(received);
        self.send_queue = Some(sent);
        self
    }
}

/// The explanation of the first of these sockets.
pub(crate) fn explain(sockets: Vec<Socket>) -> Explanation {
    explain_first(snapshot(sockets))
}

/// The explanation of the first socket of a snapshot.
pub(crate) fn explain_first(snapshot: Snapshot) -> Explanation {
    let catalog = Catalog::new(snapshot);
    let explanation = explain::socket(&catalog, catalog.socket(0).expect("a socket"));
    plain::check(&explanation);
    explanation
}

/// The text of one part; empty where there is none.
pub(crate) fn text(explanation: &Explanation, topic: Topic) -> String {
    explanation
        .sections
        .iter()
        .filter(|section| section.topic == topic)
        .flat_map(|section| std::iter::once(&section.title).chain(&section.paragraphs))
        .flat_map(|text| [text, "\n"])
        .collect()
}

/// Checks that a part of the first socket's explanation says one thing and does not say another.
/// An empty text is not looked for.
pub(crate) fn check(sockets: Vec<Socket>, topic: Topic, says: &str, never: &str) {
    let shown = format!("{:#?}", sockets[0]);
    let explanation = explain(sockets);
    let text = text(&explanation, topic);
    assert!(
        text.contains(says),
        "{says:?} is missing in:\n{text}\nof {shown}"
    );
    assert!(
        never.is_empty() || !text.contains(never),
        "{never:?} is in:\n{text}\nof {shown}"
    );
}
