//! Network namespaces that the tests make, and processes that live in them.

use std::fs::{File, read_link};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use netsnap_shared::snapshot::Pid;
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use super::quiet;

/// Runs something in a thread that is in another network namespace.
pub(crate) fn inside<T: Send>(file: &Path, work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let file = File::open(file).unwrap();
            let kind = Some(LinkNameSpaceType::Network);
            move_into_link_name_space(file.as_fd(), kind).unwrap();
            work()
        });
        thread.join().unwrap()
    })
}

/// The number of the namespace behind a file.
pub(crate) fn id_of(file: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).unwrap().ino().to_string()
}

/// A process that lives in a network namespace and does nothing.
pub(crate) struct Resident(Child);

impl Resident {
    pub(crate) fn spawn(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).spawn().unwrap())
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid(self.0.id())
    }

    pub(crate) fn door(&self) -> PathBuf {
        format!("/proc/{}/ns/net", self.0.id()).into()
    }
}

impl Drop for Resident {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn sleep() -> Command {
    let mut command = Command::new("sleep");
    command.arg("600");
    command
}

/// A process in a new network namespace.
pub(crate) fn unnamed() -> Resident {
    let own = read_link("/proc/thread-self/ns/net").unwrap();
    let resident = Resident::spawn(Command::new("unshare").args(["--net", "sleep", "600"]));
    while read_link(resident.door()).unwrap() == own {
        std::thread::yield_now();
    }
    resident
}

pub(crate) fn ip(arguments: &str) {
    let output = Command::new("ip")
        .args(arguments.split(' '))
        .output()
        .unwrap();
    assert!(output.status.success(), "ip {arguments}: {output:?}");
}

/// Gives a new namespace a name.
pub(crate) fn named(name: &str) -> PathBuf {
    ip(&format!("netns add {name}"));
    ip(&format!("-n {name} link set lo up"));
    Path::new("/run/netns").join(name)
}

/// Says that a test needs what this system does not let it have.
pub(crate) fn may_make_namespaces() -> bool {
    if !quiet::is_own() {
        eprintln!("not tried: this user cannot make network namespaces here");
    }
    quiet::is_own()
}
