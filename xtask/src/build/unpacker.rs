//! The unpacker: the small WebAssembly that gets the viewer out of the page.

use anyhow::Result;

use super::paths::Paths;
use super::target::{self, WASM};
use crate::file;
use crate::workspace::{Workspace, run};

/// Builds the unpacker.
pub(super) fn build(workspace: &Workspace, paths: &Paths) -> Result<Vec<u8>> {
    target::ensure(WASM)?;
    let mut cargo = workspace.cargo(&[
        "rustc",
        "--package=netsnap-unpacker",
        "--lib",
        // Only here: elsewhere it is a library without a standard library, which cannot be linked.
        "--crate-type=cdylib",
        "--profile=viewer",
        "--target",
        WASM,
        "--",
        "-Cstrip=symbols",
    ]);
    run(cargo.env("CARGO_ENCODED_RUSTFLAGS", paths.flags()?))?;
    let compiled = workspace
        .target
        .join(WASM)
        .join("viewer/netsnap_unpacker.wasm");
    let wasm = file::read(&compiled)?;
    paths.refuse_in(&wasm, "the unpacker")?;
    Ok(wasm)
}
