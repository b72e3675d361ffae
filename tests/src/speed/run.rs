//! One page in a browser of its own, opened and used.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use super::FILTERS;
use super::figures::{Figures, Times};
use crate::Page;

/// A browser that draws the next frame as soon as the last one is done, and knows its memory.
const ARGUMENTS: &[&str] = &[
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
    "--enable-precise-memory-info",
];

const WATCH: &str = include_str!("watch.js");

/// How long opening may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// How long after the last key the page has said how many rows there are.
const REST: Duration = Duration::from_secs(1);

const SEARCH: &str = "input[type=search]";
const STATUS: &str = "[role=status]";

/// Columns to sort by.
const COLUMNS: [usize; 6] = [2, 3, 5, 6, 2, 1];

/// Scrolls as a wheel does, then jumps as a scroll bar does, and notes each frame.
const SCROLL: &str = "const done = arguments[arguments.length - 1];
    const grid = document.querySelector('[role=grid]');
    const times = [];
    let before = 0;
    const step = (left, moved) => requestAnimationFrame((now) => {
        if (before && moved) times.push(performance.now() - before);
        if (!left) { done(times); return; }
        before = performance.now();
        grid.scrollTop += left > 40 ? 120 : grid.scrollHeight / 41;
        step(left - 1, true);
    });
    step(240, false);";

/// Opens a page and uses it.
pub(super) async fn measure(file: &Path, fragment: &str) -> Result<Figures> {
    let page = Page::open_watched(file, fragment, WATCH, ARGUMENTS).await?;
    let mut figures = Figures::default();
    if let Some(problem) = opened(&page).await? {
        figures.problem = Some(problem);
        page.finish().await?;
        return Ok(figures);
    }
    let page_figures = page.evaluate(
        "return [netsnapWatch.interactive,
            performance.getEntriesByType('mark').map((mark) => [mark.name, mark.startTime])]",
        vec![],
    );
    let opened: (f64, Vec<(String, f64)>) = serde_json::from_value(page_figures.await?)?;
    figures.interactive_ms = Some(opened.0);
    figures.marks = opened.1;
    figures.longest_loading_task_ms = Some(longest_task(&page).await?);

    let mut keys = Vec::new();
    let mut typing = 0.0f64;
    for filter in FILTERS {
        page.retype(SEARCH, "").await?;
        forget(&page).await?;
        for key in filter.chars() {
            page.press(key).await?;
        }
        let times = painted(&page).await?;
        keys.extend(&times);
        // What is read out waits until nobody types.
        tokio::time::sleep(REST).await;
        let said = page.text(STATUS).await?;
        figures
            .filters
            .extend(Times::of(times).map(|times| (said, times)));
        let longest = longest_task(&page).await?;
        typing = typing.max(longest);
    }
    figures.longest_typing_task_ms = Some(typing);
    figures.keys = Times::of(keys);
    page.retype(SEARCH, "").await?;

    forget(&page).await?;
    for column in COLUMNS {
        // Not with the mouse: suggestions may lie over the headings.
        let script = "document.querySelectorAll('[role=columnheader]')[arguments[0]].click()";
        page.evaluate(script, vec![json!(column)]).await?;
        page.painted().await?;
    }
    figures.sorts = Times::of(painted(&page).await?);

    let frames = page.evaluate_async(SCROLL, vec![]).await?;
    figures.scrolls = Times::of(serde_json::from_value(frames)?);
    let rows = page.evaluate(
        "return document.querySelectorAll('[role=row]').length",
        vec![],
    );
    figures.rows_in_page = rows.await?.as_f64();
    figures.memory_mib = Some(memory(&page).await?);
    page.finish().await?;
    Ok(figures)
}

/// Waits until there are rows, or a word on why there are none.
async fn opened(page: &Page) -> Result<Option<String>> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        let script = "return [netsnapWatch.interactive !== null,
            document.querySelector('[role=alert], [role=status]')?.innerText ?? '']";
        let (is_open, said): (bool, String) =
            serde_json::from_value(page.evaluate(script, vec![]).await?)?;
        if is_open {
            return Ok(None);
        }
        if said.starts_with("not opened") || said.contains("could not be opened") {
            return Ok(Some(said));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    page.noted(Err(anyhow!("the page did not open")))
}

async fn forget(page: &Page) -> Result<()> {
    let script = "netsnapWatch.painted.length = 0; netsnapWatch.longTasks.length = 0;";
    page.evaluate(script, vec![]).await?;
    Ok(())
}

async fn painted(page: &Page) -> Result<Vec<f64>> {
    let times = page.evaluate("return netsnapWatch.painted", vec![]).await?;
    let times: Vec<f64> = serde_json::from_value(times)?;
    if times.is_empty() {
        return page.noted(Err(anyhow!("nothing was noticed")));
    }
    Ok(times)
}

/// The longest task that the browser told of: one of 50 ms or more. None is 0.
async fn longest_task(page: &Page) -> Result<f64> {
    let script = "return Math.max(0, ...netsnapWatch.longTasks.map(([, duration]) => duration))";
    let longest = page.evaluate(script, vec![]).await?;
    Ok(longest.as_f64().unwrap_or_default())
}

async fn memory(page: &Page) -> Result<f64> {
    page.devtools("HeapProfiler.collectGarbage").await?;
    let heap = page.devtools("Runtime.getHeapUsage").await?;
    let heap = heap["usedSize"].as_f64().context("no size of the heap")?;
    let script =
        "return Math.max(0, ...netsnapWatch.memories.map((memory) => memory.buffer.byteLength))";
    let wasm = page.evaluate(script, vec![]).await?;
    Ok((heap + wasm.as_f64().unwrap_or_default()) / f64::from(1 << 20))
}

impl Page {
    /// Opens a file with a script that runs before the page's own.
    async fn open_watched(
        path: &Path,
        fragment: &str,
        script: &str,
        arguments: &[&str],
    ) -> Result<Self> {
        let empty = "<!doctype html><link rel=icon href='data:,'>";
        let page = Self::open_html_with(empty, arguments).await?;
        let watch = json!({ "source": script });
        let command = "Page.addScriptToEvaluateOnNewDocument";
        page.noted(page.driver().devtools(command, watch).await)?;
        page.navigate(path, fragment).await
    }

    async fn devtools(&self, command: &str) -> Result<Value> {
        self.noted(self.driver().devtools(command, json!({})).await)
    }
}
