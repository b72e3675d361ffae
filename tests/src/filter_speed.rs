//! How long a person waits for the viewer: until a report is open, and from a key to its result.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Page;

/// Filters that are typed key by key: cheap and dear ones, and ones that are invalid on the way.
const FILTERS: &[&str] = &[
    "state:listen",
    "port:<1024",
    "remote:127.0.1.0/24",
    "proc:worker-100*",
    "worker",
    "12345",
    "!state:established or port:20003",
];

const SEARCH: &str = "input[type=search]";

/// Notes the first frame in which the table has cells. It runs before anything in the page does.
const WATCH_OPENING: &str = "const look = () => {
        if (document.querySelector('[role=grid] [role=gridcell]')) {
            requestAnimationFrame(() => { globalThis.netsnapInteractiveMs = performance.now(); });
        } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// From the moment of a key to the second frame after it.
const WATCH_KEYS: &str = "globalThis.netsnapKeysMs = [];
    addEventListener('keydown', (event) => {
        requestAnimationFrame(() => requestAnimationFrame(() => {
            netsnapKeysMs.push(performance.now() - event.timeStamp);
        }));
    }, true);";

/// Opens a report at its sockets, types each filter, and gives the times as a Markdown table.
pub async fn measure(report: &Path) -> Result<String> {
    let page = Page::open_watched(report, "#/sockets", WATCH_OPENING).await?;
    page.wait_until(
        "the sockets are shown",
        "return !!globalThis.netsnapInteractiveMs",
    )
    .await?;
    let interactive = page.evaluate("return netsnapInteractiveMs", vec![]).await?;
    page.evaluate(WATCH_KEYS, vec![]).await?;

    let mut table = String::from("| what | median ms | most ms |\n|---|--:|--:|\n");
    let interactive = page.noted(interactive.as_f64().context("no time"))?;
    writeln!(
        table,
        "| navigation → interactive | {interactive:.0} | {interactive:.0} |"
    )?;
    for filter in FILTERS {
        page.retype(SEARCH, "").await?;
        page.evaluate("netsnapKeysMs.length = 0", vec![]).await?;
        for key in filter.chars() {
            page.press(key).await?;
        }
        let said = page.text("[role=status]").await?;
        let times = page.evaluate("return netsnapKeysMs", vec![]).await?;
        let (median, most) = page.noted(median_and_most(&times).context("no key was noticed"))?;
        writeln!(
            table,
            "| key → painted, `{filter}` ({said}) | {median:.0} | {most:.0} |"
        )?;
    }
    page.finish().await?;
    Ok(table)
}

fn median_and_most(times: &Value) -> Option<(f64, f64)> {
    let mut times: Vec<f64> = times.as_array()?.iter().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    Some((*times.get(times.len() / 2)?, *times.last()?))
}

impl Page {
    /// Opens a file with a script that runs before the page's own.
    async fn open_watched(path: &Path, fragment: &str, script: &str) -> Result<Self> {
        let page = Self::open_html("<!doctype html><link rel=icon href='data:,'>").await?;
        let watch = json!({ "source": script });
        let command = "Page.addScriptToEvaluateOnNewDocument";
        page.noted(page.driver().devtools(command, watch).await)?;
        page.navigate(path, fragment).await
    }
}
