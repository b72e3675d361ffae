//! The page as a whole: it starts, from disk and from a server, and it is what it says it is.

use std::fs;

use anyhow::{Context, Result};
use netsnap_tests::{Page, Server, bundle, dist};

#[tokio::test]
async fn the_empty_viewer_opens_from_disk() -> Result<()> {
    let page = Page::open_viewer().await?;
    assert!(!page.text("#app").await?.is_empty());
    assert_eq!(page.count("[role=alert]").await?, 0);
    page.finish().await
}

#[tokio::test]
async fn the_empty_viewer_opens_from_a_server() -> Result<()> {
    let server = Server::of_page(fs::read(dist::viewer()?)?)?;
    let page = Page::open_served(server).await?.started().await?;
    assert!(!page.text("#app").await?.is_empty());
    assert_eq!(page.count("[role=alert]").await?, 0);
    page.finish().await
}

#[tokio::test]
async fn a_report_opens_from_disk() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.go("#/sockets").await?;
    page.wait_for_text("[role=status]", "6 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn a_browser_without_webassembly_is_told_so() -> Result<()> {
    let html = fs::read_to_string(dist::viewer()?)?;
    // Before the page's own script runs; outside of its policy.
    let (head, rest) = html.split_once("</head>").context("no head")?;
    let (head, _policy_gone) = head.split_once("<meta http-equiv").context("no policy")?;
    let html = format!("{head}<script>delete globalThis.WebAssembly</script></head>{rest}");
    let page = Page::open_html(&html).await?.started().await?;
    let alert = page.text("[role=alert]").await?;
    assert!(alert.contains("WebAssembly"), "{alert}");
    page.finish().await
}

#[tokio::test]
async fn a_damaged_page_says_so() -> Result<()> {
    let html = fs::read_to_string(dist::viewer()?)?;
    let viewer = r#"<script id="netsnap-viewer" type="application/octet-stream">"#;
    let (before, rest) = html.split_once(viewer).context("no viewer")?;
    let (payload, after) = rest.split_once('<').context("no end")?;
    let (half, other_half) = payload.split_at(payload.len() / 2);
    let (_, without_some) = other_half.split_at(400);
    for instead in [
        "H4sIdamaged",
        "!",
        half,
        &format!("{payload}{half}"),
        &format!("{half}{without_some}"),
        &format!("{half}\u{e9}{other_half}"),
    ] {
        let page = Page::open_html(&format!("{before}{viewer}{instead}<{after}")).await?;
        page.wait_for_text("[role=alert]", "could not be opened: the page is damaged")
            .await?;
        // The console has the error as well.
        page.finish().await.unwrap_err();
    }
    Ok(())
}

#[tokio::test]
async fn a_page_without_its_payload_says_so() -> Result<()> {
    let html = fs::read_to_string(dist::viewer()?)?;
    let viewer = r#"<script id="netsnap-viewer" type="application/octet-stream">"#;
    let (before, rest) = html.split_once(viewer).context("no viewer")?;
    let (_, after) = rest.split_once('<').context("no end")?;
    let page = Page::open_html(&format!("{before}{viewer}<{after}")).await?;
    page.wait_for_text("[role=alert]", "the page holds no viewer")
        .await?;
    page.finish().await
}

#[test]
fn the_page_is_small() -> Result<()> {
    let size = fs::metadata(dist::viewer()?)?.len();
    assert!(size < 500_000, "{size} bytes");
    Ok(())
}

#[test]
fn the_policy_is_the_one_of_the_design() -> Result<()> {
    let html = fs::read_to_string(dist::viewer()?)?;
    let (_, rest) = html
        .split_once(r#"<meta http-equiv="Content-Security-Policy" content=""#)
        .context("no policy")?;
    let (policy, _) = rest.split_once('"').context("no end")?;
    let hashes_left_out: Vec<&str> = policy
        .split(' ')
        .map(|word| match word.strip_prefix("'sha256-") {
            Some(hash) if hash.ends_with(';') => "HASH;",
            Some(_) => "HASH",
            None => word,
        })
        .collect();
    assert_eq!(
        hashes_left_out.join(" "),
        "default-src 'none'; script-src HASH HASH 'wasm-unsafe-eval'; style-src HASH HASH; \
         img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"
    );
    Ok(())
}
