//! Threads that live in another network namespace than their process's first thread (setns(2) moves
//! a thread).

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use netsnap_shared::snapshot::{NamespaceId, Pid};
use rustix::fs::readlinkat_raw;

use crate::readers::linux::processes::value;

/// `CAP_SYS_ADMIN` of `include/uapi/linux/capability.h`.
const CAP_SYS_ADMIN: u32 = 21;

/// Room for the target of a link: `net:[` and a number.
const LINK_BYTES: usize = 64;

/// The network namespaces of a process's threads besides the first. Only a thread that may
/// administer the system can go elsewhere: those of other processes are not looked at, for a
/// process may have thousands.
pub(super) fn elsewhere(directory: &Path, pid: Pid) -> Vec<(Pid, NamespaceId)> {
    let tasks = directory.join("task");
    // The directory of threads has two links and one for each, where it counts them.
    let several = std::fs::metadata(&tasks).is_ok_and(|tasks| tasks.nlink() != 3);
    if !several || !may_go_elsewhere(directory) {
        return Vec::new();
    }
    read(&tasks, pid).unwrap_or_default()
}

fn may_go_elsewhere(directory: &Path) -> bool {
    let status = std::fs::read(directory.join("status")).unwrap_or_default();
    let permitted = value(&status, "CapPrm").and_then(|mask| u64::from_str_radix(mask, 16).ok());
    permitted.is_some_and(|mask| mask & (1 << CAP_SYS_ADMIN) != 0)
}

/// A thread that ends meanwhile lives nowhere.
fn read(tasks: &Path, pid: Pid) -> io::Result<Vec<(Pid, NamespaceId)>> {
    let directory = File::open(tasks)?;
    let entries = std::fs::read_dir(tasks)?;
    let threads = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    Ok(threads
        .map(Pid)
        .filter(|&thread| thread != pid)
        .filter_map(|thread| {
            let mut target = [0; LINK_BYTES];
            let link = format!("{thread}/ns/net");
            let length = readlinkat_raw(&directory, link, &mut target[..]).ok()?;
            let id = super::parse(std::str::from_utf8(target.get(..length)?).ok()?)?;
            Some((thread, NamespaceId(id.to_owned())))
        })
        .collect())
}
