//! Namespaces of the collector and of processes (namespaces(7)): which ones there are, and the way
//! into each.

mod bound;
mod by_tables;
mod discover;
mod enter;
mod threads;

use std::io;
use std::path::{Path, PathBuf};

use netsnap_shared::snapshot::{NamespaceId, Pid, SourceStatus};

use crate::readers::journal::{Reading, status_of, words};

/// The inode of the first pid namespace, `PROC_PID_INIT_INO` of `include/uapi/linux/nsfs.h` and,
/// long before that, of `include/linux/proc_ns.h`.
const FIRST_PID_NAMESPACE: &str = "4026531836";

pub(super) use self::discover::{Found, Lives, discover};
pub(super) use self::enter::{enter, open};

/// A network namespace, and where in proc(5) its tables are.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub id: NamespaceId,
    pub name: Option<String>,
    pub is_collectors: bool,
    /// The directory of its tables, such as `/proc/net`.
    pub tables: PathBuf,
    /// The directory of its settings, such as `/proc/sys/net`.
    pub settings: PathBuf,
}

/// A network namespace other than the collector's own, and the ways to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub id: NamespaceId,
    pub name: Option<String>,
    /// The files that it is bound to.
    pub files: Vec<PathBuf>,
    /// Some of the processes, or threads of one, that live in it.
    pub processes: Vec<Pid>,
}

impl Place {
    /// The files that stand for it.
    pub(super) fn doors(&self, proc: &Path) -> impl Iterator<Item = PathBuf> {
        let processes = self.processes.iter();
        let of_processes = processes.map(|pid| proc.join(pid.to_string()).join("ns/net"));
        self.files.iter().cloned().chain(of_processes)
    }

    /// What the source is called that tells of the way into it.
    pub(super) fn source_name(&self) -> String {
        match self.files.first() {
            Some(file) => file.to_string_lossy().into_owned(),
            None => "/proc/PID/ns/net".to_owned(),
        }
    }

    /// The directory of its tables, as a process sees it that lives in it.
    pub(super) fn tables(&self, proc: &Path) -> Option<PathBuf> {
        let directories = self.processes.iter().map(|pid| proc.join(pid.to_string()));
        directories
            .filter(|directory| match of_process(directory) {
                Ok(id) => id == self.id,
                // One that is known by its tables, or one that is not shown any more.
                Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
            })
            .map(|directory| directory.join("net"))
            .find(|tables| tables.is_dir())
    }
}

/// Stands for the collector's own network namespace where its number is not known.
const OWN: &str = "self";

/// The collector's own network namespace. Without `/proc/self` it is named `self`.
pub(super) fn own(proc: &Path) -> Reading<Context> {
    // `/proc/net` is a link to the other one, and not there where proc(5) shows processes only.
    let tables = ["self/net", "net"].map(|directory| proc.join(directory));
    let tables = tables.iter().find(|tables| tables.is_dir());
    let context = |id: String| Context {
        id: NamespaceId(id),
        name: None,
        is_collectors: true,
        tables: tables.cloned().unwrap_or_else(|| proc.join("net")),
        settings: proc.join("sys/net"),
    };
    match link(&proc.join("self/ns/net")) {
        Ok(id) => Reading::one(context(id)),
        Err(error) => unknown(context(OWN.to_owned()), &error),
    }
}

/// The network namespace of the process whose directory this is.
pub(super) fn of_process(directory: &Path) -> io::Result<NamespaceId> {
    link(&directory.join("ns/net")).map(NamespaceId)
}

/// Whether processes may live in pid namespaces that the collector cannot see: it is not in the
/// first one, from which all are seen.
pub(super) fn may_have_other_pid_namespaces(proc: &Path) -> Reading<bool> {
    match link(&proc.join("self/ns/pid")) {
        Ok(id) => Reading::one(id != FIRST_PID_NAMESPACE),
        Err(error) => unknown(false, &error),
    }
}

fn unknown<T>(given: T, error: &io::Error) -> Reading<T> {
    let mut reading = Reading::one(given).because(status_of(error), words(error));
    reading.rows = 0;
    if reading.status == SourceStatus::Complete {
        reading.status = SourceStatus::Failed;
    }
    reading
}

/// The inode in a link such as `net:[4026531833]`.
fn link(path: &Path) -> io::Result<String> {
    let target = std::fs::read_link(path)?;
    let text = target.to_string_lossy();
    parse(&text)
        .map(str::to_owned)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a namespace"))
}

/// The inode in the target of such a link.
pub(super) fn parse(target: &str) -> Option<&str> {
    let (_, id) = target.strip_suffix(']')?.split_once(":[")?;
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(id)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_name_an_inode() {
        for (target, id) in [
            ("net:[4026531833]", Some("4026531833")),
            ("pid:[1]", Some("1")),
            ("net:[]", None),
            ("net:[x]", None),
            ("net:4026531833", None),
            ("/var/run/netns/blue", None),
        ] {
            assert_eq!(parse(target), id, "{target}");
        }
    }

    #[test]
    fn other_pid_namespaces_are_seen_from_the_first_only() {
        let root = tempfile::tempdir().unwrap();
        let ns = root.path().join("self/ns");
        std::fs::create_dir_all(&ns).unwrap();
        let reading = may_have_other_pid_namespaces(root.path());
        assert_eq!(
            (reading.given, reading.status),
            (false, SourceStatus::Unavailable)
        );
        for (target, expected) in [("pid:[4026531836]", false), ("pid:[4026532200]", true)] {
            symlink(target, ns.join("pid")).unwrap();
            assert_eq!(may_have_other_pid_namespaces(root.path()).given, expected);
            std::fs::remove_file(ns.join("pid")).unwrap();
        }
        let own = own(root.path());
        assert_eq!(own.given.id, NamespaceId("self".into()));
        assert_eq!(own.status, SourceStatus::Unavailable);
    }
}
