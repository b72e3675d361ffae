//! Files that are touched only when they change, so that cargo sees no false change.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Reads a file as text.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} could not be read", path.display()))
}

/// Writes a file and its folders, unless it already has this content.
pub(crate) fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    replace(path, |new| fs::write(new, content))
}

/// Copies a program, unless the copy already has its content.
///
/// The old copy is replaced, not overwritten: it may be running.
pub(crate) fn copy_if_changed(from: &Path, to: &Path) -> Result<()> {
    let content = read(from)?;
    if fs::read(to).is_ok_and(|old| old == content) {
        return Ok(());
    }
    replace(to, |new| fs::copy(from, new).map(drop))
}

/// Writes beside the target and renames, so that no half file is ever seen.
fn replace(path: &Path, write: impl FnOnce(&Path) -> std::io::Result<()>) -> Result<()> {
    let written = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let new = path.with_file_name(name);
        write(&new)?;
        fs::rename(&new, path)
    };
    written().with_context(|| format!("{} could not be written", path.display()))
}

/// A file's size for people, in thousands of bytes.
pub(crate) fn size(path: &Path) -> Result<String> {
    let bytes = fs::metadata(path)?.len();
    Ok(format!("{} KB", bytes.div_ceil(1000)))
}
