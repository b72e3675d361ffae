//! Routes.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{NextHop, Route};

use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

/// The most next hops of a multipath route that are shown.
const NEXT_HOPS: usize = 8;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("DESTINATION"),
        Column::left("GATEWAY"),
        Column::left("INTERFACE"),
        Column::left("SOURCE"),
        Column::right("METRIC"),
        Column::left("TABLE"),
        Column::left("PROTOCOL"),
        Column::left("SCOPE"),
        Column::left("KIND"),
    ];
    in_namespaces(catalog, rows, columns, |namespace| &namespace.routes, cells)
}

fn cells(route: &Route) -> Vec<String> {
    let (gateway, interface) = if route.next_hops.is_empty() {
        (text(route.gateway), text(route.interface.as_deref()))
    } else {
        (
            each(&route.next_hops, |hop| text(hop.gateway)),
            each(&route.next_hops, |hop| text(hop.interface.as_deref())),
        )
    };
    vec![
        route.destination.to_string(),
        gateway,
        interface,
        text(route.source),
        text(route.metric),
        route.table.to_string(),
        route.protocol.to_string(),
        route.scope.to_string(),
        route.kind.to_string(),
    ]
}

/// A value of each next hop, with commas between them.
fn each(hops: &[NextHop], value: impl Fn(&NextHop) -> String) -> String {
    let mut values: Vec<String> = hops
        .iter()
        .take(NEXT_HOPS)
        .map(value)
        .map(|value| {
            if value.is_empty() {
                "-".to_owned()
            } else {
                value
            }
        })
        .collect();
    if hops.len() > NEXT_HOPS {
        values.push("…".to_owned());
    }
    values.join(",")
}
