//! What a person sees when the viewer fails: a sentence in place of a page that no longer answers, and
//! the details to hand on.
//!
//! Nothing of the viewer runs after it, so `boot.js` hears the click on the button.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::ROOT_ID;
use crate::browser::{document, fragment, window};
use crate::format::shown_text_up_to;

/// How much of a reason is shown, in characters: it may quote what the host has.
const LENGTH: usize = 2_000;

const WORDS: [&str; 2] = [
    "This is a mistake in netsnap, not in the host that it shows. Nothing is lost: load the page again to go on.",
    "If it happens again, please report it with these details. Read them first: they may quote a name from the host.",
];

/// Paints a plain message in place of the page.
pub(crate) fn paint(info: &PanicHookInfo<'_>) {
    let reason = info.to_string();
    web_sys::console::error_1(&reason.as_str().into());
    let navigator = window().map(|window| window.navigator());
    let agent = navigator.and_then(|navigator| navigator.user_agent().ok());
    if let Some(document) = document() {
        // Nobody is left to tell when this fails too.
        let _ = write(
            &document,
            &details(&reason, &fragment(), &agent.unwrap_or_default()),
        );
    }
}

/// What somebody needs who is to mend it: nothing that was typed, and nothing of the host but what the
/// reason quotes.
fn details(reason: &str, fragment: &str, agent: &str) -> String {
    let view = fragment.split('?').next().unwrap_or_default();
    let reason = shown_text_up_to(reason, LENGTH).replace("⟨LF⟩", "\n");
    let version = env!("CARGO_PKG_VERSION");
    [
        "netsnap ",
        version,
        " has failed at ",
        view,
        "\n",
        &reason,
        "\n",
        agent,
    ]
    .concat()
}

fn write(document: &Document, details: &str) -> Option<()> {
    // A failure is often followed by others; the first one says why.
    if document.query_selector(".failed").ok()?.is_some() {
        return None;
    }
    let main = document.create_element("main").ok()?;
    main.set_class_name("failed");
    let alert = document.create_element("div").ok()?;
    alert.set_attribute("role", "alert").ok()?;
    main.append_child(&alert).ok()?;
    let append = |parent: &Element, tag, text| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        parent.append_child(&element).ok()?;
        element.dyn_into::<HtmlElement>().ok()
    };
    append(&alert, "h1", "netsnap has failed")?;
    for text in WORDS {
        append(&alert, "p", text)?;
    }
    append(&main, "pre", details)?;
    let button = append(&main, "button", "Copy the details")?;
    if let Some(page) = document.get_element_by_id(ROOT_ID) {
        page.remove();
    }
    document.body()?.append_child(&main).ok()?;
    button.focus().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_details_say_what_failed_and_not_what_was_typed() {
        let version = env!("CARGO_PKG_VERSION");
        for (reason, fragment, expected) in [
            (
                "panicked at viewer/src/x.rs:1:2:\nno row",
                "#/sockets?q=secret&sel=3",
                "#/sockets\npanicked at viewer/src/x.rs:1:2:\nno row\nChromium",
            ),
            ("a\u{202e}b\u{1b}", "", "\na⟨U+202E⟩b⟨ESC⟩\nChromium"),
        ] {
            let said = details(reason, fragment, "Chromium");
            assert_eq!(
                said,
                ["netsnap ", version, " has failed at ", expected].concat()
            );
        }
        assert!(details(&"x".repeat(1 << 20), "", "").len() < 3_000);
    }
}
