//! Columns: chosen, moved, made wider, and several to sort by; a link opens them again.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};
use serde_json::{Value, json};

use crate::contract::{GRID, SEARCH, STATUS, ask, wait_for_fragment};

const PANEL: &str = ".columns[open] .columns-panel";

/// Shift, until all keys are let go.
const SHIFT: &str = "\u{e008}";

/// The small host with a connection that TCP has measured.
fn host() -> Result<Value> {
    let mut host = bundle::sample()?;
    host["namespaces"][0]["sockets"][2]["tcp_info"] = json!({
        "congestion_control": "cubic", "rtt_us": 250_000, "retransmitted_segments": 3,
        "bytes_sent": 1_234_567, "last_received_ms": 90_000,
    });
    Ok(host)
}

async fn titles(page: &Page) -> Result<String> {
    let script = "return [...document.querySelectorAll('[role=columnheader] button')]
        .map((title) => title.firstChild.textContent).join()";
    ask(page, script).await
}

/// The cells of a column, from top to bottom.
async fn cells(page: &Page, field: &str) -> Result<String> {
    let script = format!(
        "const title = document.querySelector('[data-field={field}]');
         const place = [...title.parentElement.children].indexOf(title);
         return [...document.querySelectorAll('.grid-body [role=row]')]
             .map((row) => row.children[place].firstChild.textContent).join()"
    );
    ask(page, &script).await
}

/// Presses on an element at the first of these places, moves to the others, and lets go at the last.
async fn drag(page: &Page, element: &str, axis: &str, places: &[f64]) -> Result<()> {
    let say = async |target: &str, kind: &str, place: f64| -> Result<()> {
        let script = format!(
            "{target}.dispatchEvent(new PointerEvent('{kind}',
                {{ bubbles: true, cancelable: true, button: 0, {axis}: {place} }}))"
        );
        page.evaluate(&script, vec![]).await?;
        page.painted().await
    };
    for (at, &place) in places.iter().enumerate() {
        let (target, kind) = match at {
            0 => (element, "pointerdown"),
            _ => ("window", "pointermove"),
        };
        say(target, kind, place).await?;
    }
    say(
        "window",
        "pointerup",
        places.last().copied().unwrap_or_default(),
    )
    .await
}

#[tokio::test]
async fn a_link_opens_the_columns_that_it_names() -> Result<()> {
    let fragment = "#/sockets?q=has%3Artt&cols=rtt,health,local,retransmits,cc,tx,last-received\
        &widths=local:222";
    let page = Page::open_report_at(&host()?, fragment).await?;
    let expected = "RTT,Health,Local address,Sent again,Congestion,Sent,Last received";
    assert_eq!(titles(&page).await?, expected);
    let row = page.text("#row-2").await?;
    let row: Vec<&str> = row.split_whitespace().collect();
    let expected = "250 ms slow 192.0.2.10 3 cubic 1.23 MB 1 min 30 s ago";
    assert_eq!(row.join(" "), expected);
    let script = "return document.querySelector('[data-field=local]').offsetWidth";
    assert_eq!(ask(&page, script).await?, "222");
    page.retype(SEARCH, "rtt:>200ms tx:<2MB health:slow")
        .await?;
    page.wait_for_text(STATUS, "1 of 6 sockets").await?;
    page.retype(SEARCH, "rtt:>1s").await?;
    page.wait_for_text(STATUS, "0 of 6 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn columns_are_chosen_and_moved_in_a_list() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sources").await?;
    let usual = "Source,Status,Rows,Time,Detail";
    assert_eq!(titles(&page).await?, usual);
    page.click(".columns summary").await?;
    page.element(PANEL).await?;
    page.click(&format!("{PANEL} li[data-at='1'] input"))
        .await?;
    assert_eq!(titles(&page).await?, "Source,Rows,Time,Detail");
    wait_for_fragment(&page, "#/sources?cols=source,rows,us,detail").await?;
    // What was worked is where the column is now, and has the focus.
    let focused = "return document.activeElement.id";
    assert_eq!(ask(&page, focused).await?, "toggle-status");
    page.click(&format!("{PANEL} #later-source")).await?;
    assert_eq!(titles(&page).await?, "Rows,Source,Time,Detail");
    page.press(Key::Enter).await?;
    assert_eq!(titles(&page).await?, "Rows,Time,Source,Detail");
    assert_eq!(ask(&page, focused).await?, "later-source");
    let at = |place| format!("document.querySelector(`.columns li[data-at='{place}'] .handle`)");
    let top = ask(
        &page,
        &format!("return {}.getBoundingClientRect().top", at(0)),
    )
    .await?;
    let up: f64 = top.parse()?;
    drag(&page, &at(3), "clientY", &[up + 200.0, up + 5.0]).await?;
    assert_eq!(titles(&page).await?, "Detail,Rows,Time,Source");
    page.click(&format!("{PANEL} [data-do=reset]")).await?;
    assert_eq!(titles(&page).await?, usual);
    wait_for_fragment(&page, "#/sources").await?;
    page.click(&format!("{PANEL} li[data-at='0'] input"))
        .await?;
    page.press(Key::Escape).await?;
    assert_eq!(page.count(PANEL).await?, 0);
    let focused = "return document.activeElement.localName";
    assert_eq!(ask(&page, focused).await?, "summary");
    page.finish().await
}

#[tokio::test]
async fn columns_are_made_wider_by_keys_and_by_dragging() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sources?widths=rows:100").await?;
    let width = "return document.querySelector('[data-field=rows]').offsetWidth";
    assert_eq!(ask(&page, width).await?, "100");
    // Up to the titles, and to the third.
    page.press('/').await?;
    page.press(Key::Enter).await?;
    for key in [Key::Up, Key::Right, Key::Right] {
        page.press(key).await?;
    }
    for (key, wide) in [(Key::Right, "116"), (Key::Right, "132"), (Key::Left, "116")] {
        page.type_keys(GRID, &format!("{SHIFT}{}", char::from(key)))
            .await?;
        assert_eq!(ask(&page, width).await?, wide);
    }
    let now = page
        .attribute("[data-field=rows] .edge", "aria-valuenow")
        .await?;
    assert_eq!(now.as_deref(), Some("116"));
    wait_for_fragment(&page, "#/sources?widths=rows:116").await?;
    let edge = "document.querySelector('[data-field=rows] .edge')";
    drag(&page, edge, "clientX", &[500.0, 540.0, 520.0]).await?;
    assert_eq!(ask(&page, width).await?, "136");
    let twice = "document.querySelector('[data-field=rows] .edge')
        .dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))";
    page.evaluate(twice, vec![]).await?;
    page.painted().await?;
    assert_eq!(ask(&page, width).await?, "96");
    wait_for_fragment(&page, "#/sources").await?;
    page.finish().await
}

#[tokio::test]
async fn rows_are_sorted_by_several_columns() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sockets?sort=proto,-lport").await?;
    assert_eq!(cells(&page, "lport").await?, "443,443,443,22,40123,53");
    let order = |field: &str| format!("[data-field={field}]");
    for (field, said, text) in [
        ("proto", "ascending", "▲1"),
        ("lport", "none", "▼2"),
        ("state", "none", ""),
    ] {
        let is = page.attribute(&order(field), "aria-sort").await?;
        assert_eq!(is.as_deref(), Some(said), "{field}");
        let arrow = page.texts(&format!("{} .sort-arrow", order(field))).await?;
        assert_eq!(arrow, [text], "{field}");
    }
    let shift_click = "document.querySelector('[data-field=state] button').dispatchEvent(
        new MouseEvent('click', { bubbles: true, shiftKey: true }))";
    page.evaluate(shift_click, vec![]).await?;
    page.painted().await?;
    wait_for_fragment(&page, "#/sockets?sort=proto,-lport,state").await?;
    assert_eq!(
        cells(&page, "state").await?,
        "ESTABLISHED,LISTEN,TIME-WAIT,LISTEN,ESTABLISHED,unconnected"
    );
    page.click("[data-field=state] button").await?;
    wait_for_fragment(&page, "#/sockets?sort=state").await?;
    // By keys: up to the titles, and one to the right.
    for key in [Key::Down, Key::Up, Key::Right] {
        page.press(key).await?;
    }
    page.type_keys(GRID, &format!("{SHIFT}{}", char::from(Key::Enter)))
        .await?;
    wait_for_fragment(&page, "#/sockets?sort=state,local").await?;
    page.finish().await
}
