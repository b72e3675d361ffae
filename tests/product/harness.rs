//! A test that cannot fail is worth nothing: each thing that a page must not do is done here once,
//! and the harness has to notice.

use std::panic::{self, AssertUnwindSafe};

use anyhow::Result;
use netsnap_tests::{Page, Server};

/// Opens a page with this script, from disk and from a server, and expects to be told this.
async fn check(policy: &str, script: &str, expected: &str) -> Result<()> {
    let html = format!(
        "<!doctype html><meta charset=utf-8><link rel=icon href='data:,'>
         <meta http-equiv=Content-Security-Policy content=\"{policy}\">
         <p role=status>open</p><script>{script}</script>"
    );
    for page in [
        Page::open_html(&html).await?,
        Page::open_served(Server::of_page(html.clone())?).await?,
    ] {
        assert_eq!(page.text("[role=status]").await?, "open");
        let said = page.finish().await.map_err(|error| error.to_string());
        match (expected, said) {
            ("", said) => assert_eq!(said, Ok(())),
            (_, Ok(())) => panic!("nobody noticed: {script}"),
            (_, Err(said)) => assert!(said.contains(expected), "{said}"),
        }
    }
    Ok(())
}

const ANYTHING: &str = "";
const NO_REQUESTS: &str = "default-src 'unsafe-inline' data:";

#[tokio::test]
async fn a_page_that_does_nothing_wrong_passes() -> Result<()> {
    check(NO_REQUESTS, "console.info('a word')", "").await
}

#[tokio::test]
async fn a_console_error_is_noticed() -> Result<()> {
    check(NO_REQUESTS, "console.error('broken')", "broken").await
}

#[tokio::test]
async fn a_console_warning_is_noticed() -> Result<()> {
    check(NO_REQUESTS, "console.warn('careful')", "careful").await
}

#[tokio::test]
async fn an_exception_is_noticed() -> Result<()> {
    check(NO_REQUESTS, "throw new Error('thrown')", "thrown").await
}

#[tokio::test]
async fn a_violation_of_the_policy_is_noticed() -> Result<()> {
    let style = "document.body.innerHTML += '<p style=\"color: red\">'";
    check(
        "default-src 'none'; script-src 'unsafe-inline'; img-src data:",
        style,
        "Content Security Policy",
    )
    .await
}

#[tokio::test]
async fn a_request_is_noticed_even_when_it_fails() -> Result<()> {
    let script = "new Image().src = 'http://127.0.0.1:9/pixel'";
    check(ANYTHING, script, "request: http://127.0.0.1:9/pixel").await
}

#[tokio::test]
async fn a_request_to_the_pages_own_server_is_noticed() -> Result<()> {
    let html = "<!doctype html><link rel=icon href='data:,'><p role=status>open</p>
        <script>fetch('/').then(() => document.querySelector('p').append(' and fetched'));
        fetch('/more').catch(() => 0)</script>";
    let page = Page::open_served(Server::of_page(html)?).await?;
    page.wait_for_text("[role=status]", "open and fetched")
        .await?;
    let said = page.finish().await.unwrap_err().to_string();
    assert!(said.contains("served: GET /more"), "{said}");
    Ok(())
}

#[tokio::test]
async fn a_browser_ends_with_its_page() -> Result<()> {
    let page = Page::open_html("<p>open").await?;
    let browser_runs = page.watch_browser();
    assert_eq!(browser_runs(), Some(true));
    // As in a test that fails half way.
    let test = AssertUnwindSafe(|| {
        let _page = page;
        panic::resume_unwind(Box::new("failed"));
    });
    assert!(panic::catch_unwind(test).is_err());
    assert_eq!(browser_runs(), Some(false));
    Ok(())
}

#[tokio::test]
async fn a_page_that_is_not_finished_is_noticed() -> Result<()> {
    let page = Page::open_html("<!doctype html><link rel=icon href='data:,'><p>open").await?;
    let browser_runs = page.watch_browser();
    let dropped = panic::catch_unwind(AssertUnwindSafe(|| drop(page)));
    let said = dropped.unwrap_err();
    let said = said.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(said.contains("nobody has finished this page"), "{said}");
    assert_eq!(browser_runs(), Some(false));
    Ok(())
}
