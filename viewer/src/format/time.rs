//! Moments and durations. Every moment is shown in UTC, as the bundle has it.

use std::time::Duration;

use netsnap_shared::snapshot::Timestamp;

use super::{grouped, scaled};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A moment in words, to the minute: `22 Nov 2026 03:00 UTC`.
pub fn moment(at: Timestamp) -> String {
    // RFC 3339 has a fixed shape: `2026-11-22T03:00:00.000Z`.
    let text = at.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = part(5, 7)
        .parse::<usize>()
        .ok()
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default();
    let day = part(8, 10).trim_start_matches('0');
    [day, " ", month, " ", part(0, 4), " ", part(11, 16), " UTC"].concat()
}

/// A moment for a column of a table, to the minute: `2026-11-22 03:00`.
pub fn date_and_minute(at: Timestamp) -> String {
    let text = at.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 10), " ", part(11, 16)].concat()
}

/// A long duration in its two largest units: `3 d 4 h`, `12 min`, `8 s`.
pub fn span(duration: Duration) -> String {
    const UNITS: [(&str, u64); 4] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)];
    let seconds = duration.as_secs();
    let Some(first) = UNITS.iter().position(|&(_, unit)| seconds >= unit) else {
        return "0 s".to_owned();
    };
    let mut text = String::new();
    let mut left = seconds;
    for (name, unit) in UNITS.into_iter().skip(first).take(2) {
        let count = left / unit;
        left %= unit;
        if count > 0 {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&grouped(count));
            text.push(' ');
            text.push_str(name);
        }
    }
    text
}

/// A short duration, given in microseconds: `830 µs`, `12.3 ms`, `1.25 s`.
pub fn duration_us(microseconds: u64) -> String {
    scaled(microseconds, 1000, &["µs", "ms", "s"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_utc() {
        for (unix_ms, words, column) in [
            (0, "1 Jan 1970 00:00 UTC", "1970-01-01 00:00"),
            (
                1_763_779_200_123,
                "22 Nov 2025 02:40 UTC",
                "2025-11-22 02:40",
            ),
            (u64::MAX, "31 Dec 9999 23:59 UTC", "9999-12-31 23:59"),
        ] {
            let at = Timestamp::from_unix_ms(unix_ms);
            assert_eq!(moment(at), words);
            assert_eq!(date_and_minute(at), column);
        }
    }

    #[test]
    fn a_span_has_its_two_largest_units() {
        for (seconds, text) in [
            (0, "0 s"),
            (8, "8 s"),
            (60, "1 min"),
            (725, "12 min 5 s"),
            (86_400, "1 d"),
            (273_700, "3 d 4 h"),
            (86_400 * 1_234, "1,234 d"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), text);
        }
    }

    #[test]
    fn a_short_duration_has_three_figures() {
        for (microseconds, text) in [
            (0, "0 µs"),
            (830, "830 µs"),
            (12_340, "12.3 ms"),
            (1_250_000, "1.25 s"),
            (90_000_000, "90.0 s"),
            (5_000_000_000, "5,000 s"),
        ] {
            assert_eq!(duration_us(microseconds), text);
        }
    }
}
