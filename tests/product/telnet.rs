//! A host with a telnet server: the page says that it is there, who runs it, who can reach it and why
//! that matters, for whoever looks around and for whoever asks.

use anyhow::Result;
use netsnap_tests::{Page, bundle};
use serde_json::{Value, json};

use crate::contract::{DETAILS, FIRST_CELL, SEARCH, STATUS, link};

/// What deserves a look, on the overview.
const LOOKS: &str = "section[aria-labelledby=deserves-a-look]";

/// What the explanation of the server's socket has to say: that it is there and who runs it, who
/// can reach it, and why that matters.
const SAID: [&str; 4] = [
    "in.telnetd (2323) waits for connections on TCP port 23 (telnet)",
    "Every host that has a route to this host can reach it.",
    "user name and password can be read on the way",
    "Owner: in.telnetd",
];

fn with_telnet() -> Result<Value> {
    let mut bundle = bundle::sample()?;
    let mut server = bundle["processes"][0].clone();
    server["pid"] = json!(2323);
    server["name"] = json!("in.telnetd");
    let mut socket = bundle["namespaces"][0]["sockets"][0].clone();
    socket["local"]["port"] = json!(23);
    socket["inode"] = json!(2323);
    socket["owners"] = json!([{ "pid": 2323, "fd": 4 }]);
    for (list, row) in [("/processes", server), ("/namespaces/0/sockets", socket)] {
        if let Some(Value::Array(rows)) = bundle.pointer_mut(list) {
            rows.push(row);
        }
    }
    Ok(bundle)
}

async fn check_details(page: &Page) -> Result<()> {
    page.click(FIRST_CELL).await?;
    for part in SAID {
        page.wait_for_text(DETAILS, part).await?;
    }
    Ok(())
}

#[tokio::test]
async fn whoever_looks_around_finds_it_within_two_clicks() -> Result<()> {
    let page = Page::open_report(&with_telnet()?).await?;
    for part in [
        "telnet (tcp 23) is open to everyone",
        "in.telnetd",
        "whoever is on the way can read names and passwords",
    ] {
        page.wait_for_text(LOOKS, part).await?;
    }
    page.click(&format!("{LOOKS} [data-filter*='lport:23']"))
        .await?;
    page.wait_for_text(STATUS, "1 of ").await?;
    check_details(&page).await?;
    // By the ladder and by the map of ports the way is as short.
    for chip in [
        ".rung.everyone [data-filter$='lport:23']",
        ".ports [data-port='23']",
    ] {
        page.click(&link("overview")).await?;
        page.click(chip).await?;
        page.wait_for_text(STATUS, "1 of ").await?;
        check_details(&page).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn whoever_asks_finds_it_with_one_filter() -> Result<()> {
    let page = Page::open_report(&with_telnet()?).await?;
    page.click(&link("sockets")).await?;
    for filter in ["telnet", "port:23", "service:telnet", "proc:*telnetd"] {
        page.retype(SEARCH, filter).await?;
        page.wait_for_text(STATUS, "1 of ").await?;
        check_details(&page).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn a_host_without_one_is_not_warned_of() -> Result<()> {
    let mut bundle = bundle::sample()?;
    bundle["namespaces"][0]["protocol_statistics"] = json!([]);
    let page = Page::open_report(&bundle).await?;
    page.wait_for_text(LOOKS, "nothing stands out").await?;
    page.wait_for_text(LOOKS, "Looked for: ports open to other hosts")
        .await?;
    page.finish().await
}
