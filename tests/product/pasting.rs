//! A bundle is pasted into the empty viewer.

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use netsnap_tests::{Page, bundle};
use serde_json::json;

use crate::contract::{ALERT, GRID, SEARCH, link};

/// Pastes a text or a file, as a browser reports it.
const PASTE: &str = "const [text, file] = arguments;
    const clipboardData = new DataTransfer();
    if (file) clipboardData.items.add(new File([Uint8Array.fromBase64(file)], 'host.json.gz'));
    else clipboardData.setData('text/plain', text);
    const target = document.activeElement;
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));";

#[tokio::test]
async fn text_and_files_are_opened() -> Result<()> {
    let sample = bundle::sample()?;
    let gzip = bundle::gzip(sample.to_string().as_bytes())?;
    let base64 = STANDARD.encode(&gzip);
    let (head, tail) = base64.split_at(76);
    let hostname = sample["host"]["hostname"].as_str().unwrap_or_default();
    for (text, file) in [
        (format!(" {head}\r\n{tail}\n"), None),
        (sample.to_string(), None),
        (String::new(), Some(&base64)),
    ] {
        let page = Page::open_viewer().await?;
        page.evaluate(PASTE, vec![json!(text), json!(file)]).await?;
        page.wait_for_text("header", hostname).await?;
        // Over an open report text is no bundle, in a box it is what is typed.
        page.click(&link("sockets")).await?;
        page.evaluate(PASTE, vec![json!("nonsense"), json!(null)])
            .await?;
        page.click(SEARCH).await?;
        page.evaluate(PASTE, vec![json!("nonsense"), json!(null)])
            .await?;
        page.painted().await?;
        assert_eq!(page.count(ALERT).await?, 0);
        page.element(GRID).await?;
        page.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_bundle_is_told() -> Result<()> {
    let page = Page::open_viewer().await?;
    for text in ["hello", "aGVsbG8=", "{}"] {
        page.evaluate(PASTE, vec![json!(text), json!(null)]).await?;
        page.wait_for_text(ALERT, "“the text that was pasted” could not be opened")
            .await?;
    }
    page.finish().await
}
