//! `cargo xtask test`: everything, the built product in a browser included.

use anyhow::Result;

use crate::build;
use crate::machine::{self, Need};
use crate::npm;
use crate::workspace::{Workspace, run};

/// What the tests run besides the product.
const NEEDS: &[Need] = &[
    Need {
        program: "chromium",
        packages: &["chromium", "fonts-liberation"],
    },
    Need {
        program: "chromedriver",
        packages: &["chromium-driver"],
    },
    Need {
        program: "pdftotext",
        packages: &["poppler-utils"],
    },
    Need {
        program: "ss",
        packages: &["iproute2"],
    },
    Need {
        program: "ip",
        packages: &["iproute2"],
    },
];

/// Builds, and runs all tests. Arguments go to the runner, such as a part of a test's name.
///
/// This tool's own tests run apart: together with the others cargo would build its dependencies a
/// second time, with the features that the others ask for.
pub(crate) fn test(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    machine::ensure(NEEDS)?;
    npm::install(workspace)?;
    build::build(workspace)?;
    // Only where it can be run.
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        build::build_static(workspace)?;
    }
    let members = |command: &[&str]| {
        let mut cargo = workspace.cargo(command);
        cargo.args(["--workspace", "--exclude=xtask"]);
        cargo
    };
    let runner: &[&str] = if has_nextest(workspace) {
        &["nextest", "run", "--no-fail-fast", "--no-tests=pass"]
    } else {
        &["test", "--no-fail-fast", "--all-targets"]
    };
    let mut own = workspace.cargo(runner);
    run(own.arg("--package=xtask").args(arguments))?;
    if arguments.is_empty() {
        run(members(&["test", "--doc"]).arg("--quiet"))?;
    }
    run(members(runner).args(arguments))
}

fn has_nextest(workspace: &Workspace) -> bool {
    let version = workspace.cargo(&["nextest", "--version"]).output();
    version.is_ok_and(|output| output.status.success())
}
