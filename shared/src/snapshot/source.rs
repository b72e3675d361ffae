//! Where facts came from, and how reading them went: the evidence for every blank.

use super::{NamespaceId, fact};

fact! {
    /// One thing that was read.
    pub struct Source {
        /// What was read, such as `sock_diag tcp ipv4` or `/proc/PID/fd`.
        pub name: String,
        /// The network namespace it was read in; null for what is the host's.
        pub namespace: Option<NamespaceId>,
        /// How it went.
        pub status: SourceStatus,
        /// How many rows it gave.
        pub rows: u64,
        /// How long it took, in microseconds.
        pub duration_us: u64,
        /// Why the status is what it is, and what would give the rest; null when complete.
        pub detail: Option<String>,
    }
}

fact! {
    /// How reading a source went.
    #[derive(Copy, Eq, PartialOrd, Ord, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum SourceStatus {
        /// Everything there is was read.
        Complete,
        /// Some of it was read; the detail says what is missing.
        Partial,
        /// The system refused.
        Denied,
        /// The system does not have it.
        Unavailable,
        /// It should have worked and did not.
        Failed,
        /// A status that this version does not know.
        #[serde(other)]
        Unknown,
    }
}

impl SourceStatus {
    /// The name in a bundle.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Denied => "denied",
            Self::Unavailable => "unavailable",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}
