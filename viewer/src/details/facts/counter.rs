//! All fields of a counter.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::CounterRow;

use super::{Fact, fact, maybe, present};
use crate::format::moment;

pub(super) fn facts(catalog: &Catalog, row: &CounterRow) -> Vec<Fact> {
    let snapshot = catalog.snapshot();
    let namespace = snapshot.namespaces.get(row.namespace);
    let watched = snapshot
        .samples
        .last()
        .map(|last| moment(last.collected_at));
    let facts = [
        fact("Protocol", &row.protocol),
        fact("Name", &row.name),
        fact("Value", row.value),
        maybe("Changed by", row.change),
    ];
    let more = [
        present("Watched until", watched),
        present(
            "Verdict",
            row.judged.as_ref().map(|(verdict, _)| verdict.name()),
        ),
        present("Namespace", namespace.map(|namespace| &namespace.id)),
    ];
    facts
        .into_iter()
        .chain(more.into_iter().flatten())
        .collect()
}
