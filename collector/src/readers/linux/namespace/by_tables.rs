//! The network namespaces of processes whose link may not be read. The tables of one namespace are
//! the same files for whoever lives in it, and everybody may look at them: their inodes tell which
//! processes live together.

use std::collections::{BTreeMap, HashMap};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use netsnap_shared::snapshot::{NamespaceId, Pid};

use super::Context;

/// Finds the namespaces of processes: those that some readable process lives in under their
/// number, others as `proc-` and the inode of their table. Processes that show no table are left
/// out.
pub(super) fn find<'a>(
    proc: &Path,
    own: &Context,
    known: impl IntoIterator<Item = (&'a NamespaceId, Pid)>,
    refused: &[Pid],
) -> BTreeMap<Pid, NamespaceId> {
    let table = |process: &str| {
        let file = proc.join(process).join("net/dev");
        std::fs::metadata(file).ok().map(|file| file.ino())
    };
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
        Some((
            pid,
            id.unwrap_or_else(|| NamespaceId(format!("proc-{inode}"))),
        ))
    });
    found.collect()
}
