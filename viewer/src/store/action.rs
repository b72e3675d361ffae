//! What can happen to the viewer.

use std::rc::Rc;

use netsnap_shared::index::Field;

use super::{Loading, Progress, Report};
use crate::fragment::Place;
use crate::place::{Selected, View};
use crate::views::{Grouping, Layout};
use crate::walk::Question;

/// Something that a person or the browser did.
#[derive(Debug, Clone)]
pub enum Action {
    /// A bundle is about to be read.
    Load(Loading),
    /// It is this far.
    Progress(Progress),
    /// It is no longer wanted.
    CancelLoading,
    /// It was read.
    Loaded(Rc<Report>),
    /// It could not be read, and why.
    LoadFailed(String),
    /// The word on a bundle that could not be read was read itself.
    DismissProblem,
    /// The word on a newer collector was read.
    DismissNewer,
    /// The URL's fragment was changed by the browser.
    Navigate(Box<Place>),
    /// Shows a view as it was left.
    Show(View),
    /// The text of the filter of this view.
    Filter(String),
    /// The text of the filter of this view, chosen and not typed.
    Refine(String),
    /// A filter of this view is worth keeping; it may have been typed on from another one.
    Remember(String, Option<String>),
    /// Shows a view with this filter.
    FilterIn(View, String),
    /// Looks at the namespace with this identity, or at all for an empty one.
    Within(String),
    /// Asks the routes where a packet would go.
    Ask(Question),
    /// Orders the table by a field: ascending, then descending, then not.
    Sort(Field),
    /// The same besides the fields that it is ordered by already.
    SortToo(Field),
    /// Shows other columns, or in another order or width.
    Columns(Layout),
    /// Brings the table's rows together in another way.
    Group(Grouping),
    /// Folds the lines below one away, or shows them: a row, or the code of a group's value.
    Fold(u32),
    /// Folds all lines away, or with true shows them.
    FoldAll(bool),
    /// Selects a row of this table, or none.
    Select(Option<u32>),
    /// Selects the row that the keys have moved to.
    Follow(u32),
    /// Shows a row in its own view.
    Open(Selected),
    /// Changes the colours.
    Theme(Theme),
    /// Opens or closes the help on keys.
    Help(bool),
}

/// What has to happen to the URL's fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// Nothing.
    Keep,
    /// It names the same step of the history, changed.
    Replace,
    /// A new step of the history, unless the last one is what is being typed already.
    Type,
    /// A new step of the history, that the back button undoes.
    Push,
}

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The name in the page and in the browser's storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this name; any other name is [`Theme::Auto`].
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The one that the button switches to.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}
