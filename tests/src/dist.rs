//! What `cargo xtask build` left: the tests run that, and nothing else.

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

/// A file of `target/dist`. This program is somewhere under `target`, wherever that is.
fn file(name: &str) -> Result<PathBuf> {
    let program = env::current_exe()?;
    program
        .ancestors()
        .map(|folder| folder.join("dist").join(name))
        .find(|path| path.is_file())
        .with_context(|| {
            format!("target/dist/{name} is not there: run the tests with `cargo xtask test`")
        })
}
