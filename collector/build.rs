//! Puts the viewer's page into the program: the file that `NETSNAP_VIEWER` names, or nothing.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=NETSNAP_VIEWER");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let page = match env::var_os("NETSNAP_VIEWER").filter(|path| !path.is_empty()) {
        None => Vec::new(),
        Some(path) => {
            let path = PathBuf::from(path);
            println!("cargo::rerun-if-changed={}", path.display());
            fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    fs::write(out.join("viewer.html"), page)?;
    Ok(())
}
