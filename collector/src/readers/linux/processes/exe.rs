//! `/proc/PID/exe`: the file that a process runs, and whether it is still there.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// What the kernel adds to the path of a file that has no name any more.
const DELETED: &[u8] = b" (deleted)";

/// A file that a process runs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Executable {
    pub path: String,
    pub deleted: bool,
}

/// Reads the link. A name may end like the kernel's remark: it is one when there is no such file,
/// as the process sees the file system, or another file.
pub(super) fn read(directory: &Path) -> io::Result<Executable> {
    let link = directory.join("exe");
    let target = std::fs::read_link(&link)?.into_os_string().into_vec();
    let (path, deleted) = match target.strip_suffix(DELETED) {
        Some(path) if !is_file(&link, directory, &target) => (path, true),
        _ => (&*target, false),
    };
    Ok(Executable {
        path: String::from_utf8_lossy(path).into_owned(),
        deleted,
    })
}

/// Whether the file that runs has this name in the process's root.
fn is_file(link: &Path, directory: &Path, name: &[u8]) -> bool {
    let relative = name.strip_prefix(b"/").unwrap_or(name);
    let named = directory.join("root").join(OsStr::from_bytes(relative));
    let file = |path: &Path| {
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    let running = file(link);
    running.is_some() && running == file(&named)
}
