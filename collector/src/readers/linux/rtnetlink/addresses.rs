//! Addresses of interfaces: `RTM_NEWADDR` messages, `struct ifaddrmsg` and the attributes `IFA_*` of
//! `include/uapi/linux/if_addr.h`.

use netsnap_shared::snapshot::{Family, InterfaceAddress, RouteScope};

use super::kept::{Kept, each};
use super::{family_of, flags, ip_of};
use crate::readers::linux::netlink::{Parsed, Request, text_of, u32_of};

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
const IFA_LABEL: u16 = 3;
const IFA_BROADCAST: u16 = 4;
const IFA_CACHEINFO: u16 = 6;
const IFA_FLAGS: u16 = 8;

/// `IFA_F_*` by bit; the first is another of IPv6.
const FLAGS: [&str; 12] = [
    "secondary",
    "nodad",
    "optimistic",
    "dadfailed",
    "homeaddress",
    "deprecated",
    "tentative",
    "permanent",
    "managetempaddr",
    "noprefixroute",
    "mcautojoin",
    "stable_privacy",
];

/// A lifetime that does not end.
const FOR_EVER: u32 = u32::MAX;

/// Parses a message into the number of the interface and the address. Families other than IP are
/// skipped.
pub(super) fn parse(payload: &[u8]) -> Parsed<Kept<(u32, InterfaceAddress)>> {
    match payload.first().map(|&family| family_of(family)) {
        Some(None) => Parsed::Skip,
        Some(Some(family)) => address(family, payload).into(),
        None => Parsed::Odd,
    }
}

fn address(family: Family, payload: &[u8]) -> Option<Kept<(u32, InterfaceAddress)>> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let [_, prefix_length, flag_bits, scope, ..] = *header;
    let mut flag_bits = u32::from(flag_bits);
    let mut local = None;
    let mut address = None;
    let mut broadcast = None;
    let mut label = None;
    let mut valid_for_s = None;
    let mut preferred_for_s = None;
    let odd = each(rest, |kind, value| {
        match kind {
            IFA_LOCAL => local = Some(ip_of(value)?),
            IFA_ADDRESS => address = Some(ip_of(value)?),
            IFA_BROADCAST => broadcast = Some(ip_of(value)?),
            IFA_LABEL => label = Some(text_of(value)),
            IFA_FLAGS => flag_bits = u32_of(value)?,
            IFA_CACHEINFO => {
                // `struct ifa_cacheinfo`: preferred and valid, in seconds.
                let limited = |seconds: u32| Some(seconds).filter(|&seconds| seconds != FOR_EVER);
                let (preferred, valid) = (u32_of(value)?, u32_of(value.get(4..)?)?);
                preferred_for_s = limited(preferred);
                valid_for_s = limited(valid);
            }
            _ => {}
        }
        Some(())
    });
    // On a point-to-point link IFA_ADDRESS is the peer's and IFA_LOCAL this end's; IPv6 leaves
    // IFA_LOCAL out where both are one.
    let ip = local.or(address)?;
    let row = InterfaceAddress {
        peer: address.filter(|&peer| peer != ip),
        broadcast,
        scope: Some(RouteScope::from_code(scope)),
        label,
        flags: flag_names(family, flag_bits),
        valid_for_s,
        preferred_for_s,
        ..InterfaceAddress::new(ip, prefix_length)
    };
    let row = (u32_of(&header[4..])?, row);
    Some(Kept { row, odd })
}

fn flag_names(family: Family, bits: u32) -> Vec<String> {
    let mut names = flags::names(bits, &FLAGS);
    if let (Family::Ipv6, true, Some(first)) = (family, bits & 1 != 0, names.first_mut()) {
        "temporary".clone_into(first);
    }
    names
}

#[cfg(test)]
mod tests;
