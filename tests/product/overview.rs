//! The overview: what it says leads to the rows that show it, by mouse and by keyboard.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};
use serde_json::json;

use crate::contract::{STATUS, ask, link};

/// Connections to many hosts, and a listener.
fn with_peers(count: u32) -> Result<serde_json::Value> {
    let mut bundle = bundle::sample()?;
    let listener = bundle["namespaces"][0]["sockets"][0].clone();
    let mut socket = listener.clone();
    socket["state"] = json!("established");
    socket["local"] = json!({ "ip": "192.0.2.10", "port": 40_000 });
    let sockets = (0..count).map(|number| {
        let mut socket = socket.clone();
        socket["remote"] = json!({ "ip": format!("198.51.100.{number}"), "port": 443 });
        socket["inode"] = json!(50_000 + number);
        socket
    });
    bundle["namespaces"][0]["sockets"] = sockets.chain([listener]).collect();
    Ok(bundle)
}

#[tokio::test]
async fn what_a_list_leaves_out_is_one_click_away() -> Result<()> {
    let page = Page::open_report(&with_peers(20)?).await?;
    page.wait_for_text(".talks", "and 12 more").await?;
    page.click(".talks .talk-list > p .link").await?;
    page.wait_for_text(STATUS, "20 of 21 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn the_map_and_the_diagram_are_filters_by_keyboard() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (mark, key, fragment) in [
        (".ports [data-port='443']", Key::Enter, "port%3A443"),
        (
            ".states [data-filter$='state:listen']",
            Key::Space,
            "state%3Alisten",
        ),
    ] {
        page.click(&link("overview")).await?;
        ask(
            &page,
            &format!("document.querySelector(\"{mark}\").focus()"),
        )
        .await?;
        page.press(key).await?;
        page.wait_until(
            &format!("{mark} filters"),
            &format!("return location.hash.startsWith('#/sockets?q=') && location.hash.endsWith('{fragment}')"),
        )
        .await?;
    }
    page.finish().await
}

#[tokio::test]
async fn the_first_answers_are_seen_without_scrolling() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.resize(1280, 800).await?;
    for title in [
        "who-can-reach",
        "deserves-a-look",
        "whom-it-talks-to",
        "not-read",
    ] {
        page.wait_until(
            &format!("{title} is seen"),
            &format!(
                "return document.getElementById('{title}').getBoundingClientRect().bottom < 760"
            ),
        )
        .await?;
    }
    for width in [320, 390, 1920] {
        page.resize(width, 800).await?;
        page.wait_until(
            &format!("nothing is wider than {width}"),
            "const view = document.querySelector('.overview-view');
             return view.scrollWidth <= view.clientWidth
                 && document.documentElement.scrollWidth <= innerWidth;",
        )
        .await?;
    }
    page.finish().await
}
