//! Counters of network stacks, as `nstat -az` prints them, with what their values say.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::CounterRow;
use netsnap_shared::snapshot::NamespaceId;
use serde::Serialize;

use super::{Printed, chosen, text, with_namespaces};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("PROTOCOL"),
        Column::left("COUNTER"),
        Column::right("VALUE"),
        Column::right("CHANGE"),
        Column::left("VERDICT"),
        Column::left("REASON"),
    ];
    let shown = || chosen(catalog.counters(), rows);
    let places = &catalog.snapshot().namespaces;
    let namespaces = shown().filter_map(|row| places.get(row.namespace));
    with_namespaces(
        catalog,
        columns,
        shown().map(cells).collect(),
        namespaces.collect(),
    )
}

fn cells(row: &CounterRow) -> Vec<String> {
    let judged = row.judged.as_ref();
    vec![
        row.protocol.clone(),
        row.name.clone(),
        row.value.to_string(),
        text(row.change),
        text(judged.map(|(verdict, _)| verdict.name())),
        text(judged.map(|(_, reason)| reason)),
    ]
}

/// A counter as JSON has it.
#[derive(Serialize)]
pub(super) struct InJson<'a> {
    namespace: Option<&'a NamespaceId>,
    protocol: &'a str,
    name: &'a str,
    value: i64,
    change: Option<i64>,
    verdict: Option<&'static str>,
    reason: Option<&'a str>,
}

pub(super) fn in_json<'a>(
    catalog: &'a Catalog,
    rows: &'a [u32],
) -> impl Iterator<Item = InJson<'a>> {
    let places = &catalog.snapshot().namespaces;
    chosen(catalog.counters(), rows).map(|row| InJson {
        namespace: places.get(row.namespace).map(|namespace| &namespace.id),
        protocol: &row.protocol,
        name: &row.name,
        value: row.value,
        change: row.change,
        verdict: row.judged.as_ref().map(|(verdict, _)| verdict.name()),
        reason: row.judged.as_ref().map(|(_, reason)| reason.as_str()),
    })
}
