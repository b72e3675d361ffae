//! Opening and filtering large reports in Chromium, beside a plain page with the same bundle.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::browser::browser;
use crate::build;
use crate::workspace::{Workspace, run};

/// Makes a bundle of each size, a report and a plain page with it inside, and has a browser measure
/// both.
pub(super) fn viewer(workspace: &Workspace, sizes: &[u32]) -> Result<()> {
    let dist = build::build(workspace)?;
    let folder = workspace.target.join("xtask/speed");
    fs::create_dir_all(&folder)?;
    let [bundle, report, plain] =
        ["bundle.json.gz", "report.html", "plain.html"].map(|name| folder.join(name));
    println!("Times in ms; where there are three: median / 95 % / worst.");
    for sockets in sizes {
        let mut make = browser(workspace);
        run(make.args(["bundle", &sockets.to_string()]).arg(&bundle))?;
        let mut netsnap = Command::new(&dist.netsnap);
        netsnap.arg("report").arg(&bundle);
        run(netsnap.args(["--force", "-o"]).arg(&report))?;
        run(browser(workspace).arg("plain").args([&bundle, &plain]))?;
        let size = fs::metadata(&bundle)?.len();
        println!("\n{sockets} sockets, {size} bytes of bundle:\n");
        run(browser(workspace).arg("speed").args([&report, &plain]))?;
    }
    // A million sockets leave hundreds of megabytes.
    Ok(fs::remove_dir_all(folder)?)
}
