//! On paper: what was asked for, all of it, and nothing to press.

use anyhow::{Context, Result};
use netsnap_tests::{ColorScheme, Page, bundle};

use crate::contract::{DETAILS, MOST_ROWS, ROWS, VIEWS, rows_of, wait_for_view};

/// What only a screen has.
const PRESSED: &[&str] = &[
    "Skip to the content",
    "Open…",
    "Only port",
    "Try",
    "Group by",
    "Examples",
    "Export",
];

#[tokio::test]
async fn each_view_is_printed() -> Result<()> {
    let bundle = bundle::sample()?;
    let page = Page::open_report(&bundle).await?;
    for (view, title) in VIEWS {
        page.go(&format!("#/{view}")).await?;
        let rows = rows_of(&bundle, view);
        wait_for_view(&page, view, rows).await?;
        let sheets = page.print().await?;
        let paper = sheets.join("\n");
        for part in ["web-01", "taken 22 Nov 2026"] {
            assert!(paper.contains(part), "{view}: no {part} in\n{paper}");
        }
        if let Some(rows) = rows {
            let said = format!("{rows} ");
            assert!(
                paper.contains(title) && paper.contains(&said),
                "{view}: {paper}"
            );
        }
        for part in PRESSED {
            assert!(!paper.contains(part), "{view}: {part} in\n{paper}");
        }
    }
    page.finish().await
}

#[tokio::test]
async fn every_row_of_the_filter_is_printed_with_the_titles_on_each_sheet() -> Result<()> {
    let page = Page::open_report_at(
        &bundle::with_sockets(300)?,
        "#/sockets?q=port%3A20000-20007",
    )
    .await?;
    page.wait_for_text("[role=status]", "240 of 300 sockets")
        .await?;
    assert!(page.count(ROWS).await? <= MOST_ROWS);
    let sheets = page.print().await?;
    let paper = sheets.join("\n");
    assert!(
        paper.contains("port:20000-20007") && paper.contains("240 of 300"),
        "{paper}"
    );
    let rows = paper.lines().filter(|line| line.contains("ESTAB"));
    assert_eq!(rows.count(), 240, "{paper}");
    assert!(sheets.len() > 3, "{} sheets", sheets.len());
    for sheet in &sheets {
        assert!(sheet.contains("Local address"), "no titles on\n{sheet}");
    }
    // On the screen it is the window again.
    page.painted().await?;
    assert!(page.count(ROWS).await? <= MOST_ROWS);
    page.finish().await
}

#[tokio::test]
async fn of_many_rows_the_first_thousand_are_printed() -> Result<()> {
    let page = Page::open_report_at(&bundle::with_sockets(2_500)?, "#/sockets").await?;
    wait_for_view(&page, "sockets", Some(2_500)).await?;
    let sheets = page.print().await?;
    let rows = sheets.iter().flat_map(|sheet| sheet.lines());
    assert_eq!(rows.filter(|line| line.contains("ESTAB")).count(), 1_000);
    let last = sheets.last().context("no sheet")?;
    assert!(
        last.contains("The first 1,000 of 2,500 rows are printed; 1,500 are left out."),
        "{last}"
    );
    page.finish().await
}

#[tokio::test]
async fn an_explanation_is_printed_in_full() -> Result<()> {
    let fragment = "#/sockets?q=established&sel=2";
    let page = Page::open_report_at(&bundle::sample()?, fragment).await?;
    page.element(DETAILS).await?;
    let paper = page.print().await?.join("\n");
    // From the sentence at the top to the last field, with what is folded on the screen.
    for part in [
        "198.51.100.7",
        "Owner: nginx",
        "All fields",
        "Step by step",
        "wins",
        "Descriptors",
    ] {
        assert!(paper.contains(part), "no {part} in\n{paper}");
    }
    page.finish().await
}

#[tokio::test]
async fn paper_is_white_whatever_the_screen_is() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.prefer(ColorScheme::Dark).await?;
    page.click("header button[aria-label^=Colours]").await?;
    page.click("header button[aria-label^=Colours]").await?;
    page.element("header button[aria-label='Colours: dark']")
        .await?;
    page.emulate("print", &[("prefers-color-scheme", "dark")])
        .await?;
    for (view, _) in VIEWS {
        page.go(&format!("#/{view}")).await?;
        let script = "const pale = (colour) => {
                const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
                return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 110;
            };
            return [...document.querySelectorAll('main, main *, header, header *')]
                .filter((element) => element.checkVisibility() && element.firstChild?.nodeType === 3)
                .filter((element) => pale(getComputedStyle(element).color))
                .map((element) => element.outerHTML.slice(0, 100))
                .join('\\n')";
        let faint = page.evaluate(script, vec![]).await?;
        assert_eq!(faint, "", "{view}");
    }
    page.finish().await
}
