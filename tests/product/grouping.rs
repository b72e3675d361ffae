//! Rows brought together: groups with their sums, and processes below their parents.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};
use serde_json::{Value, json};

use crate::contract::{DETAILS, SEARCH, STATUS, ask, wait_for_fragment};

const GRID: &str = "[role=treegrid]";
const CHOICE: &str = ".table-tools select";

/// The small host with something in its queues.
fn host() -> Result<Value> {
    let mut host = bundle::sample()?;
    let sockets = &mut host["namespaces"][0]["sockets"];
    for (row, queue) in [(2, 1500), (4, 300), (5, 700)] {
        sockets[row]["receive_queue"] = json!(queue);
    }
    Ok(host)
}

/// Each line: its level, `+` for one that is folded and `-` for one that is not, and its first words.
async fn lines(page: &Page) -> Result<Vec<String>> {
    let script = "return JSON.stringify([...document.querySelectorAll('.grid-body [role=row]')]
        .map((row) => row.getAttribute('aria-level')
            + ({ true: '-', false: '+' }[row.getAttribute('aria-expanded')] ?? ' ')
            + row.innerText.replace(/\\s+/g, ' ').replace(/[▸▾] /g, '').trim()))";
    Ok(serde_json::from_str(&ask(page, script).await?)?)
}

/// Each line begins with what is expected of it.
#[track_caller]
fn assert_begin(lines: &[String], expected: &[&str]) {
    let begins = |(line, start): (&String, &&str)| line.starts_with(start);
    assert!(
        lines.len() == expected.len() && lines.iter().zip(expected).all(begins),
        "{lines:#?}\nare not\n{expected:#?}"
    );
}

async fn choose(page: &Page, name: &str) -> Result<()> {
    page.click(&format!("{CHOICE} option[value='{name}']"))
        .await
}

/// The first words of the line that the keys are at.
async fn current(page: &Page) -> Result<String> {
    let script = "const id = document.getElementById('grid').getAttribute('aria-activedescendant');
        return document.getElementById(id)?.innerText.replace(/\\s+/g, ' ').trim() ?? 'none'";
    ask(page, script).await
}

#[tokio::test]
async fn groups_have_counts_and_sums_and_fold() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sockets").await?;
    assert_eq!(page.count(GRID).await?, 0);
    choose(&page, "proc").await?;
    page.element(GRID).await?;
    let folded = [
        "1+nginx 2 sockets: 1 established, 1 listen 1,500 0",
        "1+resolved 2 sockets: 1 established, 1 unconnected 1,000 0",
        "1+no process 2 sockets: 1 listen, 1 time-wait 0 0",
    ];
    assert_begin(&lines(&page).await?, &folded);
    assert_eq!(
        page.attribute(GRID, "aria-rowcount").await?.as_deref(),
        Some("4")
    );
    wait_for_fragment(&page, "#/sockets?group=proc").await?;
    // Filters count rows and not groups.
    assert_eq!(page.text(STATUS).await?, "6 sockets");

    page.click(".group-head .group-words").await?;
    let lines_now = lines(&page).await?;
    assert_begin(
        &lines_now,
        &[
            "1-nginx",
            "2 tcp 0.0.0.0 443",
            "2 tcp 192.0.2.10 443",
            folded[1],
            folded[2],
        ],
    );
    page.click(".table-tools [data-do=unfold]").await?;
    assert_eq!(lines(&page).await?.len(), 9);
    page.click(".table-tools [data-do=fold]").await?;
    assert_begin(&lines(&page).await?, &folded);

    // By the sum of a column, and back.
    page.click("[role=columnheader][data-field=recvq] button")
        .await?;
    assert_begin(
        &lines(&page).await?,
        &["1+no process", "1+resolved", "1+nginx"],
    );
    page.go("#/sockets").await?;
    assert_eq!(page.count(GRID).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn groups_are_worked_by_keys() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sockets?group=state").await?;
    page.press('/').await?;
    page.press(Key::Enter).await?;
    for (key, at, count) in [
        (Key::Down, "▸ ESTABLISHED", 4),
        (Key::Right, "▾ ESTABLISHED", 6),
        (Key::Right, "tcp 192.0.2.10", 6),
        (Key::Down, "udp 192.0.2.10", 6),
        (Key::Left, "▾ ESTABLISHED", 6),
        (Key::Left, "▸ ESTABLISHED", 4),
        (Key::Enter, "▾ ESTABLISHED", 6),
        (Key::Enter, "▸ ESTABLISHED", 4),
        (Key::Left, "▸ ESTABLISHED", 4),
        (Key::Down, "▸ LISTEN", 4),
        (Key::Right, "▾ LISTEN", 6),
        (Key::Right, "tcp 0.0.0.0", 6),
    ] {
        page.press(key).await?;
        let said = current(&page).await?;
        assert!(said.starts_with(at), "after {key:?}: {said}");
        assert_eq!(lines(&page).await?.len(), count, "after {key:?}");
    }
    assert_eq!(page.count(DETAILS).await?, 0);
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "nginx").await?;
    wait_for_fragment(&page, "#/sockets?group=state&sel=0").await?;
    page.finish().await
}

#[tokio::test]
async fn a_link_to_a_row_unfolds_its_group() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sockets?group=proto&sel=4").await?;
    page.element("#row-4[aria-selected=true]").await?;
    assert_begin(
        &lines(&page).await?,
        &["1+tcp 4 sockets", "1-udp 2 sockets", "2 udp", "2 udp"],
    );
    page.retype(SEARCH, "tcp").await?;
    page.wait_for_text(STATUS, "4 of 6 sockets").await?;
    assert_begin(&lines(&page).await?, &["1+tcp 4 sockets"]);
    page.finish().await
}

#[tokio::test]
async fn processes_stand_below_their_parents() -> Result<()> {
    let mut host = host()?;
    // Who says that it is its own grandparent is at the top.
    let ring = |pid: u32, parent: u32| {
        json!({
            "pid": pid, "parent_pid": parent, "name": format!("ring-{pid}"), "executable": null,
            "executable_deleted": null, "command_line": [], "uid": 0, "started_at": null,
            "namespace": null, "kernel_thread": false,
        })
    };
    let processes = host["processes"].as_array_mut().unwrap();
    processes.extend([ring(900, 901), ring(901, 900)]);
    let page = Page::open_report_at(&host, "#/processes").await?;
    choose(&page, "tree").await?;
    wait_for_fragment(&page, "#/processes?group=tree").await?;
    assert_begin(
        &lines(&page).await?,
        &[
            "1 401 resolved",
            "1-812 nginx root",
            "2 813 nginx www-data",
            "1-900 ring-900",
            "2 901 ring-901",
        ],
    );
    // The master's own listener, and that with its worker's connection.
    page.wait_for_text("#row-1", "in all").await?;
    page.click("#row-1 .twist").await?;
    assert_eq!(lines(&page).await?.len(), 4);
    assert_eq!(page.count(DETAILS).await?, 0);
    page.retype(SEARCH, "www-data").await?;
    page.wait_for_text(STATUS, "1 of 5 processes").await?;
    assert_begin(&lines(&page).await?, &["1 813 nginx"]);
    page.finish().await
}
