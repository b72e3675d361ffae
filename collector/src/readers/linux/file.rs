//! Files of which no more than a bound is read, and directories that stay open while their files
//! are: a process's directory goes on meaning that process, whoever gets its number next.

use std::ffi::CStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use netsnap_shared::snapshot::Uid;
use rustix::fs::{AtFlags, Mode, OFlags, Stat, openat, readlinkat_raw, statat};
use rustix::io::Errno;
use rustix::path::Arg;

/// The longest target of a link that the kernel gives, `PATH_MAX` of `include/uapi/linux/limits.h`.
pub(super) const LINK_BYTES: usize = 4096;

/// How much is asked for at first. Most files of proc(5) are shorter.
const FIRST_BYTES: usize = 4096;

/// Reads the beginning of a file, and whether there is more.
pub(super) fn read(path: &Path, limit: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    let more = bytes.len() > limit;
    bytes.truncate(limit);
    Ok((bytes, more))
}

/// A directory, by which its files are found without going through `/proc` again.
#[derive(Debug)]
pub(super) struct Directory(OwnedFd);

impl Directory {
    /// Opens the directory `name` of another one.
    pub(super) fn open(parent: impl AsFd, name: impl Arg) -> Result<Self, Errno> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        openat(parent, name, flags, Mode::empty()).map(Self)
    }

    /// Reads the beginning of a file into `room`, and says whether there is more. A read that gives
    /// less than there is room for is the last one: so it is with the files of one process and of
    /// one setting, which the kernel writes at once.
    pub(super) fn read<'a>(
        &self,
        name: impl Arg,
        limit: usize,
        room: &'a mut Vec<u8>,
    ) -> Result<(&'a [u8], bool), Errno> {
        let file = self.open_file(name, OFlags::empty())?;
        let mut length = 0;
        let more = loop {
            if length > limit {
                break true;
            }
            if length == room.len() {
                let larger = length.saturating_mul(2).max(FIRST_BYTES);
                room.resize(larger.min(limit + 1).max(length + 1), 0);
            }
            match rustix::io::read(&file, room.get_mut(length..).unwrap_or_default()) {
                Ok(read) if length + read < room.len() => {
                    length += read;
                    break length > limit;
                }
                Ok(read) => length += read,
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
        };
        let bytes = room.get(..length.min(limit)).unwrap_or_default();
        Ok((bytes, more))
    }

    /// Opens a file for reading.
    pub(super) fn open_file(&self, name: impl Arg, more: OFlags) -> Result<OwnedFd, Errno> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | more;
        openat(&self.0, name, flags, Mode::empty())
    }

    /// Where a link leads.
    pub(super) fn link<'a>(
        &self,
        name: &CStr,
        room: &'a mut [u8; LINK_BYTES],
    ) -> Result<&'a [u8], Errno> {
        let length = readlinkat_raw(&self.0, name, &mut room[..])?;
        Ok(room.get(..length).unwrap_or_default())
    }

    /// What the system says of a file, behind links. It mounts nothing to find that out.
    pub(super) fn stat(&self, name: impl Arg) -> Result<Stat, Errno> {
        statat(&self.0, name, AtFlags::NO_AUTOMOUNT)
    }

    /// The user to whom the directory belongs.
    pub(super) fn owner(&self) -> Option<Uid> {
        let stat = rustix::fs::fstat(&self.0).ok()?;
        Some(Uid(stat.st_uid))
    }
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Whether an error says that the user may not.
pub(super) fn is_denied(errno: Errno) -> bool {
    matches!(errno, Errno::ACCESS | Errno::PERM)
}

/// Whether an error says that the process is gone: `ENOENT`, or `ESRCH` from an open file.
pub(super) fn has_ended(errno: Errno) -> bool {
    matches!(errno, Errno::NOENT | Errno::SRCH)
}

#[cfg(test)]
mod tests {
    use rustix::fs::CWD;

    use super::*;

    #[test]
    fn files_are_read_up_to_a_bound() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(CWD, folder.path()).unwrap();
        let mut room = Vec::new();
        // One room for all: what a longer file left there is not a shorter one's.
        for length in [9000, 0, 1, 4095, 4096, 4097, 8192] {
            let text = vec![b'x'; length];
            std::fs::write(folder.path().join("file"), &text).unwrap();
            for limit in [0, 1, 4096, 10_000] {
                let (bytes, more) = directory.read(c"file", limit, &mut room).unwrap();
                let expected = (length.min(limit), length > limit);
                assert_eq!((bytes.len(), more), expected, "{length} {limit}");
                let (bytes, more) = read(&folder.path().join("file"), limit).unwrap();
                assert_eq!((bytes.len(), more), expected, "{length} {limit}");
            }
        }
        let missing = directory.read(c"none", 10, &mut room);
        assert_eq!(missing, Err(Errno::NOENT));
        assert!(has_ended(Errno::NOENT) && !is_denied(Errno::NOENT));
    }
}
