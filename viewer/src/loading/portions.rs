//! The part of this in JavaScript, `viewer/portions.js`: a worker decompresses beside the page.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// A bundle that is decompressed portion by portion.
    #[derive(Debug, Clone)]
    pub(crate) type Portions;

    /// Promises a list of the next portion and of how much of the file is used up for it, a word on
    /// what is wrong with the file, or null at its end. To be asked again when it is kept.
    #[wasm_bindgen(method)]
    pub(super) fn next(this: &Portions) -> Promise;

    /// Promises to go on once the browser has looked after everything else.
    #[wasm_bindgen(method)]
    pub(super) fn pause(this: &Portions) -> Promise;

    /// Gives up; nothing comes any more.
    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &Portions);

    /// The size of what is no file, in bytes.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn size(this: &Portions) -> f64;

    /// A file in portions.
    #[wasm_bindgen(js_name = netsnapPortions)]
    pub(crate) fn of_file(file: &File) -> Portions;

    /// A text that holds a bundle, as a file: its JSON, or its bytes as base64.
    #[wasm_bindgen(js_name = netsnapFile)]
    pub(crate) fn file_of(text: &JsValue) -> File;

    /// The bundle inside the page; it is on its way already.
    #[wasm_bindgen(js_name = netsnapEmbedded)]
    pub(crate) fn embedded() -> Option<Portions>;
}
