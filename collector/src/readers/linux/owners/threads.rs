//! Sockets that only a thread with a table of descriptors of its own holds (`CLONE_FILES` of
//! clone(2) and unshare(2)): `/proc/PID/task/TID/fd`.
//!
//! Nearly all threads share their process's table, and looking at each of them again would cost as
//! many times the work as there are threads. So this is for sockets that no process holds, begins
//! with the tables that are certainly others, and has a bound.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

use netsnap_shared::snapshot::{Inode, Pid, SourceStatus};
use rustix::fs::{CWD, OFlags, RawDir};
use rustix::io::Errno;
use rustix::path::DecInt;

use super::descriptors::{Room, each, number, socket_inode};
use super::{Entry, Owners};
use crate::readers::journal::{Reading, count};
use crate::readers::linux::file::Directory;

/// How many descriptors and threads are looked at, at most. That takes about 50 ms.
const LOOKS: usize = 50_000;

/// How many descriptors are looked at of threads that have as many as their process, and so most
/// likely the same ones.
const LOOKS_ALIKE: usize = 2_000;

/// A thread's table of descriptors.
#[derive(Debug)]
struct Table {
    pid: Pid,
    tid: u32,
}

impl Owners {
    /// Whether there is a thread that may hold one of these sockets.
    pub(crate) fn may_be_in_threads(&self, missing: &HashSet<Inode>) -> bool {
        !missing.is_empty() && !self.threaded.is_empty()
    }

    /// Looks for the holders of these sockets among the threads of the processes that have several,
    /// and counts a thread's descriptor as its process's. Gives how many were found.
    pub(crate) fn also_in_threads(
        &mut self,
        proc: &Path,
        missing: &HashSet<Inode>,
    ) -> Reading<usize> {
        self.in_threads(proc, missing, LOOKS, LOOKS_ALIKE)
    }

    fn in_threads(
        &mut self,
        proc: &Path,
        missing: &HashSet<Inode>,
        looks: usize,
        looks_alike: usize,
    ) -> Reading<usize> {
        let root = match Directory::open(CWD, proc) {
            Ok(root) => root,
            Err(errno) => return Reading::failed(&errno.into()),
        };
        let mut search = Search {
            missing,
            room: Room::default(),
            entries: Vec::new(),
            looks,
        };
        let mut tables = Tables::default();
        for &pid in &self.threaded {
            search.sort_tables(&root, pid, &mut tables);
        }
        let left = search.tables(&root, &tables.unlike);
        // Where some process is closed, the socket is most likely there.
        let looks_alike = if self.hidden > 0 { 0 } else { looks_alike };
        search.looks = search.looks.min(looks_alike);
        let left_alike = if search.has_all() {
            0
        } else {
            search.tables(&root, &tables.alike)
        };
        let found = search.entries.len();
        self.entries.append(&mut search.entries);
        self.entries.sort_unstable();
        self.entries.dedup();
        // A table that was not looked at may hold anything.
        self.hidden += left;
        let threads = count(
            tables.unlike.len() + tables.alike.len(),
            "thread",
            "threads",
        );
        let mut reading = Reading::one(found);
        reading.rows = found;
        if left > 0 {
            let reason = format!("{left} of {threads} were not looked at: there are too many");
            reading = reading.because(SourceStatus::Partial, reason);
        }
        if left_alike > 0 {
            let remark = format!(
                "{left_alike} of {threads} were not looked at: each has as many descriptors as \
                 its process, and most likely the same ones"
            );
            reading = reading.noting(remark);
        }
        reading
    }
}

/// Tables of threads.
#[derive(Debug, Default)]
struct Tables {
    /// Those that are as long as their process's.
    alike: Vec<Table>,
    /// Those that are not, or whose length is not known.
    unlike: Vec<Table>,
}

/// A search for some sockets.
struct Search<'a> {
    missing: &'a HashSet<Inode>,
    room: Room,
    entries: Vec<Entry>,
    /// How many looks are left.
    looks: usize,
}

impl Search<'_> {
    /// Lists the tables of a process's other threads. Since Linux 6.2 the size of the directory is
    /// the number of descriptors, before that it is 0.
    fn sort_tables(&mut self, proc: &Directory, pid: Pid, tables: &mut Tables) {
        let Ok(process) = Directory::open(proc, DecInt::new(pid.0)) else {
            return;
        };
        let size = |name: &str| process.stat(name).map_or(0, |stat| stat.st_size);
        let shared = size("fd");
        for tid in tids(&process).unwrap_or_default() {
            if tid == pid.0 {
                continue;
            }
            let alike = self.looks > 0 && shared > 0 && size(&path_in_process(tid)) == shared;
            self.looks = self.looks.saturating_sub(1);
            if alike {
                tables.alike.push(Table { pid, tid });
            } else {
                tables.unlike.push(Table { pid, tid });
            }
        }
    }

    /// Looks at these tables, and gives how many of them there were no looks left for.
    fn tables(&mut self, proc: &Directory, tables: &[Table]) -> usize {
        let mut left = tables.len();
        for table in tables {
            if self.looks == 0 {
                return left;
            }
            left -= 1;
            let pid = table.pid;
            let path = format!("{pid}/{}", path_in_process(table.tid));
            let mut cut = false;
            let Self {
                missing,
                room,
                entries,
                looks,
            } = self;
            // One that ended meanwhile holds nothing.
            let _ = each(proc, path, room, |fd, target| {
                if *looks == 0 {
                    cut = true;
                    return ControlFlow::Break(());
                }
                *looks -= 1;
                if let Some(inode) = socket_inode(target).filter(|it| missing.contains(it)) {
                    entries.push(Entry { inode, pid, fd });
                }
                ControlFlow::Continue(())
            });
            if cut {
                return left + 1;
            }
        }
        left
    }

    fn has_all(&self) -> bool {
        let found: HashSet<_> = self.entries.iter().map(|entry| entry.inode).collect();
        found.len() == self.missing.len()
    }
}

/// The numbers of a process's threads, in order.
pub(crate) fn tids(process: &Directory) -> Result<Vec<u32>, Errno> {
    let directory = process.open_file(c"task", OFlags::DIRECTORY)?;
    let mut room = Vec::with_capacity(4096);
    let mut list = RawDir::new(&directory, room.spare_capacity_mut());
    let mut tids = Vec::new();
    while let Some(entry) = list.next() {
        tids.extend(number::<u32>(entry?.file_name().to_bytes()));
    }
    tids.sort_unstable();
    Ok(tids)
}

fn path_in_process(tid: u32) -> String {
    format!("task/{tid}/fd")
}

#[cfg(test)]
mod tests;
