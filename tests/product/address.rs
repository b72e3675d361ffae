//! The address: back, forward, reload, and fragments that nobody wrote.

use anyhow::Result;
use netsnap_tests::{Page, bundle};

use crate::contract::{
    ALERT, DETAILS, FIRST_CELL, GRID, SEARCH, STATUS, link, wait_for_fragment, wait_for_view,
};

#[tokio::test]
async fn back_and_forward_lead_through_the_visit() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/overview").await?;
    page.click(&link("sockets")).await?;
    page.retype(SEARCH, "state:listen").await?;
    wait_for_fragment(&page, "#/sockets?q=state%3Alisten").await?;
    page.click(&link("routes")).await?;
    wait_for_view(&page, "routes", Some(2)).await?;
    for (way, view, rows) in [
        ("back", "sockets", Some(2)),
        ("back", "overview", None),
        ("forward", "sockets", Some(2)),
        ("forward", "routes", Some(2)),
    ] {
        page.evaluate(&format!("history.{way}()"), vec![]).await?;
        wait_for_view(&page, view, rows).await?;
    }
    // A view is shown again as it was left.
    page.click(&link("sockets")).await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn the_way_from_the_overview_leads_back() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/overview").await?;
    page.click(".ladder .open-port").await?;
    page.wait_for_text(STATUS, " of 6 sockets").await?;
    page.evaluate("history.back()", vec![]).await?;
    wait_for_view(&page, "overview", None).await?;
    page.finish().await
}

#[tokio::test]
async fn a_reload_keeps_the_place() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?q=tcp").await?;
    page.click(&format!("{GRID} [aria-colindex='3'] button"))
        .await?;
    page.click(FIRST_CELL).await?;
    let explained = page.text(&format!("{DETAILS} h2")).await?;
    let selected = "return /^#\\/sockets\\?q=tcp&sort=lport&sel=\\d+$/.test(location.hash)";
    page.wait_until("the fragment has the place", selected)
        .await?;
    let fragment = page.fragment().await?;
    page.evaluate("globalThis.netsnapBefore = true; location.reload()", vec![])
        .await?;
    page.wait_until(
        "the page is another one",
        "return !globalThis.netsnapBefore",
    )
    .await?;
    page.wait_for_text(&format!("{DETAILS} h2"), &explained)
        .await?;
    assert_eq!(page.text(STATUS).await?, "4 of 6 sockets");
    let sorted = page
        .attribute(&format!("{GRID} [aria-colindex='3']"), "aria-sort")
        .await?;
    assert_eq!(sorted.as_deref(), Some("ascending"));
    assert_eq!(page.fragment().await?, fragment);
    page.finish().await
}

#[tokio::test]
async fn a_fragment_that_nobody_wrote_does_no_harm() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (fragment, view, rows) in [
        ("#/nowhere?q=%zz", "overview", None),
        ("#/sockets?sel=99999&sort=nothing", "sockets", Some(6)),
        ("#", "overview", None),
        ("#/sockets?sel=-1&sel=4294967296", "sockets", Some(6)),
        ("#//////", "overview", None),
        (
            "#/sockets?q=%22%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22",
            "sockets",
            Some(0),
        ),
        ("#/%00?v=99", "overview", None),
        ("#/routes?v=99&q=x", "routes", Some(2)),
    ] {
        page.go(fragment).await?;
        wait_for_view(&page, view, rows).await?;
        assert_eq!(page.count("img").await?, 0, "{fragment}");
        assert_eq!(page.count(ALERT).await?, 0, "{fragment}");
    }
    page.finish().await
}
