//! What a person does to a page: keys, clicks, and files that are dropped or picked.

use std::fs;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions,
    PointerAction,
};
use serde_json::json;

use super::Page;

/// Drops a file on an element: the three events that a browser sends.
const DROP: &str = "const [target, name, base64] = arguments;
    const file = new File([Uint8Array.fromBase64(base64)], name);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }";

impl Page {
    /// Clicks an element as soon as there is one, and waits until the result is painted.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.element(css).await?;
        let clicked = element.click().await;
        self.noted(clicked.with_context(|| format!("clicking {css}")))?;
        self.painted().await
    }

    /// Clicks an element with the right button of the mouse in the middle, or with the left one so many
    /// CSS pixels before its end, and waits until the result is painted.
    pub async fn click_with(
        &self,
        css: &str,
        is_right_button: bool,
        before_end: Option<u16>,
    ) -> Result<()> {
        let element = self.element(css).await?;
        let (_, _, width, _) = self.noted(element.rectangle().await)?;
        let button = if is_right_button {
            MOUSE_BUTTON_RIGHT
        } else {
            MOUSE_BUTTON_LEFT
        };
        let x = before_end.map_or(0.0, |pixels| width / 2.0 - f64::from(pixels));
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement {
                element,
                duration: None,
                x,
                y: 0.0,
            })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        self.noted(self.driver.client.perform_actions(actions).await)?;
        self.painted().await
    }

    /// Types into an element, after what is already there.
    pub async fn type_keys(&self, css: &str, keys: &str) -> Result<()> {
        let element = self.element(css).await?;
        self.noted(element.send_keys(keys).await)?;
        self.painted().await
    }

    /// Empties a field by hand and types into it.
    pub async fn retype(&self, css: &str, keys: &str) -> Result<()> {
        self.select_all(css).await?;
        self.type_keys(css, &format!("\u{e017}{keys}")).await
    }

    /// Replaces what is in a field by a text all at once, as from the clipboard.
    pub async fn paste(&self, css: &str, text: &str) -> Result<()> {
        self.select_all(css).await?;
        let text = json!({ "text": text });
        self.noted(self.driver.devtools("Input.insertText", text).await)?;
        self.painted().await
    }

    async fn select_all(&self, css: &str) -> Result<()> {
        self.click(css).await?;
        // Control-A.
        self.type_keys(css, "\u{e009}a\u{e000}").await
    }

    /// Presses one key on whatever has the focus: a character, or a `fantoccini::key::Key`.
    pub async fn press(&self, key: impl Into<char>) -> Result<()> {
        let value = key.into();
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.noted(self.driver.client.perform_actions(keys).await)?;
        self.painted().await
    }

    /// Drops a file on an element.
    pub async fn drop_file(&self, css: &str, name: &str, content: &[u8]) -> Result<()> {
        let target = self.element(css).await?;
        let target = self.noted(serde_json::to_value(target))?;
        let arguments = vec![target, json!(name), json!(STANDARD.encode(content))];
        self.evaluate(DROP, arguments).await?;
        self.painted().await
    }

    /// Picks a file with a file input, which need not be visible.
    pub async fn pick_file(&self, css: &str, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.path().join(name);
        self.noted(fs::write(&path, content))?;
        let input = self.element(css).await?;
        self.noted(input.send_keys(&path.to_string_lossy()).await)?;
        self.painted().await
    }
}
