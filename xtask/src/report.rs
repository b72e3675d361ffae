//! `cargo xtask report`: this host's report, with the product that was just built.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::build;
use crate::workspace::{Workspace, run};

/// The file that is written to the current folder, over its earlier version.
const FILE: &str = "netsnap-report.html";

/// Builds, and writes the report.
pub(crate) fn report(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let dist = build::build(workspace)?;
    let mut netsnap = Command::new(dist.netsnap);
    netsnap.args(["report", "-o", FILE, "--force"]);
    run(netsnap.args(arguments))?;
    eprintln!("Open {FILE} in a browser.");
    Ok(())
}
