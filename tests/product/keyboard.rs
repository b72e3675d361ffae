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
        ('k', "2"),
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
            for key in [Key::Up, Key::Right, Key::Right] {
                page.press(key).await?;
            }
            assert_eq!(current_cell(&page).await?, "columnheader Local port");
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
            assert_eq!(focused(&page).await?, "grid", "{order}, by key: {by_key}");
        }
    }
    page.finish().await
}

/// What assistive technology is told that the keys are at: its role, and its text on one line.
async fn current_cell(page: &Page) -> Result<String> {
    let script =
        "const id = document.querySelector('[role=grid]').getAttribute('aria-activedescendant');
        const element = document.getElementById(id);
        return element ? element.getAttribute('role') + ' '
            + element.innerText.replace(/\\s+/g, ' ').replace(/[▲▼]/g, '').trim() : 'none'";
    ask(page, script).await
}

#[tokio::test]
async fn the_arrows_go_through_cells_and_titles() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/routes").await?;
    let focus = format!("document.querySelector('{GRID}').focus()");
    page.evaluate(&focus, vec![]).await?;
    for (key, cell) in [
        (Key::Down, "row 0.0.0.0/0"),
        (Key::Right, "gridcell 0.0.0.0/0"),
        (Key::Right, "gridcell 192.0.2.1"),
        (Key::Down, "gridcell –"),
        (Key::Home, "gridcell 192.0.2.0/24"),
        (Key::Up, "gridcell 0.0.0.0/0"),
        (Key::Up, "columnheader Destination"),
        (Key::Left, "columnheader Destination"),
        (Key::Right, "columnheader Gateway"),
        (Key::Down, "gridcell 192.0.2.1"),
        (Key::Left, "gridcell 0.0.0.0/0"),
        (Key::Left, "row 0.0.0.0/0"),
        (Key::End, "row 192.0.2.0/24"),
    ] {
        page.press(key).await?;
        let said = current_cell(&page).await?;
        assert!(said.starts_with(cell), "after {key:?}: {said}");
    }
    // On a narrow page a cell out of sight comes into it.
    page.resize(390, 844).await?;
    for key in [Key::Right, Key::End] {
        page.press(key).await?;
    }
    let script = "const cell = document.getElementById(document.querySelector('[role=grid]')
            .getAttribute('aria-activedescendant')).getBoundingClientRect();
        return cell.left >= 0 && cell.right <= innerWidth";
    assert_eq!(ask(&page, script).await?, "true");
    page.finish().await
}

/// Where Tab stops: the roles and names of what gets the focus, one after another.
async fn stops(page: &Page, count: usize) -> Result<Vec<String>> {
    let mut stops = Vec::new();
    for _ in 0..count {
        page.press(Key::Tab).await?;
        stops.push(focused(page).await?);
    }
    Ok(stops)
}

#[tokio::test]
async fn the_table_is_one_stop_of_tab() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?sel=0").await?;
    page.press('/').await?;
    let stops = stops(&page, 20).await?;
    let grids = stops.iter().filter(|stop| *stop == "grid");
    assert_eq!(grids.count(), 1, "{stops:?}");
    let focus = format!("document.querySelector('{GRID}').focus()");
    page.evaluate(&focus, vec![]).await?;
    page.press(Key::Tab).await?;
    page.element("[aria-label='Close the details']:focus")
        .await?;
    page.finish().await
}

#[tokio::test]
async fn the_first_stop_of_tab_skips_to_the_content() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    page.press(Key::Tab).await?;
    page.wait_for_text("button:focus", "Skip to the content")
        .await?;
    page.press(Key::Enter).await?;
    page.element("main:focus").await?;
    // The first thing in it: the switch between kinds of sockets.
    page.press(Key::Tab).await?;
    page.element("main a:focus").await?;
    page.finish().await
}

/// Presses Tab until an element has the focus.
async fn tab_to(page: &Page, css: &str) -> Result<()> {
    for _ in 0..80 {
        page.press(Key::Tab).await?;
        if page.count(&format!("{css}:focus")).await? > 0 {
            return Ok(());
        }
    }
    page.element(&format!("{css}:focus")).await?;
    Ok(())
}

#[tokio::test]
async fn from_the_first_look_to_the_route_and_back() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    // The first look: a port that others can reach.
    tab_to(&page, ".ladder .open-port").await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(STATUS, " of 6 sockets").await?;
    assert_eq!(focused(&page).await?, "grid");
    // A filter of one's own.
    page.press('/').await?;
    page.press(Key::Escape).await?;
    for key in "established tcp".chars() {
        page.press(key).await?;
    }
    page.wait_for_text(STATUS, "1 of 6 sockets").await?;
    page.press(Key::Enter).await?;
    // Its row, explained, and the explanation itself.
    page.press('j').await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "198.51.100.7").await?;
    page.press(Key::Enter).await?;
    page.element(&format!("{DETAILS}:focus")).await?;
    // The interface that its packets take.
    tab_to(&page, &format!("{DETAILS} .walk-path button")).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "eth0").await?;
    page.element("[role=grid].interfaces").await?;
    assert_ne!(focused(&page).await?, "body");
    page.press(Key::Escape).await?;
    assert_eq!(page.count(DETAILS).await?, 0);
    // The routes, by their link, and where a packet would go.
    tab_to(&page, "nav a[href='#/routes']").await?;
    page.press(Key::Enter).await?;
    tab_to(&page, "#ask-to").await?;
    for key in "203.0.113.9".chars() {
        page.press(key).await?;
    }
    page.wait_for_text(".ask-outcome", "goes to the router 192.0.2.1")
        .await?;
    page.press(Key::Enter).await?;
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "0.0.0.0/0").await?;
    // And all the way back.
    for (view, selected) in [
        ("routes", false),
        ("routes", false),
        ("interfaces", false),
        ("interfaces", true),
        ("sockets", true),
        ("sockets", false),
        ("sockets", false),
        ("sockets", false),
        ("overview", false),
    ] {
        page.evaluate("history.back()", vec![]).await?;
        page.element(&format!("nav a[href='#/{view}'][aria-current]"))
            .await?;
        page.painted().await?;
        assert_eq!(page.count(DETAILS).await? > 0, selected, "{view}");
        assert_ne!(focused(&page).await?, "body", "{view}");
    }
    page.finish().await
}

/// Where something with the focus goes away or the page changes under it: a fragment, what gets the
/// focus, the key that is pressed there, and what has the focus then.
const MOVES: &[(&str, &str, char, &str)] = &[
    (
        "#/sockets?sel=0",
        "[aria-label='Close the details']",
        ENTER,
        "[role=grid]",
    ),
    ("#/sockets?sel=0", "#details", ESCAPE, "[role=grid]"),
    (
        "#/sockets?sel=0",
        ".details-actions button",
        ENTER,
        "[role=grid]",
    ),
    (
        "#/sockets?sel=0",
        "#details [data-view=processes]",
        ENTER,
        "[role=grid], #details, #details *",
    ),
    (
        "#/sockets?q=port%3A1",
        ".nothing button",
        ENTER,
        "[role=grid]",
    ),
    ("#/sockets?q=udp", ".filter-clear", ENTER, "[type=search]"),
    ("#/sockets?sel=0", "[type=search]", 'u', "[type=search]"),
    (
        "#/sockets",
        "nav a[href='#/routes']",
        ENTER,
        "nav a[href='#/routes']",
    ),
    (
        "#/sockets",
        "main a[href='#/unix']",
        ENTER,
        "main a, [role=grid]",
    ),
    (
        "#/overview",
        "nav a[href='#/sockets']",
        ENTER,
        "nav a[href='#/sockets']",
    ),
    (
        "#/overview",
        "svg.ports [role=button]",
        ENTER,
        "[role=grid]",
    ),
    ("#/overview", "svg.states [role=button]", ' ', "[role=grid]"),
    (
        "#/overview",
        ".key-numbers [data-view]",
        ENTER,
        "[role=grid]",
    ),
    ("#/overview", "main", '/', "[type=search]"),
    (
        "#/routes?to=1.1.1.1",
        ".ask .filter-clear",
        ENTER,
        "#ask-to",
    ),
    ("#/routes", "[data-example]", ENTER, "#ask-to"),
    ("#/routes?to=1.1.1.1", "#ask-to", ENTER, "[role=grid]"),
];

const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

#[tokio::test]
async fn the_focus_is_never_lost() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for &(fragment, from, key, to) in MOVES {
        let what = format!("{key:?} on {from} at {fragment}");
        page.go("#/sources").await?;
        page.go(fragment).await?;
        page.element(from).await?;
        let focus = format!("document.querySelector(\"{from}\").focus()");
        page.evaluate(&focus, vec![]).await?;
        assert_eq!(
            page.count(&format!(":is({from}):focus")).await?,
            1,
            "{what}"
        );
        page.press(key).await?;
        let script = format!(
            "return document.activeElement.matches(\"{to}\") || document.activeElement.outerHTML.slice(0, 200)"
        );
        assert_eq!(ask(&page, &script).await?, "true", "{what}");
    }
    page.finish().await
}

#[tokio::test]
async fn the_help_gives_the_focus_back() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?sel=0").await?;
    for (from, close) in [
        ("[role=grid]", Key::Escape),
        ("[aria-label='Close the details']", Key::Escape),
        ("[aria-label='Keys and filters']", Key::Enter),
    ] {
        let focus = format!("document.querySelector(\"{from}\").focus()");
        page.evaluate(&focus, vec![]).await?;
        page.press('?').await?;
        page.element("dialog[open]").await?;
        // It keeps the focus to itself.
        for stop in stops(&page, 4).await? {
            assert!(["button", "body", "dialog"].contains(&&*stop), "{stop}");
        }
        page.evaluate("document.querySelector('dialog button').focus()", vec![])
            .await?;
        page.press(close).await?;
        assert_eq!(page.count("dialog[open]").await?, 0, "{from}");
        page.element(&format!("{from}:focus")).await?;
    }
    page.finish().await
}
