//! Which network namespaces there are: those of processes and their threads, and those that are
//! bound to a file.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use netsnap_shared::snapshot::{NamespaceId, Pid, Process, SourceStatus};

use super::{Context, OWN, Place, bound, of_process};
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
    by_tables: HashMap<Pid, NamespaceId>,
}

impl Found {
    /// Fills in the namespace of processes for which the system does not name it.
    pub(in crate::readers::linux) fn complete(&self, processes: &mut [Process]) {
        for process in processes {
            if process.namespace.is_none() {
                process.namespace = self.by_tables.get(&process.pid).cloned();
            }
        }
    }
}

/// Looks for the network namespaces other than the collector's own.
pub(in crate::readers::linux) fn discover(
    proc: &Path,
    root: &Path,
    own: &Context,
    pids: &[Pid],
    journal: &mut Journal,
) -> Found {
    if own.id.0 == OWN {
        journal.read("/proc/PID/ns/net", || {
            let reason = "the collector's own is not known, and so which ones are others";
            Reading::<()>::nothing(SourceStatus::Failed, reason)
        });
        return Found::default();
    }
    let lived_in = journal.read("/proc/PID/ns/net", || of_processes(proc, own, pids));
    let bound = journal.read("/proc/self/mountinfo nsfs", || bound::read(proc));
    let mut places: BTreeMap<_, _> = lived_in
        .places
        .into_iter()
        .map(|(id, processes)| (id, (None, Vec::new(), processes)))
        .collect();
    let mut own_name = None;
    for bound in bound {
        let name = bound.name();
        let id = NamespaceId(bound.id);
        if id == own.id {
            own_name = own_name.or(name);
            continue;
        }
        let (known, files, _) = places.entry(id).or_default();
        *known = known.take().or(name);
        files.push(below(root, &bound.file));
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

/// What the processes tell.
#[derive(Debug, Default)]
struct LivedIn {
    /// For each namespace but the collector's own some who live in it.
    places: BTreeMap<NamespaceId, Vec<Pid>>,
    by_tables: HashMap<Pid, NamespaceId>,
}

impl LivedIn {
    fn add(&mut self, own: &Context, id: NamespaceId, pid: Pid) {
        if id == own.id {
            return;
        }
        let processes = self.places.entry(id).or_default();
        if processes.len() < PROCESSES && !processes.contains(&pid) {
            processes.push(pid);
        }
    }
}

fn of_processes(proc: &Path, own: &Context, pids: &[Pid]) -> Reading<LivedIn> {
    let mut lived_in = LivedIn::default();
    let mut refused = Vec::new();
    let mut failed = 0;
    for &pid in pids {
        let directory = proc.join(pid.to_string());
        match of_process(&directory) {
            Ok(id) => lived_in.add(own, id, pid),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => refused.push(pid),
            // It ended, or it is ending and lives nowhere any more.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.raw_os_error() == Some(NO_SUCH_PROCESS) => {}
            Err(_) => failed += 1,
        }
        for thread in threads(&directory, pid) {
            if let Ok(id) = of_process(&proc.join(thread.to_string())) {
                lived_in.add(own, id, thread);
            }
        }
    }
    let unknown = look_at_tables(proc, own, &refused, &mut lived_in);
    let rows = lived_in.places.len() + 1;
    let mut reading = Reading::one(lived_in);
    reading.rows = rows;
    let of = count(pids.len(), "process", "processes");
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

/// The threads of a process besides its first, where there are any. The directory of threads has
/// two links and one for each thread.
fn threads(directory: &Path, pid: Pid) -> Vec<Pid> {
    let tasks = directory.join("task");
    if !std::fs::metadata(&tasks).is_ok_and(|tasks| tasks.nlink() > 3) {
        return Vec::new();
    }
    let Ok(entries) = std::fs::read_dir(tasks) else {
        return Vec::new();
    };
    let numbers = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.map(Pid).filter(|&thread| thread != pid).collect()
}

/// Tells the namespaces of processes apart whose link may not be read: the tables of one network
/// namespace are the same files for whoever lives in it, and everybody may look at them. Gives the
/// number of processes for which that fails.
fn look_at_tables(proc: &Path, own: &Context, refused: &[Pid], lived_in: &mut LivedIn) -> usize {
    if refused.is_empty() {
        return 0;
    }
    let table = |process: &str| {
        let file = proc.join(process).join("net/dev");
        std::fs::metadata(file).ok().map(|file| file.ino())
    };
    let mut known: HashMap<u64, NamespaceId> = HashMap::new();
    for (id, processes) in &lived_in.places {
        let inode = processes.first().and_then(|pid| table(&pid.to_string()));
        known.extend(inode.map(|inode| (inode, id.clone())));
    }
    known.extend(table("self").map(|inode| (inode, own.id.clone())));
    let mut unknown = 0;
    for &pid in refused {
        let Some(inode) = table(&pid.to_string()) else {
            unknown += 1;
            continue;
        };
        let id = known.get(&inode).cloned();
        let id = id.unwrap_or_else(|| NamespaceId(format!("proc-{inode}")));
        lived_in.add(own, id.clone(), pid);
        lived_in.by_tables.insert(pid, id);
    }
    unknown
}
