//! Neighbours, as `ip neighbour` prints them.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Neighbour;

use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("ADDRESS"),
        Column::left("MAC"),
        Column::left("INTERFACE"),
        Column::left("STATE"),
        Column::left("FLAGS"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.neighbours,
        cells,
    )
}

fn cells(neighbour: &Neighbour) -> Vec<String> {
    vec![
        neighbour.ip.to_string(),
        text(neighbour.mac.as_deref()),
        neighbour.interface.clone(),
        neighbour.state.clone(),
        neighbour.flags.join(","),
    ]
}
