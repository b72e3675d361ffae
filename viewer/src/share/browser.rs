//! The clipboard, files to save, and the status that says what was done.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileReader, HtmlElement, Url};

use crate::browser::{document, window};

/// The id of the status.
pub(crate) const STATUS_ID: &str = "said";

/// How long the status stands, in milliseconds.
const STANDS_MS: u32 = 8_000;

/// How long a file may take to be fetched from the page, in milliseconds.
const FETCHED_MS: u32 = 60_000;

const NO_CLIPBOARD: &str = "the browser does not let this page copy; save it as a file instead";

/// Says what was done, for a while.
pub(crate) fn say(text: &str) {
    let status = document().and_then(|document| document.get_element_by_id(STATUS_ID));
    let Some(status) = status else {
        return;
    };
    status.set_text_content(Some(text));
    let text = text.to_owned();
    let silence = gloo::timers::callback::Timeout::new(STANDS_MS, move || {
        if status.text_content().is_some_and(|said| said == text) {
            status.set_text_content(None);
        }
    });
    silence.forget();
}

/// Lets the browser do what waits.
pub(crate) async fn pause() {
    let mut wait = |resolve: js_sys::Function, _: js_sys::Function| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback(&resolve);
        }
    };
    // The promise is never rejected.
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}

/// Copies a text, and says why not where that fails.
pub(crate) async fn copy(text: &str) -> Result<(), String> {
    if crate::browser::copy(text).await {
        Ok(())
    } else {
        Err(NO_CLIPBOARD.to_owned())
    }
}

/// The link to a view: an address that works elsewhere, or, of a page from a file, the part of it that
/// works behind the address of any copy of the page.
pub(crate) fn link(fragment: String) -> String {
    let location = window().map(|window| window.location());
    let address = location.and_then(|it| it.href().ok()).unwrap_or_default();
    match address.split_once('#') {
        Some((page, _)) if page.starts_with("http") => [page, &fragment].concat(),
        _ if address.starts_with("http") => address + &fragment,
        _ => fragment,
    }
}

/// Saves a file made of these parts: texts, Blobs and arrays of bytes.
pub(crate) fn save(name: &str, media_type: &str, parts: &[JsValue]) -> Result<(), String> {
    let parts: Array = parts.iter().collect();
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let link = || {
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let link = document()?.create_element("a").ok()?;
        link.set_attribute("href", &address).ok()?;
        link.set_attribute("download", name).ok()?;
        link.dyn_into::<HtmlElement>().ok()?.click();
        Some(address)
    };
    let address = link().ok_or("the browser has no room for the file")?;
    let gone = gloo::timers::callback::Timeout::new(FETCHED_MS, move || {
        let _ = Url::revoke_object_url(&address);
    });
    gone.forget();
    Ok(())
}

/// A file's bytes as base64, made by the browser itself.
pub(crate) async fn base64(file: &File) -> Result<JsValue, String> {
    const GONE: &str = "the file that was opened cannot be read any more";
    let reader = FileReader::new().map_err(|_| GONE)?;
    let mut reading = |resolve: js_sys::Function, _: js_sys::Function| {
        let done = Closure::once_into_js(move || resolve.call0(&JsValue::UNDEFINED));
        reader.set_onloadend(Some(done.unchecked_ref()));
        let _ = reader.read_as_data_url(file);
    };
    // It is resolved in either case.
    let _ = JsFuture::from(Promise::new(&mut reading)).await;
    let address = reader.result().ok().and_then(|it| it.dyn_into().ok());
    let address: JsString = address.ok_or(GONE)?;
    // Behind `data:TYPE;base64,`; an empty file has no such part.
    let comma = address.index_of(",", 0);
    let start = u32::try_from(comma + 1).map_err(|_| GONE)?;
    Ok(address.substring(start, address.length()).into())
}
