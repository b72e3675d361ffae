//! Selecting a row explains it.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};

use crate::contract::{DETAILS, FIRST_CELL, GRID, ask};

/// A row by its filter, and what its explanation says.
const EXPLAINED: &[(&str, &[&str])] = &[
    (
        "state:listen lport:443",
        &[
            "nginx",
            "TCP port 443",
            "https",
            "on every IPv4 address of this host",
            "LISTEN",
            "Every host that has a route to this host can reach it.",
            "Owner: nginx",
        ],
    ),
    (
        "state:listen lport:22",
        &["ssh", "Owner unknown", "was not allowed to look"],
    ),
    (
        "state:time-wait",
        &["TIME-WAIT", "is over", "Owner: the kernel"],
    ),
    (
        "udp remote:none",
        &[
            "domain",
            "No state: UDP has no connections",
            "It has no remote address, as is usual",
        ],
    ),
    ("udp has:remote", &["domain", "connect(2)", "192.0.2.1"]),
];

#[tokio::test]
async fn a_click_explains_a_row() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets").await?;
    for (filter, parts) in EXPLAINED {
        let filter = filter.replace(':', "%3A").replace(' ', "%20");
        page.go(&format!("#/sockets?q={filter}")).await?;
        page.click(FIRST_CELL).await?;
        let said = page.text(DETAILS).await?;
        for part in *parts {
            assert!(said.contains(part), "{filter}: no {part:?} in\n{said}");
        }
        assert_eq!(page.count("[role=row][aria-selected=true]").await?, 1);
        page.press(Key::Escape).await?;
        assert_eq!(page.count(DETAILS).await?, 0, "{filter}");
    }
    page.finish().await
}

#[tokio::test]
async fn enter_explains_a_row_of_each_table() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (view, part) in [
        ("sockets", "nginx"),
        ("processes", "resolved"),
        ("routes", "192.0.2."),
        ("interfaces", "loopback"),
        ("sources", "sockets: tcp"),
    ] {
        page.go(&format!("#/{view}")).await?;
        page.evaluate(&format!("document.querySelector('{GRID}').focus()"), vec![])
            .await?;
        page.press('j').await?;
        assert_eq!(page.count(DETAILS).await?, 0);
        page.press(Key::Enter).await?;
        page.wait_for_text(DETAILS, part).await?;
        page.press(Key::Escape).await?;
        assert_eq!(page.count(DETAILS).await?, 0);
        let focused = ask(&page, "return document.activeElement.getAttribute('role')").await?;
        assert_eq!(focused, "grid", "{view}");
    }
    page.finish().await
}

#[tokio::test]
async fn the_details_close_by_their_button_and_lead_to_relatives() -> Result<()> {
    let page = Page::open_report_at(&bundle::sample()?, "#/sockets?q=lport%3A443").await?;
    page.click(FIRST_CELL).await?;
    page.click(&format!("{DETAILS} [data-row][data-view=processes]"))
        .await?;
    page.element("[role=grid].processes").await?;
    page.wait_for_text(DETAILS, "Process").await?;
    page.click(&format!("{DETAILS} button[aria-label='Close the details']"))
        .await?;
    assert_eq!(page.count(DETAILS).await?, 0);
    page.finish().await
}
