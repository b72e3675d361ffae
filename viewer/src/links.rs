//! Elements that lead elsewhere in a report. They say where in their data attributes, so that one
//! listener on the part's root serves all of them and no host's text becomes an address.

use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::place::{Selected, View};

/// Where an element leads, when it or one around it has `data-view`: the view, and the filter
/// from `data-filter`.
pub fn followed(event: &Event) -> Option<(View, String)> {
    let element = closest(event, "[data-view]")?;
    let view = View::from_name(&element.get_attribute("data-view")?)?;
    let filter = element.get_attribute("data-filter");
    Some((view, filter.unwrap_or_default()))
}

/// The element nearest to an event's target, outwards, that a selector describes.
pub fn closest(event: &Event, selector: &str) -> Option<web_sys::Element> {
    let target = event.target()?;
    let element = target.dyn_into::<web_sys::Element>().ok()?;
    element.closest(selector).ok().flatten()
}

/// Whether a key works the element that has the focus, where the browser does not do that by
/// itself: a button inside a drawing.
pub fn works_drawn_button(event: &KeyboardEvent) -> bool {
    matches!(event.key().as_str(), "Enter" | " ") && closest(event, "svg [role=button]").is_some()
}

/// The row that an element selects, when it or one around it has `data-view` and `data-row`.
pub fn selected(event: &Event) -> Option<Selected> {
    let element = closest(event, "[data-row]")?;
    let view = View::from_name(&element.get_attribute("data-view")?)?;
    let row = element.get_attribute("data-row")?.parse().ok()?;
    Some(Selected::of(view.table()?, row))
}
