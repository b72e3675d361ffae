//! Programs that the machine has to have, and apt where it may be asked for them.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::run;

/// A program, and the Debian packages that bring it.
pub(crate) struct Need {
    pub(crate) program: &'static str,
    pub(crate) packages: &'static [&'static str],
}

/// Installs what is missing, as root on a machine with apt; elsewhere says what to install.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !has(need.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let programs: Vec<&str> = missing.iter().map(|need| need.program).collect();
    let mut packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .collect();
    packages.sort_unstable();
    packages.dedup();
    if !(has("apt-get") && is_root()) {
        bail!(
            "{} missing; on Debian: apt-get install {}",
            programs.join(", "),
            packages.join(" ")
        );
    }
    run(Command::new("apt-get").args(["--quiet", "update"]))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["--quiet", "--yes", "--no-install-recommends", "install"]);
    run(install.args(packages))
}

/// Whether a program can be run by its name.
pub(crate) fn has(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    // Debian keeps `ip` and others where an ordinary user's PATH does not look.
    let mut folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    folders.any(|folder| folder.join(program).is_file())
}

/// Whether this process runs as root: whose it is, proc(5) says.
fn is_root() -> bool {
    let status = fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let uids = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    // Real, effective, saved, file system.
    uids.and_then(|uids| uids.split_whitespace().nth(1)) == Some("0")
}
