//! Neighbours (ARP, NDP): `RTM_NEWNEIGH` messages, `struct ndmsg` and the attributes `NDA_*` of
//! `include/uapi/linux/neighbour.h`.

use netsnap_shared::snapshot::Neighbour;

use super::kept::{Kept, each};
use super::{InterfaceNames, family_of, flags, ip_of, mac_of};
use crate::readers::linux::netlink::{Parsed, Request, u16_of, u32_of};

/// `RTM_GETNEIGH`, answered by `RTM_NEWNEIGH`, with an empty `struct ndmsg`: every family.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 30,
    answer: 28,
    body: &[0; HEADER_BYTES],
};

/// The same with `NTF_PROXY` in `ndm_flags`: the addresses that this host answers for, which are
/// not among the others.
pub(super) const PROXY_REQUEST: Request<'static> = Request {
    body: &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 << 3, 0],
    ..REQUEST
};

/// The length of `struct ndmsg`.
const HEADER_BYTES: usize = 12;

const NDA_DST: u16 = 1;
const NDA_LLADDR: u16 = 2;
const NDA_CACHEINFO: u16 = 3;
const NDA_FLAGS_EXT: u16 = 15;

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

/// `NTF_*` by bit: the eight of `ndm_flags`, then those of `NDA_FLAGS_EXT`.
const FLAGS: [&str; 10] = [
    "use",
    "self",
    "master",
    "proxy",
    "ext_learned",
    "offloaded",
    "sticky",
    "router",
    "ext_managed",
    "ext_locked",
];

/// What the parser must know besides the message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub names: &'a InterfaceNames,
    /// The kernel's clock ticks in a second (`USER_HZ`).
    pub hertz: u64,
}

/// Parses a message. Families other than IP, such as a bridge's table, are skipped.
pub(super) fn parse(payload: &[u8], context: Context<'_>) -> Parsed<Kept<Neighbour>> {
    match payload.first().map(|&family| family_of(family)) {
        Some(None) => Parsed::Skip,
        Some(Some(_)) => neighbour(payload, context).into(),
        None => Parsed::Odd,
    }
}

fn neighbour(payload: &[u8], context: Context<'_>) -> Option<Kept<Neighbour>> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let mut flag_bits = u32::from(header[10]);
    let mut ip = None;
    let mut mac = None;
    let mut used_ms = None;
    let mut confirmed_ms = None;
    let odd = each(rest, |kind, value| {
        match kind {
            NDA_DST => ip = Some(ip_of(value)?),
            NDA_LLADDR => mac = mac_of(value),
            NDA_FLAGS_EXT => flag_bits |= u32_of(value)? << 8,
            NDA_CACHEINFO => {
                // `struct nda_cacheinfo`: confirmed, used and updated, in ticks.
                let milliseconds = |ticks: u32| u64::from(ticks) * 1000 / context.hertz.max(1);
                let (confirmed, used) = (u32_of(value)?, u32_of(value.get(4..)?)?);
                confirmed_ms = Some(milliseconds(confirmed));
                used_ms = Some(milliseconds(used));
            }
            _ => {}
        }
        Some(())
    });
    let row = Neighbour {
        ip: ip?,
        mac,
        interface: match u32_of(&header[4..])? {
            // A proxy entry for every interface.
            0 => "*".to_owned(),
            index => context.names.name(index),
        },
        state: state_name(u16_of(&header[8..])?),
        flags: flags::names(flag_bits, &FLAGS),
        used_ms,
        confirmed_ms,
    };
    Some(Kept { row, odd })
}

fn state_name(code: u16) -> String {
    let known = STATES.iter().find(|(state, _)| *state == code);
    known.map_or_else(|| code.to_string(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::linux::netlink::payloads;

    const CAPTURED: &[u8] = include_bytes!("../../../../fixtures/netlink/neighbours.bin");

    fn parse(payload: &[u8]) -> Parsed<Kept<Neighbour>> {
        let names = &InterfaceNames::default();
        super::parse(payload, Context { names, hertz: 100 })
    }

    fn show(row: &Neighbour) -> String {
        format!(
            "{} {} {} {} {:?}",
            row.ip,
            row.mac.as_deref().unwrap_or("-"),
            row.interface,
            row.state,
            row.flags,
        )
    }

    #[test]
    fn captured_neighbours() {
        let mut shown: Vec<_> = payloads(CAPTURED)
            .into_iter()
            .filter_map(|payload| match parse(payload) {
                Parsed::Row(kept) => {
                    assert_eq!(kept.odd, 0);
                    assert!(kept.row.used_ms.is_some() && kept.row.confirmed_ms.is_some());
                    (kept.row.state != "noarp").then(|| show(&kept.row))
                }
                other => panic!("{other:?}"),
            })
            .collect();
        shown.sort();
        assert_eq!(
            shown,
            [
                "192.0.2.7 02:00:00:00:00:77 if10 permanent []",
                "192.0.2.8 - if10 failed []",
                "2001:db8::7 02:00:00:00:00:77 if10 stale []",
            ]
        );
    }

    #[test]
    fn flags_and_times() {
        let mut message = vec![2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0];
        message.extend([8, 0, 1, 0, 192, 0, 2, 9]);
        message.extend([8, 0, 15, 0]);
        message.extend(0b1001_u32.to_ne_bytes());
        message.extend([20, 0, 3, 0]);
        message.extend([150_u32, 7, 0, 1].into_iter().flat_map(u32::to_ne_bytes));
        let Parsed::Row(Kept { row, odd: 0 }) = parse(&message) else {
            panic!("{message:?}");
        };
        assert_eq!(
            show(&row),
            "192.0.2.9 - * none [\"proxy\", \"router\", \"ext_managed\", \"bit-11\"]"
        );
        assert_eq!((row.confirmed_ms, row.used_ms), (Some(1500), Some(70)));
    }

    #[test]
    fn odd_messages() {
        assert_eq!(parse(&[]), Parsed::Odd);
        assert_eq!(parse(&[2; 5]), Parsed::Odd);
        assert_eq!(parse(&[7; 12]), Parsed::Skip);
        assert_eq!(state_name(3), "3");
        for payload in payloads(CAPTURED) {
            for length in 1..payload.len() {
                let first = HEADER_BYTES + if payload[0] == 2 { 8 } else { 20 };
                let is_row = matches!(parse(&payload[..length]), Parsed::Row(_));
                assert_eq!(is_row, length >= first, "{length}");
            }
        }
    }
}
