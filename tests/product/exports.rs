//! Out again: rows in four formats, the page, the bundle, a link, an explanation.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle, dist};
use serde_json::{Value, json};

use crate::contract::{DETAILS, FIRST_CELL, ROWS, SEARCH, STATUS, ask, wait_for_view};

/// The panel, as soon as it is open.
const PANEL: &str = "#share:popover-open";

/// The button in the header that opens it.
const SHARE: &str = "header [popovertarget=share]";

/// What was done.
const SAID: &str = "#said";

/// A view with a filter and an order, and the same for `netsnap list`.
const VIEW: &str = "#/sockets?q=port%3A443&sort=-rport";
const LIST: [&str; 3] = ["list", "--filter=port:443", "--sort=-rport"];

/// Opens the panel where it is not open, and clicks one of its buttons.
async fn take(page: &Page, what: &str) -> Result<()> {
    if page.count(PANEL).await? == 0 {
        page.click(SHARE).await?;
        page.element(PANEL).await?;
    }
    page.click(&format!("[data-share='{what}']")).await
}

async fn open(bundle: &Value, fragment: &str) -> Result<Page> {
    let page = Page::open_report_at(bundle, fragment).await?;
    page.let_it_save_and_copy().await?;
    Ok(page)
}

/// What `netsnap list` says of a bundle.
fn list(bundle: &Value, arguments: &[&str]) -> Result<Vec<Value>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("bundle.json");
    fs::write(&path, bundle.to_string())?;
    let mut netsnap = dist::netsnap()?;
    let output = netsnap.args(arguments).arg("--json").arg(path).output()?;
    ensure!(output.status.success(), "{output:?}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A row of CSV by the titles of its columns; nothing in it has a comma.
fn cell<'a>(csv: &'a str, row: usize, title: &str) -> Result<&'a str> {
    let mut lines = csv.split("\r\n");
    let mut titles = lines.next().context("no titles")?.split(',');
    let place = titles.position(|it| it == title).context("no such title")?;
    let row = lines.nth(row).context("no such row")?;
    row.split(',').nth(place).context("a short row")
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn is_same_csv(csv: &str, rows: &[Value]) -> Result<()> {
    assert_eq!(csv.split("\r\n").count(), rows.len() + 2, "{csv}");
    for (at, row) in rows.iter().enumerate() {
        for (title, value) in [
            ("Proto", &row["protocol"]),
            ("Local address", &row["local"]["ip"]),
            ("Local port", &row["local"]["port"]),
            ("State", &row["state"]),
            ("Ownership", &row["ownership"]),
        ] {
            assert_eq!(cell(csv, at, title)?, text_of(value), "{title} of {at}");
        }
        let remote = row["remote"].as_object();
        let port = remote.map(|remote| remote["port"].to_string());
        assert_eq!(cell(csv, at, "Remote port")?, port.unwrap_or_default());
    }
    Ok(())
}

/// Each row has the fields of its row in the bundle, with the same values.
fn is_same_json(json: &str, rows: &[Value]) -> Result<()> {
    let exported: Vec<Value> = serde_json::from_str(json)?;
    assert_eq!(exported.len(), rows.len());
    for (exported, row) in exported.iter().zip(rows) {
        assert!(exported.as_object().context("no object")?.len() > 4);
        assert!(is_part(exported, row), "{exported} of {row}");
    }
    Ok(())
}

/// Whether everything in a value is in another: the terminal also says what a bundle leaves out.
fn is_part(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().all(|(name, value)| {
            let other = whole.get(name);
            other.is_some_and(|other| is_part(value, other))
        }),
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len() && part.iter().zip(whole).all(|(a, b)| is_part(a, b))
        }
        _ => part == whole,
    }
}

#[tokio::test]
async fn shown_rows_come_out_in_every_format_as_the_terminal_has_them() -> Result<()> {
    let bundle = bundle::sample()?;
    let rows = list(&bundle, &LIST)?;
    assert_eq!(rows.len(), 3);
    let page = open(&bundle, VIEW).await?;
    wait_for_view(&page, "sockets", Some(3)).await?;
    for (format, ending, check) in [
        (
            "CSV",
            "csv",
            is_same_csv as fn(&str, &[Value]) -> Result<()>,
        ),
        ("JSON", "json", is_same_json),
    ] {
        take(&page, &format!("copy {ending}")).await?;
        page.wait_for_text(SAID, &format!("Copied 3 sockets as {format}."))
            .await?;
        let copied = page.copied().await?;
        check(&copied, &rows)?;
        take(&page, &format!("save {ending}")).await?;
        let name = format!("netsnap-web-01-sockets.{ending}");
        page.wait_for_text(SAID, &name).await?;
        assert_eq!(fs::read_to_string(page.saved(&name).await?)?, copied);
    }
    for (format, ending, head) in [("Markdown", "md", 2), ("Text", "txt", 1)] {
        take(&page, &format!("copy {ending}")).await?;
        page.wait_for_text(SAID, &format!("as {format}.")).await?;
        let copied = page.copied().await?;
        let lines: Vec<&str> = copied.lines().skip(head).collect();
        assert_eq!(lines.len(), rows.len(), "{copied}");
        for (line, row) in lines.iter().zip(&rows) {
            let port = row["remote"]["port"].as_u64();
            let port = port.map_or("–".to_owned(), |port| port.to_string());
            assert!(line.contains("443 (https)"), "{line}");
            assert!(line.contains(&port), "{port} in {line}");
        }
    }
    page.finish().await
}

#[tokio::test]
async fn every_table_comes_out_whole() -> Result<()> {
    let bundle = bundle::sample()?;
    let page = open(&bundle, "#/overview").await?;
    for view in ["processes", "routes", "interfaces", "sources"] {
        page.go(&format!("#/{view}")).await?;
        take(&page, "save json").await?;
        let saved = page.saved(&format!("netsnap-web-01-{view}.json")).await?;
        let rows = list(&bundle, &["list", "--table", view])?;
        is_same_json(&fs::read_to_string(saved)?, &rows)?;
    }
    page.finish().await
}

#[tokio::test]
async fn a_saved_page_is_the_same_report_without_a_network() -> Result<()> {
    let bundle = bundle::sample()?;
    let page = open(&bundle, VIEW).await?;
    wait_for_view(&page, "sockets", Some(3)).await?;
    let rows = page.texts(ROWS).await?;
    take(&page, "page").await?;
    page.wait_for_text(SAID, "Saved this page as netsnap-web-01.html.")
        .await?;
    let saved = page.saved("netsnap-web-01.html").await?;
    let html = fs::read_to_string(&saved)?;
    assert_eq!(bundle::of_report(&html)?, bundle);

    // The copy makes the next one, which is the same to the byte.
    let page = page.navigate(&saved, VIEW).await?.started().await?;
    wait_for_view(&page, "sockets", Some(3)).await?;
    assert_eq!(page.texts(ROWS).await?, rows);
    fs::rename(&saved, saved.with_extension("first"))?;
    take(&page, "page").await?;
    let again = page.saved("netsnap-web-01.html").await?;
    assert_eq!(fs::read_to_string(again)?, html);
    page.finish().await
}

#[tokio::test]
async fn a_bundle_that_was_dropped_is_in_the_saved_page() -> Result<()> {
    let bundle = bundle::sample()?;
    let bytes = bundle::gzip(bundle.to_string().as_bytes())?;
    let page = Page::open_viewer().await?;
    page.let_it_save_and_copy().await?;
    assert_eq!(page.count(SHARE).await?, 0);
    page.drop_file("main", "host.json.gz", &bytes).await?;
    take(&page, "bundle").await?;
    assert_eq!(
        fs::read(page.saved("netsnap-web-01.json.gz").await?)?,
        bytes
    );
    page.go("#/sockets").await?;
    take(&page, "copy json").await?;
    page.wait_for_text(SAID, "Copied 6 sockets as JSON.")
        .await?;
    is_same_json(&page.copied().await?, &list(&bundle, &["list"])?)?;
    take(&page, "page").await?;
    let saved = page.saved("netsnap-web-01.html").await?;
    let page = page.navigate(&saved, "#/sockets").await?.started().await?;
    wait_for_view(&page, "sockets", Some(6)).await?;
    take(&page, "bundle").await?;
    page.wait_for_text(SAID, "netsnap-web-01.json.gz").await?;
    page.finish().await
}

#[tokio::test]
async fn the_bundle_inside_a_page_comes_out_as_it_went_in() -> Result<()> {
    let bundle = bundle::sample()?;
    let page = open(&bundle, "#/overview").await?;
    take(&page, "bundle").await?;
    let saved = page.saved("netsnap-web-01.json.gz").await?;
    assert_eq!(bundle::read(&fs::read(saved)?)?, bundle);
    assert_eq!(page.count("[data-share='copy csv']").await?, 0);
    page.finish().await
}

#[tokio::test]
async fn a_link_and_an_explanation_are_copied() -> Result<()> {
    let page = open(&bundle::sample()?, "#/sockets").await?;
    page.paste(SEARCH, "state:listen lport:443").await?;
    page.wait_for_text(STATUS, "1 of 6 sockets").await?;
    page.click(FIRST_CELL).await?;
    page.click(&format!("{DETAILS} [data-copy]")).await?;
    page.wait_for_text(SAID, "Copied the explanation").await?;
    let copied = page.copied().await?;
    for part in ["nginx", "Port 443, https", "All fields", "State: LISTEN"] {
        assert!(copied.contains(part), "{part}: {copied}");
    }
    take(&page, "link").await?;
    page.wait_for_text(SAID, "Copied the link to this view as #/sockets")
        .await?;
    let link = "#/sockets?q=state%3Alisten%20lport%3A443&sel=0";
    assert_eq!(page.copied().await?, link);
    page.finish().await
}

#[tokio::test]
async fn the_panel_opens_and_closes_by_keyboard() -> Result<()> {
    let page = open(&bundle::sample()?, "#/sockets?sel=0").await?;
    page.element(DETAILS).await?;
    for button in [SHARE, "main [popovertarget=share]"] {
        let focus = format!("document.querySelector('{button}').focus()");
        page.evaluate(&focus, vec![]).await?;
        page.press(Key::Enter).await?;
        page.element(PANEL).await?;
        page.press(Key::Tab).await?;
        let focused = ask(&page, "return document.activeElement.dataset.share").await?;
        assert_eq!(focused, "copy csv");
        page.press(Key::Escape).await?;
        assert_eq!(page.count(PANEL).await?, 0);
        assert_eq!(page.count(DETAILS).await?, 1, "one Esc closes one thing");
        let has_focus = format!("return document.activeElement.matches('{button}')");
        assert_eq!(ask(&page, &has_focus).await?, "true");
    }
    page.finish().await
}

#[tokio::test]
async fn no_cell_of_a_hostile_host_is_a_formula() -> Result<()> {
    let mut bundle = bundle::sample()?;
    let names = ["=cmd|' /C calc'!A0", "+1", "@x", "x;=1\"", "-2+3"];
    bundle["host"]["hostname"] = json!("../..\\evil\u{202e}</script>");
    bundle["processes"] = names
        .iter()
        .zip(1..)
        .map(|(name, pid)| json!({ "pid": pid, "name": name, "kernel_thread": false }))
        .collect();
    let page = open(&bundle, "#/processes").await?;
    take(&page, "save csv").await?;
    let saved = page.saved("netsnap-evil-script-processes.csv").await?;
    let csv = fs::read_to_string(saved)?;
    for (line, name) in csv.lines().skip(1).zip([
        "\"'=cmd|' /C calc'!A0\"",
        "\"'+1\"",
        "\"'@x\"",
        "\"x;'=1\"\"\"",
        "\"'-2+3\"",
    ]) {
        assert!(line.contains(&[",", name, ","].concat()), "{name}: {line}");
    }
    take(&page, "page").await?;
    let saved = page.saved("netsnap-evil-script.html").await?;
    opens(page, &saved).await
}

async fn opens(page: Page, saved: &Path) -> Result<()> {
    let page = page.navigate(saved, "#/processes").await?.started().await?;
    wait_for_view(&page, "processes", Some(5)).await?;
    page.finish().await
}
