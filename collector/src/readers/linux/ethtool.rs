//! The speed of links: ethtool's messages over generic netlink (kernel documentation
//! `networking/ethtool-netlink`, `include/uapi/linux/{genetlink,ethtool_netlink}.h`).

use std::io;

use netlink_sys::protocols::NETLINK_GENERIC;
use netsnap_shared::snapshot::{Interface, SourceStatus};

use super::netlink::{Channel, Parsed, Request, attributes, dump, text_of, u16_of, u32_of};
use crate::readers::journal::{Journal, Reading};

/// The length of `struct genlmsghdr`: a command, a version and two reserved bytes.
const HEADER_BYTES: usize = 4;

/// `CTRL_CMD_GETFAMILY` to the family of families, without a name: every family that there is. To
/// ask for one by its name may make the kernel load a module.
const FAMILIES: Request<'static> = Request {
    kind: GENL_ID_CTRL,
    answer: GENL_ID_CTRL,
    body: &[3, 2, 0, 0],
};

const GENL_ID_CTRL: u16 = 16;
const CTRL_ATTR_FAMILY_ID: u16 = 1;
const CTRL_ATTR_FAMILY_NAME: u16 = 2;

/// `ETHTOOL_MSG_LINKMODES_GET` and, by chance with the same number, its answer.
const LINK_MODES: u8 = 4;
/// The request: [`LINK_MODES`], and a header (`ETHTOOL_A_LINKMODES_HEADER`) that names no interface
/// and asks for short lists (`ETHTOOL_FLAG_COMPACT_BITSETS`), in the host's byte order.
const LINK_MODES_BODY: [u8; 16] = {
    let [length_low, length_high] = 12_u16.to_ne_bytes();
    let [kind_low, kind_high] = (ETHTOOL_A_LINKMODES_HEADER | NESTED).to_ne_bytes();
    let [inner_low, inner_high] = 8_u16.to_ne_bytes();
    let [flags_low, flags_high] = ETHTOOL_A_HEADER_FLAGS.to_ne_bytes();
    let [a, b, c, d] = 1_u32.to_ne_bytes();
    [
        LINK_MODES,
        1,
        0,
        0, //
        length_low,
        length_high,
        kind_low,
        kind_high, //
        inner_low,
        inner_high,
        flags_low,
        flags_high, //
        a,
        b,
        c,
        d,
    ]
};

/// `NLA_F_NESTED`.
const NESTED: u16 = 1 << 15;

const ETHTOOL_A_HEADER_DEV_INDEX: u16 = 1;
const ETHTOOL_A_HEADER_FLAGS: u16 = 3;
const ETHTOOL_A_LINKMODES_HEADER: u16 = 1;
const ETHTOOL_A_LINKMODES_SPEED: u16 = 5;
const ETHTOOL_A_LINKMODES_DUPLEX: u16 = 6;

/// `SPEED_UNKNOWN`.
const SPEED_UNKNOWN: u32 = u32::MAX;

/// How fast a link is.
#[derive(Debug, PartialEq)]
struct LinkMode {
    index: u32,
    speed_mbps: Option<u32>,
    duplex: Option<String>,
}

/// Fills in the speed of the interfaces of this thread's network namespace.
pub(super) fn read(interfaces: &mut [Interface], journal: &mut Journal) {
    let modes = journal.read("ethtool link modes", || match ask() {
        Ok(reading) => reading,
        Err(error) => Reading::failed(&error),
    });
    for mode in modes {
        let interface = interfaces.iter_mut().find(|link| link.index == mode.index);
        if let Some(interface) = interface {
            interface.speed_mbps = mode.speed_mbps;
            interface.duplex = mode.duplex;
        }
    }
}

fn ask() -> io::Result<Reading<Vec<LinkMode>>> {
    let channel = Channel::open(NETLINK_GENERIC)?;
    let families = dump(&channel, FAMILIES, family);
    let ethtool = families.given.iter().find(|(name, _)| name == "ethtool");
    let Some(&(_, answer)) = ethtool else {
        return Ok(match families.status {
            SourceStatus::Complete => Reading::nothing(
                SourceStatus::Unavailable,
                "this kernel does not tell them over netlink",
            ),
            status => Reading::nothing(status, families.detail.unwrap_or_default()),
        });
    };
    let request = Request {
        kind: answer,
        answer,
        body: &LINK_MODES_BODY,
    };
    Ok(dump(&channel, request, link_mode))
}

/// Parses a message into a family's name and number.
fn family(payload: &[u8]) -> Parsed<(String, u16)> {
    let mut name = None;
    let mut number = None;
    for (kind, value) in attributes(payload.get(HEADER_BYTES..).unwrap_or_default()) {
        match kind {
            CTRL_ATTR_FAMILY_NAME => name = Some(text_of(value)),
            CTRL_ATTR_FAMILY_ID => number = u16_of(value),
            _ => {}
        }
    }
    name.zip(number).into()
}

/// Parses a message into a link's speed, where it is known.
fn link_mode(payload: &[u8]) -> Parsed<LinkMode> {
    let mut index = None;
    let mut speed_mbps = None;
    let mut duplex = None;
    for (kind, value) in attributes(payload.get(HEADER_BYTES..).unwrap_or_default()) {
        match kind {
            ETHTOOL_A_LINKMODES_HEADER => {
                let found = attributes(value).find(|(kind, _)| *kind == ETHTOOL_A_HEADER_DEV_INDEX);
                index = found.and_then(|(_, value)| u32_of(value));
            }
            ETHTOOL_A_LINKMODES_SPEED => {
                speed_mbps = u32_of(value).filter(|&speed| speed != 0 && speed != SPEED_UNKNOWN);
            }
            ETHTOOL_A_LINKMODES_DUPLEX => {
                duplex = value.first().and_then(|&code| duplex_name(code));
            }
            _ => {}
        }
    }
    let mode = index.map(|index| LinkMode {
        index,
        speed_mbps,
        duplex,
    });
    mode.into()
}

/// `DUPLEX_*` of `include/uapi/linux/ethtool.h`.
fn duplex_name(code: u8) -> Option<String> {
    match code {
        0 => Some("half".to_owned()),
        1 => Some("full".to_owned()),
        0xff => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::linux::netlink::payloads;

    const CAPTURED_FAMILIES: &[u8] = include_bytes!("../../../fixtures/netlink/families.bin");
    const CAPTURED_MODES: &[u8] = include_bytes!("../../../fixtures/netlink/link_modes.bin");

    #[test]
    fn captured_families() {
        let families: Vec<_> = payloads(CAPTURED_FAMILIES)
            .into_iter()
            .map(family)
            .collect();
        assert!(families.contains(&Parsed::Row(("nlctrl".to_owned(), GENL_ID_CTRL))));
        let ethtool = |family: &&Parsed<(String, u16)>| matches!(family, Parsed::Row((name, _)) if name == "ethtool");
        assert_eq!(families.iter().filter(ethtool).count(), 1);
        assert!(!families.contains(&Parsed::Odd));
        assert_eq!(family(&[]), Parsed::Odd);
    }

    /// A veth pair, a bridge without ports and a TAP interface.
    #[test]
    fn captured_link_modes() {
        let mut shown: Vec<_> = payloads(CAPTURED_MODES)
            .into_iter()
            .map(|payload| match link_mode(payload) {
                Parsed::Row(mode) => (mode.index, mode.speed_mbps, mode.duplex),
                other => panic!("{other:?}"),
            })
            .collect();
        shown.sort();
        let full = Some("full".to_owned());
        assert_eq!(
            shown,
            [
                (2, Some(10_000), full.clone()),
                (3, Some(10_000), full.clone()),
                (4, None, None),
                (5, Some(10_000), full),
            ]
        );
    }

    #[test]
    fn half_messages_are_odd_or_leave_a_blank() {
        for payload in payloads(CAPTURED_MODES) {
            for length in 0..payload.len() {
                let is_odd = link_mode(&payload[..length]) == Parsed::Odd;
                // The header, with the interface's number and name, comes first.
                assert!(is_odd || length >= HEADER_BYTES + 12, "{length}");
            }
        }
        assert_eq!(duplex_name(0).as_deref(), Some("half"));
        assert_eq!(duplex_name(7).as_deref(), Some("7"));
        assert_eq!(duplex_name(0xff), None);
    }

    #[test]
    fn the_request_is_one_nested_attribute() {
        let (kind, header) = attributes(&LINK_MODES_BODY[HEADER_BYTES..]).next().unwrap();
        assert_eq!(kind, ETHTOOL_A_LINKMODES_HEADER);
        let inside: Vec<_> = attributes(header).collect();
        assert_eq!(inside, [(ETHTOOL_A_HEADER_FLAGS, &1_u32.to_ne_bytes()[..])]);
    }
}
