//! The fields that a filter can name and a table can be sorted by.

mod entry;

/// A field of some table. Its names in the filter language are in [`Field::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The transport protocol; of a route: who made it; of a netlink socket: what it talks to; of
    /// a counter: its group by the kernel's name.
    Protocol,
    /// The address family.
    Family,
    /// The state of a socket or of an interface.
    State,
    /// This end's address.
    Local,
    /// This end's port.
    LocalPort,
    /// The other end's address.
    Remote,
    /// The other end's port.
    RemotePort,
    /// The port of either end.
    Port,
    /// The address of either end; an address of an interface.
    Address,
    /// The name of either end's port.
    Service,
    /// The name of this end's port.
    LocalService,
    /// The name of the other end's port.
    RemoteService,
    /// The name of a process.
    Process,
    /// The number of a process.
    Pid,
    /// The number of the process that started a process.
    ParentPid,
    /// A process's arguments, with a space between them.
    Command,
    /// The file that a process runs.
    Executable,
    /// The name of a user; the number of one without a name.
    User,
    /// The number of a user.
    Uid,
    /// The verdict on a socket's owner.
    Owner,
    /// The number of a descriptor.
    Fd,
    /// A socket's inode.
    Inode,
    /// The name of an interface.
    Interface,
    /// The bytes that were received and not yet read.
    ReceiveQueue,
    /// The bytes that were sent and not yet acknowledged.
    SendQueue,
    /// Who can reach a socket that takes what strangers send.
    Reach,
    /// The name of a network namespace; the id of one without a name.
    Namespace,
    /// What a connection's timer waits for.
    Timer,
    /// The container that a process belongs to.
    Container,
    /// When a process was started.
    Started,
    /// How many sockets a process has.
    SocketCount,
    /// Where a route leads.
    Destination,
    /// The router that a route hands packets to.
    Gateway,
    /// The source address that a route gives.
    Source,
    /// The metric of a route.
    Metric,
    /// The table that a route stands in.
    RouteTable,
    /// How far a route's destination is.
    Scope,
    /// What a route does with a packet; what an interface or a socket is.
    Kind,
    /// The number of an interface.
    InterfaceIndex,
    /// The link-layer address of an interface.
    Mac,
    /// The largest packet that an interface takes.
    Mtu,
    /// A flag of an interface.
    Flag,
    /// The bytes that an interface or a connection received.
    ReceivedBytes,
    /// The packets that an interface received.
    ReceivedPackets,
    /// The packets that an interface received with an error.
    ReceivedErrors,
    /// The packets that an interface received and dropped.
    ReceivedDrops,
    /// The bytes that passed an interface in a second, in both directions, while the collector watched.
    Rate,
    /// The bytes that an interface received in a second while the collector watched.
    ReceivedRate,
    /// The bytes that an interface sent in a second while the collector watched.
    SentRate,
    /// The bytes that an interface or a connection sent.
    SentBytes,
    /// The packets that an interface sent.
    SentPackets,
    /// The packets that an interface could not send for an error.
    SentErrors,
    /// The packets that an interface dropped on the way out.
    SentDrops,
    /// The errors of an interface in both directions.
    Errors,
    /// The drops of an interface in both directions; the messages that a netlink socket lost.
    Drops,
    /// What was read.
    SourceName,
    /// How reading a source went.
    Status,
    /// How many rows a source gave.
    Rows,
    /// How long reading a source took, in microseconds.
    Duration,
    /// Why a source's status is what it is.
    Detail,
    /// The path or abstract name that a unix socket is bound to.
    Path,
    /// The inode of a unix socket's peer.
    PeerInode,
    /// The `EtherType` that a packet socket asks for.
    EtherType,
    /// An interface that a packet socket has made promiscuous.
    Promiscuous,
    /// The address of a netlink socket.
    PortId,
    /// A group that a netlink socket is in.
    Group,
    /// The name of a counter.
    Counter,
    /// The value of a counter.
    Value,
    /// By how much a counter grew while the collector watched.
    Change,
    /// What a counter's value says.
    Verdict,
    /// What a counter counts, or a multicast group is for.
    Meaning,
    /// The number that says when a rule is asked.
    Priority,
    /// The packets that a rule is for, in words.
    Packets,
    /// What a rule does.
    Action,
    /// The sources that a rule is for.
    From,
    /// The interface that a packet's socket is bound to.
    OutgoingInterface,
    /// How long ago a neighbour's entry was used, in milliseconds.
    Used,
    /// How long ago a neighbour was known to be there, in milliseconds.
    Confirmed,
    /// A multicast group.
    MulticastGroup,
    /// How often a multicast group was joined.
    Members,
    /// How a connection fares, in one word.
    Health,
    /// The smoothed round-trip time of a connection, in microseconds.
    Rtt,
    /// How much the round-trip time varies, in microseconds.
    RttVariance,
    /// The segments that a connection has sent again.
    Retransmits,
    /// The segments under way that count as lost.
    Lost,
    /// How many segments may be under way.
    CongestionWindow,
    /// The largest segment that a connection sends, in bytes.
    Mss,
    /// How many bytes a second arrive at the peer.
    DeliveryRate,
    /// How long ago data was sent, in milliseconds.
    LastSent,
    /// How long ago data was received, in milliseconds.
    LastReceived,
    /// The algorithm that sizes the congestion window.
    CongestionControl,
    /// The mark that a socket's packets have.
    Mark,
}

/// How the values of a field are written and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// One of a list of words, compared as a whole.
    Keyword,
    /// A name, compared as a whole or with wildcards.
    Name,
    /// Text, searched for a part.
    Text,
    /// A number up to a limit.
    Number(u64),
    /// An IP address.
    Address,
    /// An IP prefix.
    Prefix,
    /// A moment, RFC 3339 in UTC.
    Time,
}

const MICROSECONDS: &[(&str, u64)] = &[
    ("us", 1),
    ("ms", 1_000),
    ("s", 1_000_000),
    ("min", 60_000_000),
    ("h", 3_600_000_000),
];

const MILLISECONDS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000)];

const BYTES: &[(&str, u64)] = &[
    ("b", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
];

impl Field {
    /// The names in the filter language, the usual one first.
    pub const fn names(self) -> &'static [&'static str] {
        self.entry().0
    }

    /// One line that says what the field holds.
    pub const fn about(self) -> &'static str {
        self.entry().1
    }

    pub(crate) const fn kind(self) -> ValueKind {
        self.entry().2
    }

    /// The name that the language prints.
    pub(crate) fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// The units that its numbers may be written with, each with what it stands for in the field's
    /// own; empty where there are none.
    pub(crate) const fn units(self) -> &'static [(&'static str, u64)] {
        match self {
            Self::Rtt | Self::RttVariance | Self::Duration => MICROSECONDS,
            Self::LastSent | Self::LastReceived | Self::Used | Self::Confirmed => MILLISECONDS,
            Self::ReceivedBytes
            | Self::SentBytes
            | Self::ReceiveQueue
            | Self::SendQueue
            | Self::ReceivedRate
            | Self::SentRate
            | Self::DeliveryRate => BYTES,
            _ => &[],
        }
    }

    /// The fields that together answer for this one, where the table has no column of its own.
    pub(crate) const fn ends(self) -> &'static [Self] {
        match self {
            Self::Port => &[Self::LocalPort, Self::RemotePort],
            Self::Address => &[Self::Local, Self::Remote],
            Self::Service => &[Self::LocalService, Self::RemoteService],
            _ => &[],
        }
    }
}
