//! Tells a table when its size on the screen has changed.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::Callback;

/// Watches an element's size until it is dropped.
pub(super) struct SizeWatch {
    observer: ResizeObserver,
    _on_change: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// None where the browser cannot watch sizes; then the table learns of it when it is scrolled.
    pub(super) fn new(element: &Element, changed: Callback<()>) -> Option<Self> {
        let on_change = Closure::<dyn FnMut()>::new(move || changed.emit(()));
        let observer = ResizeObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _on_change: on_change,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
