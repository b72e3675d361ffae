//! A network stack: what Linux calls a network namespace, and other systems have once.

use serde::Serialize;

use super::{
    Inode, Interface, MulticastGroup, Neighbour, Owner, Ownership, Route, Socket, Uid, fact,
};
use crate::read::read_transparent;

/// A network namespace's identity: on Linux the inode number of `/proc/PID/ns/net` in decimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct NamespaceId(pub String);

read_transparent! { NamespaceId(String) }

impl std::fmt::Display for NamespaceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

fact! {
    /// One network stack with all that lives in it.
    pub struct Namespace {
        /// Its identity within this snapshot.
        pub id: NamespaceId,
        /// A name where one is known (a file under /run/netns, a container).
        pub name: Option<String>,
        /// Whether the collector itself ran in it.
        pub is_collectors: bool,
        /// The settings that explain rows.
        pub settings: Settings,
        /// The sockets of the internet protocols.
        pub sockets: Vec<Socket>,
        /// The sockets between processes of one host.
        #[serde(default)]
        pub unix_sockets: Vec<UnixSocket>,
        /// The sockets that see whole frames.
        #[serde(default)]
        pub packet_sockets: Vec<PacketSocket>,
        /// The routes of every table.
        pub routes: Vec<Route>,
        /// The interfaces.
        pub interfaces: Vec<Interface>,
        /// Link-layer addresses of neighbours (ARP, NDP).
        #[serde(default)]
        pub neighbours: Vec<Neighbour>,
        /// The multicast groups that interfaces have joined.
        #[serde(default)]
        pub multicast_groups: Vec<MulticastGroup>,
        /// The stack's own counters, as `netstat -s` groups them.
        #[serde(default)]
        pub protocol_statistics: Vec<ProtocolCounters>,
    }
}

fact! {
    /// Settings of a network stack that explain rows.
    #[derive(Default)]
    pub struct Settings {
        /// The ports handed out to sockets that ask for any (`net.ipv4.ip_local_port_range`).
        pub ephemeral_ports: Option<PortRange>,
    }
}

fact! {
    /// Ports from `first` to `last`, both included.
    #[derive(Copy, Eq)]
    pub struct PortRange {
        /// The lowest port.
        pub first: u16,
        /// The highest port.
        pub last: u16,
    }
}

impl PortRange {
    /// Whether `port` lies in the range.
    pub const fn contains(self, port: u16) -> bool {
        self.first <= port && port <= self.last
    }
}

fact! {
    /// A socket between processes of one host (unix(7)).
    pub struct UnixSocket {
        /// `stream`, `datagram` or `seqpacket`.
        pub kind: String,
        /// `listening`, `connected` or `unconnected`.
        pub state: String,
        /// The path or, with a leading `@`, the abstract name it is bound to.
        pub path: Option<String>,
        /// Its inode.
        pub inode: Option<Inode>,
        /// The inode of the socket at the other end.
        pub peer_inode: Option<Inode>,
        /// The descriptors that refer to it.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
    }
}

fact! {
    /// A socket that sees whole frames (packet(7)).
    pub struct PacketSocket {
        /// `raw` (with link header) or `datagram` (without).
        pub kind: String,
        /// The `EtherType` it asks for; 3 (`ETH_P_ALL`) is every frame.
        pub ethertype: Option<u16>,
        /// The interface it is bound to; null for every interface.
        pub interface: Option<String>,
        /// The user that opened it.
        pub uid: Option<Uid>,
        /// Its inode.
        pub inode: Option<Inode>,
        /// The descriptors that refer to it.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
    }
}

fact! {
    /// The counters of one protocol.
    pub struct ProtocolCounters {
        /// The protocol as the kernel names the group: `Ip`, `Tcp`, `TcpExt`, …
        pub protocol: String,
        /// Each counter with the kernel's name for it.
        pub counters: std::collections::BTreeMap<String, i64>,
    }
}
