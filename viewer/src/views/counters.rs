//! Counters of network stacks as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, CounterRow, Verdict};
use netsnap_shared::index::Field;

use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::{grouped, shown_text};

pub(super) const COLUMNS: &[Column] = &[NAMESPACE, GROUP, COUNTER, VALUE, CHANGE, VERDICT, MEANING];

const GROUP: Column = text("Protocol", Field::Protocol, |catalog, row| {
    of(catalog, row, |row| {
        match explain::counter_group(&row.protocol) {
            Some(title) if title != row.protocol => {
                let cell = Cell::new(shown_text(&title).into_owned());
                cell.noted(shown_text(&row.protocol).into_owned())
            }
            _ => Cell::foreign(&row.protocol),
        }
    })
})
.wide(160, 8)
.whole();

const COUNTER: Column = text("Counter", Field::Counter, |catalog, row| {
    of(catalog, row, |row| Cell::foreign(&row.name))
})
.wide(176, 10);

const VALUE: Column = number("Value", Field::Value, |catalog, row| {
    of(catalog, row, |row| {
        let tone = if row.value == 0 {
            Tone::Dim
        } else {
            Tone::Plain
        };
        Cell::new(count(row.value)).toned(tone)
    })
})
.wide(112, 0);

const CHANGE: Column = number("Changed", Field::Change, |catalog, row| {
    of(catalog, row, |row| match row.change {
        None => Cell::blank(),
        Some(0) => Cell::new("0").toned(Tone::Dim),
        Some(change) => {
            let cell = Cell::new(["+", &count(change)].concat());
            cell.toned(row.judged.as_ref().map_or(Tone::Plain, |_| Tone::Warn))
        }
    })
})
.wide(88, 0)
.watched();

const VERDICT: Column = text("Verdict", Field::Verdict, |catalog, row| {
    of(catalog, row, |row| match &row.judged {
        None => Cell::blank(),
        Some((verdict, reason)) => {
            let tone = match verdict {
                Verdict::Bad => Tone::Bad,
                Verdict::Look => Tone::Warn,
            };
            let reason = shown_text(reason).into_owned();
            Cell::new(verdict.name()).noted(reason).toned(tone)
        }
    })
})
.wide(224, 20)
.whole();

const MEANING: Column = text("What it counts", Field::Meaning, |catalog, row| {
    of(catalog, row, |row| {
        let known = explain::counter(&row.protocol, &row.name);
        Cell::or_blank(known.map(|known| Cell::new(known.meaning)))
    })
})
.wide(288, 30);

const NAMESPACE: Column = namespaces(|catalog, row| {
    of(catalog, row, |row| {
        let places = &catalog.snapshot().namespaces;
        Cell::or_blank(places.get(row.namespace).map(namespace))
    })
});

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&CounterRow) -> Cell) -> Cell {
    Cell::or_blank(catalog.counters().get(row).map(cell))
}

fn count(value: i64) -> String {
    u64::try_from(value).map_or_else(|_| value.to_string(), grouped)
}
