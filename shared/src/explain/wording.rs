//! How things are written within sentences: names, numbers, lists.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::catalog::Catalog;
use crate::ports;
use crate::snapshot::{Pid, Protocol, Uid};

/// How much of a name a sentence shows.
const NAME_CHARACTERS: usize = 64;

/// A name, cut where it is too long for a sentence.
pub(crate) fn short(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(NAME_CHARACTERS) {
        Some((end, _)) => Cow::Owned(format!("{}…", &name[..end])),
        None => Cow::Borrowed(name),
    }
}

/// A number with a comma between thousands.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things, such as `1 byte` or `3,410 bytes`.
pub(crate) fn counted(count: u64, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", number(count))
}

/// Items as people list them: `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// The first `most` items as a list, and how many more there are.
pub(crate) fn list_some(mut items: Vec<String>, most: usize) -> String {
    let rest = items.len().saturating_sub(most);
    if rest > 0 {
        items.truncate(most);
        items.push(format!("{} more", number(rest as u64)));
    }
    list(&items)
}

/// A duration as people say it.
pub(crate) fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    match seconds {
        0 => format!("{ms} ms"),
        1..60 => format!("{seconds}.{} s", ms % 1000 / 100),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3600),
    }
}

/// A short duration as people say it.
pub(crate) fn duration_us(us: u64) -> String {
    match us {
        0..1000 => format!("{us} µs"),
        1000..10_000 => format!("{}.{} ms", us / 1000, us % 1000 / 100),
        _ => duration(us / 1000),
    }
}

/// A part of a whole in per cent, such as `0.3 %`.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if part > whole {
        return "all of it and more".to_owned();
    }
    let tenths = (u128::from(part) * 1000).checked_div(u128::from(whole));
    match tenths {
        None | Some(0) if part == 0 => "0 %".to_owned(),
        None | Some(0) => "less than 0.1 %".to_owned(),
        Some(tenths) if tenths % 10 == 0 => format!("{} %", tenths / 10),
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

/// An address, IPv4 in its own notation also where IPv6 carries it.
pub(crate) fn address(ip: IpAddr) -> String {
    ip.to_canonical().to_string()
}

/// A protocol's name.
pub(crate) fn protocol(protocol: Protocol) -> Cow<'static, str> {
    Cow::Borrowed(match protocol {
        Protocol::Icmp => "ICMP",
        Protocol::Tcp => "TCP",
        Protocol::Udp => "UDP",
        Protocol::Dccp => "DCCP",
        Protocol::Icmpv6 => "ICMPv6",
        Protocol::Sctp => "SCTP",
        Protocol::UdpLite => "UDP-Lite",
        Protocol::Raw => "raw IP",
        Protocol::Mptcp => "Multipath TCP",
        Protocol::Other(code) => return Cow::Owned(format!("IP protocol {code}")),
    })
}

/// A socket of a protocol with its article, such as `A UDP socket`.
pub(crate) fn a_socket(kind: Protocol) -> String {
    match kind {
        Protocol::Other(code) => format!("A socket of IP protocol {code}"),
        Protocol::Raw => "A raw socket".to_owned(),
        _ => format!("{} {} socket", article(kind), protocol(kind)),
    }
}

/// A connection of a protocol with its article, such as `A TCP connection`.
pub(crate) fn a_connection(kind: Protocol) -> String {
    match kind {
        Protocol::Sctp => "An SCTP association".to_owned(),
        Protocol::Other(code) => format!("A connection of IP protocol {code}"),
        _ => format!("{} {} connection", article(kind), protocol(kind)),
    }
}

fn article(kind: Protocol) -> &'static str {
    match kind {
        Protocol::Icmp | Protocol::Icmpv6 | Protocol::Sctp => "An",
        _ => "A",
    }
}

/// The protocol in whose part of IANA's registry a protocol's ports stand; `None` where there are
/// no ports.
pub(crate) fn registry(protocol: Protocol) -> Option<Protocol> {
    match protocol {
        Protocol::Tcp | Protocol::Mptcp => Some(Protocol::Tcp),
        // RFC 3828, section 6: UDP-Lite uses the port numbers of UDP.
        Protocol::Udp | Protocol::UdpLite => Some(Protocol::Udp),
        Protocol::Sctp | Protocol::Dccp => Some(protocol),
        Protocol::Icmp | Protocol::Icmpv6 | Protocol::Raw | Protocol::Other(_) => None,
    }
}

/// The name of a port's service.
pub(crate) fn service(protocol: Protocol, port: u16) -> Option<&'static str> {
    ports::service_name(registry(protocol)?, port)
}

/// A port with its service, such as `port 443 (https)`.
pub(crate) fn port(protocol: Protocol, number: u16) -> String {
    match service(protocol, number) {
        Some(name) => format!("port {number} ({name})"),
        None => format!("port {number}"),
    }
}

/// A process by name and number.
pub(crate) fn process(catalog: &Catalog, pid: Pid) -> String {
    match catalog.process(pid) {
        Some(process) if !process.name.is_empty() => format!("{} ({pid})", short(&process.name)),
        _ => format!("process {pid}"),
    }
}

/// A user by name and number.
pub(crate) fn user(catalog: &Catalog, uid: Uid) -> String {
    match catalog.user_name(uid) {
        Some(name) if !name.is_empty() => format!("{} (uid {uid})", short(name)),
        _ => format!("uid {uid}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_durations_are_written_as_people_write_them() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(value), text);
        }
        for (ms, text) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1_250, "1.2 s"),
            (59_999, "59.9 s"),
            (200_000, "3 min 20 s"),
            (7_260_000, "2 h 1 min"),
            (u64::from(u32::MAX), "49 d 17 h"),
        ] {
            assert_eq!(duration(ms), text);
        }
        for (us, text) in [
            (999, "999 µs"),
            (1_250, "1.2 ms"),
            (183_400, "183 ms"),
            (2_500_000, "2.5 s"),
        ] {
            assert_eq!(duration_us(us), text);
        }
        for (part, whole, text) in [
            (0, 0, "0 %"),
            (0, 9, "0 %"),
            (1, 0, "all of it and more"),
            (1, 2000, "less than 0.1 %"),
            (37, 12_400, "0.2 %"),
            (10, 1000, "1 %"),
            (u64::MAX, u64::MAX, "100 %"),
        ] {
            assert_eq!(percent(part, whole), text);
        }
        assert_eq!(counted(1, "byte"), "1 byte");
        assert_eq!(counted(0, "byte"), "0 bytes");
    }

    #[test]
    fn lists_read_as_a_sentence() {
        for (items, most, text) in [
            ("", 3, ""),
            ("a", 3, "a"),
            ("a b", 3, "a and b"),
            ("a b c", 3, "a, b and c"),
            ("a b c d e", 3, "a, b, c and 2 more"),
        ] {
            let items = items.split_whitespace().map(str::to_owned).collect();
            assert_eq!(list_some(items, most), text);
        }
    }

    #[test]
    fn only_long_names_are_cut_and_at_a_character() {
        let fits = "é".repeat(64);
        assert_eq!(short(&fits), fits);
        assert_eq!(short(&"é".repeat(65)), format!("{fits}…"));
    }
}
