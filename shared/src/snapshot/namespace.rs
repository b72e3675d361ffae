//! A network stack: what Linux calls a network namespace, and other systems have once.

use serde::Serialize;

use super::{
    Interface, MulticastGroup, Neighbour, NetlinkSocket, PacketSocket, Route, RoutingRule,
    Settings, Socket, UnixSocket, fact,
};
use netsnap_reader::read_transparent;

/// A network namespace's identity: on Linux the inode number of `/proc/PID/ns/net` in decimal. Where
/// that is not shown to the collector, `proc-` and the inode number of `/proc/PID/net/dev`, which is
/// another one in each namespace.
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
        /// A name where one is known: that of a file under /run/netns or /run/docker/netns.
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
        /// The sockets to the kernel.
        #[serde(default)]
        pub netlink_sockets: Vec<NetlinkSocket>,
        /// The routes of every table.
        pub routes: Vec<Route>,
        /// The rules that choose among the tables, in the order in which they are asked.
        #[serde(default)]
        pub rules: Vec<RoutingRule>,
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

impl Namespace {
    /// The name it is shown by: its own, or else its id.
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id.0)
    }

    /// A network stack of which nothing else is known.
    pub fn new(id: NamespaceId) -> Self {
        Self {
            id,
            name: None,
            is_collectors: false,
            settings: Settings::default(),
            sockets: Vec::new(),
            unix_sockets: Vec::new(),
            packet_sockets: Vec::new(),
            netlink_sockets: Vec::new(),
            routes: Vec::new(),
            rules: Vec::new(),
            interfaces: Vec::new(),
            neighbours: Vec::new(),
            multicast_groups: Vec::new(),
            protocol_statistics: Vec::new(),
        }
    }
}

fact! {
    /// The counters of one protocol.
    pub struct ProtocolCounters {
        /// The protocol as the kernel names the group: `Ip`, `Tcp`, `TcpExt`, `Ip6`, …; of
        /// `/proc/net/sockstat` with that word before it: `sockstat TCP`.
        pub protocol: String,
        /// Each counter with the kernel's name for it.
        pub counters: std::collections::BTreeMap<String, i64>,
    }
}
