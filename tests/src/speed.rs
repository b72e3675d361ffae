//! How long a person waits for a page: until it is open, and from a key, a click or a turn of the
//! wheel to what it changes; of the viewer, and of a plain page with the same bundle.
//!
//! The browser is told not to wait for a screen between two frames, so that a time is the time that
//! the work takes. On a screen up to one refresh comes on top, whatever the page does.

mod figures;
mod run;

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

pub use figures::Figures;
use figures::Times;

/// The page that the viewer is measured against, without a bundle.
pub const PLAIN_PAGE: &str = include_str!("speed/plain.html");

/// Filters that are typed key by key: cheap and dear ones, and ones that are invalid on the way.
pub const FILTERS: &[&str] = &[
    "state:listen",
    "port:<1024",
    "remote:10.0.1.0/24",
    "proc:ngin*",
    "nginx",
    "443",
    "!state:established or port:443",
];

/// Opens both pages, uses each of them, and gives the times as a Markdown table.
pub async fn compare(viewer: &Path, plain: &Path) -> Result<String> {
    let viewer = run::measure(viewer, "#/sockets").await?;
    let plain = run::measure(plain, "").await?;
    let mut table =
        String::from("| what | netsnap | plain page | netsnap ÷ it |\n|---|--:|--:|--:|\n");
    let mut row = |what: &str, [ours, theirs]: [Option<String>; 2], [a, b]: [Option<f64>; 2]| {
        let ratio = match (a, b) {
            (Some(a), Some(b)) if b > 0.0 => format!("{:.2}", a / b),
            _ => "–".to_owned(),
        };
        let [ours, theirs] = [ours, theirs].map(|cell| cell.unwrap_or_else(|| "–".to_owned()));
        writeln!(table, "| {what} | {ours} | {theirs} | {ratio} |")
    };
    let pages = [&viewer, &plain];
    let one = |of: fn(&Figures) -> Option<f64>| {
        let values = pages.map(of);
        (
            values.map(|value| value.map(|value| format!("{value:.0}"))),
            values,
        )
    };
    let of_times = |of: &dyn Fn(&Figures) -> Option<&Times>| {
        let times = pages.map(of);
        (
            times.map(|times| times.map(ToString::to_string)),
            times.map(|times| times.map(|times| times.median)),
        )
    };

    let (cells, values) = one(|page| page.interactive_ms);
    row("navigation → interactive, ms", cells, values)?;
    for (name, what) in [
        ("netsnap-decoded", "… of that until the bundle is read"),
        ("netsnap-indexed", "… and until its tables are made"),
    ] {
        let at = viewer.mark(name).map(|at| format!("{at:.0}"));
        let decoded = if name == "netsnap-decoded" {
            plain.mark("decoded")
        } else {
            None
        };
        let pair = [viewer.mark(name), decoded];
        row(what, [at, decoded.map(|at| format!("{at:.0}"))], pair)?;
    }
    let (cells, values) = one(|page| page.longest_loading_task_ms);
    row("longest task while loading, ms", cells, values)?;
    for (at, filter) in FILTERS.iter().enumerate() {
        let found = viewer.filters.get(at).map_or("", |(found, _)| found);
        let (cells, values) = of_times(&|page| page.filters.get(at).map(|(_, times)| times));
        row(
            &format!("key → painted, `{filter}` ({found})"),
            cells,
            values,
        )?;
    }
    let (cells, values) = of_times(&|page| page.keys.as_ref());
    row("key → painted, all of them", cells, values)?;
    let (cells, values) = one(|page| page.longest_typing_task_ms);
    row("longest task while typing, ms", cells, values)?;
    let (cells, values) = of_times(&|page| page.sorts.as_ref());
    row("click on a heading → sorted and painted", cells, values)?;
    let (cells, values) = of_times(&|page| page.scrolls.as_ref());
    row("frame while scrolling", cells, values)?;
    let (cells, values) = one(|page| page.memory_mib);
    row(
        "memory (JavaScript's heap and WebAssembly's), MiB",
        cells,
        values,
    )?;
    let (cells, values) = one(|page| page.rows_in_page);
    row("rows in the page", cells, values)?;
    for page in pages {
        if let Some(problem) = &page.problem {
            writeln!(
                table,
                "\nThe plain page opened nothing: it said “{problem}”."
            )?;
        }
    }
    Ok(table)
}
