//! Neighbours (ARP, NDP): `RTM_NEWNEIGH` messages, `struct ndmsg` and the attributes `NDA_*` of
//! `include/uapi/linux/neighbour.h`.

use netsnap_shared::snapshot::Neighbour;

use super::{InterfaceNames, family_of, ip_of, mac_of};
use crate::readers::linux::netlink::{Parsed, Request, attributes, u16_of, u32_of};

/// `RTM_GETNEIGH`, answered by `RTM_NEWNEIGH`, with an empty `struct ndmsg`: every family.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 30,
    answer: 28,
    body: &[0; HEADER_BYTES],
};

/// The length of `struct ndmsg`.
const HEADER_BYTES: usize = 12;

const NDA_DST: u16 = 1;
const NDA_LLADDR: u16 = 2;

/// `NUD_*`; an entry has one of these states.
const STATES: [(u16, &str); 9] = [
    (0x00, "none"),
    (0x01, "incomplete"),
    (0x02, "reachable"),
    (0x04, "stale"),
    (0x08, "delay"),
    (0x10, "probe"),
    (0x20, "failed"),
    (0x40, "noarp"),
    (0x80, "permanent"),
];

/// Parses a message. Families other than IP, such as a bridge's table, are skipped.
pub(super) fn parse(payload: &[u8], names: &InterfaceNames) -> Parsed<Neighbour> {
    match payload.first().map(|&family| family_of(family)) {
        Some(None) => Parsed::Skip,
        Some(Some(_)) => neighbour(payload, names).into(),
        None => Parsed::Odd,
    }
}

fn neighbour(payload: &[u8], names: &InterfaceNames) -> Option<Neighbour> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let mut ip = None;
    let mut mac = None;
    for (kind, value) in attributes(rest) {
        match kind {
            NDA_DST => ip = ip_of(value),
            NDA_LLADDR => mac = mac_of(value),
            _ => {}
        }
    }
    Some(Neighbour {
        ip: ip?,
        mac,
        interface: names.name(u32_of(&header[4..])?),
        state: state_name(u16_of(&header[8..])?),
        flags: Vec::new(),
        used_ms: None,
        confirmed_ms: None,
    })
}

fn state_name(code: u16) -> String {
    let known = STATES.iter().find(|(state, _)| *state == code);
    known.map_or_else(|| code.to_string(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::linux::netlink::payloads;

    #[test]
    fn captured_neighbours() {
        let dump = include_bytes!("../../../../fixtures/netlink/neighbours.bin");
        let names = InterfaceNames::default();
        let mut shown: Vec<_> = payloads(dump)
            .into_iter()
            .filter_map(|payload| match parse(payload, &names) {
                Parsed::Row(row) if row.state != "noarp" => Some(format!(
                    "{} {} {} {}",
                    row.ip,
                    row.mac.as_deref().unwrap_or("-"),
                    row.interface,
                    row.state
                )),
                _ => None,
            })
            .collect();
        shown.sort();
        assert_eq!(
            shown,
            [
                "192.0.2.7 02:00:00:00:00:77 if10 permanent",
                "192.0.2.8 - if10 failed",
                "2001:db8::7 02:00:00:00:00:77 if10 stale",
            ]
        );
    }

    #[test]
    fn odd_messages() {
        let names = InterfaceNames::default();
        assert_eq!(parse(&[], &names), Parsed::Odd);
        assert_eq!(parse(&[2; 5], &names), Parsed::Odd);
        assert_eq!(parse(&[7; 12], &names), Parsed::Skip);
        assert_eq!(state_name(3), "3");
    }
}
