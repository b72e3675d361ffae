//! Bundles that take a while: they open, they say how far they are, and one need not wait for them.

use std::io::Write;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use netsnap_tests::{Page, bundle};

use crate::contract::{ALERT, GRID, SEARCH, STATUS};

const PICKER: &str = "input[type=file]";
const DROP_ZONE: &str = ".drop-zone";
const PROGRESS: &str = "progress";

fn large(sockets: u32) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bundle::write_large(sockets, &mut bytes)?;
    Ok(bytes)
}

#[tokio::test]
async fn a_hundred_thousand_sockets_open_and_are_filtered() -> Result<()> {
    let html = bundle::report(&large(100_000)?)?;
    let page = Page::open_html(&html).await?.started().await?;
    page.go("#/sockets").await?;
    page.wait_for_text(STATUS, "100,000 sockets").await?;
    page.type_keys(SEARCH, "state:listen").await?;
    page.wait_for_text(STATUS, "500 of 100,000 sockets").await?;
    page.retype(SEARCH, "nginx remote:10.0.0.0/8").await?;
    page.wait_for_text(GRID, "nginx").await?;
    page.retype(SEARCH, "").await?;
    page.wait_for_text(STATUS, "100,000 sockets").await?;
    page.finish().await
}

/// Begins to open a bundle and gives up when rows have come: in the page itself, for between two
/// commands from outside all of it may have come.
async fn check_cancel(give_up: &str) -> Result<()> {
    let page = Page::open_viewer().await?;
    page.pick_file(PICKER, "large.json.gz", &large(400_000)?)
        .await?;
    // Numbers that are more than nothing, of a bar that has an end.
    let script = format!(
        "const bar = document.querySelector('progress');
        const is_on_its_way = !!bar && bar.value > 0 && bar.value < bar.max
            && /[1-9][0-9,]* rows/.test(document.querySelector('.opening-far').innerText);
        if (is_on_its_way) {{ {give_up} }}
        return is_on_its_way;"
    );
    page.wait_until("some of it was read", &script).await?;
    page.element(DROP_ZONE).await?;
    assert_eq!(page.count(PROGRESS).await?, 0);
    assert_eq!(page.count(ALERT).await?, 0);
    // Nothing of it comes late, and another bundle is opened as if nothing had been.
    let small = bundle::gzip(bundle::sample()?.to_string().as_bytes())?;
    page.pick_file(PICKER, "small.json.gz", &small).await?;
    page.wait_for_text("header", "web-01").await?;
    page.go("#/sockets").await?;
    page.wait_for_text(STATUS, "6 sockets").await?;
    page.finish().await
}

#[tokio::test]
async fn opening_says_how_far_it_is_and_a_button_ends_it() -> Result<()> {
    check_cancel("document.querySelector('.opening-now button').click()").await
}

#[tokio::test]
async fn escape_ends_opening() -> Result<()> {
    check_cancel("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))").await
}

/// The sample with this many times the same element in a list of its network stack.
fn with_list(name: &str, element: &str, count: usize) -> Result<Vec<u8>> {
    const PORTION: usize = 1000;
    let mut sample = bundle::sample()?;
    sample["namespaces"][0][name] = "the list".into();
    let text = sample.to_string();
    let (before, after) = text
        .split_once(r#""the list""#)
        .context("no place for the list")?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(before.as_bytes())?;
    gzip.write_all(b"[")?;
    let element = [element, ","].concat();
    let portion = element.repeat(PORTION);
    for _ in 0..count / PORTION {
        gzip.write_all(portion.as_bytes())?;
    }
    gzip.write_all(
        element
            .repeat(count % PORTION)
            .trim_end_matches(',')
            .as_bytes(),
    )?;
    gzip.write_all(b"]")?;
    gzip.write_all(after.as_bytes())?;
    Ok(gzip.finish()?)
}

#[tokio::test]
async fn half_a_million_routes_are_shown() -> Result<()> {
    const ROUTE: &str = r#"{"family":"ipv4","destination":"10.0.0.0/8","gateway":null,"interface":"eth0","source":null,"metric":null,"table":"main","protocol":"static","scope":"link","kind":"unicast"}"#;
    let html = bundle::report(&with_list("routes", ROUTE, 500_001)?)?;
    let page = Page::open_html(&html).await?.started().await?;
    page.go("#/routes").await?;
    page.wait_for_text(STATUS, "500,001 routes").await?;
    page.type_keys(SEARCH, "to:10.0.0.0/8").await?;
    page.wait_for_text(STATUS, "500,001 routes").await?;
    page.finish().await
}

#[tokio::test]
async fn a_list_of_more_rows_than_anybody_has_is_refused_in_words() -> Result<()> {
    let html = bundle::report(&with_list("of_a_later_version", "0", 2_000_001)?)?;
    let page = Page::open_html(&html).await?.started().await?;
    let words = "the number of rows in one list is 2000001 or more, and at most 2000000 is read";
    page.wait_for_text(ALERT, words).await?;
    page.finish().await
}
