//! What stands on a printed page.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The text of each sheet of a PDF file, which comes in base64.
pub(super) fn sheets(pdf: &str) -> Result<Vec<String>> {
    let pdf = STANDARD.decode(pdf);
    let pdf = pdf.map_err(|error| anyhow!("what was printed is no base64: {error}"))?;
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(&pdf)?;
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(file.path())
        .arg("-")
        .stderr(Stdio::inherit())
        .output()
        .context("pdftotext is needed: apt-get install poppler-utils")?;
    ensure!(
        output.status.success(),
        "pdftotext cannot read the PDF file"
    );
    let text = String::from_utf8(output.stdout)?;
    // Each sheet ends with a form feed.
    let sheets = text.trim_end_matches('\u{c}').split('\u{c}');
    Ok(sheets.map(str::to_owned).collect())
}
