//! What the filter language says of each field, as data.

use super::{Field, ValueKind};

/// The names of a field, one line about it, how its values compare.
type Entry = (&'static [&'static str], &'static str, ValueKind);

impl Field {
    #[expect(clippy::too_many_lines, reason = "a table: one entry for each field")]
    pub(super) const fn entry(self) -> Entry {
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
            Self::Rate => (
                &["rate"],
                "bytes in a second, in both directions, while the collector watched",
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
            Self::Health => (&["health"], "how the connection fares", Keyword),
            Self::Rtt => (&["rtt"], "round-trip time, such as >50ms", Number(ANY)),
            Self::RttVariance => (&["rttvar"], "how much the round trip varies", Number(ANY)),
            Self::Retransmits => (
                &["retransmits", "retrans"],
                "segments sent again",
                Number(ANY),
            ),
            Self::Lost => (
                &["lost"],
                "segments under way that count as lost",
                Number(ANY),
            ),
            Self::CongestionWindow => (&["cwnd"], "segments that may be under way", Number(ANY)),
            Self::Mss => (&["mss"], "largest segment sent, in bytes", Number(ANY)),
            Self::DeliveryRate => (
                &["rate", "delivery-rate"],
                "bytes delivered a second",
                Number(ANY),
            ),
            Self::LastSent => (
                &["last-sent", "lastsnd"],
                "time since data was sent",
                Number(ANY),
            ),
            Self::LastReceived => (
                &["last-received", "lastrcv"],
                "time since data was received",
                Number(ANY),
            ),
            Self::CongestionControl => (&["cc", "congestion"], "congestion control", Name),
            Self::Mark => (&["mark", "fwmark"], "mark of its packets", Number(ANY)),
        }
    }
}
