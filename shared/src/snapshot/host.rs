//! Who took the snapshot, of which host, and with which rights.

use std::net::IpAddr;

use serde::Serialize;

use super::{Timestamp, fact};
use netsnap_reader::read_transparent;

fact! {
    /// The program that took the snapshot.
    pub struct Collector {
        /// Its name; `netsnap` for this project's own.
        pub name: String,
        /// Its version, as semantic versioning has it.
        pub version: String,
    }
}

fact! {
    /// The host and its operating system.
    pub struct Host {
        /// The name the host calls itself (`uname -n`).
        pub hostname: Option<String>,
        /// The kind of system: `linux`, `windows`, `macos`, …
        pub os: String,
        /// The distribution and its version as a person names it (`PRETTY_NAME` of os-release(5)).
        pub os_version: Option<String>,
        /// The kernel's release (`uname -r`).
        pub kernel: Option<String>,
        /// The machine's architecture (`uname -m`).
        pub architecture: Option<String>,
        /// When the host was started.
        pub boot_time: Option<Timestamp>,
        /// Where names are looked up; null when that could not be read.
        #[serde(default)]
        pub resolver: Option<Resolver>,
    }
}

fact! {
    /// Where the host looks up names (resolv.conf(5)).
    #[derive(Eq, Default)]
    pub struct Resolver {
        /// The name servers, in the order in which they are asked.
        pub nameservers: Vec<String>,
        /// The domains that short names are tried in.
        pub search: Vec<String>,
        /// The options.
        pub options: Vec<String>,
    }
}

fact! {
    /// A name that an address has in the DNS, where the collector was asked to look.
    #[derive(Eq)]
    pub struct AddressName {
        /// The address.
        pub ip: IpAddr,
        /// Its name. Whoever runs the address's zone chose it; it proves nothing.
        pub name: String,
    }
}

/// A user's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Uid(pub u32);

read_transparent! { Uid(u32) }

impl std::fmt::Display for Uid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

fact! {
    /// What the collector was allowed to see.
    pub struct Privilege {
        /// The effective user; null on systems without user numbers.
        pub uid: Option<Uid>,
        /// That user's name.
        pub user: Option<String>,
        /// Whether the collector could look at every process: root or its like.
        pub elevated: bool,
        /// The effective capabilities by name (capabilities(7)), such as `cap_net_admin`.
        pub capabilities: Vec<String>,
    }
}

fact! {
    /// A user with a name.
    pub struct User {
        /// The number.
        pub uid: Uid,
        /// The name.
        pub name: String,
    }
}
