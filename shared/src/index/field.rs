//! The fields that a filter can name and a table can be sorted by.

/// A field of some table. Its names in the filter language are in [`Field::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The transport protocol.
    Protocol,
    /// The address family.
    Family,
    /// A socket's state.
    State,
    /// This end's address.
    Local,
    /// This end's port.
    LocalPort,
    /// The other end's address.
    Remote,
    /// The other end's port.
    RemotePort,
    /// The name of a process.
    Process,
    /// The number of a process.
    Pid,
    /// The name of a user.
    User,
}

impl Field {
    /// The names in the filter language, the usual one first.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Protocol => &["proto", "protocol"],
            Self::Family => &["family"],
            Self::State => &["state"],
            Self::Local => &["local", "src"],
            Self::LocalPort => &["lport", "sport"],
            Self::Remote => &["remote", "dst"],
            Self::RemotePort => &["rport", "dport"],
            Self::Process => &["proc", "process"],
            Self::Pid => &["pid"],
            Self::User => &["user"],
        }
    }
}
