//! The collector, with the page inside.

use std::env;
use std::path::Path;

use anyhow::Result;

use super::paths::Paths;
use super::target::STATIC;
use crate::file;
use crate::workspace::{Workspace, run};

/// The variable by which cargo is told who links a program for [`STATIC`].
const LINKER: &str = "CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER";

/// Builds the collector for release on a kind of machine and copies it to `to`.
///
/// The target is named even where it is this machine's: what runs while building, such as derive
/// macros, is then the same for every target and compiled once.
///
/// `NETSNAP_VIEWER` is read by the collector's build script. It is set here and nowhere else, so
/// that a build for development never makes this one stale.
pub(super) fn build(
    workspace: &Workspace,
    paths: &Paths,
    page: &Path,
    target: &str,
    to: &Path,
) -> Result<()> {
    let mut cargo = workspace.cargo(&["build", "--release", "--package=netsnap", "--bin=netsnap"]);
    cargo.args(["--target", target]).env("NETSNAP_VIEWER", page);
    if target == STATIC && env::var_os(LINKER).is_none() {
        // The compiler brings this one and the C library along: no C compiler is asked for.
        cargo.env(LINKER, "rust-lld");
    }
    run(cargo.env("CARGO_ENCODED_RUSTFLAGS", paths.flags()?))?;
    let built = format!("{target}/release/netsnap{}", suffix(target));
    let built = workspace.target.join(built);
    paths.refuse_in(&file::read(&built)?, "the collector")?;
    file::copy_if_changed(&built, to)
}

/// The ending of a program's name.
fn suffix(target: &str) -> &'static str {
    if target == STATIC {
        ""
    } else {
        env::consts::EXE_SUFFIX
    }
}
