//! The kinds of machine that something is compiled for.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{output, run};

/// The target the viewer is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The target of the collector that needs nothing of the system it runs on but its kernel.
pub(crate) const STATIC: &str = "x86_64-unknown-linux-musl";

/// Adds the standard library of a target with rustup unless it is there.
pub(crate) fn ensure(target: &str) -> Result<()> {
    let mut list = Command::new("rustup");
    let list = output(list.args(["target", "list", "--installed"])).with_context(|| {
        format!("netsnap needs the target {target}; without rustup it must be installed by hand")
    });
    match list {
        Ok(list) if list.lines().any(|line| line.trim() == target) => Ok(()),
        Ok(_) => run(Command::new("rustup").args(["target", "add", target])),
        // Distributions package targets without rustup; the compiler knows.
        Err(error) => installed_without_rustup(target).then_some(()).ok_or(error),
    }
}

/// The target of the machine that builds.
pub(super) fn host() -> Result<String> {
    let version = output(rustc().arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

/// The compiler that cargo runs.
pub(super) fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn installed_without_rustup(target: &str) -> bool {
    output(rustc().args(["--print", "target-libdir", "--target", target]))
        .is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}
