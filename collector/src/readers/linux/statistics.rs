//! The counters of the network stack: `/proc/net/{snmp,netstat,snmp6,sockstat,sockstat6}` (proc(5)).

use std::path::Path;

use netsnap_shared::snapshot::ProtocolCounters;

use crate::readers::journal::Journal;

/// Reads the counters of a network namespace. `net` is its directory of tables in proc(5).
pub(super) fn read(_net: &Path, _journal: &mut Journal) -> Vec<ProtocolCounters> {
    Vec::new()
}
