//! What the rows of each table can be grouped by.

use netsnap_shared::index::{Field, TableKind};

/// How the rows of a table are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Not at all.
    #[default]
    None,
    /// By a value.
    By(Field),
    /// Processes below the process that started them.
    Tree,
}

/// The name of [`Grouping::Tree`]; no field has it.
const TREE: &str = "tree";

impl Grouping {
    /// The name in the fragment; empty for none.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::By(field) => field.names().first().copied().unwrap_or_default(),
            Self::Tree => TREE,
        }
    }

    /// The grouping of a table with this name; none for a name that no grouping of it has.
    pub fn from_name(table: TableKind, name: &str) -> Self {
        if name == TREE && has_tree(table) {
            return Self::Tree;
        }
        let mut fields = groupings(table).iter();
        let field = fields.find(|field| field.names().contains(&name));
        field.map_or(Self::None, |&field| Self::By(field))
    }
}

/// Whether the rows of a table stand below each other.
pub fn has_tree(table: TableKind) -> bool {
    table == TableKind::Processes
}

/// The fields that the rows of a table can be grouped by; each has a column.
pub const fn groupings(table: TableKind) -> &'static [Field] {
    use Field as F;
    match table {
        TableKind::Sockets => &[
            F::Process,
            F::LocalPort,
            F::Remote,
            F::RemotePort,
            F::State,
            F::Protocol,
            F::User,
            F::Interface,
            F::Reach,
            F::Health,
            F::Namespace,
        ],
        TableKind::Processes => &[
            F::User,
            F::ParentPid,
            F::Container,
            F::Process,
            F::Executable,
            F::Namespace,
        ],
        TableKind::Routes => &[
            F::RouteTable,
            F::Interface,
            F::Gateway,
            F::Kind,
            F::Protocol,
            F::Scope,
            F::Namespace,
        ],
        TableKind::Rules => &[F::RouteTable, F::Action, F::Family, F::Namespace],
        TableKind::Interfaces => &[F::Kind, F::State, F::Namespace],
        TableKind::Neighbours => &[F::Interface, F::State, F::Namespace],
        TableKind::Groups => &[F::MulticastGroup, F::Interface, F::Namespace],
        TableKind::UnixSockets => &[F::Process, F::Kind, F::State, F::User, F::Namespace],
        TableKind::PacketSockets => &[F::Interface, F::Kind, F::Process, F::Namespace],
        TableKind::NetlinkSockets => &[F::Protocol, F::Process, F::Namespace],
        TableKind::Counters => &[F::Protocol, F::Verdict, F::Namespace],
        TableKind::Sources => &[F::Status, F::Namespace],
    }
}

/// The field by whose values the rows of a group are told apart in words.
pub const fn told_apart_by(table: TableKind) -> Option<Field> {
    match table {
        TableKind::Sockets
        | TableKind::UnixSockets
        | TableKind::Interfaces
        | TableKind::Neighbours => Some(Field::State),
        TableKind::Processes => Some(Field::Process),
        TableKind::Routes | TableKind::PacketSockets => Some(Field::Kind),
        TableKind::Rules => Some(Field::Action),
        TableKind::Counters => Some(Field::Verdict),
        TableKind::Sources => Some(Field::Status),
        TableKind::NetlinkSockets | TableKind::Groups => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::column;

    #[test]
    fn every_grouping_has_a_name_and_a_column() {
        for table in TableKind::ALL {
            for &field in groupings(table) {
                let grouping = Grouping::By(field);
                assert_eq!(Grouping::from_name(table, grouping.name()), grouping);
                assert!(column(table, field).is_some(), "{table:?} {field:?}");
            }
            let tree = Grouping::from_name(table, "tree");
            assert_eq!(tree == Grouping::Tree, has_tree(table), "{table:?}");
            assert_eq!(Grouping::from_name(table, ""), Grouping::None);
            assert_eq!(Grouping::from_name(table, "nonsense"), Grouping::None);
        }
    }
}
