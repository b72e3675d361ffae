//! Who holds which socket: the links in `/proc/PID/fd` (proc(5)).

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use netsnap_shared::snapshot::{Inode, Owner, Pid, SourceStatus};
use rustix::fs::{CWD, Mode, OFlags, RawDir, openat, readlinkat_raw};
use rustix::io::Errno;

use crate::readers::journal::{Reading, count, words};

/// How many threads look at descriptors. Most of the time is the kernel's; on two cores two
/// threads take half of it.
const THREADS: usize = 2;

/// Room for the entries that one call of getdents(2) gives.
const DIRECTORY_BYTES: usize = 32 << 10;

/// Room for the target of a link to a socket: `socket:[` and a number. Others may be longer, and
/// are cut.
const LINK_BYTES: usize = 64;

/// The descriptors that refer to sockets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Owners {
    /// By inode, then pid and number.
    entries: Vec<(Inode, Owner)>,
    /// How many processes could not be looked at.
    pub hidden: usize,
}

impl Owners {
    /// The descriptors that refer to a socket, by pid and number.
    pub(super) fn of(&self, inode: Inode) -> impl Iterator<Item = Owner> {
        let first = self.entries.partition_point(|(entry, _)| *entry < inode);
        let rest = self.entries.get(first..).unwrap_or_default();
        let of_inode = rest.iter().take_while(move |(entry, _)| *entry == inode);
        of_inode.map(|(_, owner)| *owner)
    }

    fn add(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.hidden += other.hidden;
    }
}

/// What one thread found.
#[derive(Debug, Default)]
struct Found {
    owners: Owners,
    /// Processes that failed in another way than by refusal or by ending, and how the last did.
    failed: usize,
    failure: Option<Errno>,
}

/// Looks at every descriptor of these processes. One that ends meanwhile holds nothing.
pub(super) fn read(proc: &Path, pids: &[Pid]) -> Reading<Owners> {
    let next = AtomicUsize::new(0);
    let work = || scan_all(proc, pids, &next);
    let found: Vec<Option<Found>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..THREADS)
            .map_while(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut found = vec![Some(work())];
        found.extend(threads.into_iter().map(|thread| thread.join().ok()));
        found
    });
    let lost = found.iter().any(Option::is_none);
    let mut owners = Owners::default();
    let mut failed = 0;
    let mut failure = None;
    for part in found.into_iter().flatten() {
        owners.add(part.owners);
        failed += part.failed;
        failure = failure.or(part.failure);
    }
    owners.entries.sort_unstable();
    let rows = owners.entries.len();
    let hidden = owners.hidden;
    owners.hidden += failed + usize::from(lost);
    let mut reading = Reading::one(owners);
    reading.rows = rows;
    if hidden > 0 {
        let of = count(pids.len(), "process", "processes");
        let status = if hidden == pids.len() {
            SourceStatus::Denied
        } else {
            SourceStatus::Partial
        };
        let reason = format!("the descriptors of {hidden} of {of} are not shown to this user");
        reading = reading.because(status, reason);
    }
    if let Some(errno) = failure {
        let processes = count(failed, "process", "processes");
        let reason = format!(
            "the descriptors of {processes} could not be read: {}",
            words(&errno.into())
        );
        reading = reading.because(SourceStatus::Partial, reason);
    }
    if lost {
        reading = reading.because(SourceStatus::Partial, "a thread ended early");
    }
    reading
}

/// Takes processes until none is left.
fn scan_all(proc: &Path, pids: &[Pid], next: &AtomicUsize) -> Found {
    let mut found = Found::default();
    let mut buffer = Vec::with_capacity(DIRECTORY_BYTES);
    while let Some(&pid) = pids.get(next.fetch_add(1, Ordering::Relaxed)) {
        let entries = &mut found.owners.entries;
        match scan(proc, pid, buffer.spare_capacity_mut(), entries) {
            // It ended.
            Ok(()) | Err(Errno::NOENT | Errno::SRCH) => {}
            Err(Errno::ACCESS | Errno::PERM) => found.owners.hidden += 1,
            Err(errno) => {
                found.failed += 1;
                found.failure = Some(errno);
            }
        }
    }
    found
}

/// Looks at the descriptors of one process. Those that were found before an error stay.
fn scan(
    proc: &Path,
    pid: Pid,
    buffer: &mut [MaybeUninit<u8>],
    entries: &mut Vec<(Inode, Owner)>,
) -> Result<(), Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let path = proc.join(pid.to_string()).join("fd");
    let directory = openat(CWD, path, flags, Mode::empty())?;
    let mut list = RawDir::new(&directory, buffer);
    while let Some(entry) = list.next() {
        let entry = entry?;
        let Some(fd) = number(entry.file_name().to_bytes()) else {
            continue;
        };
        match socket_behind(&directory, entry.file_name()) {
            Ok(Some(inode)) => entries.push((inode, Owner { pid, fd: Some(fd) })),
            // Another kind of file, or closed since the directory was read.
            Ok(None) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

fn socket_behind(directory: &OwnedFd, name: &CStr) -> Result<Option<Inode>, Errno> {
    let mut target = [0; LINK_BYTES];
    let length = readlinkat_raw(directory, name, &mut target[..])?;
    Ok(target.get(..length).and_then(socket_inode))
}

/// The number in `socket:[NUMBER]`.
fn socket_inode(target: &[u8]) -> Option<Inode> {
    let digits = target.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(digits).ok()?.parse().ok().map(Inode)
}

fn number(name: &[u8]) -> Option<u32> {
    std::str::from_utf8(name).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_links_to_sockets_count() {
        for (target, inode) in [
            (&b"socket:[42]"[..], Some(42)),
            (b"socket:[18446744073709551615]", Some(u64::MAX)),
            (b"socket:[18446744073709551616]", None),
            (b"socket:[]", None),
            (b"socket:[4", None),
            (b"pipe:[42]", None),
            (b"/tmp/socket:[42]", None),
            (b"", None),
        ] {
            assert_eq!(socket_inode(target), inode.map(Inode), "{target:?}");
        }
    }

    #[test]
    fn owners_are_found_in_every_process() {
        let root = tempfile::tempdir().unwrap();
        let proc = root.path();
        for (pid, fd, target) in [
            (7, "3", "socket:[100]"),
            (7, "12", "socket:[100]"),
            (5, "9", "socket:[100]"),
            (5, "4", "pipe:[100]"),
            (5, "odd", "socket:[101]"),
        ] {
            let directory = proc.join(pid.to_string()).join("fd");
            fs::create_dir_all(&directory).unwrap();
            symlink(target, directory.join(fd)).unwrap();
        }
        // A process whose descriptors are a file, which is no directory.
        fs::create_dir(proc.join("8")).unwrap();
        fs::write(proc.join("8/fd"), "").unwrap();
        let pids = [Pid(5), Pid(6), Pid(7), Pid(8)];

        let reading = read(proc, &pids);
        let owners: Vec<_> = reading.given.of(Inode(100)).collect();
        let owner = |pid, fd| Owner {
            pid: Pid(pid),
            fd: Some(fd),
        };
        assert_eq!(owners, [owner(5, 9), owner(7, 3), owner(7, 12)]);
        assert_eq!(reading.given.of(Inode(101)).count(), 0);
        assert_eq!(reading.given.hidden, 1);
        assert_eq!(reading.status, SourceStatus::Partial);
        assert_eq!(
            reading.detail.as_deref(),
            Some("the descriptors of 1 process could not be read: not a directory")
        );
    }
}
