//! Sockets of the internet protocols: their details against `ss`, the protocols beside TCP and UDP,
//! queues and timers, tables that change, and a kernel that refuses.

mod churn;
mod details;
mod protocols;
mod queues;
mod refused;
mod retransmission;

use netsnap::readers::{Options, Scope, read};
use netsnap_shared::snapshot::{Snapshot, Socket};

use crate::own_namespace;

/// A snapshot of this namespace only.
fn read_own() -> Snapshot {
    read(&Options {
        scope: Scope::Own,
        ..Options::default()
    })
}

/// The sockets of this namespace.
fn sockets_of(snapshot: &Snapshot) -> &[Socket] {
    &own_namespace(snapshot).sockets
}
