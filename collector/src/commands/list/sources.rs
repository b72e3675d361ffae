//! What was read, and how that went.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Source;

use super::{Printed, chosen, text};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("STATUS"),
        Column::right("ROWS"),
        Column::right("MS"),
        Column::left("NAMESPACE"),
        Column::left("SOURCE"),
        Column::left("DETAIL"),
    ];
    let sources = chosen(&catalog.snapshot().sources, rows);
    (columns, sources.map(cells).collect())
}

fn cells(source: &Source) -> Vec<String> {
    let (ms, us) = (source.duration_us / 1000, source.duration_us % 1000);
    vec![
        source.status.name().to_owned(),
        source.rows.to_string(),
        format!("{ms}.{us:03}"),
        text(source.namespace.as_ref()),
        source.name.clone(),
        text(source.detail.as_deref()),
    ]
}
