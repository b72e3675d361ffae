//! Tells a table when the page is about to go to a printer, and when it has gone.

use gloo::events::EventListener;
use yew::Callback;

/// The most rows that are printed: some forty pages.
pub(super) const MOST_ROWS: usize = 1_000;

/// Listens until it is dropped.
pub(super) struct PrintWatch {
    _listeners: [EventListener; 2],
}

impl PrintWatch {
    pub(super) fn new(prints: &Callback<bool>) -> Option<Self> {
        let window = crate::browser::window()?;
        let listener = |event, is_before| {
            let prints = prints.clone();
            EventListener::new(&window, event, move |_| prints.emit(is_before))
        };
        Some(Self {
            _listeners: [listener("beforeprint", true), listener("afterprint", false)],
        })
    }
}
