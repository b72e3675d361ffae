//! This page as it was before anything was put into it, so that it can be saved again.
//!
//! A page that came from a file cannot read that file. It is made again from the elements that it
//! still has: they came from the file and nothing has changed them, so its policy fits them.

use std::cell::OnceCell;

use js_sys::Reflect;
use netsnap_shared::report::{BUNDLE_ELEMENT, EMPTY_ELEMENT};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

use crate::ROOT_ID;
use crate::browser::document;

/// What the start, a browser's extension or the viewer itself has put into the page.
const ADDED: &str =
    "head > script, head > style ~ style, body > :not(#app, noscript, script), [src]";

thread_local! {
    static FIRST_PAINT: OnceCell<Node> = const { OnceCell::new() };
}

/// Keeps what the page shows before the viewer fills it.
pub(crate) fn remember_first_paint(root: &Element) {
    if let Ok(copy) = root.clone_node_with_deep(true) {
        FIRST_PAINT.with(|first| {
            // Only the first one counts.
            let _ = first.set(copy);
        });
    }
}

/// The text of the page, before and behind the place of the bundle's text.
pub(crate) fn around_the_bundle() -> Option<(String, String)> {
    let live = document()?.document_element()?;
    let root: Element = live.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    root.remove_attribute("data-theme").ok()?;
    while let Some(added) = root.query_selector(ADDED).ok()? {
        added.remove();
    }
    let find = |id: &str| root.query_selector(&["#", id].concat()).ok().flatten();
    find(BUNDLE_ELEMENT)?.set_text_content(None);
    root.query_selector("title")
        .ok()??
        .set_text_content(Some("netsnap"));
    let app = find(ROOT_ID)?;
    let first_paint = FIRST_PAINT.with(|first| first.get()?.clone_node_with_deep(true).ok())?;
    app.parent_node()?.replace_child(&first_paint, &app).ok()?;
    let html = ["<!doctype html>\n", &root.outer_html()].concat();
    let (before, after) = html.split_once(EMPTY_ELEMENT)?;
    let (start, end) = EMPTY_ELEMENT.split_once("><")?;
    Some(([before, start, ">"].concat(), ["<", end, after].concat()))
}

/// The text of the bundle inside the page, as the browser has it.
pub(crate) fn bundle_text() -> Option<JsValue> {
    let element = document()?.get_element_by_id(BUNDLE_ELEMENT)?;
    Reflect::get(&element, &"textContent".into()).ok()
}
