//! The protocols that the kernel has registered (`/proc/net/protocols`), and where their sockets are
//! listed. Asking for another could make the kernel load a module.

use std::path::Path;

use netsnap_shared::snapshot::{Family, Protocol};

use crate::readers::journal::Reading;
use crate::readers::linux::modules::DiagModule;

/// Reads the names of the registered protocols. None at all means that they are not known.
pub(super) fn read(net: &Path) -> Reading<Vec<String>> {
    match std::fs::read(net.join("protocols")) {
        Ok(bytes) => Reading::complete(parse(&bytes)),
        Err(error) => Reading::failed(&error),
    }
}

/// Whether the kernel has a protocol. When nothing is known, it is assumed.
pub(super) fn has(registered: &[String], protocol: Protocol, family: Family) -> bool {
    let name = registered_name(protocol, family);
    registered.is_empty() || registered.iter().any(|registered| registered == name)
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

/// The first word of each line after the heading.
fn parse(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let names = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
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

    #[test]
    fn only_what_is_registered_is_asked_for() {
        let captured = include_bytes!("../../../../fixtures/proc/net/protocols");
        let registered = parse(captured);
        assert_eq!(registered.len(), 18);
        assert!(has(&registered, Protocol::Tcp, Family::Ipv6));
        assert!(has(&registered, Protocol::Udp, Family::Ipv4));

        let without_ipv6 = parse(b"protocol  size\nUDP 1344\nTCP 2304\n\n");
        assert_eq!(without_ipv6, ["UDP", "TCP"]);
        assert!(has(&without_ipv6, Protocol::Tcp, Family::Ipv4));
        assert!(!has(&without_ipv6, Protocol::Tcp, Family::Ipv6));
        assert!(!has(&without_ipv6, Protocol::Udp, Family::Ipv6));

        assert!(has(&[], Protocol::Udp, Family::Ipv6));
        for (protocol, family, expected) in [
            (Protocol::UdpLite, Family::Ipv4, true),
            (Protocol::UdpLite, Family::Ipv6, true),
            (Protocol::Mptcp, Family::Ipv6, true),
            (Protocol::Raw, Family::Ipv4, true),
            (Protocol::Icmp, Family::Ipv4, true),
            (Protocol::Icmpv6, Family::Ipv6, true),
            (Protocol::Sctp, Family::Ipv4, false),
            (Protocol::Dccp, Family::Ipv6, false),
        ] {
            assert_eq!(
                has(&registered, protocol, family),
                expected,
                "{protocol} {family}"
            );
        }
    }
}
