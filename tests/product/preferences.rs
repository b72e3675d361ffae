//! What the system asks for on a person's behalf: large print, still pages, the focus in sight.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};
use serde_json::json;

use crate::contract::{DETAILS, FIRST_CELL, GRID, VIEWS, ask};

/// A window of 1280 by 800 at 200 %, and the narrowest phone.
const SMALL: [(u32, u32); 2] = [(640, 400), (320, 640)];

/// What can be scrolled both ways although it is no table, and what is cut off.
const LOST: &str = "const lost = [];
    for (const element of document.querySelectorAll('body *')) {
        if (!element.checkVisibility() || element.closest('.visually-hidden, svg')) continue;
        const name = () => element.outerHTML.slice(0, 90);
        const { overflowX, overflowY } = getComputedStyle(element);
        const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';
        const wide = element.scrollWidth > element.clientWidth + 1;
        const tall = element.scrollHeight > element.clientHeight + 1;
        if (wide && tall && scrolls(overflowX) && scrolls(overflowY) && !element.matches('[role=grid]')) {
            lost.push('scrolls both ways: ' + name());
        }
        const box = element.getBoundingClientRect();
        if (element.matches('button, input, select, summary') && !element.closest('[role=grid], nav, .ask-examples')
            && (box.left < -1 || box.right > innerWidth + 1)) {
            lost.push('sticks out: ' + name());
        }
    }
    return lost.join('\\n')";

/// How much of the table can be seen, in CSS pixels.
const TABLE: &str = "const grid = document.querySelector('[role=grid]');
    grid.scrollIntoView({ block: 'end' });
    const { top, bottom } = grid.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0)";

#[tokio::test]
async fn large_print_needs_no_scrolling_both_ways() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (width, height) in SMALL {
        page.resize(width, height).await?;
        let places = VIEWS.iter().map(|(view, _)| format!("#/{view}"));
        for place in places.chain(["#/routes?to=1.1.1.1".to_owned()]) {
            page.go(&place).await?;
            let what = format!("{place} at {width}");
            assert_eq!(ask(&page, LOST).await?, "", "{what}");
            if page.count(GRID).await? > 0 {
                let seen = page.evaluate(TABLE, vec![]).await?;
                assert!(
                    seen.as_f64() > Some(120.0),
                    "{seen} pixels of the table: {what}"
                );
            }
            if page.count(FIRST_CELL).await? > 0 {
                page.evaluate(&format!("document.querySelector('{GRID}').focus()"), vec![])
                    .await?;
                page.press('j').await?;
                page.press(Key::Enter).await?;
                page.element(DETAILS).await?;
                assert_eq!(ask(&page, LOST).await?, "", "{what} with details");
                page.press(Key::Escape).await?;
            }
        }
        page.press('?').await?;
        page.element("dialog[open]").await?;
        assert_eq!(ask(&page, LOST).await?, "", "the help at {width}");
        page.press(Key::Escape).await?;
    }
    page.finish().await
}

/// What moves by itself or slides on its way.
const MOVING: &str = "return [...document.querySelectorAll('*')].flatMap((element) =>
        ['', '::before', '::after'].map((part) => [element, getComputedStyle(element, part || null)]))
    .filter(([, style]) => Math.max(...[style.transitionDuration, style.animationDuration]
            .flatMap((times) => times.split(',')).map(parseFloat)) > 0.001
        || style.scrollBehavior === 'smooth')
    .map(([element]) => element.outerHTML.slice(0, 100)).join('\\n')";

#[tokio::test]
async fn nothing_moves_where_that_is_asked_for() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.emulate("", &[("prefers-reduced-motion", "reduce")])
        .await?;
    for (view, _) in VIEWS {
        page.go(&format!("#/{view}")).await?;
        if page.count(FIRST_CELL).await? > 0 {
            page.click(FIRST_CELL).await?;
        }
        assert_eq!(ask(&page, MOVING).await?, "", "{view}");
    }
    page.finish().await
}

#[tokio::test]
async fn what_moves_is_noticed() -> Result<()> {
    let page = Page::open_html(
        "<!doctype html><link rel=icon href='data:,'><p>still</p><p style='transition: color 1s'>moving</p>",
    )
    .await?;
    assert!(ask(&page, MOVING).await?.contains("moving"));
    page.finish().await
}

/// Whether the focus can be seen: an outline of two pixels at least, around what has it or around what
/// stands for it.
const RING: &str = "const [name] = arguments;
    const active = document.activeElement;
    const stands_for_it = active.matches('[role=grid]')
        ? active.querySelector('.current, #cell') ?? active
        : active.matches('input[type=file]') ? active.parentElement : active;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(stands_for_it);
    const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(outlineColor);
    return seen ? '' : `${name}: ${outlineWidth} ${outlineStyle} ${outlineColor} around ${active.outerHTML.slice(0, 120)}`";

#[tokio::test]
async fn the_focus_is_seen_wherever_it_is() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for theme in [
        ("prefers-color-scheme", "light"),
        ("prefers-color-scheme", "dark"),
        ("forced-colors", "active"),
    ] {
        page.emulate("", &[theme]).await?;
        for (fragment, stops) in [
            ("#/overview", 40),
            ("#/sockets?sel=0", 30),
            ("#/routes?to=1.1.1.1", 30),
        ] {
            page.go(fragment).await?;
            page.evaluate("document.activeElement.blur()", vec![])
                .await?;
            for stop in 0..stops {
                page.press(Key::Tab).await?;
                let what = json!(format!("stop {stop} of {fragment}, {theme:?}"));
                let in_page = "return document.activeElement !== document.body";
                if ask(&page, in_page).await? == "true" {
                    let lost = page.evaluate(RING, vec![what]).await?;
                    assert_eq!(lost, "");
                }
            }
        }
    }
    page.finish().await
}
