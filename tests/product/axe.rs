//! axe-core finds nothing in any state of the page: in every view, in every theme, wide and narrow.

use anyhow::Result;
use netsnap_tests::{Page, bundle};
use serde_json::json;

use crate::contract::{ALERT, DETAILS, FIRST_CELL, SEARCH, VIEWS};

const SIZES: [(u32, u32); 2] = [(1280, 800), (390, 844)];

/// What the system asks of colours.
type Theme = &'static [(&'static str, &'static str)];

const LIGHT: Theme = &[("prefers-color-scheme", "light")];
const DARK: Theme = &[("prefers-color-scheme", "dark")];
const FORCED: Theme = &[
    ("forced-colors", "active"),
    ("prefers-color-scheme", "dark"),
];

/// What is done in a place before it is looked at.
#[derive(Debug, Clone, Copy)]
enum Step {
    Click(&'static str),
    Focus(&'static str),
    Press(char),
    Type(&'static str),
    WaitFor(&'static str),
}

/// Places besides the views and their details: a name, a fragment, and what is done there.
const PLACES: &[(&str, &str, &[Step])] = &[
    (
        "the help",
        "#/overview",
        &[Step::Press('?'), Step::WaitFor("dialog[open]")],
    ),
    (
        "an answer to a packet",
        "#/routes?to=203.0.113.9",
        &[Step::WaitFor(".ask-outcome")],
    ),
    (
        "a packet that is none",
        "#/routes?to=1.1.1.x",
        &[Step::WaitFor(".ask-message")],
    ),
    (
        "the finer parts of a packet",
        "#/routes?to=1.1.1.1",
        &[
            Step::Click(".ask summary"),
            Step::WaitFor(".ask-finer[open]"),
        ],
    ),
    (
        "groups",
        "#/sockets?group=proc&sort=state,-lport",
        &[
            Step::Click(".group-head .group-words"),
            Step::WaitFor("[aria-level='2']"),
        ],
    ),
    (
        "a tree of processes",
        "#/processes?group=tree",
        &[Step::WaitFor("[role=treegrid]")],
    ),
    (
        "the list of columns",
        "#/sockets",
        &[
            Step::Click(".columns summary"),
            Step::WaitFor(".columns[open] li"),
        ],
    ),
    (
        "suggestions",
        "#/sockets",
        &[Step::Type("state:"), Step::WaitFor("[role=listbox]")],
    ),
    (
        "a wrong filter",
        "#/sockets?q=port%3A99999",
        &[Step::WaitFor(ALERT)],
    ),
    (
        "no row",
        "#/sockets?q=port%3A1",
        &[Step::WaitFor(".nothing")],
    ),
    (
        "what can be done with a value",
        "#/sockets?q=tcp",
        &[
            Step::Focus("[role=grid]"),
            Step::Press('j'),
            Step::Press('m'),
            Step::WaitFor("[role=menu]"),
        ],
    ),
    (
        "the choice of columns",
        "#/sockets",
        &[
            Step::Click(".columns summary"),
            Step::WaitFor(".columns[open] .columns-panel"),
        ],
    ),
    (
        "groups",
        "#/sockets?group=state",
        &[Step::WaitFor("[role=treegrid] .group-head")],
    ),
    (
        "what can be taken along",
        "#/sockets?sel=0",
        &[
            Step::Click("header [popovertarget=share]"),
            Step::WaitFor("#share:popover-open"),
        ],
    ),
    (
        "examples of filters",
        "#/sockets?q=tcp%20!state%3Alisten",
        &[
            Step::Click("[data-tool=examples]"),
            Step::WaitFor("#filter-examples"),
        ],
    ),
    (
        "a sorted column",
        "#/sockets?sort=-lport",
        &[Step::WaitFor("[aria-sort=descending]")],
    ),
];

/// A menu that is open is in no landmark: it is gone when the focus leaves it.
const MENU: &str = "moderate region: .value-menu";

/// Closes what was opened over the page.
const CLOSE: &str = "document.querySelector('dialog[open]')?.close();
    document.querySelector(':popover-open')?.hidePopover();
    document.querySelector('.columns[open]')?.removeAttribute('open')";

/// What was found, with the place where it was.
async fn look(page: &Page, theme: Theme, what: &str, faults: &mut Vec<String>) -> Result<()> {
    // axe-core reads -webkit-text-fill-color, which stays what the page asked for where the system
    // forces colours; there the system sees to the contrast.
    let left_out: &[&str] = if theme == FORCED {
        &["color-contrast"]
    } else {
        &[]
    };
    for fault in page.violations(left_out).await? {
        if !fault.starts_with(MENU) {
            faults.push(format!("{what}: {fault}"));
        }
    }
    Ok(())
}

async fn check_report(theme: Theme) -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.emulate("", theme).await?;
    let mut faults = Vec::new();
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        for (view, _) in VIEWS {
            let what = format!("{view} at {width}");
            page.go(&format!("#/{view}")).await?;
            look(&page, theme, &what, &mut faults).await?;
            if page.count(FIRST_CELL).await? > 0 {
                page.click(FIRST_CELL).await?;
                page.element(DETAILS).await?;
                look(&page, theme, &format!("{what} with details"), &mut faults).await?;
            }
        }
        for (what, fragment, steps) in PLACES {
            page.go(fragment).await?;
            for step in *steps {
                match step {
                    Step::Click(css) => page.click(css).await?,
                    Step::Focus(css) => {
                        let focus = "document.querySelector(arguments[0]).focus()";
                        page.evaluate(focus, vec![json!(css)]).await?;
                    }
                    Step::Press(key) => page.press(*key).await?,
                    Step::Type(text) => page.retype(SEARCH, text).await?,
                    Step::WaitFor(css) => drop(page.element(css).await?),
                }
            }
            look(&page, theme, &format!("{what} at {width}"), &mut faults).await?;
            page.evaluate(CLOSE, vec![]).await?;
        }
    }
    page.finish().await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[tokio::test]
async fn a_report_in_light_has_no_fault() -> Result<()> {
    check_report(LIGHT).await
}

#[tokio::test]
async fn a_report_in_dark_has_no_fault() -> Result<()> {
    check_report(DARK).await
}

#[tokio::test]
async fn a_report_in_forced_colours_has_no_fault() -> Result<()> {
    check_report(FORCED).await
}

#[tokio::test]
async fn the_viewer_without_a_report_has_no_fault() -> Result<()> {
    for bundle in [&b""[..], b"no bundle"] {
        let mut faults = Vec::new();
        let page = Page::open_report_bytes(bundle).await?;
        page.element(".drop-zone").await?;
        for theme in [LIGHT, DARK, FORCED] {
            page.emulate("", theme).await?;
            for (width, height) in SIZES {
                page.resize(width, height).await?;
                let what = format!("{bundle:?} at {width} in {theme:?}");
                look(&page, theme, &what, &mut faults).await?;
            }
        }
        page.finish().await?;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
    Ok(())
}

#[tokio::test]
async fn a_fault_is_found() -> Result<()> {
    let page = Page::open_html(
        "<!doctype html><html lang=en><link rel=icon href='data:,'><title>Faults</title>
         <main><h1>Faults</h1><p style='color: #bbb; background: #fff'>pale</p><input></main>",
    )
    .await?;
    let found = page.violations(&[]).await?.join("\n");
    for rule in ["serious color-contrast: p: ", "critical label: input: "] {
        assert!(found.contains(rule), "{rule}: {found}");
    }
    page.finish().await
}
