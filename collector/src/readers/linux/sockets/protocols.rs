//! The protocols that the kernel has registered (`/proc/net/protocols`). Asking for another could
//! make it load a module.

use std::path::Path;

use netsnap_shared::snapshot::{Family, Protocol};

use crate::readers::journal::Reading;

/// Reads the names of the registered protocols. None at all means that they are not known.
pub(super) fn read(net: &Path) -> Reading<Vec<String>> {
    match std::fs::read(net.join("protocols")) {
        Ok(bytes) => Reading::complete(parse(&bytes)),
        Err(error) => Reading::failed(&error),
    }
}

/// Whether the kernel has a protocol. When nothing is known, it is assumed.
pub(super) fn has(registered: &[String], protocol: Protocol, family: Family) -> bool {
    let name = match (protocol, family) {
        (Protocol::Udp, Family::Ipv6) => "UDPv6",
        (Protocol::Udp, _) => "UDP",
        (_, Family::Ipv6) => "TCPv6",
        _ => "TCP",
    };
    registered.is_empty() || registered.iter().any(|registered| registered == name)
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
    }
}
