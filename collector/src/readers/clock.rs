//! The time, passed in so that a snapshot can be made at any moment.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

use netsnap_shared::snapshot::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The moment that it is.
    pub now: fn() -> Timestamp,
    /// The time since some moment, which never goes back.
    pub elapsed: fn() -> Duration,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        LazyLock::force(&START);
        Self {
            now: || {
                let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
                Timestamp::from_unix_ms(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
            },
            elapsed: || START.elapsed(),
        }
    }

    pub(super) fn now(self) -> Timestamp {
        (self.now)()
    }

    pub(super) fn elapsed(self) -> Duration {
        (self.elapsed)()
    }
}
