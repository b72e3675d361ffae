//! Sockets that were opened after their process had been looked at: its descriptors once more.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

use netsnap_shared::snapshot::Inode;
use rustix::fs::CWD;
use rustix::path::DecInt;

use super::descriptors::{Room, each, socket_inode};
use super::{Entry, Owners};
use crate::readers::journal::Reading;
use crate::readers::linux::file::Directory;
use crate::readers::linux::processes;

/// How many descriptors of sockets a host may have that is looked at twice. That takes about 30 ms.
const MOST: usize = 20_000;

impl Owners {
    /// Whether a second look is worth its time.
    pub(crate) fn may_be_later(&self, missing: &HashSet<Inode>) -> bool {
        !missing.is_empty() && self.entries.len() <= MOST
    }

    /// Looks for the holders of these sockets among the processes that there are now. Gives how
    /// many descriptors were found.
    pub(crate) fn also_later(&mut self, proc: &Path, missing: &HashSet<Inode>) -> Reading<usize> {
        let root = match Directory::open(CWD, proc) {
            Ok(root) => root,
            Err(errno) => return Reading::failed(&errno.into()),
        };
        let before = self.entries.len();
        let mut space = Room::default();
        for pid in processes::pids(proc).given {
            // One that ended or is not shown holds nothing that is known.
            let Ok(process) = Directory::open(&root, DecInt::new(pid.0)) else {
                continue;
            };
            let _ = each(&process, c"fd", &mut space, |fd, target| {
                if let Some(inode) = socket_inode(target).filter(|it| missing.contains(it)) {
                    self.entries.push(Entry { inode, pid, fd });
                }
                ControlFlow::Continue(())
            });
        }
        let found = self.entries.len() - before;
        self.entries.sort_unstable();
        let mut reading = Reading::one(found);
        reading.rows = found;
        reading
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use netsnap_shared::snapshot::Pid;

    use super::*;

    #[test]
    fn what_was_opened_later_is_found() {
        let proc = tempfile::tempdir().unwrap();
        for (process, fd, target) in [
            ("5", "3", "socket:[100]"),
            ("5", "4", "socket:[101]"),
            ("9", "7", "socket:[101]"),
            ("9", "8", "pipe:[101]"),
        ] {
            let table = proc.path().join(process).join("fd");
            fs::create_dir_all(&table).unwrap();
            symlink(target, table.join(fd)).unwrap();
        }
        let mut owners = Owners::default();
        let missing = HashSet::from([101, 102].map(Inode));
        assert!(owners.may_be_later(&missing));
        assert!(!owners.may_be_later(&HashSet::new()));
        assert_eq!(owners.also_later(proc.path(), &missing).rows, 2);
        let found: Vec<_> = owners.of(Inode(101)).map(|it| (it.pid, it.fd)).collect();
        assert_eq!(found, [(Pid(5), Some(4)), (Pid(9), Some(7))]);
        assert_eq!(owners.of(Inode(100)).count(), 0);
    }
}
