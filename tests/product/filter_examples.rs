//! Examples of filters, made from the bundle.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{ALERT, GRID, SEARCH, STATUS, VIEWS, ask, wait_for_fragment};

const BUTTON: &str = "[data-tool=examples]";

async fn typed(page: &Page) -> Result<String> {
    ask(
        page,
        &format!("return document.querySelector('{SEARCH}').value"),
    )
    .await
}

#[tokio::test]
async fn an_example_filters() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.click(BUTTON).await?;
    let expanded = page.attribute(BUTTON, "aria-expanded").await?;
    assert_eq!(expanded.as_deref(), Some("true"));
    page.wait_for_text(".examples", "nginx waits for connections")
        .await?;
    page.click("[data-filter='proc:nginx is:listening']")
        .await?;
    page.wait_for_text(STATUS, "1 of 6 sockets").await?;
    assert_eq!(typed(&page).await?, "proc:nginx is:listening");
    wait_for_fragment(&page, "#/sockets?q=proc%3Anginx%20is%3Alistening").await?;
    // A field is written behind what is there, and its values are offered.
    page.click("[data-add='user:']").await?;
    assert_eq!(typed(&page).await?, "proc:nginx is:listening user:");
    page.wait_for_text("[role=option]", "root").await?;
    page.press(Key::Escape).await?;
    page.click("[data-add='is:ipv4']").await?;
    page.press(Key::Escape).await?;
    page.click(BUTTON).await?;
    assert_eq!(page.count(".examples").await?, 0);
    page.finish().await
}

#[tokio::test]
async fn every_example_of_every_table_finds_what_it_says() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    let mut tried = 0;
    for (view, _) in VIEWS {
        if view == "overview" {
            continue;
        }
        page.go(&format!("#/{view}")).await?;
        page.click(BUTTON).await?;
        let count = page.count(".examples [data-filter]").await?;
        for place in 1..=count {
            let example = format!(".examples-made li:nth-child({place}) ");
            let said = page.text(&format!("{example} small")).await?;
            let number = said.split(' ').next().unwrap_or_default().to_owned();
            page.click(&format!("{example} button")).await?;
            let filter = typed(&page).await?;
            page.wait_for_text(STATUS, &number).await?;
            let rows = page.attribute(GRID, "aria-rowcount").await?;
            let rows: usize = rows.unwrap_or_default().parse()?;
            assert_eq!((rows - 1).to_string(), number, "{view}: {filter}");
            assert_eq!(page.count(ALERT).await?, 0, "{view}: {filter}");
            tried += 1;
        }
        // Escape closes the panel and gives the focus back.
        page.click(".examples h2").await?;
        page.press(Key::Escape).await?;
        assert_eq!(page.count(".examples").await?, 0, "{view}");
        let focused = ask(&page, "return document.activeElement.dataset.tool ?? ''").await?;
        assert_eq!(focused, "examples", "{view}");
    }
    assert!(tried > 20, "{tried}");
    page.finish().await
}
