//! The viewer: Rust to WebAssembly, and its JavaScript glue.

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::kept::kept;
use super::names;
use super::order;
use super::paths::Paths;
use super::target::{self, WASM};
use crate::file;
use crate::workspace::{Workspace, run};

/// The viewer as it goes into the page.
pub(super) struct Viewer {
    /// The glue: a classic script that defines `wasm_bindgen`.
    pub(super) glue: String,
    /// The WebAssembly that belongs to it.
    pub(super) wasm: Vec<u8>,
}

/// Builds the viewer, or takes the earlier result for the same WebAssembly.
pub(super) fn build(workspace: &Workspace, paths: &Paths) -> Result<Viewer> {
    target::ensure(WASM)?;
    let mut cargo = workspace.cargo(&[
        "build",
        "--package=netsnap-viewer",
        "--lib",
        "--profile=viewer",
        "--target",
        WASM,
    ]);
    run(cargo.env("CARGO_ENCODED_RUSTFLAGS", paths.flags()?))?;
    let compiled = workspace
        .target
        .join(WASM)
        .join("viewer/netsnap_viewer.wasm");
    let compiled = file::read(&compiled)?;
    let place = workspace.target.join("xtask/viewer");
    let [glue, wasm] = kept(&place, &compiled, ["viewer.js", "viewer.wasm"], || {
        bind(compiled.clone())
    })?;
    paths.refuse_in(&wasm, "the viewer")?;
    let glue = String::from_utf8(glue)?;
    Ok(Viewer { glue, wasm })
}

/// wasm-bindgen's work: the glue, and the WebAssembly that belongs to it.
fn bind(wasm: Vec<u8>) -> Result<[Vec<u8>; 2]> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("netsnap_viewer", wasm)
        .no_modules(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true);
    let mut output = bindgen.generate_output()?;
    if !output.local_modules().is_empty() || output.snippets().values().any(|list| !list.is_empty())
    {
        bail!(
            "a dependency of the viewer brings JavaScript modules; one classic script has no place for them"
        );
    }
    let mut wasm = order::reorder(&output.wasm_mut().emit_wasm())
        .context("the functions of the viewer could not be put in order")?;
    let mut glue = output.js().as_bytes().to_vec();
    names::shorten(&mut glue, &mut wasm);
    Ok([glue, wasm])
}
