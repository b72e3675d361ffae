//! The few things that the viewer asks of the browser itself.

use wasm_bindgen::JsValue;
use web_sys::{Document, History, Storage, Window};

use crate::store::Theme;

/// Where the choice of colours is kept.
const THEME_KEY: &str = "netsnap-theme";

/// The page's document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// The page's window.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
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
    let name = storage().and_then(|storage| storage.get_item(THEME_KEY).ok().flatten());
    Theme::from_name(&name.unwrap_or_default())
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
    if let Some(storage) = storage() {
        let _ = storage.set_item(THEME_KEY, theme.name());
    }
}

/// Reading the property alone may throw on `file://`.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

fn history() -> Option<History> {
    window()?.history().ok()
}
