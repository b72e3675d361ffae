//! Opening and filtering a large report in Chromium.

use std::process::Command;

use anyhow::Result;

use crate::browser::browser;
use crate::build;
use crate::workspace::{Workspace, run};

/// Makes a report with this many sockets and has the browser measure it.
pub(super) fn viewer(workspace: &Workspace, sockets: u32) -> Result<()> {
    let dist = build::build(workspace)?;
    let bundle = workspace.target.join("xtask/bench.json.gz");
    let report = workspace.target.join("xtask/bench.html");
    let mut make = browser(workspace);
    run(make.args(["bundle", &sockets.to_string()]).arg(&bundle))?;
    let mut netsnap = Command::new(dist.netsnap);
    netsnap.arg("report").arg(bundle);
    run(netsnap.args(["--force", "-o"]).arg(&report))?;
    println!("A report of {sockets} sockets in Chromium:\n");
    run(browser(workspace).arg("speed").arg(&report))
}
