//! The snapshot: everything a host knew about its own network at one moment, as facts.
//!
//! Nothing here is derived. Port names, explanations and findings are made when a snapshot is
//! viewed, so that an old bundle gains what a newer viewer has learned.

mod host;
mod interface;
mod local_socket;
mod namespace;
mod process;
mod route;
mod rule;
mod sample;
mod settings;
mod socket;
mod source;
mod tcp_info;
mod timestamp;

pub use host::{AddressName, Collector, Host, Privilege, Resolver, Uid, User};
pub use interface::{
    ErrorKinds, Interface, InterfaceAddress, InterfaceStatistics, LinkPeer, MulticastGroup,
    Neighbour,
};
pub use local_socket::{NetlinkProtocol, NetlinkSocket, PacketSocket, UnixSocket};
pub use namespace::{Namespace, NamespaceId, ProtocolCounters};
pub use process::{Pid, Process, ProcessNamespaces, StandardStreams};
pub use route::{
    NextHop, Route, RouteKind, RoutePreference, RouteProtocol, RouteScope, RouteTable,
};
pub use rule::{MarkMatch, RoutingRule, RuleAction, UidRange};
pub use sample::{InterfaceSample, ProtocolSample, Redaction, Sample, SocketCount};
pub use settings::{PortRange, Settings};
pub use socket::{
    AcceptQueue, Endpoint, Family, Inode, Owner, Ownership, Protocol, Socket, SocketMemory, State,
    Timer, TimerKind,
};
pub use source::{Source, SourceStatus};
pub use tcp_info::{CongestionState, TcpInfo};
pub use timestamp::Timestamp;

/// Derives what every part of the model has in common, and how it is read from a bundle.
macro_rules! fact {
    (
        $(#[$meta:meta])*
        pub struct $Name:ident {
            $( $(#[$($attribute:tt)*])* pub $field:ident: $Field:ty, )*
        }
    ) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub struct $Name {
            $( $(#[$($attribute)*])* pub $field: $Field, )*
        }

        netsnap_reader::read_struct! {
            $Name { $( [$([$($attribute)*])*] $field: $Field, )* }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$attribute:meta])* $Variant:ident, )*
        }
    ) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub enum $Name {
            $( $(#[$attribute])* $Variant, )*
        }

        impl netsnap_reader::FromScalar for $Name {
            const EXPECTED: &'static str = concat!("the name of a ", stringify!($Name));

            fn any() -> Self {
                Self::Unknown
            }

            fn from_scalar(scalar: &netsnap_reader::Scalar<'_>) -> Option<Self> {
                let name = scalar.text()?;
                let mut all = [$(Self::$Variant),*].into_iter();
                Some(all.find(|value| value.name() == name).unwrap_or(Self::Unknown))
            }
        }

        netsnap_reader::read_scalar! { pub $Name }
    };
}
use fact;

fact! {
    /// A host's network at one moment.
    pub struct Snapshot {
        /// The program that took the snapshot.
        pub collector: Collector,
        /// When the collection began, RFC 3339 in UTC.
        pub collected_at: Timestamp,
        /// How long the collection took, in milliseconds.
        pub duration_ms: u64,
        /// The host.
        pub host: Host,
        /// What the collector was allowed to see.
        pub privilege: Privilege,
        /// What was read, and how that went; one entry for each thing read.
        pub sources: Vec<Source>,
        /// The users that own a process or a socket in this snapshot and have a name.
        pub users: Vec<User>,
        /// The processes that were seen, by pid.
        pub processes: Vec<Process>,
        /// One for each network stack; exactly one on systems without namespaces.
        pub namespaces: Vec<Namespace>,
        /// The names that remote addresses have, where the collector was asked to look them up.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub names: Vec<AddressName>,
        /// Counters at later moments, where the collector was asked to watch.
        #[serde(default)]
        pub samples: Vec<Sample>,
        /// What was replaced before the bundle was handed on; null for an original.
        #[serde(default)]
        pub redaction: Option<Redaction>,
    }
}
