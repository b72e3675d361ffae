//! The protocols that the kernel has registered (`/proc/net/protocols`), and where their sockets are
//! listed. Asking for another could make the kernel load a module.

use std::path::Path;

use netsnap_shared::snapshot::{Family, Protocol};

use crate::readers::journal::Reading;
use crate::readers::linux::modules::DiagModule;

/// The registered protocols, each with the number of its sockets in one network namespace. None at
/// all means that they are not known.
#[derive(Debug, Default)]
pub(super) struct Registered {
    protocols: Vec<(String, Option<u64>)>,
    /// Whether the kernel counts the sockets of MPTCP.
    counts_mptcp: bool,
}

/// Reads the registered protocols.
pub(super) fn read(net: &Path) -> Reading<Registered> {
    match std::fs::read(net.join("protocols")) {
        Ok(bytes) => {
            let system = rustix::system::uname();
            let counts_mptcp = counts_mptcp(&system.release().to_string_lossy());
            Reading::complete(parse(&bytes)).map(|protocols| Registered {
                protocols,
                counts_mptcp,
            })
        }
        Err(error) => Reading::failed(&error),
    }
}

impl Registered {
    /// Whether the kernel has a protocol. When nothing is known, it is assumed.
    pub(super) fn has(&self, protocol: Protocol, family: Family) -> bool {
        self.protocols.is_empty() || self.find(protocol, family).is_some()
    }

    /// How many sockets of a protocol the kernel counts, where it counts all of those that a table
    /// lists. Of TCP it leaves out those in TIME-WAIT, those that are not open yet and those that only
    /// hold a port.
    pub(super) fn count(&self, protocol: Protocol, family: Family) -> Option<u64> {
        use Protocol::{Icmp, Icmpv6, Mptcp, Raw, Tcp, Udp, UdpLite};
        match protocol {
            Tcp | Udp | UdpLite | Raw | Icmp | Icmpv6 => *self.find(protocol, family)?,
            // A socket may change its family and stay in a table.
            Mptcp if self.counts_mptcp => {
                let count = |family| *self.find(protocol, family)?;
                count(Family::Ipv4)?.checked_add(count(Family::Ipv6).unwrap_or_default())
            }
            _ => None,
        }
    }

    fn find(&self, protocol: Protocol, family: Family) -> Option<&Option<u64>> {
        let name = registered_name(protocol, family);
        let mut protocols = self.protocols.iter();
        protocols.find_map(|(registered, count)| (registered == name).then_some(count))
    }
}

/// How many TCP sockets of a network namespace are in TIME-WAIT, which no protocol counts: `tw` in
/// `sockstat`. Where that is not known, none.
pub(super) fn time_waits(net: &Path) -> u64 {
    let bytes = std::fs::read(net.join("sockstat")).unwrap_or_default();
    parse_time_waits(&String::from_utf8_lossy(&bytes)).unwrap_or_default()
}

fn parse_time_waits(text: &str) -> Option<u64> {
    let tcp = text.lines().find_map(|line| line.strip_prefix("TCP:"))?;
    let mut words = tcp
        .split_ascii_whitespace()
        .skip_while(|word| *word != "tw");
    words.nth(1)?.parse().ok()
}

/// Whether a kernel of this release counts the sockets of MPTCP: it does since Linux 6.3
/// (`net/mptcp/protocol.c`), and gave 0 before.
fn counts_mptcp(release: &str) -> bool {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit());
    let mut number = || numbers.next()?.parse::<u32>().ok();
    number().zip(number()).is_some_and(|it| it >= (6, 3))
}

/// A protocol's name in the table.
fn registered_name(protocol: Protocol, family: Family) -> &'static str {
    let (ipv4, ipv6) = match protocol {
        Protocol::Udp => ("UDP", "UDPv6"),
        Protocol::UdpLite => ("UDP-Lite", "UDPLITEv6"),
        Protocol::Mptcp => ("MPTCP", "MPTCPv6"),
        Protocol::Sctp => ("SCTP", "SCTPv6"),
        Protocol::Dccp => ("DCCP", "DCCPv6"),
        Protocol::Raw => ("RAW", "RAWv6"),
        Protocol::Icmp | Protocol::Icmpv6 => ("PING", "PINGv6"),
        _ => ("TCP", "TCPv6"),
    };
    match family {
        Family::Ipv6 => ipv6,
        _ => ipv4,
    }
}

/// What answers questions about a protocol's sockets; `None` where nothing does.
pub(super) fn module(protocol: Protocol) -> Option<DiagModule> {
    Some(match protocol {
        Protocol::Tcp => DiagModule::Tcp,
        Protocol::Udp | Protocol::UdpLite => DiagModule::Udp,
        Protocol::Mptcp => DiagModule::Mptcp,
        Protocol::Sctp => DiagModule::Sctp,
        Protocol::Dccp => DiagModule::Dccp,
        Protocol::Raw => DiagModule::Raw,
        _ => return None,
    })
}

/// The file of a protocol's sockets in proc(5); `None` where there is none.
pub(super) fn file_name(protocol: Protocol, family: Family) -> Option<&'static str> {
    Some(match (protocol, family) {
        (Protocol::Tcp, Family::Ipv6) => "tcp6",
        (Protocol::Tcp, _) => "tcp",
        (Protocol::Udp, Family::Ipv6) => "udp6",
        (Protocol::Udp, _) => "udp",
        (Protocol::UdpLite, Family::Ipv6) => "udplite6",
        (Protocol::UdpLite, _) => "udplite",
        (Protocol::Raw, Family::Ipv6) => "raw6",
        (Protocol::Raw, _) => "raw",
        (Protocol::Icmp, _) => "icmp",
        (Protocol::Icmpv6, _) => "icmp6",
        _ => return None,
    })
}

/// The first word of each line after the heading, and the third, which counts sockets.
fn parse(bytes: &[u8]) -> Vec<(String, Option<u64>)> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().skip(1).filter_map(|line| {
        let mut words = line.split_ascii_whitespace();
        let name = words.next()?;
        let count = words.nth(1).and_then(|count| count.parse().ok());
        Some((name.to_owned(), count))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_place() {
        for (protocol, module, file) in [
            (Protocol::Tcp, Some(DiagModule::Tcp), Some("tcp6")),
            (Protocol::UdpLite, Some(DiagModule::Udp), Some("udplite6")),
            (Protocol::Raw, Some(DiagModule::Raw), Some("raw6")),
            (Protocol::Icmpv6, None, Some("icmp6")),
            (Protocol::Mptcp, Some(DiagModule::Mptcp), None),
            (Protocol::Other(9), None, None),
        ] {
            assert_eq!(super::module(protocol), module, "{protocol}");
            assert_eq!(file_name(protocol, Family::Ipv6), file, "{protocol}");
        }
    }

    fn registered(bytes: &[u8], release: &str) -> Registered {
        Registered {
            protocols: parse(bytes),
            counts_mptcp: counts_mptcp(release),
        }
    }

    #[test]
    fn only_what_is_registered_is_asked_for() {
        let captured = include_bytes!("../../../../fixtures/proc/net/protocols");
        let all = registered(captured, "6.18.0");
        assert_eq!(all.protocols.len(), 18);
        let without_ipv6 = registered(b"protocol  size\nUDP 1344\nTCP 2304\n\n", "6.18.0");
        for (registered, protocol, family, expected) in [
            (&all, Protocol::Tcp, Family::Ipv6, true),
            (&all, Protocol::Udp, Family::Ipv4, true),
            (&all, Protocol::UdpLite, Family::Ipv4, true),
            (&all, Protocol::UdpLite, Family::Ipv6, true),
            (&all, Protocol::Mptcp, Family::Ipv6, true),
            (&all, Protocol::Raw, Family::Ipv4, true),
            (&all, Protocol::Icmp, Family::Ipv4, true),
            (&all, Protocol::Icmpv6, Family::Ipv6, true),
            (&all, Protocol::Sctp, Family::Ipv4, false),
            (&all, Protocol::Dccp, Family::Ipv6, false),
            (&without_ipv6, Protocol::Tcp, Family::Ipv4, true),
            (&without_ipv6, Protocol::Tcp, Family::Ipv6, false),
            (&without_ipv6, Protocol::Udp, Family::Ipv6, false),
            (&Registered::default(), Protocol::Udp, Family::Ipv6, true),
        ] {
            let has = registered.has(protocol, family);
            assert_eq!(has, expected, "{protocol} {family}");
        }
    }

    #[test]
    fn time_waits_are_found() {
        for (text, expected) in [
            (
                "sockets: used 9\nTCP: inuse 2 orphan 0 tw 31 alloc 7\n",
                Some(31),
            ),
            ("TCP: inuse 2 tw", None),
            ("TCP6: inuse 2 tw 3", None),
            ("", None),
        ] {
            assert_eq!(parse_time_waits(text), expected, "{text}");
        }
    }

    #[test]
    fn only_counts_that_are_of_all_sockets_count() {
        let table = b"protocol  size sockets  memory press\n\
            MPTCPv6   2064      3    1355   no\nMPTCP     1936      0    1355   no\n\
            SCTP      1936      0      -1   NI\nRAWv6     1344      x      -1   NI\n\
            RAW       1152      7      -1   NI\nTCP       2304\n";
        let new = registered(table, "6.3-rc1+");
        let old = registered(table, "6.2.16-300.fc37");
        for (registered, protocol, family, expected) in [
            (&new, Protocol::Raw, Family::Ipv4, Some(7)),
            (&new, Protocol::Raw, Family::Ipv6, None),
            (&new, Protocol::Tcp, Family::Ipv4, None),
            (&new, Protocol::Tcp, Family::Ipv6, None),
            (&new, Protocol::Sctp, Family::Ipv4, None),
            (&new, Protocol::Mptcp, Family::Ipv4, Some(3)),
            (&old, Protocol::Mptcp, Family::Ipv4, None),
            (&old, Protocol::Raw, Family::Ipv4, Some(7)),
        ] {
            let count = registered.count(protocol, family);
            assert_eq!(count, expected, "{protocol} {family}");
        }
        for (release, expected) in [
            ("6.3.0", true),
            ("10.0", true),
            ("6.18.5-amd64", true),
            ("5.15.0", false),
            ("6", false),
            ("", false),
            ("odd.9", false),
        ] {
            assert_eq!(counts_mptcp(release), expected, "{release}");
        }
    }
}
