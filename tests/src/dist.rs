//! What `cargo xtask build` left, and what `cargo xtask test` fetched: the tests run that, and nothing
//! else.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

/// The collector.
pub fn netsnap() -> Result<Command> {
    let name = format!("netsnap{}", env::consts::EXE_SUFFIX);
    Ok(Command::new(file(&name)?))
}

/// The collector that needs nothing of its system but a kernel.
pub fn static_netsnap() -> Result<PathBuf> {
    file("netsnap-x86_64-linux-musl")
}

/// The page without a bundle.
pub fn viewer() -> Result<PathBuf> {
    file("viewer.html")
}

/// The source of axe-core, which looks for what assistive technology cannot use.
pub(crate) fn axe() -> Result<PathBuf> {
    target("npm/node_modules/axe-core/axe.min.js")
}

/// A file of `target/dist`.
fn file(name: &str) -> Result<PathBuf> {
    target(&format!("dist/{name}"))
}

/// A file under `target`. This program is somewhere there too, wherever that is.
fn target(name: &str) -> Result<PathBuf> {
    let program = env::current_exe()?;
    program
        .ancestors()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .with_context(|| {
            format!("target/{name} is not there: run the tests with `cargo xtask test`")
        })
}
