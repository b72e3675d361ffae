//! The views: each opens by its link and by its address, however many rows it has.

use anyhow::Result;
use netsnap_tests::{Page, bundle};

use crate::contract::{
    DETAILS, FIRST_CELL, GRID, MOST_ROWS, ROWS, SEARCH, STATUS, VIEWS, link, rows_of, wait_for_view,
};

#[tokio::test]
async fn each_opens_by_its_link_and_by_its_fragment() -> Result<()> {
    let bundle = bundle::sample()?;
    let page = Page::open_report(&bundle).await?;
    for (view, _) in VIEWS {
        page.click(&link(view)).await?;
        wait_for_view(&page, view, rows_of(&bundle, view)).await?;
        assert_eq!(page.fragment().await?, format!("#/{view}"));
    }
    for (view, title) in VIEWS.into_iter().rev() {
        page.go(&format!("#/{view}")).await?;
        wait_for_view(&page, view, rows_of(&bundle, view)).await?;
        assert_eq!(page.title().await?, format!("{title} · web-01 · netsnap"));
    }
    page.finish().await
}

#[tokio::test]
async fn an_address_opens_the_view_that_it_names() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/routes").await?;
    wait_for_view(&page, "routes", Some(2)).await?;
    assert_eq!(page.text(STATUS).await?, "2 routes");
    page.finish().await
}

#[tokio::test]
async fn the_kinds_of_sockets_are_a_switch() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    for (kind, filter, counted, cells) in [
        (
            "unix",
            "is:listening",
            "1 of 4 unix sockets",
            "/run/nginx.sock",
        ),
        (
            "packet",
            "is:promiscuous",
            "1 packet socket",
            "hidden: needs root",
        ),
        ("netlink", "group:5", "1 of 2 netlink sockets", "resolved"),
    ] {
        let switch = format!("nav[aria-label=Kinds] a[href='#/{kind}']");
        page.click(&switch).await?;
        wait_for_view(&page, kind, rows_of(&bundle::sample()?, kind)).await?;
        // The views' own list keeps naming sockets as the place.
        page.element("nav[aria-label=Views] a[href='#/sockets'][aria-current]")
            .await?;
        page.retype(SEARCH, filter).await?;
        page.wait_for_text(STATUS, counted).await?;
        page.wait_for_text(ROWS, cells).await?;
    }
    // A kind is shown again as it was left.
    page.click("nav[aria-label=Kinds] a[href='#/unix']").await?;
    page.wait_for_text(STATUS, "1 of 4 unix sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn the_other_end_of_a_unix_socket_is_one_click_away() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/unix?q=inode%3A9002").await?;
    page.click(FIRST_CELL).await?;
    page.wait_for_text(DETAILS, "is connected with a process of this host")
        .await?;
    page.click(&format!("{DETAILS} [data-view=unix][data-row]"))
        .await?;
    page.wait_for_text(DETAILS, "It has not read 512 bytes")
        .await?;
    page.finish().await
}

#[tokio::test]
async fn rules_neighbours_and_groups_are_found_and_explained() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/routes").await?;
    page.click("nav[aria-label=Kinds] a[href='#/rules']")
        .await?;
    wait_for_view(&page, "rules", Some(3)).await?;
    for (view, filter, counted, says) in [
        ("rules", "!is:every", "1 of 3 rules", "with the mark 0x1"),
        (
            "neighbours",
            "is:failed",
            "1 of 2 neighbours",
            "did not answer",
        ),
        ("groups", "meaning:mdns", "1 of 3 groups", "mDNS"),
    ] {
        page.click(&link(view)).await?;
        page.retype(SEARCH, filter).await?;
        page.wait_for_text(STATUS, counted).await?;
        page.click(FIRST_CELL).await?;
        page.wait_for_text(DETAILS, says).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn counters_that_deserve_a_look_come_first_with_their_reason() -> Result<()> {
    let mut bundle = bundle::sample()?;
    let page = Page::open_report_at(&bundle, "#/protocols").await?;
    page.wait_for_text(ROWS, "ListenDrops").await?;
    page.wait_for_text(ROWS, "It has counted 7.").await?;
    page.retype(SEARCH, "is:unhealthy proto:Ip").await?;
    page.wait_for_text(STATUS, "1 of 7 counters").await?;
    page.click(FIRST_CELL).await?;
    page.wait_for_text(DETAILS, "no route led to their destination")
        .await?;
    page.finish().await?;

    bundle["samples"] = serde_json::json!([{
        "collected_at": "2026-11-22T03:00:10.000Z", "interfaces": [],
        "protocol_statistics": [{
            "namespace": bundle["namespaces"][0]["id"], "protocol": "TcpExt",
            "counters": { "ListenDrops": 19, "ListenOverflows": 7 },
        }],
    }]);
    let page = Page::open_report_at(&bundle, "#/protocols?q=is%3Achanged").await?;
    page.wait_for_text(STATUS, "1 of 7 counters").await?;
    page.wait_for_text(ROWS, "+12").await?;
    page.finish().await
}

#[tokio::test]
async fn a_long_table_is_a_window() -> Result<()> {
    let page = Page::open_report_at(&bundle::with_sockets(5_000)?, "#/sockets").await?;
    page.resize(1920, 1080).await?;
    wait_for_view(&page, "sockets", Some(5_000)).await?;
    assert_eq!(page.text(STATUS).await?, "5,000 sockets");
    for (share, row) in [(0.5, 2_501), (1.0, 5_001), (0.0, 2)] {
        let scroll = format!(
            "const grid = document.querySelector('{GRID}');
             grid.scrollTop = {share} * (grid.scrollHeight - grid.clientHeight);"
        );
        page.evaluate(&scroll, vec![]).await?;
        page.element(&format!("{GRID} [aria-rowindex='{row}']"))
            .await?;
        let in_page = page.count(ROWS).await?;
        assert!(in_page <= MOST_ROWS, "{in_page} rows at {share}");
    }
    page.finish().await
}
