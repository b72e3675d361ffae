//! Sockets of the internet protocols.

use std::net::IpAddr;

use serde::Serialize;

use super::{Pid, TcpInfo, Uid, fact};
use crate::named_code::named_code;
use netsnap_reader::read_transparent;

named_code! {
    /// A transport protocol by its IP protocol number (IANA "Protocol Numbers"); MPTCP by Linux's
    /// `IPPROTO_MPTCP`.
    pub enum Protocol: u16 {
        /// Internet Control Message Protocol, RFC 792.
        Icmp = 1 => "icmp",
        /// Transmission Control Protocol, RFC 9293.
        Tcp = 6 => "tcp",
        /// User Datagram Protocol, RFC 768.
        Udp = 17 => "udp",
        /// Datagram Congestion Control Protocol, RFC 4340.
        Dccp = 33 => "dccp",
        /// ICMP for IPv6, RFC 4443.
        Icmpv6 = 58 => "icmpv6",
        /// Stream Control Transmission Protocol, RFC 9260.
        Sctp = 132 => "sctp",
        /// UDP-Lite, RFC 3828.
        UdpLite = 136 => "udplite",
        /// A raw IP socket, raw(7).
        Raw = 255 => "raw",
        /// Multipath TCP, RFC 8684.
        Mptcp = 262 => "mptcp",
    }
}

named_code! {
    /// The address family of a socket or a route, by IP version.
    pub enum Family: u8 {
        /// IPv4.
        Ipv4 = 4 => "ipv4",
        /// IPv6; such a socket may carry IPv4 as mapped addresses (`::ffff:192.0.2.1`).
        Ipv6 = 6 => "ipv6",
    }
}

named_code! {
    /// The state of a socket: those of RFC 9293 under their names there, with the codes of Linux's
    /// `include/net/tcp_states.h`.
    pub enum State: u8 {
        /// A datagram socket without a fixed peer; Linux says `TCP_CLOSE` of it.
        Unconnected = 0 => "unconnected",
        /// An open connection; of a datagram socket: it has a fixed peer.
        Established = 1 => "established",
        /// A connection was asked for and has not been answered.
        SynSent = 2 => "syn-sent",
        /// A connection was asked for by the peer and answered; its confirmation is awaited.
        SynReceived = 3 => "syn-received",
        /// This end has closed and its FIN has not been acknowledged.
        FinWait1 = 4 => "fin-wait-1",
        /// This end has closed, the peer has acknowledged it and may still send.
        FinWait2 = 5 => "fin-wait-2",
        /// Both ends have closed; this end waits until old segments have died out.
        TimeWait = 6 => "time-wait",
        /// No connection: a stream socket that is neither connected nor listening.
        Closed = 7 => "closed",
        /// The peer has closed; the program at this end has not.
        CloseWait = 8 => "close-wait",
        /// The peer has closed, then this end; the acknowledgement is awaited.
        LastAck = 9 => "last-ack",
        /// Waits for connections.
        Listen = 10 => "listen",
        /// Both ends closed at once; the acknowledgement is awaited.
        Closing = 11 => "closing",
        /// Linux: an embryonic connection kept beside the listener (`TCP_NEW_SYN_RECV`).
        NewSynReceived = 12 => "new-syn-received",
        /// Linux: bound to a port and neither listening nor connected (`TCP_BOUND_INACTIVE`).
        BoundInactive = 13 => "bound-inactive",
    }
}

named_code! {
    /// What a connection's timer waits for, with the codes of `idiag_timer` (`sock_diag(7)`).
    pub enum TimerKind: u8 {
        /// A retransmission, early retransmit or tail loss probe.
        Retransmit = 1 => "retransmit",
        /// A keep-alive probe, or one of the states that end by themselves.
        Keepalive = 2 => "keepalive",
        /// The end of TIME-WAIT.
        TimeWait = 3 => "time-wait",
        /// A probe of a peer that has closed its window.
        ZeroWindowProbe = 4 => "zero-window-probe",
    }
}

/// The number of a socket's inode. Linux gives 0 to sockets without a file; a bundle says null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Inode(pub u64);

read_transparent! { Inode(u64) }

impl std::fmt::Display for Inode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

fact! {
    /// One end of a connection.
    #[derive(Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct Endpoint {
        /// The address; unspecified (`0.0.0.0`, `::`) for every address of the host.
        pub ip: IpAddr,
        /// The port, in host order.
        pub port: u16,
    }
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::net::SocketAddr::new(self.ip, self.port).fmt(f)
    }
}

fact! {
    /// A descriptor that refers to a socket.
    #[derive(Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct Owner {
        /// The process.
        pub pid: Pid,
        /// The descriptor's number in that process; null where the system does not tell.
        pub fd: Option<u32>,
    }
}

fact! {
    /// The verdict on who owns a socket.
    #[derive(Copy, Eq, PartialOrd, Ord, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum Ownership {
        /// At least one process holds a descriptor of it.
        Owned,
        /// The kernel keeps it and no process can: TIME-WAIT and the kernel's own sockets.
        Kernel,
        /// A connection in a listener's backlog, not yet accepted by a process.
        NotAccepted,
        /// The collector was not allowed to look at every process.
        Hidden,
        /// Held by a process in a pid namespace that the collector cannot see.
        OtherPidNamespace,
        /// The collector looked, with every permission, and found nobody.
        Missing,
        /// A verdict that this version does not know.
        #[serde(other)]
        Unknown,
    }
}

impl Ownership {
    /// The name in a bundle.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owned => "owned",
            Self::Kernel => "kernel",
            Self::NotAccepted => "not_accepted",
            Self::Hidden => "hidden",
            Self::OtherPidNamespace => "other_pid_namespace",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
        }
    }
}

fact! {
    /// A listener's queue of connections that no process has accepted yet.
    #[derive(Copy, Eq)]
    pub struct AcceptQueue {
        /// How many wait.
        pub length: u32,
        /// How many may wait: the backlog given to listen(2), as limited by the system.
        pub limit: u32,
    }
}

impl AcceptQueue {
    /// Whether as many wait as may.
    pub const fn is_full(self) -> bool {
        self.length > 0 && self.length >= self.limit
    }
}

fact! {
    /// A connection's running timer.
    #[derive(Copy, Eq)]
    pub struct Timer {
        /// What it waits for.
        pub kind: TimerKind,
        /// When it runs out, in milliseconds from the moment of reading.
        pub expires_in_ms: u32,
        /// How often the segment was sent again, or how many probes went unanswered.
        pub retransmits: u8,
    }
}

fact! {
    /// The memory that a socket holds, in bytes (`SK_MEMINFO_*` of Linux
    /// `include/uapi/linux/sock_diag.h`).
    #[derive(Copy, Eq, Default)]
    pub struct SocketMemory {
        /// What has been received and waits.
        pub receive_allocated: u32,
        /// How much of that there may be.
        pub receive_limit: u32,
        /// What is on its way out.
        pub send_allocated: u32,
        /// How much of that there may be.
        pub send_limit: u32,
        /// Reserved and not yet used.
        pub forward_allocated: u32,
        /// What was written and is not yet acknowledged.
        pub write_queued: u32,
        /// Options and other small things.
        pub options: u32,
        /// What arrived while the program was busy with the socket.
        pub backlog: u32,
        /// How many packets (no bytes) were dropped for want of room; null where unknown.
        pub drops: Option<u32>,
    }
}

fact! {
    /// A socket of an internet protocol.
    pub struct Socket {
        /// The transport protocol.
        pub protocol: Protocol,
        /// The family of the socket itself, which for mapped addresses is not the traffic's.
        pub family: Family,
        /// Its state; null where the system keeps none.
        pub state: Option<State>,
        /// This end.
        pub local: Endpoint,
        /// The other end; null when there is no fixed one, or when the system does not tell.
        pub remote: Option<Endpoint>,
        /// The descriptors that refer to it, by pid and number.
        pub owners: Vec<Owner>,
        /// The verdict on its owner.
        pub ownership: Ownership,
        /// The user that opened it.
        pub uid: Option<Uid>,
        /// Its inode; null for sockets that no file refers to.
        pub inode: Option<Inode>,
        /// The interface it is bound to (`SO_BINDTODEVICE`) or its address's scope is; null for any.
        pub interface: Option<String>,
        /// Bytes that have arrived and were not yet read; null for listeners and where unknown.
        pub receive_queue: Option<u32>,
        /// Bytes that were written and not yet acknowledged; null for listeners and where unknown.
        pub send_queue: Option<u32>,
        /// A listener's queue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub accept_queue: Option<AcceptQueue>,
        /// The running timer; absent when none runs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub timer: Option<Timer>,
        /// The number that the kernel gives a socket once and never again; null where unknown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub cookie: Option<u64>,
        /// Of an IPv6 socket: whether it takes no IPv4; absent where the kernel does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ipv6_only: Option<bool>,
        /// The mark its packets have (`SO_MARK`); absent when it is 0 or not shown, which takes
        /// `cap_net_admin`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mark: Option<u32>,
        /// Of a raw socket: the IP protocol number it takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ip_protocol: Option<u8>,
        /// Further addresses of this end (SCTP).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub more_local_addresses: Vec<IpAddr>,
        /// Further addresses of the other end (SCTP).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub more_remote_addresses: Vec<IpAddr>,
        /// The memory it holds; absent where unknown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub memory: Option<Box<SocketMemory>>,
        /// What TCP measures; absent for other protocols, listeners and where unknown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tcp_info: Option<Box<TcpInfo>>,
    }
}

impl Socket {
    /// A socket of which nothing else is known.
    pub const fn new(protocol: Protocol, family: Family, local: Endpoint) -> Self {
        Self {
            protocol,
            family,
            state: None,
            local,
            remote: None,
            owners: Vec::new(),
            ownership: Ownership::Unknown,
            uid: None,
            inode: None,
            interface: None,
            receive_queue: None,
            send_queue: None,
            accept_queue: None,
            timer: None,
            cookie: None,
            ipv6_only: None,
            mark: None,
            ip_protocol: None,
            more_local_addresses: Vec::new(),
            more_remote_addresses: Vec::new(),
            memory: None,
            tcp_info: None,
        }
    }
}
