//! `cargo xtask build`: viewer → page → collector with the page inside.

mod ascii;
mod collector;
mod kept;
mod minify;
mod names;
mod page;
mod paths;
mod payload;
mod policy;
mod viewer;

use std::path::PathBuf;

use anyhow::Result;

pub(crate) use viewer::{WASM, ensure_target};

use crate::file;
use crate::workspace::Workspace;

/// What a build leaves.
pub(crate) struct Dist {
    /// The collector.
    pub(crate) netsnap: PathBuf,
    /// The page without a bundle.
    pub(crate) viewer: PathBuf,
}

/// Builds what is handed on. With nothing changed it writes nothing.
pub(crate) fn build(workspace: &Workspace) -> Result<Dist> {
    let dist = Dist {
        netsnap: workspace
            .dist()
            .join(format!("netsnap{}", std::env::consts::EXE_SUFFIX)),
        viewer: workspace.dist().join("viewer.html"),
    };
    let paths = paths::Paths::find(workspace)?;
    let viewer = viewer::build(workspace, &paths)?;
    let page = page::assemble(&page::Parts::read(workspace, viewer)?)?;
    file::write_if_changed(&dist.viewer, page.as_bytes())?;
    collector::build(workspace, &paths, &dist.viewer, &dist.netsnap)?;
    Ok(dist)
}
