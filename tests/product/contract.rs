//! What tests and scripts may rely on in the page: roles, names and fragments.

use anyhow::Result;
use netsnap_tests::Page;
use serde_json::{Value, json};

/// The filter.
pub(crate) const SEARCH: &str = "input[type=search]";

/// How many rows the filter leaves.
pub(crate) const STATUS: &str = ".filter-result[role=status]";

/// The table.
pub(crate) const GRID: &str = "[role=grid]";

/// Its rows that are in the page, without the header's.
pub(crate) const ROWS: &str = "[role=grid] [role=row]:not([aria-rowindex='1'])";

/// A cell of the first of them.
pub(crate) const FIRST_CELL: &str = "[role=grid] [role=gridcell]";

/// The explanation of the selected row.
pub(crate) const DETAILS: &str = "[role=complementary][aria-label=Details]";

/// An error.
pub(crate) const ALERT: &str = "[role=alert]";

/// The views: their names in the fragment and on the page.
pub(crate) const VIEWS: [(&str, &str); 13] = [
    ("overview", "Overview"),
    ("sockets", "Sockets"),
    ("unix", "Unix sockets"),
    ("packet", "Packet sockets"),
    ("netlink", "Netlink sockets"),
    ("processes", "Processes"),
    ("routes", "Routes"),
    ("rules", "Routing rules"),
    ("interfaces", "Interfaces"),
    ("neighbours", "Neighbours"),
    ("groups", "Groups"),
    ("protocols", "Protocols"),
    ("sources", "Sources"),
];

/// The most rows that are in the page, the header's left out.
pub(crate) const MOST_ROWS: usize = 60;

/// The link to a view.
pub(crate) fn link(view: &str) -> String {
    format!("nav a[href='#/{view}']")
}

/// How many rows a view's table has of a bundle; the overview has no table.
pub(crate) fn rows_of(bundle: &Value, view: &str) -> Option<usize> {
    let length = |list: &Value| list.as_array().map(Vec::len);
    match view {
        "overview" => None,
        "processes" | "sources" => length(&bundle[view]),
        "protocols" => {
            let namespaces = bundle["namespaces"].as_array()?.iter();
            let groups = namespaces.filter_map(|it| it["protocol_statistics"].as_array());
            let counters = groups.flatten().filter_map(|it| it["counters"].as_object());
            Some(counters.map(serde_json::Map::len).sum())
        }
        _ => {
            let list = match view {
                "unix" | "packet" | "netlink" => format!("{view}_sockets"),
                "groups" => "multicast_groups".to_owned(),
                _ => view.to_owned(),
            };
            let namespaces = bundle["namespaces"].as_array()?.iter();
            Some(namespaces.filter_map(|it| length(&it[&list])).sum())
        }
    }
}

/// Waits until a view is the current one and its table announces this many rows.
pub(crate) async fn wait_for_view(page: &Page, view: &str, rows: Option<usize>) -> Result<()> {
    page.element(&format!("{}[aria-current=page]", link(view)))
        .await?;
    match rows {
        Some(rows) => {
            // The header is a row as well.
            let grid = format!("[role=grid].{view}[aria-rowcount='{}']", rows + 1);
            page.element(&grid).await?;
            let in_page = page.count(ROWS).await?;
            assert!(in_page <= MOST_ROWS, "{in_page} rows are in the page");
            assert!(in_page > 0 || rows == 0, "no row is in the page");
        }
        None => assert_eq!(page.count(GRID).await?, 0),
    }
    Ok(())
}

/// Waits until the address has this fragment, which follows what is typed with a delay.
pub(crate) async fn wait_for_fragment(page: &Page, fragment: &str) -> Result<()> {
    let text = json!(fragment);
    page.wait_until(
        &format!("the fragment is {fragment}"),
        &format!("return location.hash === {text}"),
    )
    .await
}

/// A script's answer as text.
pub(crate) async fn ask(page: &Page, script: &str) -> Result<String> {
    let answer = page.evaluate(script, vec![]).await?;
    Ok(answer
        .as_str()
        .map_or_else(|| answer.to_string(), str::to_owned))
}
