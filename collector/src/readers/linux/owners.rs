//! Who holds which socket: the links in `/proc/PID/fd` (proc(5)).

mod descriptors;
mod later;
mod threads;
mod unowned;

use netsnap_shared::snapshot::{Inode, Owner, Pid, SourceStatus};
use rustix::io::Errno;

pub(super) use self::descriptors::{Room, scan};
pub(super) use self::threads::tids;
pub(super) use self::unowned::unowned;
use super::file::is_denied;
use crate::readers::journal::{Reading, count, words};

/// The descriptors that refer to sockets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Owners {
    entries: Vec<Entry>,
    /// How many processes could not be looked at.
    pub hidden: usize,
    /// The processes of several threads, each of which may have descriptors of its own.
    threaded: Vec<Pid>,
}

/// A descriptor that refers to a socket, in 16 bytes: a host may have a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    inode: Inode,
    pid: Pid,
    fd: u32,
}

impl Owners {
    /// The descriptors that refer to a socket, by pid and number.
    pub(super) fn of(&self, inode: Inode) -> impl Iterator<Item = Owner> {
        let first = self.entries.partition_point(|entry| entry.inode < inode);
        let rest = self.entries.get(first..).unwrap_or_default();
        let of_inode = rest.iter().take_while(move |entry| entry.inode == inode);
        of_inode.map(|entry| Owner {
            pid: entry.pid,
            fd: Some(entry.fd),
        })
    }
}

/// What looking at the descriptors of some processes gave, in no order.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub entries: Vec<Entry>,
    /// The processes of several threads.
    pub threaded: Vec<Pid>,
    /// Processes that the system does not let this user look at.
    denied: usize,
    /// Processes that failed in another way than by refusal or by ending, and how the last did.
    failed: usize,
    failure: Option<Errno>,
}

impl Found {
    /// Notes why a process could not be looked at. One that ended holds nothing.
    pub(super) fn note(&mut self, errno: Errno) {
        match errno {
            Errno::NOENT | Errno::SRCH => {}
            errno if is_denied(errno) => self.denied += 1,
            errno => {
                self.failed += 1;
                self.failure = Some(errno);
            }
        }
    }

    /// Adds what another thread found.
    pub(super) fn add(&mut self, mut other: Self) {
        if other.entries.len() > self.entries.len() {
            std::mem::swap(&mut self.entries, &mut other.entries);
        }
        self.entries.reserve_exact(other.entries.len());
        self.entries.append(&mut other.entries);
        self.threaded.append(&mut other.threaded);
        self.denied += other.denied;
        self.failed += other.failed;
        self.failure = self.failure.or(other.failure);
    }

    /// The descriptors in order, and what is missing among those of `processes` processes. A lost
    /// thread may have seen any of them.
    pub(super) fn into_reading(mut self, processes: usize, lost: bool) -> Reading<Owners> {
        self.entries.sort_unstable();
        self.threaded.sort_unstable();
        let owners = Owners {
            entries: self.entries,
            hidden: self.denied + self.failed + usize::from(lost),
            threaded: self.threaded,
        };
        let rows = owners.entries.len();
        let mut reading = Reading::one(owners);
        reading.rows = rows;
        if self.denied > 0 {
            let of = count(processes, "process", "processes");
            let status = if self.denied == processes {
                SourceStatus::Denied
            } else {
                SourceStatus::Partial
            };
            let denied = self.denied;
            let reason = format!("the descriptors of {denied} of {of} are not shown to this user");
            reading = reading.because(status, reason);
        }
        if let Some(errno) = self.failure {
            let processes = count(self.failed, "process", "processes");
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_found_by_inode() {
        assert_eq!(size_of::<Entry>(), 16);
        let entry = |inode, pid, fd| Entry {
            inode: Inode(inode),
            pid: Pid(pid),
            fd,
        };
        let part = |entries: &[Entry], threaded: &[u32]| Found {
            entries: entries.to_vec(),
            threaded: threaded.iter().copied().map(Pid).collect(),
            ..Found::default()
        };
        let mut found = part(&[entry(100, 7, 12)], &[7]);
        found.add(part(&[entry(100, 5, 9), entry(7, 9, 1)], &[5, 6]));
        found.add(part(&[entry(100, 7, 3)], &[]));
        let reading = found.into_reading(3, false);
        assert_eq!((reading.rows, reading.status), (4, SourceStatus::Complete));
        let owners = reading.given;
        assert_eq!(owners.threaded, [Pid(5), Pid(6), Pid(7)]);
        for (inode, expected) in [
            (100, &[(5, 9), (7, 3), (7, 12)][..]),
            (7, &[(9, 1)]),
            (8, &[]),
            (u64::MAX, &[]),
        ] {
            let owners: Vec<_> = owners.of(Inode(inode)).collect();
            let owners: Vec<_> = owners.iter().map(|it| (it.pid.0, it.fd.unwrap())).collect();
            assert_eq!(owners, expected, "{inode}");
        }
    }

    #[test]
    fn what_is_missing_is_counted() {
        use SourceStatus::{Complete, Denied, Partial};
        for (errors, lost, hidden, status, detail) in [
            (&[Errno::NOENT, Errno::SRCH][..], false, 0, Complete, None),
            (
                &[Errno::ACCESS, Errno::NOENT],
                false,
                1,
                Partial,
                Some("the descriptors of 1 of 2 processes are not shown to this user"),
            ),
            (
                &[Errno::ACCESS, Errno::PERM],
                false,
                2,
                Denied,
                Some("the descriptors of 2 of 2 processes are not shown to this user"),
            ),
            (
                &[Errno::NOTDIR],
                true,
                2,
                Partial,
                Some(
                    "the descriptors of 1 process could not be read: not a directory; \
                     a thread ended early",
                ),
            ),
        ] {
            let mut found = Found::default();
            for &errno in errors {
                let mut one = Found::default();
                one.note(errno);
                found.add(one);
            }
            let reading = found.into_reading(2, lost);
            assert_eq!(reading.given.hidden, hidden, "{errors:?}");
            assert_eq!(reading.status, status, "{errors:?}");
            assert_eq!(reading.detail.as_deref(), detail, "{errors:?}");
        }
    }
}
