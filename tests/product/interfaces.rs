//! Interfaces over time: rates, drawings and the table that says the same, and a word where nobody
//! watched.

use anyhow::Result;
use netsnap_tests::{Page, bundle};
use serde_json::{Value, json};

use crate::contract::{DETAILS, FIRST_CELL, ROWS, SEARCH, STATUS};

/// Samples of `eth0` a second apart; between them it received this many bytes, a thousand in each
/// packet.
fn watched(received: &[u64]) -> Result<Value> {
    let mut bundle = bundle::sample()?;
    let id = bundle["namespaces"][0]["id"].clone();
    let mut statistics = json!({
        "received_errors": 0, "received_dropped": 0, "received_multicast": 0, "sent_bytes": 0,
        "sent_packets": 0, "sent_errors": 0, "sent_dropped": 0, "collisions": 0,
    });
    let mut samples = Vec::new();
    let mut sum = 0;
    for (second, bytes) in std::iter::once(&0).chain(received).enumerate() {
        sum += bytes;
        statistics["received_bytes"] = json!(sum);
        statistics["received_packets"] = json!(sum / 1000);
        samples.push(json!({
            "collected_at": format!("2026-11-22T03:00:{second:02}.000Z"),
            "interfaces": [{ "namespace": id, "interface": "eth0", "statistics": statistics }],
        }));
    }
    bundle["samples"] = json!(samples);
    Ok(bundle)
}

#[tokio::test]
async fn rates_are_shown_drawn_and_filtered() -> Result<()> {
    let bundle = watched(&[1_000_000, 4_000_000, 1_000_000])?;
    let page = Page::open_report_at(&bundle, "#/interfaces").await?;
    page.retype(SEARCH, "rx-rate>1000000").await?;
    page.wait_for_text(STATUS, "1 of 2 interfaces").await?;
    page.wait_for_text(ROWS, "2.00 MB/s").await?;
    page.wait_for_text(ROWS, "2,000 pkt/s").await?;
    page.element("[role=gridcell] svg path[d^='M0 10V8H40V0H80V8H120']")
        .await?;
    page.click(FIRST_CELL).await?;
    for part in [
        "In 3.00 s it received 2.00 MB/s (2,000 packets/s) and sent 0 B/s",
        "received, up to 4.00 MB/s",
        "sent, up to 0 B/s",
    ] {
        page.wait_for_text(DETAILS, part).await?;
    }
    page.click(&format!("{DETAILS} .as-table summary")).await?;
    let cells = page.texts(&format!("{DETAILS} .as-table td")).await?;
    let second = ["1.00 s – 2.00 s", "4.00 MB", "4,000", "0 B", "0"];
    assert_eq!(cells.get(5..10), Some(&second.map(str::to_owned)[..]));
    page.finish().await
}

#[tokio::test]
async fn without_samples_a_word_says_how_to_get_rates() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/interfaces").await?;
    page.wait_for_text(STATUS, "2 interfaces").await?;
    assert_eq!(page.count("[role=grid] svg").await?, 0);
    page.click(FIRST_CELL).await?;
    page.wait_for_text(DETAILS, "netsnap collect --interval 1s --count 10")
        .await?;
    page.finish().await
}
