//! The address: back, forward, reload, and fragments that nobody wrote.

use anyhow::{Context, Result};
use netsnap_tests::{Page, Server, bundle};

use crate::contract::{
    ALERT, DETAILS, FIRST_CELL, GRID, SEARCH, STATUS, ask, link, wait_for_fragment, wait_for_view,
};

/// Goes back and forward through a visit; from a file and from a server.
async fn check_visit(page: Page) -> Result<()> {
    wait_for_view(&page, "overview", None).await?;
    page.click(&link("sockets")).await?;
    page.retype(SEARCH, "state:listen").await?;
    wait_for_fragment(&page, "#/sockets?q=state%3Alisten").await?;
    page.click(FIRST_CELL).await?;
    wait_for_fragment(&page, "#/sockets?q=state%3Alisten&sel=0").await?;
    // Open details follow the keys; that is no step.
    page.press('j').await?;
    wait_for_fragment(&page, "#/sockets?q=state%3Alisten&sel=1").await?;
    page.click(&format!("{DETAILS} button[aria-label='Close the details']"))
        .await?;
    page.retype(SEARCH, "udp").await?;
    page.click(".filter-clear").await?;
    page.click(&link("routes")).await?;
    wait_for_view(&page, "routes", Some(2)).await?;
    let steps = [
        "#/overview",
        "#/sockets",
        "#/sockets?q=state%3Alisten",
        "#/sockets?q=state%3Alisten&sel=1",
        "#/sockets?q=state%3Alisten",
        // A field is emptied before something else is typed.
        "#/sockets",
        "#/sockets?q=udp",
        "#/sockets",
        "#/routes",
    ];
    let (last, before) = steps.split_last().context("no step")?;
    let back = before.iter().rev().map(|step| ("back", step));
    let forward = steps.iter().skip(1).map(|step| ("forward", step));
    assert_eq!(page.fragment().await?, *last);
    for (way, step) in back.chain(forward) {
        page.evaluate(&format!("history.{way}()"), vec![]).await?;
        wait_for_fragment(&page, step).await?;
        page.painted().await?;
        let view = step.split(['/', '?']).nth(1).unwrap_or_default();
        page.element(&format!("{}[aria-current=page]", link(view)))
            .await?;
        let selected = page.count(DETAILS).await? > 0;
        assert_eq!(selected, step.contains("sel="), "{way} to {step}");
        if view == "sockets" {
            let rows = if step.contains("q=") { "2 of 6" } else { "6" };
            page.wait_for_text(STATUS, &format!("{rows} sockets"))
                .await?;
        }
    }
    page.finish().await
}

#[tokio::test]
async fn back_and_forward_lead_through_a_visit_of_a_file() -> Result<()> {
    check_visit(Page::open_report_at(&bundle::sample()?, "#/overview").await?).await
}

#[tokio::test]
async fn back_and_forward_lead_through_a_visit_of_a_server() -> Result<()> {
    let server = Server::of_page(report()?)?;
    check_visit(
        Page::open_served_at(server, "#/overview")
            .await?
            .started()
            .await?,
    )
    .await
}

fn report() -> Result<String> {
    bundle::report(&bundle::gzip(bundle::sample()?.to_string().as_bytes())?)
}

/// What a person sees of a place: the filter, the order, the rows, and the explanation.
async fn seen(page: &Page) -> Result<String> {
    let script = format!(
        "return [document.querySelector('{SEARCH}').value,
            document.querySelector('[aria-sort]:not([aria-sort=none])')?.innerText ?? '',
            document.querySelector('{GRID}').innerText,
            document.querySelector('{DETAILS}')?.innerText ?? ''].join('\\n')"
    );
    ask(page, &script).await
}

#[tokio::test]
async fn an_address_shows_the_same_in_another_copy() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.retype(SEARCH, "tcp !state:time-wait").await?;
    page.click(&format!("{GRID} [aria-colindex='3'] button"))
        .await?;
    page.click(FIRST_CELL).await?;
    page.wait_until("it is selected", "return /&sel=/.test(location.hash)")
        .await?;
    let (fragment, expected) = (page.fragment().await?, seen(&page).await?);
    page.finish().await?;
    for page in [
        Page::open_report_at(&bundle::sample()?, &fragment).await?,
        Page::open_served_at(Server::of_page(report()?)?, &fragment)
            .await?
            .started()
            .await?,
    ] {
        page.element(DETAILS).await?;
        assert_eq!(seen(&page).await?, expected);
        page.finish().await?;
    }
    Ok(())
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
