//! `/proc/PID/ns`: the namespaces that a process lives in (namespaces(7)).

use std::ffi::CStr;

use netsnap_shared::snapshot::{NamespaceId, ProcessNamespaces};
use rustix::io::Errno;

use crate::readers::linux::file::{Directory, LINK_BYTES};
use crate::readers::linux::namespace;

/// The namespaces of a process.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Namespaces {
    pub network: Option<NamespaceId>,
    pub others: ProcessNamespaces,
}

/// Reads the links. The first error stands for all; what the kernel does not have is none.
pub(super) fn read(
    directory: &Directory,
    room: &mut [u8; LINK_BYTES],
) -> Result<Namespaces, Errno> {
    let mut some = false;
    let mut link = |name: &CStr| match directory.link(name, room) {
        Ok(target) => {
            some = true;
            Ok(id(target))
        }
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno),
    };
    let namespaces = Namespaces {
        network: link(c"ns/net")?,
        others: ProcessNamespaces {
            cgroup: link(c"ns/cgroup")?,
            ipc: link(c"ns/ipc")?,
            mount: link(c"ns/mnt")?,
            pid: link(c"ns/pid")?,
            user: link(c"ns/user")?,
            uts: link(c"ns/uts")?,
        },
    };
    if some {
        Ok(namespaces)
    } else {
        Err(Errno::NOENT)
    }
}

/// The inode in a link such as `net:[4026531833]`.
fn id(target: &[u8]) -> Option<NamespaceId> {
    let id = namespace::parse(std::str::from_utf8(target).ok()?)?;
    Some(NamespaceId(id.to_owned()))
}
