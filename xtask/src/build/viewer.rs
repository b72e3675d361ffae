//! The viewer: Rust to WebAssembly, its JavaScript glue, and the WebAssembly as small as gzip gets.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::file;
use crate::workspace::{Workspace, output, run};

/// The target the viewer is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What `pack` does; a new number makes every earlier result stale.
const RECIPE: &str = concat!("1 ", env!("CARGO_PKG_VERSION"));

/// The viewer as it goes into the page.
pub(super) struct Viewer {
    /// The glue: a classic script that defines `wasm_bindgen`.
    pub(super) glue: String,
    /// The WebAssembly as gzip.
    pub(super) wasm_gzip: Vec<u8>,
}

/// Builds the viewer, or takes the earlier result for the same WebAssembly.
pub(super) fn build(workspace: &Workspace) -> Result<Viewer> {
    ensure_target()?;
    run(&mut workspace.cargo(&[
        "build",
        "--package=netsnap-viewer",
        "--lib",
        "--profile=viewer",
        "--target",
        WASM,
    ]))?;
    let compiled = workspace
        .target
        .join(WASM)
        .join("viewer/netsnap_viewer.wasm");
    pack(&compiled, &workspace.target.join("xtask/viewer"))
}

/// Adds the target with rustup unless it is there.
pub(crate) fn ensure_target() -> Result<()> {
    let mut list = Command::new("rustup");
    let list = output(list.args(["target", "list", "--installed"])).with_context(|| {
        format!("the viewer needs the target {WASM}; without rustup it must be installed by hand")
    });
    match list {
        Ok(list) if list.lines().any(|line| line.trim() == WASM) => Ok(()),
        Ok(_) => run(Command::new("rustup").args(["target", "add", WASM])),
        // Distributions package the target without rustup; the compiler knows.
        Err(error) => installed_without_rustup().then_some(()).ok_or(error),
    }
}

fn installed_without_rustup() -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    output(rustc.args(["--print", "target-libdir", "--target", WASM]))
        .is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}

/// Glue and gzip of compiled WebAssembly, kept under the hash of their input.
fn pack(compiled: &Path, kept: &Path) -> Result<Viewer> {
    let wasm = file::read(compiled)?;
    let mut hash = Sha256::new();
    hash.update(RECIPE);
    hash.update(&wasm);
    let name = hash
        .finalize()
        .iter()
        .fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        });
    let folder = kept.join(name);
    let (glue_path, gzip_path) = (folder.join("viewer.js"), folder.join("viewer.wasm.gz"));
    if let (Ok(glue), Ok(wasm_gzip)) = (file::read_text(&glue_path), file::read(&gzip_path)) {
        return Ok(Viewer { glue, wasm_gzip });
    }

    let (glue, wasm) = bind(wasm)?;
    let wasm_gzip = compress(&wasm)?;
    // Only the newest result is worth its place.
    if kept.exists() {
        std::fs::remove_dir_all(kept)?;
    }
    file::write_if_changed(&glue_path, glue.as_bytes())?;
    file::write_if_changed(&gzip_path, &wasm_gzip)?;
    Ok(Viewer { glue, wasm_gzip })
}

/// wasm-bindgen's work: the glue, and the WebAssembly that belongs to it.
fn bind(wasm: Vec<u8>) -> Result<(String, Vec<u8>)> {
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
    let wasm = output.wasm_mut().emit_wasm();
    Ok((output.js().to_owned(), wasm))
}

/// The smallest gzip that zopfli finds.
fn compress(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = Vec::new();
    zopfli::compress(
        zopfli::Options::default(),
        zopfli::Format::Gzip,
        wasm,
        &mut gzip,
    )?;
    Ok(gzip)
}
