//! A report of this very host, as a person opens it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use netsnap_tests::{Page, Server, bundle, dist};
use tempfile::TempDir;

use crate::contract::{STATUS, VIEWS, link, rows_of, wait_for_view};

fn report_of_this_host() -> Result<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("host.html");
    let output = dist::netsnap()?
        .args(["report", "--namespace", "self", "-o"])
        .arg(&path)
        .output()?;
    ensure!(output.status.success(), "{output:?}");
    Ok((folder, path))
}

/// The page names the host, and each view shows what the bundle in the page holds.
async fn check(page: Page, html: &str) -> Result<()> {
    let bundle = bundle::of_report(html)?;
    let hostname = bundle["host"]["hostname"].as_str().context("no name")?;
    page.wait_for_text("header", hostname).await?;
    assert!(page.title().await?.contains(hostname));
    for (view, title) in VIEWS {
        page.click(&link(view)).await?;
        let rows = rows_of(&bundle, view);
        wait_for_view(&page, view, rows).await?;
        assert!(page.title().await?.starts_with(title));
        if let Some(rows) = rows {
            let said = page.text(STATUS).await?.replace(',', "");
            assert!(said.starts_with(&format!("{rows} ")), "{view}: {said}");
        }
    }
    page.finish().await
}

#[tokio::test]
async fn from_disk() -> Result<()> {
    let (_folder, path) = report_of_this_host()?;
    let page = Page::open_file(&path).await?.started().await?;
    check(page, &fs::read_to_string(&path)?).await
}

#[tokio::test]
async fn from_a_server() -> Result<()> {
    let (_folder, path) = report_of_this_host()?;
    let html = fs::read_to_string(path)?;
    let page = Page::open_served(Server::of_page(html.clone())?).await?;
    check(page.started().await?, &html).await
}
