//! The focus of the keyboard, and what has to be seen of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::browser::document;

/// Gives the focus to the element with this id, where there is one.
pub(crate) fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Focus can only fail for an element that is gone.
        let _ = element.focus();
    }
}

/// Whether any element has the focus; the page itself is none.
pub(crate) fn has_focus() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.tag_name() != "BODY")
}

/// Scrolls no further than needed to show an element.
pub(crate) fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether an event comes from something that takes text.
pub(crate) fn is_in_text(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("input, textarea, select").unwrap_or(false))
}
