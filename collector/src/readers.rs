//! Readers of the operating system. They always give a snapshot: what could not be read is an entry
//! in `sources`.

mod advice;
mod base;
mod clock;
mod journal;

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
#[cfg(not(target_os = "linux"))]
use self::portable as system;

/// What to read, and where from.
#[derive(Debug, Clone)]
pub struct Options {
    /// The root of proc(5).
    pub proc: PathBuf,
    /// The root of the files in `/etc` and `/usr/lib` that name the system and its users.
    pub root: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            proc: PathBuf::from("/proc"),
            root: PathBuf::from("/"),
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
