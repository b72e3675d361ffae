//! Interfaces, and what is known of the links behind them.

use std::net::IpAddr;

use super::fact;

fact! {
    /// A network interface.
    pub struct Interface {
        /// Its number.
        pub index: u32,
        /// Its name.
        pub name: String,
        /// What it is: the driver's kind where it has one (`bridge`, `veth`, `vlan`, `wireguard`),
        /// otherwise the link's (`loopback`, `ethernet`); null when unknown.
        pub kind: Option<String>,
        /// Its link-layer address, as hexadecimal bytes with colons.
        pub mac: Option<String>,
        /// The largest packet it takes, in bytes.
        pub mtu: Option<u32>,
        /// Its flags by name (`IFF_*` of netdevice(7), in lower case), a bit without a name as
        /// `bit-N`.
        pub flags: Vec<String>,
        /// Whether it takes frames that are not for it (`IFF_PROMISC`); null when unknown.
        pub promiscuous: Option<bool>,
        /// Its operational state (RFC 2863): `up`, `down`, `dormant`, `lower-layer-down`, …
        pub operational_state: Option<String>,
        /// Its addresses.
        pub addresses: Vec<InterfaceAddress>,
        /// Its counters since it came up; null when they could not be read.
        pub statistics: Option<InterfaceStatistics>,
    }
}

fact! {
    /// An address of an interface.
    #[derive(Copy, Eq)]
    pub struct InterfaceAddress {
        /// The address.
        pub ip: IpAddr,
        /// The length of the prefix that is on the link, in bits.
        pub prefix_length: u8,
    }
}

fact! {
    /// An interface's counters (Linux: `struct rtnl_link_stats64`).
    #[derive(Copy, Eq, Default)]
    pub struct InterfaceStatistics {
        /// Bytes received.
        pub received_bytes: u64,
        /// Packets received.
        pub received_packets: u64,
        /// Packets received with an error.
        pub received_errors: u64,
        /// Packets received and dropped for want of room.
        pub received_dropped: u64,
        /// Multicast packets received.
        pub received_multicast: u64,
        /// Bytes sent.
        pub sent_bytes: u64,
        /// Packets sent.
        pub sent_packets: u64,
        /// Packets that could not be sent for an error.
        pub sent_errors: u64,
        /// Packets dropped on the way out.
        pub sent_dropped: u64,
        /// Collisions while sending.
        pub collisions: u64,
    }
}

fact! {
    /// The link-layer address of a neighbour (ARP, NDP).
    pub struct Neighbour {
        /// Its address.
        pub ip: IpAddr,
        /// Its link-layer address; null while it is asked for.
        pub mac: Option<String>,
        /// The interface behind which it is.
        pub interface: String,
        /// What the kernel thinks of the entry: `reachable`, `stale`, `failed`, …
        pub state: String,
    }
}

fact! {
    /// A multicast group that an interface listens to.
    pub struct MulticastGroup {
        /// The interface.
        pub interface: String,
        /// The group: an IP address, or a link-layer address.
        pub group: String,
        /// How many have joined it.
        pub users: Option<u32>,
    }
}
