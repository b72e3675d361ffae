//! `/proc/PID/exe`: the file that a process runs, and whether it is still there.

use rustix::io::Errno;

use crate::readers::linux::file::{Directory, LINK_BYTES};

/// What the kernel adds to the path of a file that has no name any more.
const DELETED: &[u8] = b" (deleted)";

/// A file that a process runs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Executable {
    /// Its path. A file that never had one, of `memfd_create(2)`, is `/memfd:` and its name.
    pub path: String,
    pub deleted: bool,
}

/// Reads the link. A name may end like the kernel's remark: it is one when the file has no name
/// left, or when there is no such file, as the process sees the file system, or another one.
pub(super) fn read(
    directory: &Directory,
    room: &mut [u8; LINK_BYTES],
) -> Result<Executable, Errno> {
    let target = directory.link(c"exe", room)?;
    let (path, deleted) = match target.strip_suffix(DELETED) {
        Some(path) if !is_file(directory, target) => (path, true),
        _ => (target, false),
    };
    Ok(Executable {
        path: String::from_utf8_lossy(path).into_owned(),
        deleted,
    })
}

/// Whether the file that runs has this name in the process's root.
fn is_file(directory: &Directory, name: &[u8]) -> bool {
    let Some(running) = directory.stat(c"exe").ok().filter(|stat| stat.st_nlink > 0) else {
        return false;
    };
    let relative = name.strip_prefix(b"/").unwrap_or(name);
    let named = directory.stat([b"root/", relative].concat());
    named.is_ok_and(|named| (named.st_dev, named.st_ino) == (running.st_dev, running.st_ino))
}
