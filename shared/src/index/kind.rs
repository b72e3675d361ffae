//! Which tables there are, and which fields each of them has.

mod fields;

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

/// The places of the items that belong.
fn own<T>(items: &[T], belongs: impl Fn(&T) -> bool) -> Vec<u32> {
    let rows = (0..).zip(items).filter(|(_, item)| belongs(item));
    rows.map(|(row, _)| row).collect()
}

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
        match self {
            Self::Processes => snapshot.processes.len(),
            Self::Sources => snapshot.sources.len(),
            _ => snapshot.namespaces.iter().map(|it| self.count_in(it)).sum(),
        }
    }

    /// Which of its rows belong to the namespace at a place of the snapshot's list, ascending.
    pub fn rows_of(self, catalog: &Catalog, place: usize) -> Vec<u32> {
        let snapshot = catalog.snapshot();
        let id = snapshot.namespaces.get(place).map(|own| &own.id);
        let rows = match self {
            Self::Processes => own(&snapshot.processes, |it| it.namespace.as_ref() == id),
            Self::Sources => own(&snapshot.sources, |it| it.namespace.as_ref() == id),
            // Those that deserve a look come first, of whichever namespace.
            Self::Counters => own(catalog.counters(), |it| it.namespace == place),
            _ => {
                let counts = snapshot.namespaces.iter().map(|it| self.count_in(it));
                let start: usize = counts.clone().take(place).sum();
                let end = start + counts.skip(place).take(1).sum::<usize>();
                return (start..end).filter_map(|row| row.try_into().ok()).collect();
            }
        };
        if id.is_some() { rows } else { Vec::new() }
    }

    /// How many of its rows a namespace has; none for tables of the whole host.
    fn count_in(self, namespace: &Namespace) -> usize {
        match self {
            Self::Processes | Self::Sources => 0,
            Self::Sockets => namespace.sockets.len(),
            Self::Routes => namespace.routes.len(),
            Self::Interfaces => namespace.interfaces.len(),
            Self::UnixSockets => namespace.unix_sockets.len(),
            Self::PacketSockets => namespace.packet_sockets.len(),
            Self::NetlinkSockets => namespace.netlink_sockets.len(),
            Self::Rules => namespace.rules.len(),
            Self::Neighbours => namespace.neighbours.len(),
            Self::Groups => namespace.multicast_groups.len(),
            Self::Counters => {
                let groups = namespace.protocol_statistics.iter();
                groups.map(|group| group.counters.len()).sum()
            }
        }
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
}
