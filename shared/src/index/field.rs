//! The fields that a filter can name and a table can be sorted by.

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
    /// The bytes that an interface received.
    ReceivedBytes,
    /// The packets that an interface received.
    ReceivedPackets,
    /// The packets that an interface received with an error.
    ReceivedErrors,
    /// The packets that an interface received and dropped.
    ReceivedDrops,
    /// The bytes that an interface received in a second while the collector watched.
    ReceivedRate,
    /// The bytes that an interface sent in a second while the collector watched.
    SentRate,
    /// The bytes that an interface sent.
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

/// What the language says of a field: names, one line about it, how its values compare.
type Entry = (&'static [&'static str], &'static str, ValueKind);

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

    /// The fields that together answer for this one, where the table has no column of its own.
    pub(crate) const fn ends(self) -> &'static [Self] {
        match self {
            Self::Port => &[Self::LocalPort, Self::RemotePort],
            Self::Address => &[Self::Local, Self::Remote],
            Self::Service => &[Self::LocalService, Self::RemoteService],
            _ => &[],
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one entry for each field")]
    const fn entry(self) -> Entry {
        use ValueKind::{Address, Keyword, Name, Number, Prefix, Text, Time};
        const ANY: u64 = u64::MAX;
        const PORT: u64 = u16::MAX as u64;
        match self {
            Self::Protocol => (&["proto", "protocol"], "protocol", Keyword),
            Self::Family => (&["family"], "address family: ipv4 or ipv6", Keyword),
            Self::State => (&["state"], "state, in any spelling", Keyword),
            Self::Local => (&["local", "src", "laddr"], "this end's address", Address),
            Self::LocalPort => (&["lport", "sport"], "this end's port", Number(PORT)),
            Self::Remote => (
                &["remote", "dst", "peer", "raddr"],
                "other end's address",
                Address,
            ),
            Self::RemotePort => (&["rport", "dport"], "other end's port", Number(PORT)),
            Self::Port => (&["port"], "port of either end", Number(PORT)),
            Self::Address => (&["ip", "addr", "address", "host"], "IP address", Address),
            Self::Service => (&["service"], "name of either end's port", Name),
            Self::LocalService => (&["lservice"], "name of this end's port", Name),
            Self::RemoteService => (&["rservice"], "name of the other end's port", Name),
            Self::Process => (&["proc", "process", "comm"], "process name", Name),
            Self::Pid => (&["pid"], "process number", Number(ANY)),
            Self::ParentPid => (
                &["ppid", "parent"],
                "number of the parent process",
                Number(ANY),
            ),
            Self::Command => (
                &["cmd", "command", "cmdline", "args"],
                "part of the command line",
                Text,
            ),
            Self::Executable => (
                &["exe", "executable"],
                "part of the program file's path",
                Text,
            ),
            Self::User => (&["user"], "user name", Name),
            Self::Uid => (&["uid"], "user number", Number(ANY)),
            Self::Owner => (
                &["owner", "ownership"],
                "verdict on the socket's owner",
                Keyword,
            ),
            Self::Fd => (&["fd"], "number of a descriptor", Number(ANY)),
            Self::Inode => (&["inode", "ino"], "inode of the socket", Number(ANY)),
            Self::Interface => (&["iface", "dev", "interface"], "interface name", Name),
            Self::ReceiveQueue => (&["recvq", "recv-q"], "bytes not yet read", Number(ANY)),
            Self::SendQueue => (
                &["sendq", "send-q"],
                "bytes not yet acknowledged",
                Number(ANY),
            ),
            Self::Reach => (
                &["reach"],
                "who can reach it: this-host, links or everyone",
                Keyword,
            ),
            Self::Namespace => (&["ns", "netns", "namespace"], "network namespace", Name),
            Self::Timer => (&["timer"], "what the timer waits for", Keyword),
            Self::Container => (&["container"], "part of the container's id", Text),
            Self::Started => (
                &["started", "start"],
                "start time, such as 2026-11-22T03",
                Time,
            ),
            Self::SocketCount => (&["sockets"], "number of sockets", Number(ANY)),
            Self::Destination => (
                &["dest", "destination", "to"],
                "prefix that holds an address, or lies in a prefix",
                Prefix,
            ),
            Self::Gateway => (&["gateway", "via", "gw"], "router's address", Address),
            Self::Source => (&["source", "src"], "source address it gives", Address),
            Self::Metric => (&["metric"], "metric; lower wins", Number(ANY)),
            Self::RouteTable => (&["table"], "routing table", Keyword),
            Self::Scope => (&["scope"], "how far the destination is", Keyword),
            Self::Kind => (&["kind", "type"], "kind", Keyword),
            Self::InterfaceIndex => (&["index", "ifindex"], "interface number", Number(ANY)),
            Self::Mac => (&["mac", "lladdr"], "link-layer address", Name),
            Self::Mtu => (&["mtu"], "largest packet in bytes", Number(ANY)),
            Self::Flag => (&["flag", "flags"], "flag such as up or broadcast", Keyword),
            Self::ReceivedBytes => (&["rx", "rx-bytes"], "bytes received", Number(ANY)),
            Self::ReceivedPackets => (&["rx-packets"], "packets received", Number(ANY)),
            Self::ReceivedErrors => (&["rx-errors"], "errors while receiving", Number(ANY)),
            Self::ReceivedDrops => (
                &["rx-drops", "rx-dropped"],
                "received packets dropped",
                Number(ANY),
            ),
            Self::ReceivedRate => (
                &["rx-rate"],
                "bytes received in a second while the collector watched",
                Number(ANY),
            ),
            Self::SentRate => (
                &["tx-rate"],
                "bytes sent in a second while the collector watched",
                Number(ANY),
            ),
            Self::SentBytes => (&["tx", "tx-bytes"], "bytes sent", Number(ANY)),
            Self::SentPackets => (&["tx-packets"], "packets sent", Number(ANY)),
            Self::SentErrors => (&["tx-errors"], "errors while sending", Number(ANY)),
            Self::SentDrops => (
                &["tx-drops", "tx-dropped"],
                "packets dropped on the way out",
                Number(ANY),
            ),
            Self::Errors => (&["errors"], "errors in both directions", Number(ANY)),
            Self::Drops => (
                &["drops", "dropped"],
                "packets or messages dropped, in both directions",
                Number(ANY),
            ),
            Self::SourceName => (&["source"], "part of the source's name", Text),
            Self::Status => (&["status"], "how reading went", Keyword),
            Self::Rows => (&["rows"], "rows it gave", Number(ANY)),
            Self::Duration => (&["us", "duration"], "microseconds it took", Number(ANY)),
            Self::Detail => (&["detail", "reason"], "part of the explanation", Text),
            Self::Path => (
                &["path", "address", "local"],
                "part of the path or abstract name",
                Text,
            ),
            Self::PeerInode => (&["peer", "peer-inode"], "inode of the peer", Number(ANY)),
            Self::EtherType => (
                &["ethertype", "ether"],
                "EtherType that it asks for; 3 is all",
                Number(PORT),
            ),
            Self::Promiscuous => (
                &["promisc", "promiscuous"],
                "interface that it has made promiscuous",
                Name,
            ),
            Self::PortId => (&["portid", "port-id"], "its netlink address", Number(ANY)),
            Self::Group => (&["group", "groups"], "number of a group", Number(ANY)),
            Self::Counter => (&["counter"], "part of the counter's name", Text),
            Self::Value => (&["value", "count"], "its value", Number(ANY)),
            Self::Change => (
                &["change", "changed"],
                "how much it grew while the collector watched",
                Number(ANY),
            ),
            Self::Verdict => (&["verdict"], "what its value says: bad or look", Keyword),
            Self::Meaning => (
                &["meaning", "about"],
                "part of what it is for, in words",
                Text,
            ),
            Self::Priority => (&["priority", "prio", "pref"], "its place", Number(ANY)),
            Self::Packets => (
                &["for", "packets"],
                "part of which packets it is for, in words",
                Text,
            ),
            Self::Action => (&["action"], "what it does", Keyword),
            Self::From => (&["from", "src"], "sources it is for", Prefix),
            Self::OutgoingInterface => (&["oif"], "interface of the socket", Name),
            Self::Used => (&["used"], "milliseconds since it was used", Number(ANY)),
            Self::Confirmed => (
                &["confirmed"],
                "milliseconds since it was known to be there",
                Number(ANY),
            ),
            Self::MulticastGroup => (&["group", "address", "ip"], "multicast group", Name),
            Self::Members => (&["joined", "users"], "how often it was joined", Number(ANY)),
        }
    }
}
