//! The table of the counters of network stacks.

use super::build::{Builder, Cell};
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::explain::{self, CounterRow, Verdict};

pub(super) fn table(catalog: &Catalog) -> Table {
    let rows = catalog.counters();
    let mut table = Builder::new(TableKind::Counters, rows.len());
    let mut text = |field, text: fn(&CounterRow) -> Option<String>| {
        table.texts(field, |row| text(rows.get(row)?));
    };
    text(Field::Protocol, |row| Some(row.protocol.clone()));
    text(Field::Counter, |row| Some(row.name.clone()));
    text(Field::Verdict, |row| Some(verdict(row)?.to_owned()));
    text(Field::Meaning, |row| {
        let known = explain::counter(&row.protocol, &row.name)?;
        Some(known.meaning.into_owned())
    });
    let mut number = |field, number: fn(&CounterRow) -> Option<i64>| {
        // What is below 0 is no count.
        let numbers = rows.iter().map(|row| u64::try_from(number(row)?).ok());
        table.numbers([field], [Cell::one(numbers)]);
    };
    number(Field::Value, |row| Some(row.value));
    number(Field::Change, |row| row.change);
    let namespaces = &catalog.snapshot().namespaces;
    let places = rows.iter().map(|row| Some(row.namespace as u64));
    let places = Builder::key([Cell::one(places)]);
    table.texts_of([Field::Namespace], &places, |at| {
        Some(
            namespaces
                .get(usize::try_from(at).ok()?)?
                .shown_name()
                .to_owned(),
        )
    });
    table.words(rows.iter().map(mask).collect())
}

/// The word for what a counter's value says.
fn verdict(row: &CounterRow) -> Option<&'static str> {
    row.judged.as_ref().map(|(verdict, _)| verdict.name())
}

define_words! {
    row: CounterRow;
    ["unhealthy"] "deserves a look" => row.judged.is_some();
    ["bad"] "something goes wrong, or went wrong"
        => row.judged.as_ref().is_some_and(|(verdict, _)| *verdict == Verdict::Bad);
    ["counted", "nonzero"] "is not 0" => row.value != 0;
    ["changed", "growing"] "grew while the collector watched"
        => row.change.is_some_and(|change| change > 0);
}
