//! Bundles on their way in: the one inside the page, and files that are dropped or picked.

use std::borrow::Cow;

use js_sys::{Function, Promise, Uint8Array};
use netsnap_shared::bundle::{BundleError, Limit, Limits, decode};
use netsnap_shared::report::{BUNDLE_ELEMENT, extract};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::browser::{document, window};
use crate::format::{sentence, shown_text_up_to};
use crate::store::Report;

/// How long a file's name may be in a sentence, in characters.
const NAME_LENGTH: usize = 80;

/// The text of the element that holds the bundle inside the page; none when it is empty.
pub(crate) fn embedded_text() -> Option<String> {
    let element = document()?.get_element_by_id(BUNDLE_ELEMENT)?;
    element
        .text_content()
        .filter(|text| !text.trim_ascii().is_empty())
}

/// Opens the bundle inside the page.
pub(crate) async fn open_embedded(text: String) -> Result<Report, String> {
    next_paint().await;
    let bytes = embedded_bytes_of(&text)?;
    drop(text);
    open(&bytes, None)
}

/// Opens a text that was pasted: the JSON of a bundle, or its bytes as base64.
pub(crate) async fn open_pasted(text: String) -> Result<Report, String> {
    next_paint().await;
    open(
        &pasted_bytes(&text),
        Some("the text that was pasted".to_owned()),
    )
}

/// The same as a file, to be saved.
pub(crate) fn pasted_file(text: &str) -> Option<File> {
    let bytes = pasted_bytes(text);
    // gzip's magic number.
    let is_gzip = bytes.starts_with(&[0x1f, 0x8b]);
    let name = if is_gzip {
        "pasted.json.gz"
    } else {
        "pasted.json"
    };
    let parts = js_sys::Array::of1(&Uint8Array::from(&*bytes));
    File::new_with_u8_array_sequence(&parts, name).ok()
}

fn pasted_bytes(text: &str) -> Cow<'_, [u8]> {
    let compact: String = text.split_ascii_whitespace().collect();
    match extract(&compact) {
        Some(Ok(bytes)) => Cow::Owned(bytes),
        _ => Cow::Borrowed(text.as_bytes()),
    }
}

/// The bundle inside the page; empty where there is none.
pub(crate) fn embedded_bytes() -> Result<Vec<u8>, String> {
    embedded_bytes_of(&embedded_text().unwrap_or_default())
}

fn embedded_bytes_of(text: &str) -> Result<Vec<u8>, String> {
    match extract(text) {
        Some(Ok(bytes)) => Ok(bytes),
        Some(Err(_)) => Err(
            "The bundle inside this page is damaged: get the report again from where it was made."
                .to_owned(),
        ),
        None => Ok(Vec::new()),
    }
}

/// Opens a file.
pub(crate) async fn open_file(file: File) -> Result<Report, String> {
    next_paint().await;
    let name = file.name();
    let size = size_of(&file);
    let allowed = Limits::default().compressed_bytes;
    // Before the browser makes room for it.
    if size > allowed {
        let error = BundleError::OverLimit {
            limit: Limit::CompressedBytes,
            allowed,
            found: size,
        };
        return Err(problem(Some(&name), &error.to_string()));
    }
    let bytes = bytes_of(&file).await?;
    open(&bytes, Some(name))
}

/// What is in a file.
pub(crate) async fn bytes_of(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    match buffer {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(_) => Err(problem(
            Some(&file.name()),
            "the browser could not read the file",
        )),
    }
}

/// A file's size in bytes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number, which JavaScript keeps as a double"
)]
pub(crate) fn size_of(file: &File) -> u64 {
    file.size() as u64
}

fn open(bytes: &[u8], name: Option<String>) -> Result<Report, String> {
    match decode(bytes, &Limits::default()) {
        Ok(decoded) => Ok(Report::new(decoded, name)),
        Err(error) => Err(problem(name.as_deref(), &error.to_string())),
    }
}

fn problem(name: Option<&str>, reason: &str) -> String {
    match name {
        Some(name) => {
            let name = shown_text_up_to(name, NAME_LENGTH);
            ["“", &*name, "” could not be opened. ", &sentence(reason)].concat()
        }
        None => [
            "The bundle inside this page could not be opened. ",
            &sentence(reason),
        ]
        .concat(),
    }
}

/// Waits until the page has been painted, so that a person sees what is going on before the
/// browser is busy. A page in the background is not painted; then a moment is enough.
async fn next_paint() {
    const MOMENT_MS: i32 = 120;
    let mut wait = |resolve: Function, _: Function| {
        let Some(window) = window() else {
            let _ = resolve.call0(&JsValue::UNDEFINED);
            return;
        };
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MOMENT_MS);
        let painted = Closure::once_into_js(move || {
            if let Some(window) = crate::browser::window() {
                let _ = window.set_timeout_with_callback(&resolve);
            }
        });
        let _ = window.request_animation_frame(painted.unchecked_ref());
    };
    // The promise is never rejected.
    let _ = JsFuture::from(Promise::new(&mut wait)).await;
}
