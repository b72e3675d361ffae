//! The way of a thread into another network namespace (setns(2)).

use std::io;
use std::os::fd::AsFd;
use std::path::Path;

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
        match go_through(&door, proc, &place.id.0) {
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

fn go_through(door: &Path, proc: &Path, id: &str) -> io::Result<()> {
    // What was a namespace when it was looked for may be a pipe now, which must not make this wait.
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = openat(CWD, door, flags, Mode::empty()).map_err(gone_or)?;
    // Another process may have the number now, or another namespace the name.
    if fstat(&file)?.st_ino.to_string() != id {
        return Err(io::ErrorKind::NotFound.into());
    }
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))?;
    if link(&proc.join("thread-self/ns/net"))? == id {
        Ok(())
    } else {
        Err(io::Error::other(
            "this thread is in another one all the same",
        ))
    }
}

/// A process that ends between two steps may be gone in more ways than one.
fn gone_or(errno: Errno) -> Errno {
    if errno == Errno::SRCH {
        Errno::NOENT
    } else {
        errno
    }
}
