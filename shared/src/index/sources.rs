//! The table of sources, and the names of namespaces that several tables show.

use std::collections::HashMap;

use super::build::{Builder, Cell};
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::snapshot::{Namespace, Snapshot, Source, SourceStatus};

pub(super) fn table(catalog: &Catalog) -> Table {
    let sources = &catalog.snapshot().sources;
    let namespaces = namespace_names(catalog.snapshot());
    let mut table = Builder::new(TableKind::Sources, sources.len());
    let mut text = |field, text: &dyn Fn(&Source) -> Option<String>| {
        table.texts(field, |row| text(sources.get(row)?));
    };
    text(Field::SourceName, &|source| Some(source.name.clone()));
    text(Field::Status, &|source| {
        Some(source.status.name().to_owned())
    });
    text(Field::Detail, &|source| source.detail.clone());
    text(Field::Namespace, &|source| {
        let id = &source.namespace.as_ref()?.0;
        Some(
            namespaces
                .get(id.as_str())
                .copied()
                .unwrap_or(id)
                .to_owned(),
        )
    });
    let rows = sources.iter().map(|source| Some(source.rows));
    table.numbers([Field::Rows], [Cell::one(rows)]);
    let durations = sources.iter().map(|source| Some(source.duration_us));
    table.numbers([Field::Duration], [Cell::one(durations)]);
    table.words(sources.iter().map(mask).collect())
}

/// The names that namespaces are shown by: their own, or else their ids.
pub(super) fn namespace_names(snapshot: &Snapshot) -> HashMap<&str, &str> {
    let names = snapshot.namespaces.iter().map(|namespace| {
        let id = namespace.id.0.as_str();
        (id, namespace.name.as_deref().unwrap_or(id))
    });
    names.collect()
}

/// The column of namespaces in a table whose rows stand in one namespace after the other.
pub(super) fn add_namespaces(
    table: &mut Builder,
    snapshot: &Snapshot,
    rows: impl Fn(&Namespace) -> usize,
) {
    let namespaces = &snapshot.namespaces;
    let places = (0u64..).zip(namespaces);
    let places = places.flat_map(|(at, namespace)| std::iter::repeat_n(Some(at), rows(namespace)));
    let places = Builder::key([Cell::one(places)]);
    table.texts_of([Field::Namespace], &places, |at| {
        let namespace = namespaces.get(usize::try_from(at).ok()?)?;
        Some(namespace.name.as_ref().unwrap_or(&namespace.id.0).clone())
    });
}

define_words! {
    source: Source;
    ["complete"] "everything there is was read" => source.status == SourceStatus::Complete;
    ["incomplete"] "something is missing" => source.status != SourceStatus::Complete;
    ["partial"] "some of it was read" => source.status == SourceStatus::Partial;
    ["denied"] "the system refused" => source.status == SourceStatus::Denied;
    ["unavailable"] "the system does not have it"
        => source.status == SourceStatus::Unavailable;
    ["failed"] "it should have worked and did not" => source.status == SourceStatus::Failed;
}
