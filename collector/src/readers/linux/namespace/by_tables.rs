//! The network namespaces of processes whose link may not be read. The tables of one namespace are
//! the same files for whoever lives in it, and everybody may look at them: their inodes tell which
//! processes live together.

use std::collections::{BTreeMap, HashMap};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use netsnap_shared::snapshot::{NamespaceId, Pid};

use super::Context;
use super::enter::go_through;

/// Finds the namespaces of processes: those that some readable process lives in under their
/// number, others as `proc-` and the inode of their table. Processes that show no table are left
/// out.
pub(super) fn find<'a>(
    proc: &Path,
    own: &Context,
    known: impl IntoIterator<Item = (&'a NamespaceId, Pid)>,
    refused: &[Pid],
) -> BTreeMap<Pid, NamespaceId> {
    let table = |process: &str| table(proc, process);
    let mut ids = HashMap::new();
    // Without it the others could not be told from one's own.
    let Some(own_table) = table("self").filter(|_| !refused.is_empty()) else {
        return BTreeMap::new();
    };
    for (id, pid) in known {
        ids.extend(table(&pid.to_string()).map(|inode| (inode, id.clone())));
    }
    ids.insert(own_table, own.id.clone());
    let found = refused.iter().filter_map(|&pid| {
        let inode = table(&pid.to_string())?;
        let id = ids.get(&inode).cloned();
        Some((pid, id.unwrap_or_else(|| known_by(inode))))
    });
    found.collect()
}

/// The namespaces behind these files by what they are called where only their tables are known.
/// Those that may not be entered are left out.
pub(super) fn behind(
    proc: &Path,
    files: &[(NamespaceId, PathBuf)],
) -> HashMap<NamespaceId, NamespaceId> {
    let look = || {
        let inside = files
            .iter()
            .filter(|(id, file)| go_through(file, proc, id).is_ok());
        inside
            .filter_map(|(id, _)| Some((known_by(table(proc, "thread-self")?), id.clone())))
            .collect()
    };
    // A thread that moves does not come back.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, look).ok()?;
        thread.join().ok()
    })
    .unwrap_or_default()
}

/// Whether a namespace is known by its tables only.
pub(super) fn is_known_by_tables(id: &NamespaceId) -> bool {
    id.0.starts_with(PREFIX)
}

/// What stands before the inode of a table.
const PREFIX: &str = "proc-";

fn known_by(inode: u64) -> NamespaceId {
    NamespaceId(format!("{PREFIX}{inode}"))
}

/// The inode of one of the tables that a process sees.
fn table(proc: &Path, process: &str) -> Option<u64> {
    let file = proc.join(process).join("net/dev");
    std::fs::metadata(file).ok().map(|file| file.ino())
}
