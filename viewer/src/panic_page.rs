//! What a person sees when the viewer fails: a sentence in place of a page that no longer answers.

use std::panic::PanicHookInfo;

use web_sys::Document;

use crate::browser::document;

/// Paints a plain message over the page. Nothing of the viewer runs after it.
pub(crate) fn paint(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    if let Some(document) = document() {
        // Nobody is left to tell when this fails too.
        let _ = write(&document, &info.to_string());
    }
}

fn write(document: &Document, reason: &str) -> Option<()> {
    let body = document.body()?;
    let alert = document.create_element("div").ok()?;
    alert.set_attribute("role", "alert").ok()?;
    alert.set_class_name("failed");
    for (tag, text) in [
        ("h1", "netsnap has failed"),
        (
            "p",
            "This is a mistake in netsnap, not in the host that it shows. Loading the page again may help.",
        ),
        ("pre", reason),
    ] {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        alert.append_child(&element).ok()?;
    }
    body.append_child(&alert).ok()?;
    Some(())
}
