//! Interfaces with their addresses.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Interface;

use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

/// The most addresses of an interface that are shown.
const ADDRESSES: usize = 64;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::right("INDEX"),
        Column::left("NAME"),
        Column::left("KIND"),
        Column::left("STATE"),
        Column::right("MTU"),
        Column::left("MAC"),
        Column::right("RECEIVED"),
        Column::right("SENT"),
        Column::left("ADDRESSES"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.interfaces,
        cells,
    )
}

fn cells(interface: &Interface) -> Vec<String> {
    let mut addresses: Vec<String> = interface
        .addresses
        .iter()
        .take(ADDRESSES)
        .map(|address| format!("{}/{}", address.ip, address.prefix_length))
        .collect();
    if interface.addresses.len() > ADDRESSES {
        addresses.push("…".to_owned());
    }
    let statistics = interface.statistics;
    vec![
        interface.index.to_string(),
        interface.name.clone(),
        text(interface.kind.as_deref()),
        text(interface.operational_state.as_deref()),
        text(interface.mtu),
        text(interface.mac.as_deref()),
        text(statistics.map(|statistics| statistics.received_bytes)),
        text(statistics.map(|statistics| statistics.sent_bytes)),
        addresses.join(","),
    ]
}
