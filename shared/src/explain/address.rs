//! What kind of address an address is, by the ranges that IANA's special-purpose address
//! registries list (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The kind of an address, to stand after `is`; none for an ordinary public address.
pub(super) fn special_kind(ip: IpAddr) -> Option<&'static str> {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ipv4(ip),
        IpAddr::V6(ip) => ipv6(ip),
    }
}

fn ipv4(ip: Ipv4Addr) -> Option<&'static str> {
    let kind = match ip.octets() {
        [0, 0, 0, 0] => "the unspecified address",
        [0, ..] => "an address of \"this network\" (RFC 791), which nobody outside can have",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => {
            "a private address (RFC 1918): it means something within one site only, and the \
             internet does not route it"
        }
        [100, 64..=127, ..] => {
            "a shared address (RFC 6598), as providers use them behind their own address \
             translation and some overlay networks do"
        }
        [127, ..] => "a loopback address: the packets do not leave this host",
        [169, 254, ..] => "a link-local address (RFC 3927): it is valid on one link only",
        [192, 0, 0, _] => "an address that the IETF keeps for protocols (RFC 6890)",
        [192, 88, 99, _] => "an address of the former 6to4 relays (RFC 7526)",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => {
            "an address for documentation (RFC 5737), which no real host should have"
        }
        [198, 18..=19, ..] => "an address for benchmarks of network devices (RFC 2544)",
        [224, 0, 0, _] => "a multicast group of the local link",
        [239, ..] => "a multicast group that is scoped by its administrators (RFC 2365)",
        [224..=238, ..] => "a multicast group",
        [255, 255, 255, 255] => "the broadcast address of the local link",
        [240..=255, ..] => "a reserved address (RFC 1112), which no ordinary host has",
        _ => return None,
    };
    Some(kind)
}

fn ipv6(ip: Ipv6Addr) -> Option<&'static str> {
    let kind = match ip.segments() {
        _ if ip.is_unspecified() => "the unspecified address",
        _ if ip.is_loopback() => "the loopback address: the packets do not leave this host",
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => "an IPv4 address behind a NAT64 translator (RFC 6052)",
        [0x2001, 0, ..] => "a Teredo address: IPv6 in UDP over IPv4 (RFC 4380)",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => {
            "an address for documentation (RFC 3849, RFC 9637), which no real host should have"
        }
        [0x2002, ..] => "a 6to4 address: IPv6 over IPv4 (RFC 3056)",
        [0xfc00..=0xfdff, ..] => {
            "a unique local address (RFC 4193): it means something within one site only, and the \
             internet does not route it"
        }
        [0xfe80..=0xfebf, ..] => "a link-local address (RFC 4291): it is valid on one link only",
        [0xfec0..=0xfeff, ..] => "a site-local address, a kind that was given up (RFC 3879)",
        [0xff00..=0xffff, ..] => match ip.octets()[1] & 0x0f {
            1 => "a multicast group within this host",
            2 => "a multicast group of the local link",
            _ => "a multicast group",
        },
        [0x2000..=0x3fff, ..] => return None,
        _ => "an address outside 2000::/3, where public addresses are",
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_range_ends_where_its_rfc_says() {
        for (address, words) in [
            ("0.0.0.0", "unspecified"),
            ("0.1.2.3", "this network"),
            ("9.255.255.255", ""),
            ("10.0.0.1", "RFC 1918"),
            ("11.0.0.0", ""),
            ("100.63.255.255", ""),
            ("100.64.0.1", "RFC 6598"),
            ("100.128.0.0", ""),
            ("127.0.0.53", "loopback"),
            ("169.254.1.1", "link-local"),
            ("172.15.255.255", ""),
            ("172.16.0.1", "RFC 1918"),
            ("172.32.0.0", ""),
            ("192.168.0.1", "RFC 1918"),
            ("192.0.2.9", "RFC 5737"),
            ("198.17.255.255", ""),
            ("198.19.0.1", "RFC 2544"),
            ("203.0.113.7", "RFC 5737"),
            ("224.0.0.251", "group of the local link"),
            ("232.1.1.1", "multicast"),
            ("239.1.1.1", "RFC 2365"),
            ("250.1.1.1", "reserved"),
            ("255.255.255.255", "broadcast"),
            ("8.8.8.8", ""),
            ("::", "unspecified"),
            ("::1", "loopback"),
            ("::ffff:10.0.0.1", "RFC 1918"),
            ("64:ff9b::1", "NAT64"),
            ("2001::1", "Teredo"),
            ("2001:db8::1", "documentation"),
            ("3fff:fff::1", "documentation"),
            ("3fff:1000::1", ""),
            ("2002::1", "6to4"),
            ("fd12::1", "RFC 4193"),
            ("fe80::1", "link-local"),
            ("fec0::1", "given up"),
            ("100::1", "outside"),
            ("192.0.0.8", "IETF"),
            ("192.88.99.1", "6to4"),
            ("ff02::fb", "group of the local link"),
            ("ff05::1", "multicast"),
            ("2606:4700::1111", ""),
        ] {
            let kind = special_kind(address.parse().unwrap()).unwrap_or_default();
            assert!(
                kind.contains(words) && kind.is_empty() == words.is_empty(),
                "{address}: {kind}"
            );
        }
    }
}
