//! The viewer: opens a bundle in a browser, offline.
//!
//! Components render; what they show comes from [`store`] (the state and what changes it),
//! [`selection`] (the rows of a table), [`fragment`] (the URL) and [`views`] (the columns), which
//! know no browser and are tested natively.

mod app;
mod browser;
pub mod charts;
pub mod details;
pub mod export;
mod file_input;
mod filter_box;
mod focus;
pub mod format;
pub mod fragment;
mod header;
mod help;
pub mod links;
mod loading;
mod namespace;
mod navigation;
pub mod overview;
mod panic_page;
pub mod place;
pub mod rows;
#[cfg(test)]
mod sample;
pub mod selection;
mod share;
mod shortcuts;
pub mod store;
mod table;
mod table_view;
mod typing;
mod value_menu;
pub mod views;
pub mod walk;
mod welcome;

use wasm_bindgen::prelude::wasm_bindgen;

/// The id of the element that the viewer fills.
const ROOT_ID: &str = "app";

/// Runs when the WebAssembly is instantiated.
#[wasm_bindgen(start)]
pub fn start() {
    yew::set_custom_panic_hook(Box::new(panic_page::paint));
    let root = browser::document().and_then(|document| document.get_element_by_id(ROOT_ID));
    if let Some(root) = root {
        share::page::remember_first_paint(&root);
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
