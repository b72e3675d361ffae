//! Everything without a mouse.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{DETAILS, GRID, SEARCH, STATUS, ask};

/// The place of the current row, counted as assistive technology does: the header is row 1.
async fn current_row(page: &Page) -> Result<String> {
    let script =
        "const id = document.querySelector('[role=grid]').getAttribute('aria-activedescendant');
        return document.getElementById(id)?.getAttribute('aria-rowindex') ?? 'none'";
    ask(page, script).await
}

async fn focused(page: &Page) -> Result<String> {
    let script = "const element = document.activeElement;
        return element.closest('[role=columnheader]')?.innerText.trim()
            ?? element.getAttribute('role') ?? element.type ?? element.localName";
    ask(page, script).await
}

#[tokio::test]
async fn a_whole_visit() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.press('/').await?;
    assert_eq!(focused(&page).await?, "search");
    for key in "tcp".chars() {
        page.press(key).await?;
    }
    page.wait_for_text(STATUS, "4 of 6 sockets").await?;
    page.press(Key::Enter).await?;
    assert_eq!(focused(&page).await?, "grid");
    for (key, row) in [
        ('j', "2"),
        ('j', "3"),
        ('k', "2"),
        (Key::Down.into(), "3"),
        (Key::Up.into(), "2"),
        (Key::Up.into(), "2"),
        (Key::End.into(), "5"),
        (Key::Down.into(), "5"),
        (Key::Home.into(), "2"),
        (Key::PageDown.into(), "5"),
        (Key::PageUp.into(), "2"),
    ] {
        page.press(key).await?;
        assert_eq!(current_row(&page).await?, row, "after {key:?}");
    }
    page.press(Key::Enter).await?;
    let first = page.text(DETAILS).await?;
    // Open details follow the current row.
    page.press('j').await?;
    let second = page.text(DETAILS).await?;
    assert_ne!(first, second);
    page.press(Key::Escape).await?;
    assert_eq!(page.count(DETAILS).await?, 0);
    assert_eq!(focused(&page).await?, "grid");

    page.press('/').await?;
    page.press(Key::Escape).await?;
    page.wait_for_text(STATUS, "6 sockets").await?;
    assert_eq!(
        ask(
            &page,
            &format!("return document.querySelector('{SEARCH}').value")
        )
        .await?,
        ""
    );
    page.finish().await
}

#[tokio::test]
async fn help_opens_and_closes() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (view, by_button) in [("overview", false), ("sockets", true)] {
        page.go(&format!("#/{view}")).await?;
        page.press('?').await?;
        page.wait_for_text("dialog[open]", "Explain the row")
            .await?;
        if by_button {
            page.evaluate("document.querySelector('dialog button').focus()", vec![])
                .await?;
        }
        page.press(if by_button { Key::Enter } else { Key::Escape })
            .await?;
        assert_eq!(page.count("dialog[open]").await?, 0, "{view}");
    }
    // Where text is typed it is text.
    page.press('/').await?;
    page.press('?').await?;
    assert_eq!(page.count("dialog[open]").await?, 0);
    page.finish().await
}

/// The cells of a column, from top to bottom.
async fn column(page: &Page, number: usize) -> Result<Vec<String>> {
    page.texts(&format!(
        "{GRID} .grid-body [role=row] > :nth-child({number}) > span"
    ))
    .await
}

#[tokio::test]
async fn columns_sort_by_click_and_by_key() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    let unsorted = column(&page, 3).await?;
    let mut ascending = unsorted.clone();
    ascending.sort_by_key(|port| port.parse::<u16>().unwrap_or_default());
    let descending: Vec<String> = ascending.iter().rev().cloned().collect();
    assert_ne!(unsorted, ascending);

    let header = format!("{GRID} [role=columnheader][aria-colindex='3']");
    for by_key in [false, true] {
        if by_key {
            page.press('/').await?;
            for _ in 0..20 {
                page.press(Key::Tab).await?;
                if focused(&page).await?.starts_with("Local port") {
                    break;
                }
            }
            assert_eq!(focused(&page).await?, "Local port");
        }
        for (order, ports) in [
            ("ascending", &ascending),
            ("descending", &descending),
            ("none", &unsorted),
        ] {
            if by_key {
                page.press(Key::Enter).await?;
            } else {
                page.click(&format!("{header} button")).await?;
            }
            let said = page.attribute(&header, "aria-sort").await?;
            assert_eq!(said.as_deref(), Some(order), "by key: {by_key}");
            assert_eq!(&column(&page, 3).await?, ports, "{order}, by key: {by_key}");
        }
    }
    page.finish().await
}
