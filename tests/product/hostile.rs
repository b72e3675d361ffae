//! A bundle that means harm: nothing in it is obeyed, and every row of it can be looked at.

mod harm;
mod host;
mod poison;

use std::fs;

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle, dist};
use serde_json::Value;

use crate::contract::{ALERT, DETAILS, GRID, VIEWS, link, rows_of, wait_for_view};
use harm::harm;
use host::{EVIL, MARKUP, empty, hostile};
use poison::poisoned;

/// Opens every view and selects every row, and looks for harm each time.
async fn check(bundle: &Value) -> Result<()> {
    let page = Page::open_report(bundle).await?;
    page.element(&link("overview")).await?;
    for (view, _) in VIEWS {
        page.click(&link(view)).await?;
        let rows = rows_of(bundle, view);
        wait_for_view(&page, view, rows).await?;
        assert_eq!(harm(&page).await?, "", "{view}");
        let Some(rows) = rows.filter(|rows| *rows > 0) else {
            continue;
        };
        page.evaluate(&format!("document.querySelector('{GRID}').focus()"), vec![])
            .await?;
        for row in 0..rows {
            page.press('j').await?;
            if row == 0 {
                page.press(Key::Enter).await?;
            }
            let selected = format!(
                "[role=row][aria-selected=true][aria-rowindex='{}']",
                row + 2
            );
            page.element(&selected).await?;
            assert!(!page.text(&format!("{DETAILS} h2")).await?.is_empty());
            assert_eq!(harm(&page).await?, "", "row {row} of {view}");
        }
    }
    assert_eq!(page.count(ALERT).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn nothing_in_a_hostile_bundle_is_obeyed() -> Result<()> {
    check(&hostile()?).await
}

#[tokio::test]
async fn no_field_of_a_bundle_is_obeyed() -> Result<()> {
    let bundle = poisoned(bundle::sample()?, EVIL)?;
    // It was taken in most places: of the host, of a row, within lists.
    for place in [
        "/host/hostname",
        "/processes/0/command_line/0",
        "/namespaces/0/interfaces/0/name",
        "/namespaces/0/unix_sockets/0/path",
        "/sources/0/detail",
    ] {
        assert_eq!(bundle.pointer(place), Some(&EVIL.into()), "{place}");
    }
    check(&bundle).await
}

#[tokio::test]
async fn one_process_may_have_a_hundred_thousand_sockets() -> Result<()> {
    let mut bundle = bundle::with_sockets(100_000)?;
    if let Some(sockets) = bundle["namespaces"][0]["sockets"].as_array_mut() {
        for socket in sockets {
            socket["owners"][0]["pid"] = 1000.into();
        }
    }
    let page = Page::open_report_at(&bundle, "#/processes?sel=0").await?;
    page.wait_for_text(DETAILS, "100,000").await?;
    page.click(&format!("{DETAILS} [data-filter='pid:1000']"))
        .await?;
    page.wait_for_text("[role=status]", "100,000 sockets")
        .await?;
    page.press('j').await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "worker-1000").await?;
    page.click(&link("overview")).await?;
    page.wait_for_text(".key-numbers", "100,000").await?;
    page.finish().await
}

#[tokio::test]
async fn a_bundle_without_any_row_opens() -> Result<()> {
    check(&empty()?).await
}

#[tokio::test]
async fn what_is_not_obeyed_is_shown() -> Result<()> {
    let page = Page::open_report_at(&hostile()?, "#/processes").await?;
    for part in [
        MARKUP,
        "⟨ESC⟩[31m",
        "⟨U+009B⟩",
        "evil⟨U+202E⟩gpj.exe",
        "(1,310,720 characters)",
    ] {
        page.wait_for_text(GRID, part).await?;
    }
    page.wait_for_text("header", "⟨ESC⟩").await?;
    page.finish().await
}

#[tokio::test]
async fn a_packet_is_led_astray_by_nothing() -> Result<()> {
    let page = Page::open_report(&hostile()?).await?;
    for to in [
        "0.0.0.0",
        "::1",
        "255.255.255.255",
        "ff02::1%25x",
        "%E2%80%AE%00",
    ] {
        page.go(&format!("#/routes?to={to}&by=%1B%5B31m&in=none"))
            .await?;
        page.element(".ask-said > *").await?;
        page.go(&format!("#/routes?to={to}")).await?;
        page.element(".ask-said > *").await?;
        assert_eq!(harm(&page).await?, "", "{to}");
    }
    page.finish().await
}

#[test]
fn a_terminal_gets_nothing_to_obey() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("hostile.json");
    fs::write(&path, hostile()?.to_string())?;
    let tables = ["sockets", "processes", "routes", "interfaces", "sources"];
    let lists = tables.iter().flat_map(|table| {
        [
            vec!["list", "-t", table],
            vec!["list", "--json", "-t", table],
        ]
    });
    for arguments in lists.chain([vec!["check"]]) {
        let output = dist::netsnap()?.args(&arguments).arg(&path).output()?;
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        for stream in [output.stdout, output.stderr] {
            let said = String::from_utf8(stream)?;
            let obeyed = said.chars().find(|character| {
                matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
                    || (character.is_control() && *character != '\n')
            });
            assert_eq!(obeyed, None, "{arguments:?}");
        }
    }
    Ok(())
}
