//! The views: each opens by its link and by its address, however many rows it has.

use anyhow::Result;
use netsnap_tests::{Page, bundle};

use crate::contract::{GRID, MOST_ROWS, ROWS, STATUS, VIEWS, link, rows_of, wait_for_view};

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
