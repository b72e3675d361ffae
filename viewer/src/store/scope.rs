//! The namespace that a person looks at: all of them, or one. It is a filter apart from the text.

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;
use netsnap_shared::snapshot::{Namespace, Snapshot};

use super::Report;

/// The namespace that is looked at, and what of each table is its own.
#[derive(Debug, Default)]
pub struct Scope {
    /// Its identity; empty for all.
    id: String,
    place: Option<usize>,
    rows: [Option<Rc<Vec<u32>>>; TableKind::ALL.len()],
    catalog: Option<Rc<Catalog>>,
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

    /// The snapshot as if it had this namespace only; none where that is all of it, and before it
    /// was asked for.
    pub fn catalog(&self) -> Option<&Rc<Catalog>> {
        self.catalog.as_ref()
    }

    /// Looks at another namespace; says whether it is another.
    pub(super) fn choose(&mut self, id: String) -> bool {
        let is_other = self.id != id;
        if is_other {
            *self = Self {
                id,
                ..Self::default()
            };
        }
        is_other
    }

    /// Another bundle has other rows.
    pub(super) fn forget(&mut self) {
        let id = std::mem::take(&mut self.id);
        self.choose(id);
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

    /// Makes the snapshot of this namespace, once.
    pub(super) fn settle_catalog(&mut self, report: &Report) {
        let snapshot = report.catalog.snapshot();
        let namespace = self.place.and_then(|place| snapshot.namespaces.get(place));
        if let (Some(namespace), None) = (namespace, &self.catalog) {
            let part = part(snapshot, namespace);
            self.catalog = Some(Rc::new(Catalog::new(part)));
        }
    }
}

/// A snapshot with one of its namespaces only.
fn part(snapshot: &Snapshot, namespace: &Namespace) -> Snapshot {
    let id = Some(&namespace.id);
    let own = |other| id == other;
    Snapshot {
        collector: snapshot.collector.clone(),
        collected_at: snapshot.collected_at,
        duration_ms: snapshot.duration_ms,
        host: snapshot.host.clone(),
        privilege: snapshot.privilege.clone(),
        sources: snapshot
            .sources
            .iter()
            .filter(|it| own(it.namespace.as_ref()))
            .cloned()
            .collect(),
        users: snapshot.users.clone(),
        processes: snapshot
            .processes
            .iter()
            .filter(|it| own(it.namespace.as_ref()))
            .cloned()
            .collect(),
        namespaces: vec![namespace.clone()],
        names: Vec::new(),
        samples: Vec::new(),
        redaction: snapshot.redaction.clone(),
    }
}
