//! `cargo xtask build`: viewer → page → collector with the page inside.

mod ascii;
mod collector;
mod functions;
mod kept;
mod minify;
mod names;
mod order;
mod page;
mod paths;
mod payload;
mod policy;
mod target;
mod unpacker;
mod viewer;

use std::path::PathBuf;

use anyhow::Result;

use paths::Paths;
pub(crate) use target::{WASM, ensure as ensure_target};

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
    let paths = Paths::find(workspace)?;
    let dist = Dist {
        netsnap: workspace
            .dist()
            .join(format!("netsnap{}", std::env::consts::EXE_SUFFIX)),
        viewer: page(workspace, &paths)?,
    };
    let host = target::host()?;
    collector::build(workspace, &paths, &dist.viewer, &host, &dist.netsnap)?;
    Ok(dist)
}

/// Builds the collector that runs on any Linux of its architecture, and says where it is.
pub(crate) fn build_static(workspace: &Workspace) -> Result<PathBuf> {
    target::ensure(target::STATIC)?;
    let paths = Paths::find(workspace)?;
    let page = page(workspace, &paths)?;
    let netsnap = workspace.dist().join("netsnap-x86_64-linux-musl");
    collector::build(workspace, &paths, &page, target::STATIC, &netsnap)?;
    Ok(netsnap)
}

/// Builds the page without a bundle.
fn page(workspace: &Workspace, paths: &Paths) -> Result<PathBuf> {
    let viewer = viewer::build(workspace, paths)?;
    let unpacker = unpacker::build(workspace, paths)?;
    let page = page::assemble(&page::Parts::read(workspace, viewer, unpacker)?)?;
    let file = workspace.dist().join("viewer.html");
    file::write_if_changed(&file, page.as_bytes())?;
    Ok(file)
}
