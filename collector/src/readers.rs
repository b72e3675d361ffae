//! Readers of the operating system. They always give a snapshot: what could not be read is an entry
//! in `sources`.

mod advice;
#[cfg(target_os = "linux")]
mod at_once;
mod base;
mod clock;
mod journal;
mod names;
mod watch;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod portable;

use std::path::PathBuf;

use netsnap_shared::snapshot::{Collector, Snapshot};

pub use self::advice::advice;
pub use self::clock::Clock;
#[cfg(target_os = "linux")]
use self::linux as system;
pub use self::names::look_up_names;
#[cfg(not(target_os = "linux"))]
use self::portable as system;
pub use self::watch::{CAN_WATCH, Plan, watch};

/// What to read, and where from.
#[derive(Debug, Clone)]
pub struct Options {
    /// The root of proc(5).
    pub proc: PathBuf,
    /// The root of the files in `/etc` and `/usr/lib` that name the system and its users, and of
    /// those that network namespaces are bound to.
    pub root: PathBuf,
    /// Which network namespaces.
    pub scope: Scope,
    /// Whether the kernel may load the modules that tell more of sockets (`tcp_diag` and the like),
    /// as it does for ss(8). Otherwise reading changes nothing.
    pub load_modules: bool,
}

/// Which network namespaces are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every one that a process lives in or that has a name.
    All,
    /// Only the collector's own.
    Own,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            proc: PathBuf::from("/proc"),
            root: PathBuf::from("/"),
            scope: Scope::All,
            load_modules: false,
        }
    }
}

/// Takes a snapshot of this host, now.
pub fn read(options: &Options) -> Snapshot {
    snapshot(options, Clock::system())
}

/// Takes a snapshot of this host by the given clock.
pub fn snapshot(options: &Options, clock: Clock) -> Snapshot {
    let collected_at = clock.now();
    let began = clock.elapsed();
    let mut snapshot = Snapshot {
        collected_at,
        ..system::read(options, clock)
    };
    let took = clock.elapsed().saturating_sub(began);
    snapshot.duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    snapshot
}

/// This program.
fn collector() -> Collector {
    Collector {
        name: "netsnap".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
