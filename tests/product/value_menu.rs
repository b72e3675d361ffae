//! A value becomes a filter: only this, not this, copy; by mouse and by keyboard.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{DETAILS, GRID, ROWS, SEARCH, STATUS, ask};

const MENU: &str = "[role=menu]";
const ITEM: &str = "[role=menu] [role=menuitem]";

/// Shift+F10.
const MENU_KEYS: &str = "\u{e008}\u{e03a}\u{e000}";

/// The cell of a column of the first row.
fn cell(column: &str) -> String {
    let at = [
        "Proto",
        "Local address",
        "Local port",
        "Remote address",
        "Remote port",
        "State",
    ];
    let at = at
        .iter()
        .position(|known| *known == column)
        .unwrap_or_default()
        + 1;
    format!("{ROWS} [role=gridcell]:nth-child({at})")
}

async fn typed(page: &Page) -> Result<String> {
    ask(
        page,
        &format!("return document.querySelector('{SEARCH}').value"),
    )
    .await
}

async fn items(page: &Page) -> Result<Vec<String>> {
    page.element(MENU).await?;
    page.texts(&format!("{ITEM} code")).await
}

async fn focused(page: &Page) -> Result<String> {
    let script = "const focused = document.activeElement;
        return focused.getAttribute('role') ?? focused.dataset.value ?? focused.localName";
    ask(page, script).await
}

#[tokio::test]
async fn the_right_button_offers_what_can_be_done_with_a_value() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.click_with(&cell("State"), true, None).await?;
    assert_eq!(
        items(&page).await?,
        ["state:listen", "!state:listen", "listen"]
    );
    assert_eq!(focused(&page).await?, "menuitem");
    page.click(&format!("{ITEM}:nth-child(2)")).await?;
    page.wait_for_text(STATUS, "4 of 6 sockets").await?;
    assert_eq!(typed(&page).await?, "!state:listen");
    assert_eq!(page.count(MENU).await?, 0);
    assert_eq!(focused(&page).await?, "grid");
    assert_eq!(page.count(DETAILS).await?, 0);

    // The opposite takes the place of what was there; another term is added.
    page.go("#/sockets?q=tcp%20!state%3Aestablished").await?;
    page.click_with(&cell("Remote address"), true, None).await?;
    assert_eq!(items(&page).await?, ["remote:none", "!remote:none"]);
    page.click(ITEM).await?;
    assert_eq!(typed(&page).await?, "tcp !state:established remote:none");
    page.click_with(&cell("Remote address"), true, None).await?;
    page.click(&format!("{ITEM}:nth-child(2)")).await?;
    assert_eq!(typed(&page).await?, "tcp !state:established !remote:none");
    page.finish().await
}

#[tokio::test]
async fn three_dots_open_the_menu_and_the_rest_of_the_cell_selects() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.click_with(&cell("State"), false, Some(6)).await?;
    assert_eq!(items(&page).await?[0], "state:listen");
    assert_eq!(page.count(DETAILS).await?, 0);
    // A click elsewhere closes it.
    page.click(&cell("Local address")).await?;
    assert_eq!(page.count(MENU).await?, 0);
    page.element(DETAILS).await?;
    page.finish().await
}

#[tokio::test]
async fn keys_open_the_menu_and_walk_in_it() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.press('/').await?;
    page.press(Key::Enter).await?;
    page.press('j').await?;
    for by_letter in [false, true] {
        if by_letter {
            page.press('m').await?;
        } else {
            page.type_keys(GRID, MENU_KEYS).await?;
        }
        assert_eq!(items(&page).await?[0], "proto:tcp");
        page.press(Key::Right).await?;
        page.press(Key::Right).await?;
        assert_eq!(items(&page).await?, ["lport:443", "!lport:443", "443"]);
        page.press(Key::Left).await?;
        assert_eq!(items(&page).await?[0], "local:0.0.0.0");
        page.press(Key::Up).await?;
        let current = ask(&page, "return document.activeElement.innerText").await?;
        assert!(current.starts_with("Copy"), "{current}");
        page.press(Key::Escape).await?;
        assert_eq!(page.count(MENU).await?, 0);
        assert_eq!(focused(&page).await?, "grid");
    }
    page.press('m').await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    assert_eq!(typed(&page).await?, "!proto:tcp");
    assert_eq!(focused(&page).await?, "grid");
    page.finish().await
}

#[tokio::test]
async fn a_fact_of_the_details_has_the_menu_too() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?sel=2").await?;
    page.element(DETAILS).await?;
    page.evaluate(
        "document.querySelector('[data-value=remote]').focus()",
        vec![],
    )
    .await?;
    page.press(Key::Enter).await?;
    assert_eq!(items(&page).await?[0], "remote:198.51.100.7");
    page.press(Key::Escape).await?;
    assert_eq!(focused(&page).await?, "remote");
    page.element(DETAILS).await?;
    page.press(Key::Enter).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(STATUS, "2 of 6 sockets").await?;
    assert_eq!(typed(&page).await?, "remote:198.51.100.7");
    page.finish().await
}

#[tokio::test]
async fn what_is_copied_is_said_either_way() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    for (clipboard, said) in [
        (
            "{ writeText: (text) => { globalThis.copied = text; return Promise.resolve(); } }",
            "Copied.",
        ),
        (
            "{ writeText: () => Promise.reject(new Error('no')) }",
            "by hand",
        ),
        ("undefined", "by hand"),
    ] {
        // An object in the clipboard's place has to be one of its kind.
        let script = format!(
            "const other = {clipboard};
            if (other) Object.setPrototypeOf(other, Clipboard.prototype);
            Object.defineProperty(navigator, 'clipboard', {{ value: other, configurable: true }})"
        );
        page.evaluate(&script, vec![]).await?;
        page.click_with(&cell("State"), true, None).await?;
        page.click(&format!("{ITEM}:last-child")).await?;
        page.wait_for_text("#said", said).await?;
        assert_eq!(focused(&page).await?, "grid");
    }
    assert_eq!(ask(&page, "return copied").await?, "listen");
    page.finish().await
}
