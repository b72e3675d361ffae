//! Where a person is in a report: the view, and the row that is selected in it.

use netsnap_shared::index::TableKind;

/// A view of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// The answers to the first questions.
    #[default]
    Overview,
    /// Sockets of the internet protocols.
    Sockets,
    /// Sockets between processes.
    Unix,
    /// Sockets that see whole frames.
    Packet,
    /// Sockets to the kernel.
    Netlink,
    /// Processes.
    Processes,
    /// Routes.
    Routes,
    /// The rules that choose among routing tables.
    Rules,
    /// Interfaces.
    Interfaces,
    /// Neighbours.
    Neighbours,
    /// Multicast groups.
    Groups,
    /// Counters of network stacks.
    Protocols,
    /// What was read, and how that went.
    Sources,
}

/// What there is to know of a view.
struct Entry {
    /// The link to it without a filter: `#/` and its name in the fragment.
    href: &'static str,
    /// The name on the page.
    title: &'static str,
    /// The name beside its siblings.
    kind: &'static str,
    table: Option<TableKind>,
}

const fn entry(
    href: &'static str,
    title: &'static str,
    kind: &'static str,
    table: TableKind,
) -> Entry {
    Entry {
        href,
        title,
        kind,
        table: Some(table),
    }
}

impl View {
    /// Every view; siblings side by side, the first of them the one that the navigation names.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::Sockets,
        Self::Unix,
        Self::Packet,
        Self::Netlink,
        Self::Processes,
        Self::Routes,
        Self::Rules,
        Self::Interfaces,
        Self::Neighbours,
        Self::Groups,
        Self::Protocols,
        Self::Sources,
    ];

    const fn entry(self) -> Entry {
        match self {
            Self::Overview => Entry {
                href: "#/overview",
                title: "Overview",
                kind: "",
                table: None,
            },
            Self::Sockets => entry("#/sockets", "Sockets", "Internet", TableKind::Sockets),
            Self::Unix => entry("#/unix", "Unix sockets", "Unix", TableKind::UnixSockets),
            Self::Packet => entry(
                "#/packet",
                "Packet sockets",
                "Packet",
                TableKind::PacketSockets,
            ),
            Self::Netlink => entry(
                "#/netlink",
                "Netlink sockets",
                "Netlink",
                TableKind::NetlinkSockets,
            ),
            Self::Processes => entry("#/processes", "Processes", "", TableKind::Processes),
            Self::Routes => entry("#/routes", "Routes", "Routes", TableKind::Routes),
            Self::Rules => entry("#/rules", "Routing rules", "Rules", TableKind::Rules),
            Self::Neighbours => entry("#/neighbours", "Neighbours", "", TableKind::Neighbours),
            Self::Groups => entry("#/groups", "Groups", "", TableKind::Groups),
            Self::Interfaces => entry("#/interfaces", "Interfaces", "", TableKind::Interfaces),
            Self::Protocols => entry("#/protocols", "Protocols", "", TableKind::Counters),
            Self::Sources => entry("#/sources", "Sources", "", TableKind::Sources),
        }
    }

    /// The name in the URL's fragment.
    pub const fn name(self) -> &'static str {
        self.entry().href.split_at(2).1
    }

    /// The view with exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// The name on the page.
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// The name beside its siblings.
    pub const fn kind(self) -> &'static str {
        self.entry().kind
    }

    /// The link to the view without a filter.
    pub const fn href(self) -> &'static str {
        self.entry().href
    }

    /// The table that the view shows; the overview has none.
    pub const fn table(self) -> Option<TableKind> {
        self.entry().table
    }

    /// The views that a switch at the top leads to, this one among them; empty for a view that
    /// stands alone.
    pub const fn siblings(self) -> &'static [Self] {
        match self {
            Self::Sockets | Self::Unix | Self::Packet | Self::Netlink => {
                &[Self::Sockets, Self::Unix, Self::Packet, Self::Netlink]
            }
            Self::Routes | Self::Rules => &[Self::Routes, Self::Rules],
            _ => &[],
        }
    }

    /// The view that the navigation names for this one: itself, or the first of its siblings.
    #[must_use]
    pub fn head(self) -> Self {
        self.siblings().first().copied().unwrap_or(self)
    }

    /// The view that shows a table.
    pub fn of_table(table: TableKind) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|view| view.table() == Some(table))
            .unwrap_or_default()
    }
}

/// A selected row: the number is the row of its [`TableKind`]'s table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Selected {
    /// A socket, by [`netsnap_shared::catalog::Catalog::socket`]'s row.
    Socket(usize),
    /// A process, by its place in the snapshot's list.
    Process(usize),
    /// A route, by [`crate::rows::route`]'s row.
    Route(usize),
    /// An interface, by [`crate::rows::interface`]'s row.
    Interface(usize),
    /// A source, by its place in the snapshot's list.
    Source(usize),
    /// A unix socket, by [`crate::rows::unix`]'s row.
    Unix(usize),
    /// A packet socket, by [`crate::rows::packet`]'s row.
    Packet(usize),
    /// A netlink socket, by [`crate::rows::netlink`]'s row.
    Netlink(usize),
    /// A counter, by [`netsnap_shared::catalog::Catalog::counters`]' row.
    Counter(usize),
    /// A rule, by [`crate::rows::rule`]'s row.
    Rule(usize),
    /// A neighbour, by [`crate::rows::neighbour`]'s row.
    Neighbour(usize),
    /// A multicast group, by [`crate::rows::group`]'s row.
    Group(usize),
}

impl Selected {
    /// The row of a table.
    pub const fn of(table: TableKind, row: usize) -> Self {
        match table {
            TableKind::Sockets => Self::Socket(row),
            TableKind::Processes => Self::Process(row),
            TableKind::Routes => Self::Route(row),
            TableKind::Interfaces => Self::Interface(row),
            TableKind::Sources => Self::Source(row),
            TableKind::UnixSockets => Self::Unix(row),
            TableKind::PacketSockets => Self::Packet(row),
            TableKind::NetlinkSockets => Self::Netlink(row),
            TableKind::Counters => Self::Counter(row),
            TableKind::Rules => Self::Rule(row),
            TableKind::Neighbours => Self::Neighbour(row),
            TableKind::Groups => Self::Group(row),
        }
    }

    /// The table that the row is in.
    pub const fn table(self) -> TableKind {
        match self {
            Self::Socket(_) => TableKind::Sockets,
            Self::Process(_) => TableKind::Processes,
            Self::Route(_) => TableKind::Routes,
            Self::Interface(_) => TableKind::Interfaces,
            Self::Source(_) => TableKind::Sources,
            Self::Unix(_) => TableKind::UnixSockets,
            Self::Packet(_) => TableKind::PacketSockets,
            Self::Netlink(_) => TableKind::NetlinkSockets,
            Self::Counter(_) => TableKind::Counters,
            Self::Rule(_) => TableKind::Rules,
            Self::Neighbour(_) => TableKind::Neighbours,
            Self::Group(_) => TableKind::Groups,
        }
    }

    /// The row in that table.
    pub const fn row(self) -> usize {
        match self {
            Self::Socket(row)
            | Self::Process(row)
            | Self::Route(row)
            | Self::Interface(row)
            | Self::Source(row)
            | Self::Unix(row)
            | Self::Packet(row)
            | Self::Netlink(row)
            | Self::Counter(row)
            | Self::Rule(row)
            | Self::Neighbour(row)
            | Self::Group(row) => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_view_and_every_row_its_table() {
        for table in TableKind::ALL {
            assert_eq!(View::of_table(table).table(), Some(table));
            let selected = Selected::of(table, 7);
            assert_eq!((selected.table(), selected.row()), (table, 7));
        }
        for view in View::ALL {
            assert_eq!(View::from_name(view.name()), Some(view));
            let siblings = view.siblings();
            assert!(siblings.is_empty() || siblings.contains(&view), "{view:?}");
            assert!(siblings.iter().all(|sibling| sibling.head() == view.head()));
            assert_eq!(siblings.is_empty(), view.kind().is_empty(), "{view:?}");
        }
    }
}
