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
use std::sync::atomic::{AtomicUsize, Ordering};

use netsnap_shared::snapshot::{Pid, Process, SourceStatus};
use rustix::fs::CWD;
use rustix::path::DecInt;

use self::process::Room;
use self::refusals::Refusals;
pub(super) use self::status::{effective_uid, value};
use super::file::{Directory, has_ended, is_denied};
use super::host::BootTime;
use super::owners::{self, Owners};
use crate::readers::journal::{Reading, words};

/// How many threads look at processes. Most of the time is the kernel's; on two cores two threads
/// take half of it.
const THREADS: usize = 2;

/// What one thread found.
#[derive(Debug, Default)]
struct Found {
    processes: Vec<Process>,
    descriptors: owners::Found,
    refusals: Refusals,
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

/// Reads these processes, and which sockets they hold. One that ends meanwhile is left out; of one
/// that is half readable, the half is kept.
pub(super) fn read(
    proc: &Path,
    pids: &[Pid],
    boot: BootTime,
) -> (Reading<Vec<Process>>, Reading<Owners>) {
    let root = match Directory::open(CWD, proc) {
        Ok(root) => root,
        Err(errno) => {
            let error = errno.into();
            return (Reading::failed(&error), Reading::failed(&error));
        }
    };
    let next = AtomicUsize::new(0);
    let work = || look_at_all(&root, pids, boot, &next);
    let parts: Vec<Option<Found>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..THREADS)
            .map_while(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut parts = vec![Some(work())];
        parts.extend(threads.into_iter().map(|thread| thread.join().ok()));
        parts
    });
    let lost = parts.iter().any(Option::is_none);
    let mut found = Found::default();
    for part in parts.into_iter().flatten() {
        found.processes.extend(part.processes);
        found.descriptors.add(part.descriptors);
        found.refusals.add(&part.refusals);
    }
    found.processes.sort_unstable_by_key(|process| process.pid);
    let processes = found.refusals.explain(found.processes, lost);
    let owners = found.descriptors.into_reading(pids.len(), lost);
    (processes, owners)
}

/// Takes processes until none is left.
fn look_at_all(proc: &Directory, pids: &[Pid], boot: BootTime, next: &AtomicUsize) -> Found {
    let mut found = Found::default();
    let mut room = Room::default();
    while let Some(&pid) = pids.get(next.fetch_add(1, Ordering::Relaxed)) {
        let process = Directory::open(proc, DecInt::new(pid.0))
            .and_then(|directory| process::read(&directory, pid, boot, &mut room, &mut found));
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
    found
}

#[cfg(test)]
mod tests;
