//! What may be added to a snapshot after it was taken: later counters, and redaction.

use super::{InterfaceStatistics, NamespaceId, Timestamp, fact};

fact! {
    /// Counters at a later moment.
    pub struct Sample {
        /// When they were read.
        pub collected_at: Timestamp,
        /// The interfaces' counters.
        pub interfaces: Vec<InterfaceSample>,
    }
}

fact! {
    /// An interface's counters at a later moment.
    pub struct InterfaceSample {
        /// The namespace the interface is in.
        pub namespace: NamespaceId,
        /// The interface's name.
        pub interface: String,
        /// The counters.
        pub statistics: InterfaceStatistics,
    }
}

fact! {
    /// What was replaced before the bundle was handed on.
    pub struct Redaction {
        /// The kinds of values that were replaced: `addresses`, `names`, …
        pub replaced: Vec<String>,
        /// How: equal values stay equal within the bundle, or not.
        pub method: String,
    }
}
