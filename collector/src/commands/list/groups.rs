//! Multicast groups, as `ip maddress` prints them, with what they are for.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain;
use netsnap_shared::snapshot::MulticastGroup;

use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("GROUP"),
        Column::left("INTERFACE"),
        Column::right("JOINED"),
        Column::left("FOR"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.multicast_groups,
        cells,
    )
}

fn cells(group: &MulticastGroup) -> Vec<String> {
    vec![
        group.group.clone(),
        group.interface.clone(),
        text(group.users),
        text(explain::group_name(&group.group)),
    ]
}
