//! One table of descriptors: a directory such as `/proc/PID/fd`.

use std::ops::ControlFlow;

use netsnap_shared::snapshot::{Inode, Pid, StandardStreams};
use rustix::fs::{OFlags, RawDir, readlinkat_raw};
use rustix::io::Errno;
use rustix::path::Arg;

use super::Entry;
use crate::readers::linux::file::{Directory, LINK_BYTES};

/// Room for the entries that one call of getdents(2) gives.
const DIRECTORY_BYTES: usize = 32 << 10;

/// Room that one table after another is read into.
#[derive(Debug)]
pub(crate) struct Room {
    entries: Vec<u8>,
    link: [u8; LINK_BYTES],
}

impl Default for Room {
    fn default() -> Self {
        Self {
            entries: Vec::with_capacity(DIRECTORY_BYTES),
            link: [0; LINK_BYTES],
        }
    }
}

/// Looks at the descriptors of a process: adds those of sockets to `entries`, and gives where the
/// first three lead. Those that were found before an error stay.
pub(crate) fn scan(
    process: &Directory,
    pid: Pid,
    room: &mut Room,
    entries: &mut Vec<Entry>,
) -> Result<StandardStreams, Errno> {
    let mut streams = StandardStreams::default();
    each(process, c"fd", room, |fd, target| {
        if let Some(inode) = socket_inode(target) {
            entries.push(Entry { inode, pid, fd });
        }
        let stream = match fd {
            0 => &mut streams.input,
            1 => &mut streams.output,
            2 => &mut streams.error,
            _ => return ControlFlow::Continue(()),
        };
        *stream = Some(String::from_utf8_lossy(target).into_owned());
        ControlFlow::Continue(())
    })?;
    Ok(streams)
}

/// Gives each descriptor of a table, and where its link leads, until told to stop.
pub(crate) fn each(
    parent: &Directory,
    table: impl Arg,
    room: &mut Room,
    mut visit: impl FnMut(u32, &[u8]) -> ControlFlow<()>,
) -> Result<(), Errno> {
    let table = parent.open_file(table, OFlags::DIRECTORY)?;
    let mut list = RawDir::new(&table, room.entries.spare_capacity_mut());
    while let Some(entry) = list.next() {
        let entry = entry?;
        let Some(fd) = number(entry.file_name().to_bytes()) else {
            continue;
        };
        match readlinkat_raw(&table, entry.file_name(), &mut room.link[..]) {
            Ok(length) => {
                let target = room.link.get(..length).unwrap_or_default();
                if visit(fd, target).is_break() {
                    break;
                }
            }
            // Closed since the directory was read, or a name that is too long to be told.
            Err(Errno::NOENT | Errno::NAMETOOLONG) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// The number in `socket:[NUMBER]`.
pub(super) fn socket_inode(target: &[u8]) -> Option<Inode> {
    let digits = target.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    number(digits).map(Inode)
}

/// A number in decimal digits.
pub(crate) fn number<T: std::str::FromStr>(digits: &[u8]) -> Option<T> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use rustix::fs::CWD;

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
            (b"socket:[4\xff]", None),
            (b"", None),
        ] {
            assert_eq!(socket_inode(target), inode.map(Inode), "{target:?}");
        }
    }

    #[test]
    fn sockets_and_standard_streams_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("fd");
        fs::create_dir(&table).unwrap();
        for (fd, target) in [
            ("0", "/dev/null"),
            ("2", "socket:[100]"),
            ("12", "socket:[100]"),
            ("4", "pipe:[100]"),
            ("odd", "socket:[101]"),
        ] {
            symlink(target, table.join(fd)).unwrap();
        }
        let directory = Directory::open(CWD, folder.path()).unwrap();
        let (mut room, mut entries) = (Room::default(), Vec::new());
        let streams = scan(&directory, Pid(5), &mut room, &mut entries).unwrap();
        let expected = StandardStreams {
            input: Some("/dev/null".into()),
            output: None,
            error: Some("socket:[100]".into()),
        };
        assert_eq!(streams, expected);
        entries.sort_unstable();
        let entry = |fd| Entry {
            inode: Inode(100),
            pid: Pid(5),
            fd,
        };
        assert_eq!(entries, [entry(2), entry(12)]);

        // A process whose descriptors are a file, which is no directory.
        fs::remove_dir_all(&table).unwrap();
        fs::write(&table, "").unwrap();
        let result = scan(&directory, Pid(5), &mut room, &mut entries);
        assert_eq!(result, Err(Errno::NOTDIR));
    }
}
