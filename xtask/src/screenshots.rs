//! `cargo xtask screenshots`: every view as a picture, to look at.

use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use anyhow::Result;

use crate::browser::browser;
use crate::build;
use crate::workspace::{Workspace, run};

/// Where from, and where to.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A report or an empty viewer; without one, a report of this host is made
    page: Option<PathBuf>,
    /// The folder for the pictures [default: target/screenshots]
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// Takes the pictures.
pub(crate) fn screenshots(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let folder = arguments
        .output
        .as_deref()
        .unwrap_or(Path::new("screenshots"));
    let folder = match arguments.output {
        Some(_) => absolute(folder)?,
        None => workspace.target.join(folder),
    };
    let page = match &arguments.page {
        Some(page) => absolute(page)?,
        None => report(workspace)?,
    };
    run(browser(workspace).arg("screenshots").args([&page, &folder]))?;
    eprintln!("{}", folder.display());
    Ok(())
}

/// A report of this host.
fn report(workspace: &Workspace) -> Result<PathBuf> {
    let dist = build::build(workspace)?;
    let page = workspace.target.join("xtask/report.html");
    let mut netsnap = Command::new(dist.netsnap);
    run(netsnap.args(["report", "--force", "-o"]).arg(&page))?;
    Ok(page)
}
