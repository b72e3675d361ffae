//! Processes.

use serde::Serialize;

use super::{NamespaceId, Timestamp, Uid, fact};
use crate::read::read_transparent;

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
        /// When it was started.
        pub started_at: Option<Timestamp>,
        /// The network namespace it lives in; null when that could not be read.
        pub namespace: Option<NamespaceId>,
        /// The id of the container it belongs to, from its control group.
        #[serde(default)]
        pub container: Option<String>,
        /// Whether it is a thread of the kernel.
        pub kernel_thread: bool,
    }
}
