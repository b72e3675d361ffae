//! The harness of the tests as a program.

use std::process::Command;

use crate::workspace::Workspace;

/// Runs `netsnap-browser`; its arguments come after.
pub(crate) fn browser(workspace: &Workspace) -> Command {
    let program = [
        "run",
        "--quiet",
        "--package=netsnap-tests",
        "--bin=netsnap-browser",
        "--",
    ];
    workspace.cargo(&program)
}
