//! Values as people read them: numbers, sizes, times, and text that a host may have chosen to
//! mislead.

mod text;
mod time;

use netsnap_shared::snapshot::State;

pub(crate) use text::is_unshowable;
pub use text::{CELL_LENGTH, shown_text, shown_text_up_to};
pub use time::{date_and_minute, duration_us, moment, span};

/// What stands where there is nothing to show.
pub const BLANK: &str = "–";

/// A number with thousands separated: `3,410`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: `1 socket`, `3,410 sockets`. `noun` is the plural; the singular is given.
pub fn counted(number: usize, singular: &str, plural: &str) -> String {
    let mut text = grouped(number as u64);
    text.push(' ');
    text.push_str(if number == 1 { singular } else { plural });
    text
}

/// A size in bytes with three figures and a decimal unit: `812 B`, `4.52 MB`.
pub fn bytes(size: u64) -> String {
    scaled(size, 1000, &["B", "kB", "MB", "GB", "TB", "PB", "EB"])
}

/// A size in bytes, and in a larger unit where that is easier to read.
pub fn bytes_exactly(size: u64) -> String {
    if size < 10_000 {
        format!("{} bytes", grouped(size))
    } else {
        format!("{} ({} bytes)", bytes(size), grouped(size))
    }
}

/// Three figures of a number in the largest unit that it fills.
fn scaled(number: u64, step: u64, units: &[&str]) -> String {
    let mut unit = 0;
    let mut scale = 1_u64;
    while unit + 1 < units.len() && number / scale >= step {
        scale = scale.saturating_mul(step);
        unit += 1;
    }
    let mut text = grouped(number / scale);
    let figures = text.len();
    if scale > 1 && figures < 3 {
        // Two more digits at most, cut and not rounded, so that 999,999 never reads as 1000 kB.
        let rest = number % scale;
        let hundredths = u128::from(rest) * 100 / u128::from(scale);
        text.push('.');
        if figures == 1 {
            text.push_str(&two_digits(hundredths));
        } else {
            text.push_str(&(hundredths / 10).to_string());
        }
    }
    text.push(' ');
    text.push_str(units.get(unit).copied().unwrap_or_default());
    text
}

fn two_digits(number: u128) -> String {
    let digits = number.to_string();
    if digits.len() < 2 {
        ["0", &digits].concat()
    } else {
        digits
    }
}

/// A state as the field writes it: those of RFC 9293 in capitals, the others as a bundle has them.
pub fn state(state: State) -> String {
    let name = state.to_string();
    match state {
        State::Unconnected | State::NewSynReceived | State::BoundInactive | State::Other(_) => name,
        _ => name.to_ascii_uppercase(),
    }
}

/// A reason, as errors give it, as a sentence: a capital first, a full stop last.
pub fn sentence(reason: &str) -> String {
    let mut sentence = reason.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        for (number, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (3_410, "3,410"),
            (100_000, "100,000"),
            (1_234_567, "1,234,567"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn things_are_counted_in_their_number() {
        assert_eq!(counted(1, "socket", "sockets"), "1 socket");
        assert_eq!(counted(0, "socket", "sockets"), "0 sockets");
        assert_eq!(counted(3_410, "socket", "sockets"), "3,410 sockets");
    }

    #[test]
    fn sizes_have_three_figures() {
        for (size, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.00 kB"),
            (1_059, "1.05 kB"),
            (12_345, "12.3 kB"),
            (999_999, "999 kB"),
            (4_520_000, "4.52 MB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(bytes(size), text, "{size}");
        }
    }

    #[test]
    fn a_reason_becomes_a_sentence() {
        for (reason, text) in [
            ("there is no field `stat`", "There is no field `stat`."),
            ("did you mean `state`?", "Did you mean `state`?"),
            ("", "."),
        ] {
            assert_eq!(sentence(reason), text);
        }
    }

    #[test]
    fn only_the_states_of_rfc_9293_are_in_capitals() {
        for (value, text) in [
            (State::Listen, "LISTEN"),
            (State::TimeWait, "TIME-WAIT"),
            (State::Unconnected, "unconnected"),
            (State::Other(77), "77"),
        ] {
            assert_eq!(state(value), text);
        }
    }
}
