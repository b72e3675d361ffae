//! The namespace that a person looks at: all of them, or one. It is a filter apart from the text.

use std::rc::Rc;

use netsnap_shared::index::TableKind;

use super::Report;
use crate::overview::Answers;

/// The namespace that is looked at, and what of each table is its own.
#[derive(Debug, Default)]
pub struct Scope {
    /// Its identity; empty for all.
    id: String,
    place: Option<usize>,
    rows: [Option<Rc<Vec<u32>>>; TableKind::ALL.len()],
    answers: Option<Rc<Answers>>,
    is_settled: bool,
}

impl Scope {
    /// The identity of the namespace, as it was chosen; empty for all.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its place in the snapshot's list; none for all, and where the bundle does not have it.
    pub fn place(&self) -> Option<usize> {
        self.place
    }

    /// The rows of a table that are its own, ascending; none where that is all of them.
    pub fn rows(&self, table: TableKind) -> Option<&Rc<Vec<u32>>> {
        self.rows[table as usize].as_ref()
    }

    /// What the overview says of it; none before it was asked for.
    pub fn answers(&self) -> Option<&Rc<Answers>> {
        self.answers.as_ref()
    }

    /// Looks at another namespace; says whether it is another.
    pub(super) fn choose(&mut self, id: String) -> bool {
        let is_other = self.id != id;
        if is_other {
            self.id = id;
            self.forget();
        }
        is_other
    }

    /// Another bundle has other rows.
    pub(super) fn forget(&mut self) {
        *self = Self {
            id: std::mem::take(&mut self.id),
            ..Self::default()
        };
    }

    pub(super) fn settle(&mut self, report: &Report) {
        if self.is_settled {
            return;
        }
        self.is_settled = true;
        let namespaces = &report.catalog.snapshot().namespaces;
        let mut places = namespaces.iter();
        self.place = places.position(|namespace| namespace.id.0 == self.id);
        if let Some(place) = self.place {
            self.rows =
                TableKind::ALL.map(|table| Some(Rc::new(table.rows_of(&report.catalog, place))));
        }
    }

    /// Computes what the overview says of it, once.
    pub(super) fn settle_answers(&mut self, report: &Report) {
        if self.answers.is_none() {
            self.answers = Some(Rc::new(Answers::new(&report.catalog, self.place)));
        }
    }
}
