//! Interfaces, and what is known of the links behind them.

use std::net::IpAddr;

use super::{NamespaceId, RouteScope, fact};

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
        /// Whether it takes frames that are not for it: the flag, or a count above 0; null when
        /// unknown.
        pub promiscuous: Option<bool>,
        /// How many have asked it to: the flag counts as one, as does each running capture and a
        /// bridge above it; null when unknown.
        #[serde(default)]
        pub promiscuity: Option<u32>,
        /// Its operational state (RFC 2863): `up`, `down`, `dormant`, `lower-layer-down`, …
        pub operational_state: Option<String>,
        /// Whether there is a signal on the link; null when unknown.
        #[serde(default)]
        pub carrier: Option<bool>,
        /// Its speed in megabits per second; null where it has none or does not tell.
        #[serde(default)]
        pub speed_mbps: Option<u32>,
        /// `full` or `half`; null where it does not tell.
        #[serde(default)]
        pub duplex: Option<String>,
        /// The interface it is a part of: its bridge, bond or VRF.
        #[serde(default)]
        pub master: Option<String>,
        /// The interface below it: a VLAN's, a tunnel's.
        #[serde(default)]
        pub lower: Option<String>,
        /// The other end of a veth pair, where the kernel tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub peer: Option<LinkPeer>,
        /// The number of a VLAN (IEEE 802.1Q).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub vlan_id: Option<u16>,
        /// How many packets may wait to be sent.
        #[serde(default)]
        pub queue_length: Option<u32>,
        /// What orders the packets that wait, such as `fq_codel`.
        #[serde(default)]
        pub queueing_discipline: Option<String>,
        /// What an administrator calls it (`ip link set alias`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alias: Option<String>,
        /// Its other names.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub alternative_names: Vec<String>,
        /// The address it was made with, where that is known and another.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub permanent_mac: Option<String>,
        /// Its addresses.
        pub addresses: Vec<InterfaceAddress>,
        /// Its counters since it came up; null when they could not be read.
        pub statistics: Option<InterfaceStatistics>,
    }
}

impl Interface {
    /// An interface of which nothing else is known.
    pub const fn new(index: u32, name: String) -> Self {
        Self {
            index,
            name,
            kind: None,
            mac: None,
            mtu: None,
            flags: Vec::new(),
            promiscuous: None,
            promiscuity: None,
            operational_state: None,
            carrier: None,
            speed_mbps: None,
            duplex: None,
            master: None,
            lower: None,
            peer: None,
            vlan_id: None,
            queue_length: None,
            queueing_discipline: None,
            alias: None,
            alternative_names: Vec::new(),
            permanent_mac: None,
            addresses: Vec::new(),
            statistics: None,
        }
    }
}

fact! {
    /// An address of an interface.
    #[derive(Eq)]
    pub struct InterfaceAddress {
        /// The address.
        pub ip: IpAddr,
        /// The length of the prefix that is on the link, in bits.
        pub prefix_length: u8,
        /// The address of the other end of a point-to-point link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub peer: Option<IpAddr>,
        /// The broadcast address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub broadcast: Option<IpAddr>,
        /// How far the address is valid; null when unknown.
        #[serde(default)]
        pub scope: Option<RouteScope>,
        /// The name it was given, such as `eth0:1`; absent when that is the interface's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Its flags by name (`IFA_F_*` of Linux `include/uapi/linux/if_addr.h`, in lower case): an
        /// address that is not `permanent` runs out, a `tentative` one is not yet in use.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flags: Vec<String>,
        /// For how many seconds it stays; absent when for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_for_s: Option<u32>,
        /// For how many seconds new connections may use it; absent when for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub preferred_for_s: Option<u32>,
    }
}

impl InterfaceAddress {
    /// An address of which nothing else is known.
    pub const fn new(ip: IpAddr, prefix_length: u8) -> Self {
        Self {
            ip,
            prefix_length,
            peer: None,
            broadcast: None,
            scope: None,
            label: None,
            flags: Vec::new(),
            valid_for_s: None,
            preferred_for_s: None,
        }
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
        /// What the errors and drops were; null where unknown.
        #[serde(default)]
        pub kinds: Option<ErrorKinds>,
    }
}

fact! {
    /// What an interface's errors and drops were (Linux `struct rtnl_link_stats64`, kernel
    /// documentation `networking/statistics`).
    #[derive(Copy, Eq, Default)]
    pub struct ErrorKinds {
        /// Frames of a wrong length.
        pub received_length: u64,
        /// Frames for which the device had no room.
        pub received_over: u64,
        /// Frames with a wrong checksum.
        pub received_crc: u64,
        /// Frames that did not end on a byte.
        pub received_frame: u64,
        /// Frames lost in the device's queue.
        pub received_fifo: u64,
        /// Frames that the host was too slow to take.
        pub received_missed: u64,
        /// Frames that no protocol wanted.
        pub received_no_handler: u64,
        /// Frames given up.
        pub sent_aborted: u64,
        /// Frames without a signal on the link.
        pub sent_carrier: u64,
        /// Frames that the device's queue could not feed.
        pub sent_fifo: u64,
        /// Missing signs of life from old transceivers.
        pub sent_heartbeat: u64,
        /// Collisions after the time for them.
        pub sent_window: u64,
        /// Compressed packets received.
        pub received_compressed: u64,
        /// Compressed packets sent.
        pub sent_compressed: u64,
    }
}

fact! {
    /// The other end of a pair of interfaces.
    #[derive(Eq)]
    pub struct LinkPeer {
        /// The number of the interface.
        pub index: u32,
        /// The namespace it is in; null when that is not known.
        pub namespace: Option<NamespaceId>,
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
        /// What it is besides, by name (`NTF_*` of Linux `include/uapi/linux/neighbour.h`, in lower
        /// case), such as `router`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flags: Vec<String>,
        /// The time since the entry was last used, in milliseconds; null when unknown.
        #[serde(default)]
        pub used_ms: Option<u64>,
        /// The time since the neighbour was last known to be there, in milliseconds; null when
        /// unknown.
        #[serde(default)]
        pub confirmed_ms: Option<u64>,
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
