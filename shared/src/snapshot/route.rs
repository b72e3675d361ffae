//! Routes.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{Family, fact};
use crate::named_code::named_code;

named_code! {
    /// A routing table by number (Linux `include/uapi/linux/rtnetlink.h`, `rt_class_t`).
    pub enum RouteTable: u32 {
        /// The table that rules fall back to last.
        Default = 253 => "default",
        /// The table that routes go to unless another is named.
        Main = 254 => "main",
        /// The kernel's own: the host's addresses and broadcasts.
        Local = 255 => "local",
    }
}

named_code! {
    /// Who made a route (`rtm_protocol`; names as in iproute2's `rt_protos`).
    pub enum RouteProtocol: u8 {
        /// Not said.
        Unspecified = 0 => "unspec",
        /// An ICMP redirect.
        Redirect = 1 => "redirect",
        /// The kernel, for instance when an address was added.
        Kernel = 2 => "kernel",
        /// During boot.
        Boot = 3 => "boot",
        /// An administrator.
        Static = 4 => "static",
        /// A router advertisement.
        Ra = 9 => "ra",
        /// A DHCP client.
        Dhcp = 16 => "dhcp",
        /// BIRD, a routing daemon.
        Bird = 12 => "bird",
        /// Zebra or FRR, routing daemons.
        Zebra = 11 => "zebra",
        /// The Babel routing protocol.
        Babel = 42 => "babel",
        /// The BGP routing protocol.
        Bgp = 186 => "bgp",
        /// The IS-IS routing protocol.
        Isis = 187 => "isis",
        /// The OSPF routing protocol.
        Ospf = 188 => "ospf",
        /// The RIP routing protocol.
        Rip = 189 => "rip",
        /// The EIGRP routing protocol.
        Eigrp = 192 => "eigrp",
    }
}

named_code! {
    /// How far a route's destination is (`rtm_scope`).
    pub enum RouteScope: u8 {
        /// Anywhere, through a gateway.
        Global = 0 => "global",
        /// Inside this site; IPv6 only and deprecated.
        Site = 200 => "site",
        /// Directly on a link.
        Link = 253 => "link",
        /// This host.
        Host = 254 => "host",
        /// Nowhere.
        Nowhere = 255 => "nowhere",
    }
}

named_code! {
    /// What a route does with a packet (`rtm_type`).
    pub enum RouteKind: u8 {
        /// Not said.
        Unspecified = 0 => "unspec",
        /// Sends it on.
        Unicast = 1 => "unicast",
        /// Delivers it to this host.
        Local = 2 => "local",
        /// Delivers it to this host and sends it as a broadcast.
        Broadcast = 3 => "broadcast",
        /// Delivers it to this host and sends it as a unicast.
        Anycast = 4 => "anycast",
        /// Sends it to a group.
        Multicast = 5 => "multicast",
        /// Drops it without a word.
        Blackhole = 6 => "blackhole",
        /// Drops it and answers "host unreachable".
        Unreachable = 7 => "unreachable",
        /// Drops it and answers "administratively prohibited".
        Prohibit = 8 => "prohibit",
        /// Goes on with the next rule.
        Throw = 9 => "throw",
        /// Translates its address.
        Nat = 10 => "nat",
    }
}

named_code! {
    /// The preference among default routers (RFC 4191), by its two bits.
    pub enum RoutePreference: u8 {
        /// As good as any.
        Medium = 0 => "medium",
        /// Before others.
        High = 1 => "high",
        /// After others.
        Low = 3 => "low",
    }
}

fact! {
    /// A route.
    pub struct Route {
        /// The family of its addresses.
        pub family: Family,
        /// Where it leads, as a prefix; `0.0.0.0/0` and `::/0` are the default routes.
        pub destination: IpNet,
        /// The router that packets are handed to; null when the destination is on the link, and
        /// for routes with several next hops.
        pub gateway: Option<IpAddr>,
        /// The interface that packets leave by.
        pub interface: Option<String>,
        /// The source address that packets get unless their socket has one.
        pub source: Option<IpAddr>,
        /// The preference among routes of equal prefix; lower wins. Null when the route has none,
        /// which IPv4 treats as 0.
        pub metric: Option<u32>,
        /// The table it stands in.
        pub table: RouteTable,
        /// Who made it.
        pub protocol: RouteProtocol,
        /// How far the destination is.
        pub scope: RouteScope,
        /// What it does with a packet.
        pub kind: RouteKind,
        /// The sources it is for, where not all (IPv6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub source_prefix: Option<IpNet>,
        /// The type of service it is for, where not any (IPv4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub type_of_service: Option<u8>,
        /// The preference that a router advertised (RFC 4191): `low`, `medium` or `high`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub preference: Option<RoutePreference>,
        /// Its flags by name (`RTNH_F_*`, in lower case), such as `onlink` or `linkdown`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flags: Vec<String>,
        /// What it sets for its connections, by the names of `ip route`: `mtu`, `advmss`, `window`, …
        /// (`RTAX_*`). Times are in milliseconds; `features` and `lock` are sets of bits.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub metrics: BTreeMap<String, i64>,
        /// The congestion control that it sets for its connections (`RTAX_CC_ALGO`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub congestion_control: Option<String>,
        /// The number of the next-hop object it refers to (`ip nexthop`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next_hop_id: Option<u32>,
        /// For how many seconds it stays; absent when for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expires_in_s: Option<u32>,
        /// The next hops of a multipath route; absent for the others.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub next_hops: Vec<NextHop>,
    }
}

impl Route {
    /// A route of the main table of which nothing else is known.
    pub const fn new(family: Family, destination: IpNet) -> Self {
        Self {
            family,
            destination,
            gateway: None,
            interface: None,
            source: None,
            metric: None,
            table: RouteTable::Main,
            protocol: RouteProtocol::Unspecified,
            scope: RouteScope::Global,
            kind: RouteKind::Unicast,
            source_prefix: None,
            type_of_service: None,
            preference: None,
            flags: Vec::new(),
            metrics: BTreeMap::new(),
            congestion_control: None,
            next_hop_id: None,
            expires_in_s: None,
            next_hops: Vec::new(),
        }
    }
}

fact! {
    /// One way of a multipath route.
    pub struct NextHop {
        /// The router; null when the destination is on the link.
        pub gateway: Option<IpAddr>,
        /// The interface that packets leave by.
        pub interface: Option<String>,
        /// Its share of the traffic, from 1.
        pub weight: u32,
        /// Its flags by name, as a route's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub flags: Vec<String>,
    }
}
