//! The settings of a network stack that explain rows.

use std::collections::BTreeMap;

use super::fact;

fact! {
    /// Settings of a network stack that explain rows (Linux: sysctl(8), `/proc/sys/net`); null where
    /// one could not be read.
    #[derive(Default)]
    pub struct Settings {
        /// The ports handed out to sockets that ask for any (`net.ipv4.ip_local_port_range`).
        pub ephemeral_ports: Option<PortRange>,
        /// Whether IPv4 packets for others are passed on (`net.ipv4.ip_forward`).
        pub ipv4_forwarding: Option<bool>,
        /// Whether IPv6 packets for others are passed on (`net.ipv6.conf.all.forwarding`).
        pub ipv6_forwarding: Option<bool>,
        /// Whether an IPv6 socket takes no IPv4 unless it asks for it (`net.ipv6.bindv6only`).
        pub ipv6_only: Option<bool>,
        /// The longest accept queue a listener can have (`net.core.somaxconn`).
        pub accept_queue_limit: Option<u32>,
        /// The first port that needs no privilege (`net.ipv4.ip_unprivileged_port_start`).
        pub unprivileged_ports_from: Option<u16>,
        /// Whether a full queue of half-open connections is answered with SYN cookies: 0 never,
        /// 1 when it is full, 2 always (`net.ipv4.tcp_syncookies`).
        pub syn_cookies: Option<u32>,
        /// Whether a packet's way back is checked against the routes, for `all`, `default` and each
        /// interface: 0 no, 1 strictly, 2 loosely (`net.ipv4.conf.*.rp_filter`). The higher of
        /// `all` and the interface's counts.
        #[serde(default)]
        pub reverse_path_filter: BTreeMap<String, i64>,
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
