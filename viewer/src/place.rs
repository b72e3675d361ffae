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
    /// Processes.
    Processes,
    /// Routes.
    Routes,
    /// Interfaces.
    Interfaces,
    /// What was read, and how that went.
    Sources,
}

impl View {
    /// Every view, in the order of the navigation.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Sockets,
        Self::Processes,
        Self::Routes,
        Self::Interfaces,
        Self::Sources,
    ];

    /// The name in the URL's fragment.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Sockets => "sockets",
            Self::Processes => "processes",
            Self::Routes => "routes",
            Self::Interfaces => "interfaces",
            Self::Sources => "sources",
        }
    }

    /// The view with exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// The name on the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Sockets => "Sockets",
            Self::Processes => "Processes",
            Self::Routes => "Routes",
            Self::Interfaces => "Interfaces",
            Self::Sources => "Sources",
        }
    }

    /// The link to the view without a filter.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Overview => "#/overview",
            Self::Sockets => "#/sockets",
            Self::Processes => "#/processes",
            Self::Routes => "#/routes",
            Self::Interfaces => "#/interfaces",
            Self::Sources => "#/sources",
        }
    }

    /// The table that the view shows; the overview has none.
    pub const fn table(self) -> Option<TableKind> {
        match self {
            Self::Overview => None,
            Self::Sockets => Some(TableKind::Sockets),
            Self::Processes => Some(TableKind::Processes),
            Self::Routes => Some(TableKind::Routes),
            Self::Interfaces => Some(TableKind::Interfaces),
            Self::Sources => Some(TableKind::Sources),
        }
    }

    /// The view that shows a table; that of the sources, which tell of it, where none does.
    pub const fn of_table(table: TableKind) -> Self {
        match table {
            TableKind::Sockets => Self::Sockets,
            TableKind::Processes => Self::Processes,
            TableKind::Routes => Self::Routes,
            TableKind::Interfaces => Self::Interfaces,
            TableKind::Sources
            | TableKind::UnixSockets
            | TableKind::PacketSockets
            | TableKind::NetlinkSockets => Self::Sources,
        }
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
}

impl Selected {
    /// The row of a table that has a view.
    pub const fn of(table: TableKind, row: usize) -> Option<Self> {
        Some(match table {
            TableKind::Sockets => Self::Socket(row),
            TableKind::Processes => Self::Process(row),
            TableKind::Routes => Self::Route(row),
            TableKind::Interfaces => Self::Interface(row),
            TableKind::Sources => Self::Source(row),
            TableKind::UnixSockets | TableKind::PacketSockets | TableKind::NetlinkSockets => {
                return None;
            }
        })
    }

    /// The table that the row is in.
    pub const fn table(self) -> TableKind {
        match self {
            Self::Socket(_) => TableKind::Sockets,
            Self::Process(_) => TableKind::Processes,
            Self::Route(_) => TableKind::Routes,
            Self::Interface(_) => TableKind::Interfaces,
            Self::Source(_) => TableKind::Sources,
        }
    }

    /// The row in that table.
    pub const fn row(self) -> usize {
        match self {
            Self::Socket(row)
            | Self::Process(row)
            | Self::Route(row)
            | Self::Interface(row)
            | Self::Source(row) => row,
        }
    }
}
