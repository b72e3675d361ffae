//! The collector, with the page inside.

use std::path::Path;

use anyhow::Result;

use super::paths::Paths;
use crate::file;
use crate::workspace::{Workspace, run};

/// Builds the collector for release and copies it to `to`.
///
/// `NETSNAP_VIEWER` is read by the collector's build script. It is set here and nowhere else, so
/// that a build for development never makes this one stale.
pub(super) fn build(workspace: &Workspace, paths: &Paths, page: &Path, to: &Path) -> Result<()> {
    let mut cargo = workspace.cargo(&["build", "--release", "--package=netsnap", "--bin=netsnap"]);
    cargo.env("NETSNAP_VIEWER", page);
    run(cargo.env("CARGO_ENCODED_RUSTFLAGS", paths.flags()?))?;
    let built = format!("release/netsnap{}", std::env::consts::EXE_SUFFIX);
    let built = workspace.target.join(built);
    paths.refuse_in(&file::read(&built)?, "the collector")?;
    file::copy_if_changed(&built, to)
}
