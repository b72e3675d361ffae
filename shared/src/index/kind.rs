//! Which tables there are, and which fields each of them has.

use super::Field;
use crate::catalog::Catalog;
use crate::snapshot::Namespace;

/// The tables that the viewer shows and `netsnap list` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// Sockets of the internet protocols; row numbers are those of
    /// [`Catalog::socket`](crate::catalog::Catalog::socket).
    Sockets,
    /// Processes; row numbers are positions in the snapshot's list.
    Processes,
    /// Routes of all namespaces, one namespace after the other.
    Routes,
    /// Interfaces of all namespaces, one namespace after the other.
    Interfaces,
    /// Sources; row numbers are positions in the snapshot's list.
    Sources,
    /// Sockets between processes, of all namespaces, one namespace after the other.
    UnixSockets,
    /// Sockets that see whole frames, likewise.
    PacketSockets,
    /// Sockets to the kernel, likewise.
    NetlinkSockets,
    /// Counters of network stacks; row numbers are those of
    /// [`Catalog::counters`](crate::catalog::Catalog::counters).
    Counters,
    /// The rules that choose among the routing tables, of all namespaces, one after the other.
    Rules,
    /// Neighbours, likewise.
    Neighbours,
    /// The multicast groups that interfaces have joined, likewise.
    Groups,
}

const UNIX_FIELDS: &[Field] = &[
    Field::State,
    Field::Path,
    Field::Process,
    Field::Kind,
    Field::Pid,
    Field::User,
    Field::Inode,
    Field::PeerInode,
    Field::Command,
    Field::Executable,
    Field::Owner,
    Field::Uid,
    Field::Fd,
    Field::ReceiveQueue,
    Field::SendQueue,
    Field::Namespace,
];

const PACKET_FIELDS: &[Field] = &[
    Field::Interface,
    Field::Process,
    Field::Kind,
    Field::EtherType,
    Field::Promiscuous,
    Field::Pid,
    Field::User,
    Field::Command,
    Field::Executable,
    Field::Owner,
    Field::Uid,
    Field::Fd,
    Field::Inode,
    Field::Namespace,
];

const NETLINK_FIELDS: &[Field] = &[
    Field::Protocol,
    Field::Process,
    Field::PortId,
    Field::Group,
    Field::Pid,
    Field::Command,
    Field::Executable,
    Field::Owner,
    Field::Fd,
    Field::Inode,
    Field::ReceiveQueue,
    Field::SendQueue,
    Field::Drops,
    Field::Namespace,
];

const COUNTER_FIELDS: &[Field] = &[
    Field::Protocol,
    Field::Counter,
    Field::Value,
    Field::Verdict,
    Field::Change,
    Field::Meaning,
    Field::Namespace,
];

const RULE_FIELDS: &[Field] = &[
    Field::Packets,
    Field::RouteTable,
    Field::Action,
    Field::Priority,
    Field::From,
    Field::Destination,
    Field::Interface,
    Field::OutgoingInterface,
    Field::Family,
    Field::Protocol,
    Field::Namespace,
];

const NEIGHBOUR_FIELDS: &[Field] = &[
    Field::Address,
    Field::Mac,
    Field::State,
    Field::Interface,
    Field::Detail,
    Field::Used,
    Field::Confirmed,
    Field::Namespace,
];

const GROUP_FIELDS: &[Field] = &[
    Field::MulticastGroup,
    Field::Interface,
    Field::Meaning,
    Field::Members,
    Field::Namespace,
];

impl TableKind {
    /// Every table.
    pub const ALL: [Self; 12] = [
        Self::Sockets,
        Self::Processes,
        Self::Routes,
        Self::Interfaces,
        Self::Sources,
        Self::UnixSockets,
        Self::PacketSockets,
        Self::NetlinkSockets,
        Self::Counters,
        Self::Rules,
        Self::Neighbours,
        Self::Groups,
    ];

    /// How many rows it has, without building it.
    pub fn count(self, catalog: &Catalog) -> usize {
        let snapshot = catalog.snapshot();
        let list: fn(&Namespace) -> usize = match self {
            Self::Processes => return snapshot.processes.len(),
            Self::Sources => return snapshot.sources.len(),
            Self::Sockets => |namespace| namespace.sockets.len(),
            Self::Routes => |namespace| namespace.routes.len(),
            Self::Interfaces => |namespace| namespace.interfaces.len(),
            Self::UnixSockets => |namespace| namespace.unix_sockets.len(),
            Self::PacketSockets => |namespace| namespace.packet_sockets.len(),
            Self::NetlinkSockets => |namespace| namespace.netlink_sockets.len(),
            Self::Rules => |namespace| namespace.rules.len(),
            Self::Neighbours => |namespace| namespace.neighbours.len(),
            Self::Groups => |namespace| namespace.multicast_groups.len(),
            Self::Counters => |namespace| {
                let groups = namespace.protocol_statistics.iter();
                groups.map(|group| group.counters.len()).sum()
            },
        };
        snapshot.namespaces.iter().map(list).sum()
    }

    /// What its rows are called: one of them, and many.
    pub const fn noun(self) -> (&'static str, &'static str) {
        match self {
            Self::Sockets => ("socket", "sockets"),
            Self::Processes => ("process", "processes"),
            Self::Routes => ("route", "routes"),
            Self::Interfaces => ("interface", "interfaces"),
            Self::Sources => ("source", "sources"),
            Self::UnixSockets => ("unix socket", "unix sockets"),
            Self::PacketSockets => ("packet socket", "packet sockets"),
            Self::NetlinkSockets => ("netlink socket", "netlink sockets"),
            Self::Counters => ("counter", "counters"),
            Self::Rules => ("rule", "rules"),
            Self::Neighbours => ("neighbour", "neighbours"),
            Self::Groups => ("group", "groups"),
        }
    }

    /// What its rows are called, in the plural.
    pub const fn name(self) -> &'static str {
        self.noun().1
    }

    /// The fields that a filter of this table can name, those that people ask for most first.
    pub const fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Sockets => &[
                F::State,
                F::Port,
                F::Process,
                F::Local,
                F::Remote,
                F::LocalPort,
                F::RemotePort,
                F::Protocol,
                F::Address,
                F::Service,
                F::Pid,
                F::User,
                F::Reach,
                F::Interface,
                F::Command,
                F::Executable,
                F::Owner,
                F::Family,
                F::Uid,
                F::Fd,
                F::Inode,
                F::ReceiveQueue,
                F::SendQueue,
                F::Timer,
                F::Namespace,
                F::LocalService,
                F::RemoteService,
            ],
            Self::Processes => &[
                F::Process,
                F::Pid,
                F::User,
                F::Command,
                F::Executable,
                F::SocketCount,
                F::ParentPid,
                F::Started,
                F::Uid,
                F::Container,
                F::Namespace,
            ],
            Self::Routes => &[
                F::Destination,
                F::Gateway,
                F::Interface,
                F::Source,
                F::Metric,
                F::RouteTable,
                F::Protocol,
                F::Scope,
                F::Kind,
                F::Family,
                F::Namespace,
            ],
            Self::Interfaces => &[
                F::Interface,
                F::Kind,
                F::State,
                F::Address,
                F::Mac,
                F::Mtu,
                F::Flag,
                F::ReceivedBytes,
                F::SentBytes,
                F::Errors,
                F::Drops,
                F::ReceivedPackets,
                F::SentPackets,
                F::ReceivedErrors,
                F::SentErrors,
                F::ReceivedDrops,
                F::SentDrops,
                F::InterfaceIndex,
                F::Namespace,
            ],
            Self::Sources => &[
                F::SourceName,
                F::Status,
                F::Namespace,
                F::Rows,
                F::Duration,
                F::Detail,
            ],
            Self::UnixSockets => UNIX_FIELDS,
            Self::PacketSockets => PACKET_FIELDS,
            Self::NetlinkSockets => NETLINK_FIELDS,
            Self::Counters => COUNTER_FIELDS,
            Self::Rules => RULE_FIELDS,
            Self::Neighbours => NEIGHBOUR_FIELDS,
            Self::Groups => GROUP_FIELDS,
        }
    }

    /// The field of this table that a name means; `name` is what each table's rows are called by.
    pub fn field(self, name: &str) -> Option<Field> {
        if name.eq_ignore_ascii_case("name") {
            return Some(match self {
                Self::Sockets | Self::Processes | Self::NetlinkSockets => Field::Process,
                Self::Routes | Self::Interfaces | Self::PacketSockets => Field::Interface,
                Self::Sources => Field::SourceName,
                Self::UnixSockets => Field::Path,
                Self::Counters => Field::Counter,
                Self::Rules => Field::Packets,
                Self::Neighbours => Field::Address,
                Self::Groups => Field::MulticastGroup,
            });
        }
        self.fields().iter().copied().find(|field| {
            let mut names = field.names().iter();
            names.any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// The fields that a bare word is looked for in.
    pub(crate) const fn searched(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Sockets => &[
                F::Protocol,
                F::State,
                F::Local,
                F::Remote,
                F::LocalPort,
                F::RemotePort,
                F::LocalService,
                F::RemoteService,
                F::Process,
                F::Pid,
                F::User,
                F::Interface,
            ],
            Self::Processes => &[
                F::Process,
                F::Pid,
                F::ParentPid,
                F::User,
                F::Executable,
                F::Command,
                F::Container,
            ],
            Self::Routes => &[
                F::Destination,
                F::Gateway,
                F::Interface,
                F::Source,
                F::Metric,
                F::RouteTable,
                F::Protocol,
                F::Scope,
                F::Kind,
            ],
            Self::Interfaces => &[
                F::Interface,
                F::Kind,
                F::State,
                F::Address,
                F::Mac,
                F::Mtu,
                F::Flag,
            ],
            Self::Sources => &[F::SourceName, F::Status, F::Namespace, F::Rows, F::Detail],
            Self::UnixSockets => &[
                F::Kind,
                F::State,
                F::Path,
                F::Inode,
                F::PeerInode,
                F::Process,
                F::Pid,
                F::User,
            ],
            Self::PacketSockets => &[
                F::Kind,
                F::EtherType,
                F::Interface,
                F::Promiscuous,
                F::Process,
                F::Pid,
                F::User,
            ],
            Self::NetlinkSockets => &[F::Protocol, F::PortId, F::Group, F::Process, F::Pid],
            Self::Counters => &[F::Protocol, F::Counter, F::Value, F::Verdict, F::Meaning],
            Self::Rules => &[
                F::Priority,
                F::Packets,
                F::From,
                F::Destination,
                F::Action,
                F::RouteTable,
                F::Protocol,
            ],
            Self::Neighbours => &[F::Address, F::Mac, F::Interface, F::State, F::Detail],
            Self::Groups => &[F::MulticastGroup, F::Interface, F::Meaning],
        }
    }
}
