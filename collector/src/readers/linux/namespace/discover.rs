//! Which network namespaces there are: those of processes and their threads, and those that are
//! bound to a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use netsnap_shared::snapshot::{NamespaceId, Pid, Process, SourceStatus};

use super::{Context, OWN, Place, bound, by_tables, of_process, threads};
use crate::readers::journal::{Journal, Reading, count};

/// How many processes of one namespace are remembered: should one end, another is asked.
const PROCESSES: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub(in crate::readers::linux) struct Found {
    /// The name of the collector's own namespace.
    pub own_name: Option<String>,
    /// The other namespaces: those with a name by it, then the others by number.
    pub others: Vec<Place>,
    /// The namespaces of processes that only their tables tell.
    by_tables: BTreeMap<Pid, NamespaceId>,
}

impl Found {
    /// Fills in the namespace of processes for which the system does not name it. Threads of the
    /// kernel have none of their own.
    pub(in crate::readers::linux) fn complete(&self, processes: &mut [Process]) {
        for process in processes {
            if process.namespace.is_none() && !process.kernel_thread {
                process.namespace = self.by_tables.get(&process.pid).cloned();
            }
        }
    }
}

/// What is known already of where processes live and namespaces are bound.
#[derive(Debug, Clone, Copy)]
pub(in crate::readers::linux) struct Lives<'a> {
    /// The processes that there are.
    pub pids: &'a [Pid],
    /// What was read of them, by number. Kernel threads all live in one place, where the first of
    /// them does.
    pub processes: &'a [Process],
    /// Those that may have several threads, by number; none where that is not known.
    pub several: Option<&'a [Pid]>,
    /// `/proc/self/mountinfo`, which tells where namespaces are bound.
    pub mounts: &'a io::Result<Vec<u8>>,
}

impl<'a> Lives<'a> {
    /// Nothing but that there are these processes.
    pub(in crate::readers::linux) fn unknown(
        pids: &'a [Pid],
        mounts: &'a io::Result<Vec<u8>>,
    ) -> Self {
        Self {
            pids,
            mounts,
            processes: &[],
            several: None,
        }
    }

    fn process(self, pid: Pid) -> Option<&'a Process> {
        let place = self.processes.binary_search_by_key(&pid, |it| it.pid);
        self.processes.get(place.ok()?)
    }

    fn may_have_several_threads(self, pid: Pid) -> bool {
        let several = self.several;
        several.is_none_or(|several| several.binary_search(&pid).is_ok())
    }
}

/// Looks for the network namespaces other than the collector's own.
pub(in crate::readers::linux) fn discover(
    proc: &Path,
    root: &Path,
    own: &Context,
    lives: Lives<'_>,
    journal: &mut Journal,
) -> Found {
    if own.id.0 == OWN {
        journal.read("/proc/PID/ns/net", || {
            let reason = "the collector's own is not known, and so which ones are others";
            Reading::<()>::nothing(SourceStatus::Failed, reason)
        });
        return Found::default();
    }
    let mut lived_in = journal.read("/proc/PID/ns/net", || of_processes(proc, own, lives));
    let bound = journal.read("/proc/self/mountinfo nsfs", || bound::find(lives.mounts));
    let bound = bound.into_iter().map(|bound| Bound {
        file: below(root, &bound.file),
        name: bound.name(),
        id: NamespaceId(bound.id),
    });
    let bound: Vec<_> = bound.collect();
    if let Some(remark) = lived_in.name_those_behind(&bound, own, proc) {
        journal.amend(SourceStatus::Partial, &remark);
    }
    let mut places: BTreeMap<_, _> = lived_in
        .places
        .into_iter()
        .map(|(id, processes)| (id, (None, Vec::new(), processes)))
        .collect();
    let mut own_name = None;
    for bound in bound {
        if bound.id == own.id {
            own_name = own_name.or(bound.name);
            continue;
        }
        let (known, files, _) = places.entry(bound.id).or_default();
        *known = known.take().or(bound.name);
        files.push(bound.file);
    }
    let mut others: Vec<_> = places
        .into_iter()
        .map(|(id, (name, files, processes))| Place {
            id,
            name,
            files,
            processes,
        })
        .collect();
    others.sort_by(|a, b| order(a).cmp(&order(b)));
    Found {
        own_name,
        others,
        by_tables: lived_in.by_tables,
    }
}

/// Names before numbers; numbers by their value, which is by length first.
fn order(place: &Place) -> (bool, Option<&str>, usize, &str) {
    let id = place.id.0.as_str();
    (place.name.is_none(), place.name.as_deref(), id.len(), id)
}

fn below(root: &Path, file: &Path) -> PathBuf {
    root.join(file.strip_prefix("/").unwrap_or(file))
}

/// A file that a namespace is bound to.
struct Bound {
    id: NamespaceId,
    name: Option<String>,
    file: PathBuf,
}

/// What the processes tell.
#[derive(Debug, Default)]
struct LivedIn {
    /// For each namespace but the collector's own some who live in it.
    places: BTreeMap<NamespaceId, Vec<Pid>>,
    by_tables: BTreeMap<Pid, NamespaceId>,
}

impl LivedIn {
    fn add(&mut self, own: &Context, id: &NamespaceId, pid: Pid) {
        if *id == own.id {
            return;
        }
        let processes = self.places.entry(id.clone()).or_default();
        if processes.len() < PROCESSES && !processes.contains(&pid) {
            processes.push(pid);
        }
    }

    /// Finds those namespaces that only their tables tell among those that are bound to a file, so
    /// that none is taken for two. Gives what has to be said where that cannot be known.
    fn name_those_behind(&mut self, bound: &[Bound], own: &Context, proc: &Path) -> Option<String> {
        if !self.places.keys().any(by_tables::is_known_by_tables) {
            return None;
        }
        let no_process = |id: &NamespaceId| !self.places.contains_key(id) && *id != own.id;
        let bound = bound.iter().filter(|bound| no_process(&bound.id));
        let files: Vec<_> = bound
            .map(|bound| (bound.id.clone(), bound.file.clone()))
            .collect();
        let behind = by_tables::behind(proc, &files);
        for (by_table, id) in &behind {
            if let Some(processes) = self.places.remove(by_table) {
                self.places.insert(id.clone(), processes);
            }
        }
        for id in self.by_tables.values_mut() {
            if let Some(known) = behind.get(id) {
                *id = known.clone();
            }
        }
        let files: BTreeSet<_> = files.iter().map(|(id, _)| id).collect();
        let closed = files.len() - behind.values().collect::<BTreeSet<_>>().len();
        let unnamed = self
            .places
            .keys()
            .filter(|id| by_tables::is_known_by_tables(id));
        let unnamed = unnamed.count();
        (closed > 0 && unnamed > 0).then(|| {
            let namespaces = count(unnamed, "namespace is", "namespaces are");
            let files = count(closed, "namespace", "namespaces");
            format!(
                "{namespaces} known by tables of processes only, and may be among the {files} that \
                 files are bound to and that may not be entered"
            )
        })
    }
}

fn of_processes(proc: &Path, own: &Context, lives: Lives<'_>) -> Reading<LivedIn> {
    let mut lived_in = LivedIn::default();
    let mut refused = Vec::new();
    let mut failed = 0;
    let mut kernels_known = false;
    for &pid in lives.pids {
        let process = lives.process(pid);
        if process.is_some_and(|process| process.kernel_thread) {
            if kernels_known {
                continue;
            }
            kernels_known = true;
        }
        let directory = || proc.join(pid.to_string());
        let known = process.and_then(|process| process.namespace.clone());
        match known.map_or_else(|| of_process(&directory()), Ok) {
            Ok(id) => {
                lived_in.add(own, &id, pid);
                if lives.may_have_several_threads(pid) {
                    for (thread, id) in threads::elsewhere(&directory(), pid) {
                        lived_in.add(own, &id, thread);
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => refused.push(pid),
            // It ended, or it is ending and lives nowhere any more.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.raw_os_error() == Some(NO_SUCH_PROCESS) => {}
            Err(_) => failed += 1,
        }
    }
    let seen = lived_in.places.iter();
    let seen = seen.filter_map(|(id, processes)| Some((id, *processes.first()?)));
    lived_in.by_tables = by_tables::find(proc, own, seen, &refused);
    for (pid, id) in lived_in.by_tables.clone() {
        lived_in.add(own, &id, pid);
    }
    let unknown = refused.len() - lived_in.by_tables.len();
    let rows = lived_in.places.len() + 1;
    let mut reading = Reading::one(lived_in);
    reading.rows = rows;
    let of = count(lives.pids.len(), "process", "processes");
    let told = refused.len() - unknown;
    if told > 0 {
        reading = reading.noting(format!(
            "the network namespaces of {told} of {of} are not shown to this user and told apart by \
             their tables"
        ));
    }
    for (number, why) in [
        (unknown, "not shown to this user"),
        (failed, "not understood"),
    ] {
        if number > 0 {
            let reason = format!("the network namespaces of {number} of {of} are {why}");
            reading = reading.because(SourceStatus::Partial, reason);
        }
    }
    reading
}

const NO_SUCH_PROCESS: i32 = rustix::io::Errno::SRCH.raw_os_error();

#[cfg(test)]
mod tests;
