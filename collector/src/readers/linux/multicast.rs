//! The multicast groups that interfaces have joined: `/proc/net/{igmp,igmp6,dev_mcast}` (proc(5)).

use std::path::Path;

use netsnap_shared::snapshot::MulticastGroup;

use crate::readers::journal::Journal;

/// Reads the groups of a network namespace. `net` is its directory of tables in proc(5).
pub(super) fn read(_net: &Path, _journal: &mut Journal) -> Vec<MulticastGroup> {
    Vec::new()
}
