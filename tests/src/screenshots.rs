//! Pictures of every view, wide and narrow, light and dark.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::{ColorScheme, Page};

const SIZES: &[(u32, u32)] = &[(1920, 1080), (1280, 800), (390, 844)];

const SCHEMES: &[ColorScheme] = &[ColorScheme::Light, ColorScheme::Dark];

/// Name of the picture, fragment, and what is clicked there.
const VIEWS: &[(&str, &str, Option<&str>)] = &[
    ("overview", "#/overview", None),
    ("sockets", "#/sockets", None),
    ("selected", "#/sockets?q=tcp", Some(FIRST_CELL)),
    ("selected-udp", "#/sockets?q=udp", Some(FIRST_CELL)),
    ("no-match", "#/sockets?q=port%3A1%20port%3A2", None),
    ("invalid", "#/sockets?q=port%3A", None),
    ("unix", "#/unix", None),
    (
        "unix-selected",
        "#/unix?q=state%3Alistening",
        Some(FIRST_CELL),
    ),
    ("packet", "#/packet", Some(FIRST_CELL)),
    ("netlink", "#/netlink", Some(FIRST_CELL)),
    ("processes", "#/processes", None),
    ("tree", "#/processes?group=tree", None),
    ("grouped", "#/sockets?group=process", None),
    ("routes", "#/routes", None),
    ("asked", "#/routes?to=1.1.1.1", None),
    ("interfaces", "#/interfaces", None),
    ("rules", "#/rules", Some(FIRST_CELL)),
    ("neighbours", "#/neighbours", Some(FIRST_CELL)),
    ("groups", "#/groups", Some(FIRST_CELL)),
    ("protocols", "#/protocols", None),
    ("protocols-selected", "#/protocols", Some(FIRST_CELL)),
    ("sources", "#/sources", None),
];

const FIRST_CELL: &str = "[role=grid] [role=gridcell]";

/// Opens a page and writes `VIEW-WIDTH-SCHEME.png` for each view; a page without a bundle has one.
pub async fn take(page: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let empty =
        !fs::read_to_string(page)?.contains(r#"id="netsnap-bundle" type="application/gzip">H4s"#);
    let views = if empty { &[("empty", "", None)] } else { VIEWS };
    let page = Page::open_file(page).await?.started().await?;
    for &(width, height) in SIZES {
        page.resize(width, height).await?;
        for &scheme in SCHEMES {
            page.prefer(scheme).await?;
            for &(view, fragment, click) in views {
                page.go(fragment).await?;
                if let Some(css) = click {
                    if page.count(css).await? == 0 {
                        eprintln!("{view}: there is nothing to select at {fragment}");
                        continue;
                    }
                    page.click(css).await?;
                }
                let name = format!("{view}-{width}-{}.png", scheme.name());
                page.screenshot(&folder.join(name)).await?;
            }
        }
    }
    page.finish().await
}
