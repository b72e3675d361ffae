//! The few things that the viewer asks of the browser itself.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, Document, History, Storage, Window};

use crate::store::Theme;

/// Where the choice of colours is kept.
const THEME_KEY: &str = "netsnap-theme";

/// Where the filters are kept that were used last.
const FILTERS_KEY: &str = "netsnap-filters";

/// The page's document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// The page's window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// Whether a panel is open that the browser itself closes.
pub(crate) fn has_open_popover() -> bool {
    let open = document().and_then(|it| it.query_selector(":popover-open").ok().flatten());
    open.is_some()
}

/// Marks this moment for who measures the page.
pub(crate) fn mark(name: &str) {
    if let Some(performance) = window().and_then(|window| window.performance()) {
        // It has no other use.
        let _ = performance.mark(name);
    }
}

/// The URL's fragment with its `#`, or nothing.
pub(crate) fn fragment() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Makes the fragment a new step of the history.
pub(crate) fn push_fragment(fragment: &str) {
    if let Some(history) = history() {
        // A browser may refuse when it happens too often; the page works on without it.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Changes the fragment without a new step of the history.
pub(crate) fn replace_fragment(fragment: &str) {
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Names the page in the browser's tabs and history.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document()
        && document.title() != title
    {
        document.set_title(title);
    }
}

/// The colours that were chosen before, as far as the browser keeps anything for files.
pub(crate) fn stored_theme() -> Theme {
    Theme::from_name(&stored(THEME_KEY))
}

/// The filters that were used last, as they were kept.
pub(crate) fn stored_filters() -> String {
    stored(FILTERS_KEY)
}

/// Keeps the filters that were used last.
pub(crate) fn store_filters(filters: &str) {
    store(FILTERS_KEY, filters);
}

/// Shows these colours and keeps the choice.
pub(crate) fn set_theme(theme: Theme) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = match theme {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.name()),
        };
    }
    store(THEME_KEY, theme.name());
}

/// What the browser has kept; empty for nothing.
fn stored(key: &str) -> String {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    kept.unwrap_or_default()
}

/// Keeps a text as far as the browser keeps anything.
fn store(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Puts a text on the clipboard, and says whether the browser has allowed it. Pages that came over
/// HTTP without TLS have no clipboard at all.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().map(|window| window.navigator());
    let clipboard = navigator.and_then(|it| Reflect::get(&it, &"clipboard".into()).ok());
    match clipboard.and_then(|it| it.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// As a whole number; as many as fit, where it is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which is what is wanted of pixels and times"
)]
pub(crate) fn whole(number: f64) -> u32 {
    number as u32
}

/// The time of the page's clock, in milliseconds; it only serves to measure.
pub(crate) fn clock_ms() -> f64 {
    window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Reading the property alone may throw on `file://`.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn history() -> Option<History> {
    window()?.history().ok()
}
