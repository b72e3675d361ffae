//! What may be added to a snapshot after it was taken: later counters, and redaction.

use std::collections::BTreeMap;

use super::{InterfaceStatistics, NamespaceId, Protocol, State, Timestamp, fact};

fact! {
    /// Counters at a later moment.
    pub struct Sample {
        /// When they were read.
        pub collected_at: Timestamp,
        /// The interfaces' counters.
        pub interfaces: Vec<InterfaceSample>,
        /// The stacks' own counters.
        #[serde(default)]
        pub protocol_statistics: Vec<ProtocolSample>,
        /// How many sockets there were of each protocol and state.
        #[serde(default)]
        pub sockets: Vec<SocketCount>,
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
    /// The counters of one protocol at a later moment.
    pub struct ProtocolSample {
        /// The namespace they are of.
        pub namespace: NamespaceId,
        /// The protocol, as in [`ProtocolCounters`](super::ProtocolCounters).
        pub protocol: String,
        /// Each counter with the kernel's name for it.
        pub counters: BTreeMap<String, i64>,
    }
}

fact! {
    /// How many sockets were in a state.
    #[derive(Eq)]
    pub struct SocketCount {
        /// The namespace they are in.
        pub namespace: NamespaceId,
        /// Their protocol.
        pub protocol: Protocol,
        /// Their state; null where the system keeps none.
        pub state: Option<State>,
        /// How many.
        pub count: u64,
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
