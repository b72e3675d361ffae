//! `cargo xtask lint`: formatting, clippy and documentation with warnings denied, and the words that
//! no file may hold.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::build::{WASM, ensure_target};
use crate::workspace::{Workspace, output, run};

/// Marks of work that is not done. Put together here, so that this file does not hold them.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
];

/// Runs every check; the first that fails ends it.
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    words(workspace)?;
    ensure_components(workspace)?;
    ensure_target(WASM)?;
    run(&mut workspace.cargo(&["fmt", "--all", "--check"]))?;
    let deny = ["--", "--deny=warnings"];
    let native = ["clippy", "--workspace", "--all-targets"];
    run(workspace.cargo(&native).args(deny))?;
    let wasm = [
        "clippy",
        "--package=netsnap-viewer",
        "--package=netsnap-unpacker",
        "--lib",
        "--target",
        WASM,
    ];
    run(workspace.cargo(&wasm).args(deny))?;
    let mut documentation = workspace.cargo(&["doc", "--workspace", "--no-deps"]);
    run(documentation.env("RUSTDOCFLAGS", "--deny=warnings"))
}

/// Adds rustfmt and clippy with rustup unless they are there.
fn ensure_components(workspace: &Workspace) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let mut version = workspace.cargo(&[command, "--version"]);
        if !version.output().is_ok_and(|output| output.status.success()) {
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// Looks through the text files that git knows.
fn words(workspace: &Workspace) -> Result<()> {
    let mut git = Command::new("git");
    git.current_dir(&workspace.root);
    let files = output(git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let forbidden = forbidden(workspace);
    let mut found = Vec::new();
    for file in files.split_terminator('\0') {
        // A file that was deleted, or is no text, has nothing to say.
        let Ok(text) = fs::read_to_string(workspace.root.join(file)) else {
            continue;
        };
        for (number, line) in (1..).zip(text.lines()) {
            for word in forbidden.iter().filter(|word| line.contains(*word)) {
                found.push(format!("{file}:{number}: {word}"));
            }
        }
    }
    if !found.is_empty() {
        bail!("words that no file may hold:\n{}", found.join("\n"));
    }
    Ok(())
}

/// Marks of unfinished work, and paths of the machine that this runs on.
fn forbidden(workspace: &Workspace) -> Vec<String> {
    let mut words: Vec<String> = UNFINISHED.map(str::to_owned).into();
    words.push(format!("{}/", workspace.root.display()));
    words.extend(env::var("CARGO_HOME"));
    // The home of a service or of root is a path of every machine.
    let home = env::var("HOME").unwrap_or_default();
    words.extend(home.starts_with("/home/").then(|| format!("{home}/")));
    words
}
