//! The terms of a filter are taken out one by one, and the filters that were used last come back.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{ALERT, SEARCH, STATUS, ask, wait_for_fragment};

const TERMS: &str = ".terms .term";

/// The name of what has the focus.
async fn focused(page: &Page) -> Result<String> {
    let script = "const focused = document.activeElement;
        return focused.getAttribute('aria-label') ?? focused.type ?? focused.localName";
    ask(page, script).await
}

async fn typed(page: &Page) -> Result<String> {
    ask(
        page,
        &format!("return document.querySelector('{SEARCH}').value"),
    )
    .await
}

async fn terms(page: &Page) -> Result<Vec<String>> {
    let terms = page.texts(&format!("{TERMS} code")).await?;
    let negated = page.texts(&format!("{TERMS}.negated code")).await?;
    let sign = |term: String| {
        if negated.contains(&term) {
            format!("not {term}")
        } else {
            term
        }
    };
    Ok(terms.into_iter().map(sign).collect())
}

#[tokio::test]
async fn a_term_is_taken_out_by_its_button() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    assert_eq!(page.count(TERMS).await?, 0);
    page.retype(SEARCH, "tcp !state:listen (port:443 or port:22)")
        .await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    assert_eq!(
        terms(&page).await?,
        ["tcp", "not state:listen", "(port:443 or port:22)"]
    );
    // Who leaves the box closes the suggestions, which lie over the terms.
    page.press(Key::Enter).await?;
    page.click("[aria-label='Remove not state:listen']").await?;
    page.wait_for_text(STATUS, "4 of 6 sockets").await?;
    assert_eq!(typed(&page).await?, "tcp (port:443 or port:22)");
    assert_eq!(focused(&page).await?, "Remove (port:443 or port:22)");
    wait_for_fragment(&page, "#/sockets?q=tcp%20(port%3A443%20or%20port%3A22)").await?;
    // While the text is none, its terms cannot be told.
    page.type_keys(SEARCH, " port:x").await?;
    page.element(ALERT).await?;
    assert_eq!(page.count(TERMS).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn terms_are_taken_out_by_keys_and_the_focus_stays_among_them() -> Result<()> {
    let page = Page::open_report_at(
        &bundle::sample()?,
        "#/sockets?q=tcp%20!udp%20443%20is%3Aipv4",
    )
    .await?;
    page.wait_for_text(STATUS, "3 of 6 sockets").await?;
    page.press('/').await?;
    page.press(Key::Tab).await?;
    assert_eq!(focused(&page).await?, "Clear the filter");
    page.press(Key::Tab).await?;
    for (key, focus, text) in [
        (None, "Remove tcp", "tcp !udp 443 is:ipv4"),
        (Some(Key::Right), "Remove not udp", "tcp !udp 443 is:ipv4"),
        (Some(Key::Delete), "Remove 443", "tcp 443 is:ipv4"),
        (Some(Key::End), "Remove is:ipv4", "tcp 443 is:ipv4"),
        (Some(Key::Backspace), "Remove 443", "tcp 443"),
        (Some(Key::Left), "Remove tcp", "tcp 443"),
        (Some(Key::Enter), "Remove 443", "443"),
        (Some(Key::Delete), "search", ""),
    ] {
        if let Some(key) = key {
            page.press(key).await?;
        }
        assert_eq!(focused(&page).await?, focus, "after {key:?}");
        assert_eq!(typed(&page).await?, text, "after {key:?}");
    }
    page.wait_for_text(STATUS, "6 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn the_last_filters_come_back() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    assert_eq!(page.count("[data-tool=recent]").await?, 0);
    for filter in ["state:listen", "proto:udp", "nonsense:x"] {
        page.paste(SEARCH, filter).await?;
        // Who leaves the box is done.
        page.press(Key::Enter).await?;
    }
    page.go("#/routes").await?;
    assert_eq!(page.count("[data-tool=recent]").await?, 0);
    page.go("#/sockets").await?;
    page.wait_for_text(STATUS, "6 sockets").await?;
    // By the arrow in the empty box, before the names of fields.
    page.click(SEARCH).await?;
    page.press(Key::Down).await?;
    let offered = page.texts("[role=option] code").await?;
    assert_eq!(offered[..3], ["proto:udp", "state:listen", "state:"]);
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    assert_eq!(typed(&page).await?.trim(), "proto:udp");
    // By the button, in the place of the text.
    page.click("[data-tool=recent]").await?;
    assert_eq!(focused(&page).await?, "search");
    page.press(Key::Down).await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    assert_eq!(typed(&page).await?.trim(), "state:listen");
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    // What is typed on does not disturb completion.
    page.type_keys(SEARCH, "proto:").await?;
    page.element("[role=option]").await?;
    assert_eq!(page.texts("[role=option]").await?, ["tcp\n2"]);
    page.finish().await
}

#[tokio::test]
async fn whatever_was_kept_is_text() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    let kept = [
        "sockets\t\"<img src=x onerror=alert(1)>\"",
        "sockets\tport:",
        "\0\t\t",
        "sockets\t443",
    ]
    .join("\n");
    let keep = "localStorage.setItem('netsnap-filters', arguments[0])";
    page.evaluate(keep, vec![kept.into()]).await?;
    page.evaluate("location.reload()", vec![]).await?;
    let page = page.started().await?;
    page.click("[data-tool=recent]").await?;
    assert_eq!(
        page.texts("[role=option] code").await?,
        ["\"<img src=x onerror=alert(1)>\"", "443"]
    );
    page.finish().await
}

#[tokio::test]
async fn the_time_is_shown_and_not_read_out() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    assert_eq!(page.count(".filter-time").await?, 0);
    page.retype(SEARCH, "udp").await?;
    page.wait_for_text(".filter-time", " ms").await?;
    assert_eq!(page.text(STATUS).await?, "2 of 6 sockets");
    let hidden = page.attribute(".filter-time", "aria-hidden").await?;
    assert_eq!(hidden.as_deref(), Some("true"));
    page.finish().await
}
