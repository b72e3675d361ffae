//! The way of a thread into another network namespace (setns(2)).

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use netsnap_shared::snapshot::NamespaceId;
use rustix::fs::{CWD, Mode, OFlags, fstat, openat};
use rustix::io::Errno;
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use super::{Place, link};
use crate::readers::journal::{Reading, status_of, words};

/// Moves this thread, and no other, into a network namespace for good. Whether it got there is
/// given.
pub(in crate::readers::linux) fn enter(place: &Place, proc: &Path) -> Reading<bool> {
    let mut failure: Option<io::Error> = None;
    for door in place.doors(proc) {
        match go_through(&door, proc, &place.id) {
            Ok(()) => return Reading::one(true),
            // That it is not allowed says more than that a process has ended.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => failure = Some(error),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    let failure = failure.unwrap_or_else(|| io::ErrorKind::NotFound.into());
    let reason = match failure.kind() {
        io::ErrorKind::NotFound => "it went away meanwhile".to_owned(),
        _ => format!("it could not be entered: {}", words(&failure)),
    };
    Reading::nothing(status_of(&failure), reason)
}

/// Moves this thread through a file, if it stands for this network namespace.
pub(super) fn go_through(door: &Path, proc: &Path, id: &NamespaceId) -> io::Result<()> {
    let file = open(door, id)?;
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))?;
    if link(&proc.join("thread-self/ns/net"))? == id.0 {
        Ok(())
    } else {
        Err(io::Error::other(
            "this thread is in another one all the same",
        ))
    }
}

/// Opens a file that stands for a network namespace, if it does so still.
pub(in crate::readers::linux) fn open(door: &Path, id: &NamespaceId) -> io::Result<OwnedFd> {
    // What was a namespace when it was looked for may be a pipe now, which must not make this wait.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = openat(CWD, door, flags, Mode::empty()).map_err(gone_or)?;
    // Another process may have the number now, or another namespace the name.
    if fstat(&file)?.st_ino.to_string() != id.0 {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(file)
}

/// A process that ends between two steps may be gone in more ways than one.
fn gone_or(errno: Errno) -> Errno {
    if errno == Errno::SRCH {
        Errno::NOENT
    } else {
        errno
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::snapshot::{Pid, SourceStatus};

    use super::*;

    /// What is said of a place that cannot be entered, and whether this thread is where it was.
    #[track_caller]
    fn check(files: &[&Path], processes: &[u32], status: SourceStatus, detail: &str) {
        let place = Place {
            id: NamespaceId("5".into()),
            name: None,
            files: files.iter().copied().map(Path::to_owned).collect(),
            processes: processes.iter().copied().map(Pid).collect(),
        };
        let proc = Path::new("/proc");
        let before = link(&proc.join("thread-self/ns/net")).ok();
        let reading = enter(&place, proc);
        assert!(!reading.given);
        assert_eq!(reading.status, status);
        assert_eq!(reading.detail.as_deref(), Some(detail));
        assert_eq!(link(&proc.join("thread-self/ns/net")).ok(), before);
    }

    #[test]
    fn what_is_no_way_in_is_said() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("file");
        std::fs::write(&file, "").unwrap();
        let own = std::process::id();
        for (files, processes) in [
            (&[][..], &[][..]),
            (&[Path::new("/nonexistent/netns/blue")], &[]),
            // A process that is in another network namespace now, and a file that is none.
            (&[], &[own]),
            (&[&file], &[u32::MAX]),
        ] {
            let gone = "it went away meanwhile";
            check(files, processes, SourceStatus::Unavailable, gone);
        }
        check(
            &[&file.join("below")],
            &[],
            SourceStatus::Failed,
            "it could not be entered: not a directory",
        );
    }
}
