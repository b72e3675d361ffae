//! What can be measured of the looks: nothing sticks out, and the colours follow the choice.

use anyhow::Result;
use netsnap_tests::{ColorScheme, Page, bundle};

use crate::contract::{DETAILS, FIRST_CELL, VIEWS, ask};

const SIZES: [(u32, u32); 4] = [(390, 844), (768, 1024), (1280, 800), (1920, 1080)];

/// How far the page itself can be scrolled to the side, and what sticks out of it.
const OVERHANG: &str = "const page = document.documentElement;
    return [page.scrollWidth - innerWidth, document.body.scrollWidth - innerWidth]
        .filter((overhang) => overhang > 0).join()";

async fn check(page: &Page, what: &str) -> Result<()> {
    let overhang = ask(page, OVERHANG).await?;
    assert_eq!(overhang, "", "{what} can be scrolled to the side");
    Ok(())
}

#[tokio::test]
async fn what_sticks_out_is_noticed() -> Result<()> {
    let wide =
        "<!doctype html><link rel=icon href='data:,'><style>p { width: 400px }</style><p>wide";
    let page = Page::open_html(wide).await?;
    for (width, overhangs) in [(1280, false), (390, true)] {
        page.resize(width, 800).await?;
        assert_eq!(
            !ask(&page, OVERHANG).await?.is_empty(),
            overhangs,
            "{width}"
        );
    }
    page.finish().await
}

#[tokio::test]
async fn the_page_itself_is_never_scrolled_to_the_side() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        for scheme in [ColorScheme::Light, ColorScheme::Dark] {
            page.prefer(scheme).await?;
            for (view, _) in VIEWS {
                page.go(&format!("#/{view}")).await?;
                let what = format!("{view} at {width} in {}", scheme.name());
                check(&page, &what).await?;
                if view != "overview" {
                    page.click(FIRST_CELL).await?;
                    page.element(DETAILS).await?;
                    check(&page, &format!("{what} with details")).await?;
                }
            }
        }
    }
    page.finish().await
}

#[tokio::test]
async fn the_empty_viewer_fits_too() -> Result<()> {
    let page = Page::open_viewer().await?;
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        check(&page, &format!("the empty viewer at {width}")).await?;
    }
    page.finish().await
}

async fn ground(page: &Page) -> Result<String> {
    ask(
        page,
        "return getComputedStyle(document.body).backgroundColor",
    )
    .await
}

#[tokio::test]
async fn the_colours_follow_the_system_and_the_button() -> Result<()> {
    let page = Page::open_report(&bundle::sample()?).await?;
    page.prefer(ColorScheme::Light).await?;
    let light = ground(&page).await?;
    page.prefer(ColorScheme::Dark).await?;
    let dark = ground(&page).await?;
    assert_ne!(light, dark);
    for (name, in_light, in_dark) in [
        ("Colours: light", &light, &light),
        ("Colours: dark", &dark, &dark),
        ("Colours: as the system", &light, &dark),
    ] {
        page.click("header button[aria-label^=Colours]").await?;
        page.element(&format!("header button[aria-label='{name}']"))
            .await?;
        page.prefer(ColorScheme::Light).await?;
        assert_eq!(&ground(&page).await?, in_light, "{name}");
        page.prefer(ColorScheme::Dark).await?;
        assert_eq!(&ground(&page).await?, in_dark, "{name}");
    }
    page.finish().await
}
