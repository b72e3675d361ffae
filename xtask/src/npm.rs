//! What the browser tests take from npm: pinned in `tests/npm`, installed into `target/npm`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::machine::{self, Need};
use crate::workspace::{Workspace, run};

/// The files that pin it.
const PINS: &[&str] = &["package.json", "package-lock.json"];

/// Where npm keeps what it has installed, and a note of it that it writes last.
const INSTALLED: &str = "node_modules/.package-lock.json";

/// Installs what is pinned, unless that was done before.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let from = workspace.root.join("tests/npm");
    let to = workspace.target.join("npm");
    if to.join(INSTALLED).is_file() && is_same(&from, &to) {
        return Ok(());
    }
    // Only now: a machine that has the files needs no npm.
    machine::ensure(&[Need {
        program: "npm",
        packages: &["npm"],
    }])?;
    if to.exists() {
        // What an earlier try has left is not taken for the whole.
        fs::remove_dir_all(&to).with_context(|| to.display().to_string())?;
    }
    fs::create_dir_all(&to).with_context(|| to.display().to_string())?;
    for pin in PINS {
        let file = from.join(pin);
        fs::copy(&file, to.join(pin)).with_context(|| file.display().to_string())?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(npm.current_dir(&to)).context("what the browser tests need of npm could not be installed")
}

/// Whether the pins are those of the last time.
fn is_same(from: &Path, to: &Path) -> bool {
    PINS.iter().all(|pin| {
        let pair = (fs::read(from.join(pin)), fs::read(to.join(pin)));
        matches!(pair, (Ok(wanted), Ok(there)) if wanted == there)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_installed_anew() -> Result<()> {
        let [wanted, there] = [tempfile::tempdir()?, tempfile::tempdir()?];
        assert!(!is_same(wanted.path(), there.path()));
        for (at, version, expected) in [
            (&wanted, "1", false),
            (&there, "1", true),
            (&wanted, "2", false),
        ] {
            for pin in PINS {
                fs::write(at.path().join(pin), version)?;
            }
            assert_eq!(is_same(wanted.path(), there.path()), expected, "{version}");
        }
        Ok(())
    }
}
