//! Addresses of interfaces: `RTM_NEWADDR` messages, `struct ifaddrmsg` and the attributes `IFA_*` of
//! `include/uapi/linux/if_addr.h`.

use netsnap_shared::snapshot::InterfaceAddress;

use super::{family_of, ip_of};
use crate::readers::linux::netlink::{Parsed, Request, attributes, u32_of};

/// `RTM_GETADDR`, answered by `RTM_NEWADDR`, with an empty `struct ifaddrmsg`: every family.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 22,
    answer: 20,
    body: &[0; HEADER_BYTES],
};

/// The length of `struct ifaddrmsg`.
const HEADER_BYTES: usize = 8;

const IFA_ADDRESS: u16 = 1;
const IFA_LOCAL: u16 = 2;

/// Parses a message into the number of the interface and the address. Families other than IP are
/// skipped.
pub(super) fn parse(payload: &[u8]) -> Parsed<(u32, InterfaceAddress)> {
    match payload.first().map(|&family| family_of(family)) {
        Some(None) => Parsed::Skip,
        Some(Some(_)) => address(payload).into(),
        None => Parsed::Odd,
    }
}

fn address(payload: &[u8]) -> Option<(u32, InterfaceAddress)> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let mut local = None;
    let mut address = None;
    for (kind, value) in attributes(rest) {
        match kind {
            IFA_LOCAL => local = ip_of(value),
            IFA_ADDRESS => address = ip_of(value),
            _ => {}
        }
    }
    // On a point-to-point link IFA_ADDRESS is the peer's and IFA_LOCAL this end's; IPv6 leaves
    // IFA_LOCAL out where both are one.
    let address = InterfaceAddress::new(local.or(address)?, header[1]);
    Some((u32_of(&header[4..])?, address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::linux::netlink::payloads;

    #[test]
    fn captured_addresses() {
        let dump = include_bytes!("../../../../fixtures/netlink/addresses.bin");
        let shown: Vec<_> = payloads(dump)
            .into_iter()
            .map(|payload| match parse(payload) {
                Parsed::Row((index, address)) => {
                    format!("{index} {}/{}", address.ip, address.prefix_length)
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "1 127.0.0.1/8",
                "10 192.0.2.1/24",
                "11 198.51.100.1/32",
                "1 ::1/128",
                "10 2001:db8::1/64",
            ]
        );
    }

    #[test]
    fn other_families_and_half_messages_are_no_addresses() {
        assert_eq!(parse(&[]), Parsed::Odd);
        assert_eq!(parse(&[2, 24, 0, 0, 1]), Parsed::Odd);
        assert_eq!(parse(&[2, 24, 0, 0, 1, 0, 0, 0]), Parsed::Odd);
        assert_eq!(parse(&[45, 24, 0, 0, 1, 0, 0, 0]), Parsed::Skip);
    }
}
