//! Sockets that do not carry an internet protocol: unix(7), packet(7) and netlink(7). Their owners
//! are not known yet.

use std::path::Path;

use netsnap_shared::snapshot::{NetlinkSocket, PacketSocket, UnixSocket};

use super::rtnetlink::InterfaceNames;
use crate::readers::journal::Journal;

/// The sockets of a network namespace.
#[derive(Debug, Default)]
pub(super) struct LocalSockets {
    pub unix: Vec<UnixSocket>,
    pub packet: Vec<PacketSocket>,
    pub netlink: Vec<NetlinkSocket>,
}

/// Reads the sockets of this thread's network namespace. `net` is its directory of tables in
/// proc(5).
pub(super) fn read(_net: &Path, _names: &InterfaceNames, _journal: &mut Journal) -> LocalSockets {
    LocalSockets::default()
}
