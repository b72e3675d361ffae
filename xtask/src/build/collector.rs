//! The collector, with the page inside.

use std::path::Path;

use anyhow::Result;

use crate::file;
use crate::workspace::{Workspace, run};

/// Builds the collector for release and copies it to `to`.
///
/// `NETSNAP_VIEWER` is read by the collector's build script. It is set here and nowhere else, so
/// that a build for development never makes this one stale.
pub(super) fn build(workspace: &Workspace, page: &Path, to: &Path) -> Result<()> {
    let mut cargo = workspace.cargo(&["build", "--release", "--package=netsnap", "--bin=netsnap"]);
    run(cargo.env("NETSNAP_VIEWER", page))?;
    let built = format!("release/netsnap{}", std::env::consts::EXE_SUFFIX);
    file::copy_if_changed(&workspace.target.join(built), to)
}
