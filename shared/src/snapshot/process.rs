//! Processes.

use serde::Serialize;

use super::{NamespaceId, Timestamp, Uid, fact};
use netsnap_reader::read_transparent;

/// A process's number, as the collector's pid namespace counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Pid(pub u32);

read_transparent! { Pid(u32) }

impl std::fmt::Display for Pid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

fact! {
    /// A process.
    pub struct Process {
        /// Its number.
        pub pid: Pid,
        /// The process that started it, or that inherited it; null for the first ones.
        pub parent_pid: Option<Pid>,
        /// The name the kernel shows; Linux cuts it to 15 bytes.
        pub name: String,
        /// The file it runs (`/proc/PID/exe`); null for kernel threads and for processes of others.
        pub executable: Option<String>,
        /// Whether that file was deleted or replaced since; null when the file is not known.
        pub executable_deleted: Option<bool>,
        /// Its arguments, the program's own name first; null when they could not be read, empty
        /// when it has none.
        pub command_line: Option<Vec<String>>,
        /// The real user it runs as.
        pub uid: Option<Uid>,
        /// The user whose rights it has, where that is another (`setuid`); null when unknown.
        #[serde(default)]
        pub effective_uid: Option<Uid>,
        /// The directory it is in; null when that could not be read.
        #[serde(default)]
        pub working_directory: Option<String>,
        /// When it was started.
        pub started_at: Option<Timestamp>,
        /// The network namespace it lives in; null when that could not be read.
        pub namespace: Option<NamespaceId>,
        /// The id of the container it belongs to, from its control group.
        #[serde(default)]
        pub container: Option<String>,
        /// The unit of systemd(1) it belongs to, from its control group: a service, a scope.
        #[serde(default)]
        pub systemd_unit: Option<String>,
        /// Its other namespaces; null when they could not be read.
        #[serde(default)]
        pub namespaces: Option<ProcessNamespaces>,
        /// Where its standard input, output and error lead; null when that could not be read.
        #[serde(default)]
        pub standard_streams: Option<StandardStreams>,
        /// Whether `LD_PRELOAD` was set when it began its program; null when that could not be read.
        #[serde(default)]
        pub ld_preload: Option<bool>,
        /// The effective capabilities that matter to a network (capabilities(7)), such as
        /// `cap_net_admin`; null when they could not be read.
        #[serde(default)]
        pub capabilities: Option<Vec<String>>,
        /// Whether it is a thread of the kernel.
        pub kernel_thread: bool,
    }
}

impl Process {
    /// A process of which nothing else is known.
    pub const fn new(pid: Pid, name: String) -> Self {
        Self {
            pid,
            parent_pid: None,
            name,
            executable: None,
            executable_deleted: None,
            command_line: None,
            uid: None,
            effective_uid: None,
            working_directory: None,
            started_at: None,
            namespace: None,
            container: None,
            systemd_unit: None,
            namespaces: None,
            standard_streams: None,
            ld_preload: None,
            capabilities: None,
            kernel_thread: false,
        }
    }
}

fact! {
    /// The namespaces of a process other than the network's (namespaces(7)): on Linux the inode
    /// numbers of `/proc/PID/ns/*` in decimal. What the system does not have is null.
    #[derive(Eq, Default)]
    pub struct ProcessNamespaces {
        /// Control groups.
        pub cgroup: Option<NamespaceId>,
        /// Message queues and shared memory.
        pub ipc: Option<NamespaceId>,
        /// Mounts.
        pub mount: Option<NamespaceId>,
        /// Process numbers.
        pub pid: Option<NamespaceId>,
        /// Users and capabilities.
        pub user: Option<NamespaceId>,
        /// The host's name.
        pub uts: Option<NamespaceId>,
    }
}

fact! {
    /// What the descriptors 0, 1 and 2 of a process refer to: a path, or `socket:[N]`, `pipe:[N]`
    /// and the like as proc(5) writes it. A closed one is null.
    #[derive(Eq, Default)]
    pub struct StandardStreams {
        /// Descriptor 0.
        pub input: Option<String>,
        /// Descriptor 1.
        pub output: Option<String>,
        /// Descriptor 2.
        pub error: Option<String>,
    }
}
