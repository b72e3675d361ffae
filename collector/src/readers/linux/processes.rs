//! The processes of the host and their descriptors: `/proc/PID` (proc(5)), in one pass.

mod capabilities;
mod cgroup;
mod cmdline;
mod environ;
mod exe;
mod namespaces;
mod process;
mod refusals;
mod stat;
mod status;

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use netsnap_shared::snapshot::{Pid, Process, SourceStatus, Uid};
use rustix::fs::CWD;
use rustix::io::Errno;
use rustix::path::DecInt;

use self::process::Room;
use self::refusals::Refusals;
pub(super) use self::status::{effective_uid, value};
use super::file::{Directory, has_ended, is_denied};
use super::host::BootTime;
use super::owners::{self, Owners};
use crate::readers::journal::{Reading, words};

/// What one thread found.
#[derive(Debug, Default)]
pub(super) struct Found {
    processes: Vec<Process>,
    /// The processes of several threads.
    several: Vec<Pid>,
    descriptors: owners::Found,
    refusals: Refusals,
    /// The user of kernel threads, which is the same for all.
    kernels_user: Option<Uid>,
}

/// The numbers of the processes that can be seen, in order.
pub(super) fn pids(proc: &Path) -> Reading<Vec<Pid>> {
    let entries = match std::fs::read_dir(proc) {
        Ok(entries) => entries,
        Err(error) => return Reading::failed(&error),
    };
    let mut failure = None;
    let mut pids: Vec<Pid> = entries
        .filter_map(|entry| match entry {
            Ok(entry) => entry.file_name().to_str()?.parse().ok().map(Pid),
            Err(error) => {
                failure = Some(error);
                None
            }
        })
        .collect();
    pids.sort_unstable();
    let reading = Reading::complete(pids);
    match failure {
        Some(error) => reading.because(SourceStatus::Partial, words(&error)),
        None => reading,
    }
}

/// What a pass over all processes gave.
pub(super) struct Given {
    pub processes: Reading<Vec<Process>>,
    /// The processes of several threads, in order.
    pub several: Vec<Pid>,
    pub owners: Reading<Owners>,
}

/// A pass over processes, for any number of threads: each takes the next process until none is left.
/// Most of the time is the kernel's; on two cores two threads take half of it.
pub(super) struct Pass<'a> {
    root: Result<Directory, Errno>,
    pids: &'a [Pid],
    boot: OnceLock<BootTime>,
    next: AtomicUsize,
}

impl<'a> Pass<'a> {
    /// A pass over these processes, which has not begun.
    pub(super) fn over(proc: &Path, pids: &'a [Pid]) -> Self {
        Self {
            root: Directory::open(CWD, proc),
            pids,
            boot: OnceLock::new(),
            next: AtomicUsize::new(0),
        }
    }

    /// Begins, and looks at processes until none is left.
    pub(super) fn begin(&self, boot: BootTime) -> Found {
        self.look(*self.boot.get_or_init(|| boot))
    }

    /// Helps another thread with the pass that it has begun.
    pub(super) fn help(&self) -> Found {
        let boot = self.boot.get();
        boot.map_or_else(Found::default, |&boot| self.look(boot))
    }

    fn look(&self, boot: BootTime) -> Found {
        let mut found = Found::default();
        let Ok(proc) = &self.root else { return found };
        let mut room = Room::default();
        while let Some(&pid) = self.pids.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            look_at(proc, pid, boot, &mut room, &mut found);
        }
        found
    }

    /// Whether there is no process to look at.
    pub(super) fn is_over_none(&self) -> bool {
        self.pids.is_empty()
    }

    /// Puts together what the threads found, of which one may have been lost. A process that ended
    /// meanwhile is left out; of one that is half readable, the half is kept.
    pub(super) fn end(self, parts: impl IntoIterator<Item = Found>, is_lost: bool) -> Given {
        if let Err(errno) = self.root {
            let error = errno.into();
            return Given {
                processes: Reading::failed(&error),
                several: Vec::new(),
                owners: Reading::failed(&error),
            };
        }
        let mut found = Found::default();
        for part in parts {
            found.processes.extend(part.processes);
            found.several.extend(part.several);
            found.descriptors.add(part.descriptors);
            found.refusals.add(&part.refusals);
        }
        found.processes.sort_unstable_by_key(|process| process.pid);
        found.several.sort_unstable();
        Given {
            processes: found.refusals.explain(found.processes, is_lost),
            several: found.several,
            owners: found.descriptors.into_reading(self.pids.len(), is_lost),
        }
    }
}

fn look_at(proc: &Directory, pid: Pid, boot: BootTime, room: &mut Room, found: &mut Found) {
    let process = Directory::open(proc, DecInt::new(pid.0))
        .and_then(|directory| process::read(&directory, pid, boot, room, found));
    match process {
        Ok(process) => found.processes.push(process),
        Err(errno) if has_ended(errno) => {}
        Err(errno) => {
            found.descriptors.note(errno);
            if is_denied(errno) {
                found.refusals.process += 1;
            } else {
                found.refusals.failed += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
