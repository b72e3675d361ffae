//! Addresses as people type them, and what is wrong with those that are none.

use std::net::IpAddr;

use super::{Part, Problem};

const FOUR_NUMBERS: &str = "An IPv4 address has four numbers, such as 192.0.2.1.";
const EIGHT_GROUPS: &str =
    "An IPv6 address has eight groups; “::” stands once for those that are zero.";

/// The address that a text is; in brackets too, as URLs have it.
pub(super) fn parse(text: &str, part: Part) -> Result<IpAddr, Problem> {
    let bare = text
        .strip_prefix('[')
        .map_or(text, |rest| rest.strip_suffix(']').unwrap_or(rest));
    bare.parse().map_err(|_| {
        let (reason, incomplete) = problem(bare);
        Problem {
            part,
            reason,
            incomplete,
        }
    })
}

/// Why a text is no address, and whether more typing may mend it.
fn problem(text: &str) -> (String, bool) {
    let is_of =
        |other: &str, set: fn(&char) -> bool| text.chars().all(|c| set(&c) || other.contains(c));
    let colons = text.matches(':').count();
    if text.contains('/') {
        return wrong("This is a prefix. A packet goes to one address of it.");
    }
    if colons == 1 && text.contains('.') || text.contains("]:") {
        return wrong("The address alone is asked for, without a port.");
    }
    if is_of(".", char::is_ascii_digit) && (text.contains('.') || text.len() < 4) {
        return of_ipv4(text);
    }
    if is_of(".:", char::is_ascii_hexdigit) && (colons > 0 || text.len() <= 4) {
        return of_ipv6(text, colons);
    }
    wrong("This is no address. Names are not looked up here, for a report asks nobody.")
}

fn of_ipv4(text: &str) -> (String, bool) {
    let numbers: Vec<&str> = text.split('.').collect();
    let last = numbers.len() - 1;
    for (at, number) in numbers.iter().enumerate() {
        // A number that stands alone may begin an IPv6 address.
        if last > 0 && (number.len() > 3 || number.parse::<u16>().is_ok_and(|n| n > 255)) {
            return (
                [
                    "The numbers of an IPv4 address go up to 255, not to ",
                    number,
                    ".",
                ]
                .concat(),
                false,
            );
        }
        if number.len() > 1 && number.starts_with('0') && last > 0 {
            return wrong("A number begins with a zero, which programs read in different ways.");
        }
        if number.is_empty() && at < last {
            return wrong("A number is missing before a dot.");
        }
    }
    (FOUR_NUMBERS.to_owned(), last < 4)
}

fn of_ipv6(text: &str, colons: usize) -> (String, bool) {
    let zeros = text.matches("::").count();
    if zeros > 1 || text.contains(":::") {
        return wrong("“::” can stand in an address only once.");
    }
    if text.split([':', '.']).any(|group| group.len() > 4) {
        return wrong("A group of an IPv6 address has at most four digits.");
    }
    (EIGHT_GROUPS.to_owned(), colons < 8)
}

fn wrong(reason: &str) -> (String, bool) {
    (reason.to_owned(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for (text, address) in [
            ("1.1.1.1", "1.1.1.1"),
            ("::1", "::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ] {
            let parsed = parse(text, Part::To).map(|ip| ip.to_string());
            assert_eq!(parsed.as_deref(), Ok(address), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_why_and_whether_to_go_on() {
        for (text, reason, incomplete) in [
            ("1", "four numbers", true),
            ("192.0.2", "four numbers", true),
            ("192.0.2.", "four numbers", true),
            ("1.2.3.4.5", "four numbers", false),
            ("1.2.3.256", "up to 255, not to 256", false),
            ("1.2.33333", "up to 255", false),
            ("010.1.1.1", "begins with a zero", false),
            ("1..2", "missing before a dot", false),
            ("2001", "eight groups", true),
            ("fe8", "eight groups", true),
            ("2001:db8", "eight groups", true),
            ("2001:db8:", "eight groups", true),
            ("::ffff:1.2", "eight groups", true),
            ("1:2:3:4:5:6:7:8:9", "eight groups", false),
            ("::1::", "only once", false),
            (":::", "only once", false),
            ("2001:db8::12345", "at most four digits", false),
            ("2001:db8::xyz", "no address", false),
            ("10.0.0.0/8", "a prefix", false),
            ("1.1.1.1:80", "without a port", false),
            ("[::1]:80", "without a port", false),
            ("example.org", "Names are not looked up", false),
            ("\u{202e}1.1.1.1", "no address", false),
        ] {
            let problem = parse(text, Part::To).unwrap_err();
            assert!(
                problem.reason.contains(reason),
                "{text}: {}",
                problem.reason
            );
            assert_eq!(problem.incomplete, incomplete, "{text}");
        }
    }
}
