//! Rules, as `ip rule` prints them, in words.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain;
use netsnap_shared::snapshot::RoutingRule;

use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::right("PRIORITY"),
        Column::left("FAMILY"),
        Column::left("FOR"),
        Column::left("ACTION"),
        Column::left("TABLE"),
        Column::left("PROTOCOL"),
    ];
    in_namespaces(catalog, rows, columns, |namespace| &namespace.rules, cells)
}

fn cells(rule: &RoutingRule) -> Vec<String> {
    vec![
        rule.priority.to_string(),
        rule.family.to_string(),
        explain::rule_packets(rule),
        rule.action.to_string(),
        text(rule.table),
        rule.protocol.to_string(),
    ]
}
