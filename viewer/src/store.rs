//! The state of the viewer and what changes it. Pure: no browser, no clock.
//!
//! [`State::apply`] takes an [`Action`] and says what the page has to do about it.

mod action;
mod asked;
mod pane;
mod recent;
mod scope;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use netsnap_shared::bundle::{Decoded, Version};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{TableKind, Tables};

use crate::fragment::Place;
use crate::place::{Selected, View};

pub use action::{Action, Address, Theme};
pub use asked::Asked;
pub use pane::Pane;
pub use recent::Recent;
pub use scope::Scope;

/// An open bundle.
#[derive(Debug)]
pub struct Report {
    /// The snapshot with its lookups.
    pub catalog: Rc<Catalog>,
    /// Its tables.
    pub tables: Rc<Tables>,
    /// The file that it came from; none for the one inside the page.
    pub file: Option<String>,
    /// The version of the format, when it is newer than this viewer knows.
    pub newer: Option<Version>,
}

impl Report {
    /// Prepares what the views need from a decoded bundle.
    pub fn new(decoded: Decoded, file: Option<String>) -> Self {
        let newer = decoded.is_newer().then_some(decoded.version);
        Self::of(Catalog::new(decoded.snapshot), file, newer)
    }

    /// The same from a catalog, with the version of the format when it is newer.
    pub fn of(catalog: Catalog, file: Option<String>, newer: Option<Version>) -> Self {
        let catalog = Rc::new(catalog);
        let tables = Rc::new(Tables::new(&catalog));
        Self {
            catalog,
            tables,
            file,
            newer,
        }
    }
}

/// A bundle on its way in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loading {
    /// The file's name; none for the bundle inside the page.
    pub file: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// How far it is.
    pub progress: Progress,
}

/// How much of a bundle was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file.
    pub read: u64,
    /// Rows that came out of them.
    pub rows: u64,
}

/// Everything that the page shows depends on this.
#[derive(Debug, Default)]
pub struct State {
    /// The open bundle; it stays open until another one has been read.
    pub report: Option<Rc<Report>>,
    /// The bundle that is being read.
    pub loading: Option<Loading>,
    /// Why the last bundle could not be read, for a person.
    pub problem: Option<String>,
    /// Whether the word on a newer collector was read.
    pub newer_dismissed: bool,
    /// The view that is shown.
    pub view: View,
    /// Colours.
    pub theme: Theme,
    /// Whether the help on keys is open.
    pub help: bool,
    /// The namespace that is looked at.
    pub scope: Scope,
    /// What is asked of the routes.
    pub asked: Asked,
    /// The filters that were used last.
    pub recent: Rc<Recent>,
    panes: [Pane; TableKind::ALL.len()],
}

impl State {
    /// The pane of a table.
    pub fn pane(&self, table: TableKind) -> &Pane {
        &self.panes[table as usize]
    }

    /// The selected row of the view that is shown.
    pub fn selected(&self) -> Option<Selected> {
        let table = self.view.table()?;
        let row = self.pane(table).selected?;
        Some(Selected::of(table, row as usize))
    }

    /// What the URL's fragment should name.
    pub fn place(&self) -> Place {
        let mut place = Place {
            view: self.view,
            namespace: self.scope.id().to_owned(),
            ..Place::default()
        };
        if let Some(table) = self.view.table() {
            let pane = self.pane(table);
            place.filter.clone_from(&pane.filter);
            place.sort.clone_from(&pane.sort);
            place.layout.clone_from(&pane.layout);
            place.grouping = pane.grouping;
            place.selected = pane.selected;
        }
        if self.view == View::Routes {
            place.question.clone_from(self.asked.question());
        }
        place
    }

    /// Changes the state.
    pub fn apply(&mut self, action: Action) -> Address {
        let address = match action {
            Action::Load(loading) => {
                self.loading = Some(loading);
                self.problem = None;
                Address::Keep
            }
            Action::Progress(progress) => {
                if let Some(loading) = &mut self.loading {
                    loading.progress = progress;
                }
                return Address::Keep;
            }
            Action::CancelLoading => {
                self.loading = None;
                Address::Keep
            }
            Action::Loaded(report) => {
                self.open(report);
                Address::Keep
            }
            Action::LoadFailed(problem) => {
                self.loading = None;
                self.problem = Some(problem);
                Address::Keep
            }
            Action::DismissProblem => {
                self.problem = None;
                Address::Keep
            }
            Action::DismissNewer => {
                self.newer_dismissed = true;
                Address::Keep
            }
            Action::Navigate(place) => {
                self.go(*place);
                Address::Keep
            }
            Action::Show(view) => {
                self.view = view;
                Address::Push
            }
            // An empty filter is a place of its own: the back button brings the last one back.
            Action::Filter(text) if text.is_empty() => {
                self.change(|pane| pane.set_filter(text), Address::Push)
            }
            Action::Filter(text) => self.change(|pane| pane.set_filter(text), Address::Type),
            Action::Refine(text) => self.change(|pane| pane.set_filter(text), Address::Push),
            Action::Remember(text, from) => {
                if let Some(table) = self.view.table() {
                    Rc::make_mut(&mut self.recent).note(table, &text, from.as_deref());
                }
                Address::Keep
            }
            Action::FilterIn(view, text) => {
                self.view = view;
                let narrowed = |pane: &mut Pane| {
                    pane.set_filter(text);
                    pane.selected = None;
                };
                self.change(narrowed, Address::Push)
            }
            Action::Within(namespace) => {
                self.look_at(namespace);
                Address::Push
            }
            Action::Ask(question) => {
                self.asked.ask(question);
                Address::Type
            }
            Action::Sort(field) => self.change(|pane| pane.sort_by(field, false), Address::Replace),
            Action::SortToo(field) => {
                self.change(|pane| pane.sort_by(field, true), Address::Replace)
            }
            Action::Columns(layout) => self.change(|pane| pane.layout = layout, Address::Replace),
            Action::Group(grouping) => {
                self.change(|pane| pane.set_grouping(grouping), Address::Push)
            }
            Action::Fold(line) => self.change(|pane| pane.fold(line), Address::Keep),
            Action::FoldAll(is_open) => self.change(|pane| pane.fold_all(is_open), Address::Keep),
            Action::Select(row) => self.change(|pane| pane.selected = row, Address::Push),
            Action::Follow(row) => self.change(|pane| pane.selected = Some(row), Address::Replace),
            Action::Open(selected) => {
                self.view = View::of_table(selected.table());
                let row = u32::try_from(selected.row()).ok();
                let own = self.scope.rows(selected.table());
                if own.is_some_and(|own| row.is_none_or(|row| own.binary_search(&row).is_err())) {
                    self.look_at(String::new());
                }
                self.change(|pane| pane.selected = row, Address::Push)
            }
            Action::Theme(theme) => {
                self.theme = theme;
                Address::Keep
            }
            Action::Help(open) => {
                self.help = open;
                Address::Keep
            }
        };
        self.settle();
        address
    }

    fn change(&mut self, how: impl FnOnce(&mut Pane), address: Address) -> Address {
        match self.view.table() {
            Some(table) => {
                how(&mut self.panes[table as usize]);
                address
            }
            None => Address::Keep,
        }
    }

    fn look_at(&mut self, namespace: String) {
        if self.scope.choose(namespace) {
            for pane in &mut self.panes {
                pane.forget_rows();
                pane.selected = None;
            }
            self.asked.forget();
        }
    }

    fn go(&mut self, place: Place) {
        self.view = place.view;
        self.look_at(place.namespace.clone());
        if let Some(table) = place.view.table() {
            let question = place.question.clone();
            self.panes[table as usize].go(place);
            if table == TableKind::Routes {
                self.asked.ask(question);
            }
        }
    }

    /// Another bundle: filters and orders stay, rows mean something else.
    fn open(&mut self, report: Rc<Report>) {
        let is_first = self.report.is_none();
        self.report = Some(report);
        self.loading = None;
        self.problem = None;
        self.newer_dismissed = false;
        self.scope.forget();
        self.asked.forget();
        for pane in &mut self.panes {
            pane.forget_rows();
            // The fragment of the page names a row of the first bundle.
            if !is_first {
                pane.selected = None;
            }
        }
    }

    /// Brings the rows of the table that is shown up to date.
    fn settle(&mut self) {
        let Some(report) = &self.report else {
            return;
        };
        self.scope.settle(report);
        let Some(table) = self.view.table() else {
            self.scope.settle_answers(report);
            return;
        };
        let own = self.scope.rows(table);
        self.panes[table as usize].settle(&report.catalog, report.tables.get(table), own);
        if table == TableKind::Routes {
            self.asked.settle(&report.catalog, self.scope.place());
        }
    }
}
