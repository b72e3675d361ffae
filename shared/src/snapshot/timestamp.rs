//! A moment, as a bundle writes it: RFC 3339 in UTC.

use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Serialize, Serializer};

use netsnap_reader::{FromScalar, Scalar, read_scalar};

/// A moment between 1970 and 9999, with a resolution of one millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    unix_ms: u64,
}

/// The first millisecond of the year 10000, which RFC 3339 cannot write.
const END_MS: u64 = 253_402_300_800_000;

impl Timestamp {
    /// The moment this many milliseconds after 1970-01-01T00:00:00Z; later than 9999 is taken as
    /// the last millisecond of that year.
    pub const fn from_unix_ms(unix_ms: u64) -> Self {
        let unix_ms = if unix_ms < END_MS {
            unix_ms
        } else {
            END_MS - 1
        };
        Self { unix_ms }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn unix_ms(self) -> u64 {
        self.unix_ms
    }

    /// The time from `earlier` to this moment; `None` when `earlier` is later.
    pub fn since(self, earlier: Self) -> Option<Duration> {
        self.unix_ms
            .checked_sub(earlier.unix_ms)
            .map(Duration::from_millis)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = UNIX_EPOCH + Duration::from_millis(self.unix_ms);
        write!(f, "{}", humantime::format_rfc3339_millis(moment))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromScalar for Timestamp {
    const EXPECTED: &'static str = "a moment in RFC 3339, UTC, from 1970 on";

    fn any() -> Self {
        Self::from_unix_ms(0)
    }

    fn from_scalar(scalar: &Scalar<'_>) -> Option<Self> {
        let moment = humantime::parse_rfc3339(scalar.text()?).ok()?;
        let since = moment.duration_since(UNIX_EPOCH).ok()?;
        let unix_ms = u64::try_from(since.as_millis()).ok()?;
        Some(Self::from_unix_ms(unix_ms))
    }
}

read_scalar! { pub Timestamp }

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A moment, RFC 3339 in UTC with milliseconds.",
            "type": "string",
            "format": "date-time",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_milliseconds_are_the_same_moment() {
        for (unix_ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_763_779_200_123, "2025-11-22T02:40:00.123Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            let moment = Timestamp::from_unix_ms(unix_ms);
            assert_eq!(moment.to_string(), text);
            let json = serde_json::to_string(&moment).unwrap();
            assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), moment);
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "yesterday", "2025-11-22", "1969-12-31T23:59:59Z"] {
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<Timestamp>(&json).is_err(), "{text}");
        }
    }
}
