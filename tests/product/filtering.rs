//! The filter: what it leaves, what it says, and that a mistake costs nothing.

use anyhow::Result;
use netsnap_tests::{Page, bundle};

use crate::contract::{ALERT, ROWS, SEARCH, STATUS, VIEWS, ask, wait_for_fragment, wait_for_view};

/// Notes each message of the filter when it enters the page: whether it is an alert at once.
const WATCH_MESSAGES: &str = "globalThis.netsnapMessages = [];
    new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) {
            if (node.nodeType === 1 && node.matches('.filter-message')) {
                netsnapMessages.push(node.getAttribute('role') ?? 'quiet');
            }
        }
    }).observe(document.body, { childList: true, subtree: true });";

#[tokio::test]
async fn typing_leaves_the_rows_that_match() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    for (filter, status, fragment) in [
        ("state:listen", "2 of 6 sockets", "state%3Alisten"),
        ("udp remote:none", "1 of 6 sockets", "udp%20remote%3Anone"),
        (
            "port:443 !is:listening",
            "2 of 6 sockets",
            "port%3A443%20!is%3Alistening",
        ),
        ("tcp or udp", "6 sockets", "tcp%20or%20udp"),
    ] {
        page.retype(SEARCH, filter).await?;
        page.wait_for_text(STATUS, status).await?;
        wait_for_fragment(&page, &format!("#/sockets?q={fragment}")).await?;
        assert_eq!(page.count(ALERT).await?, 0, "{filter}");
    }
    page.finish().await
}

#[tokio::test]
async fn an_address_brings_its_filter() -> Result<()> {
    let fragment = "#/sockets?q=state%3Alisten";
    let page = Page::open_report_at(&bundle::sample()?, fragment).await?;
    wait_for_view(&page, "sockets", Some(2)).await?;
    assert_eq!(page.text(STATUS).await?, "2 of 6 sockets");
    assert_eq!(page.count(ROWS).await?, 2);
    let text = ask(
        &page,
        &format!("return document.querySelector('{SEARCH}').value"),
    )
    .await?;
    assert_eq!(text, "state:listen");
    page.finish().await
}

#[tokio::test]
async fn an_invalid_filter_keeps_the_rows_and_says_why() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.evaluate(WATCH_MESSAGES, vec![]).await?;
    for (filter, first_said, reason) in [
        ("stat:listen", "alert", "There is no field"),
        ("port:99999 tcp", "alert", "too large"),
        ("state:listen (", "quiet", "Nothing follows"),
        ("proc:", "quiet", "A value is missing"),
        ("\"nginx", "quiet", "This quote is not closed"),
    ] {
        page.paste(SEARCH, "state:listen").await?;
        page.wait_for_text(STATUS, "2 of 6 sockets").await?;
        page.paste(SEARCH, filter).await?;
        // What more typing may mend becomes an alert when the typing rests.
        page.wait_for_text(".filter [role=alert]", reason).await?;
        assert_eq!(page.text(STATUS).await?, "2 of 6 sockets", "{filter}");
        assert_eq!(page.count(ROWS).await?, 2, "{filter}");
        let invalid = page.attribute(SEARCH, "aria-invalid").await?;
        assert_eq!(invalid.as_deref(), Some("true"), "{filter}");
        assert_eq!(
            ask(&page, "return netsnapMessages.pop()").await?,
            first_said,
            "{filter}"
        );
    }
    page.finish().await
}

#[tokio::test]
async fn an_invalid_filter_in_an_address_keeps_the_rows() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?q=port%3A99999").await?;
    page.wait_for_text(ALERT, "65535").await?;
    assert_eq!(page.count(ROWS).await?, 6);
    page.go("#/sockets?q=state%3Alisten").await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    assert_eq!(page.count(ALERT).await?, 0);
    page.go("#/sockets?q=(").await?;
    page.wait_for_text(ALERT, "Nothing follows").await?;
    assert_eq!(page.count(ROWS).await?, 2);
    page.finish().await
}

#[tokio::test]
async fn where_nothing_matches_the_filter_can_be_cleared() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (view, _) in VIEWS {
        if view == "overview" {
            continue;
        }
        page.go(&format!("#/{view}?q=nowhere-to-be-found")).await?;
        wait_for_view(&page, view, Some(0)).await?;
        page.wait_for_text(".nothing", "nowhere-to-be-found")
            .await?;
        assert!(page.text(STATUS).await?.starts_with("0 of "));
        page.click(".nothing button").await?;
        assert_eq!(page.count(".nothing").await?, 0);
        assert!(page.count(ROWS).await? > 0, "{view}");
        wait_for_fragment(&page, &format!("#/{view}")).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn the_overview_leads_to_filtered_sockets() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for place in [
        ".key-numbers [data-view=sockets]:not([data-filter=''])",
        ".ladder .open-port",
        ".talks .bar-row",
        "svg.ports [role=button]",
        "svg.states [role=button]",
    ] {
        page.go("#/overview").await?;
        let filter = page
            .attribute(place, "data-filter")
            .await?
            .unwrap_or_default();
        page.click(place).await?;
        page.wait_for_text(STATUS, " of 6 sockets").await?;
        let typed = ask(
            &page,
            &format!("return document.querySelector('{SEARCH}').value"),
        )
        .await?;
        assert_eq!(typed, filter, "{place}");
        assert_eq!(page.count(ALERT).await?, 0, "{place}: {filter}");
        assert!(page.count(ROWS).await? > 0, "{place}: {filter}");
    }
    page.finish().await
}
