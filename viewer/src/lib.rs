//! The viewer: opens a bundle in a browser, offline.

pub mod details;
pub mod overview;
pub mod place;
pub mod rows;

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::report::{BUNDLE_ELEMENT, extract};
use wasm_bindgen::prelude::wasm_bindgen;
use yew::{Component, Context, Html, html};

/// What the bundle in the page says about itself.
struct App {
    message: String,
}

impl Component for App {
    type Message = ();
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self {
            message: message(&embedded_text()),
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! { <main><h1>{ "netsnap" }</h1><p role="status">{ &self.message }</p></main> }
    }
}

fn embedded_text() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(BUNDLE_ELEMENT))
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}

fn message(text: &str) -> String {
    match extract(text) {
        None => "This page holds no bundle.".to_owned(),
        Some(Err(error)) => error.to_string(),
        Some(Ok(bytes)) => match decode(&bytes, &Limits::default()) {
            Err(error) => error.to_string(),
            Ok(decoded) => format!("{} sockets", Catalog::new(decoded.snapshot).socket_count()),
        },
    }
}

/// Runs when the WebAssembly is instantiated.
#[wasm_bindgen(start)]
pub fn start() {
    let app = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(app) = app {
        yew::Renderer::<App>::with_root(app).render();
    }
}
