//! Numbers for people.

/// A number with a comma between each three digits: `3,410`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things: `1 socket`, `3,410 sockets`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(number as u64))
}

/// A size in the unit that leaves one to three digits before the point: `4.5 MB`.
pub(crate) fn bytes(size: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if size < 1000 {
        return format!("{size} bytes");
    }
    let mut tenths = size.div_ceil(100);
    for unit in UNITS {
        if tenths < 10_000 || unit == "TB" {
            return format!("{}.{} {unit}", grouped(tenths / 10), tenths % 10);
        }
        tenths = tenths.div_ceil(1000);
    }
    format!("{size} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (123_456, "123,456"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(counted(1, "process", "processes"), "1 process");
        assert_eq!(counted(0, "process", "processes"), "0 processes");
    }

    #[test]
    fn sizes_have_a_unit() {
        for (size, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1000, "1.0 kB"),
            (1001, "1.1 kB"),
            (999_999, "1.0 MB"),
            (4_500_000, "4.5 MB"),
            (30_000_000_000, "30.0 GB"),
            (u64::MAX, "18,446,744.1 TB"),
        ] {
            assert_eq!(bytes(size), text);
        }
    }
}
