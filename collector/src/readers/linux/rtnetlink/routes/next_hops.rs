//! The ways of a multipath route: `RTA_MULTIPATH`, a list of `struct rtnexthop`, each followed by
//! attributes of its own.

use netsnap_shared::snapshot::NextHop;

use super::super::kept::{Kept, each};
use super::super::{InterfaceNames, flags, ip_of};
use super::{FLAGS, RTA_GATEWAY, RTA_VIA, via};
use crate::readers::linux::netlink::{u16_of, u32_of};

/// The length of `struct rtnexthop`.
const HEADER_BYTES: usize = 8;

/// Parses the list, up to the first that is not whole, which is odd.
pub(super) fn parse(mut bytes: &[u8], names: &InterfaceNames) -> Kept<Vec<NextHop>> {
    let mut row = Vec::new();
    let mut odd = 0;
    while !bytes.is_empty() {
        let Some((hop, length)) = next_hop(bytes, names) else {
            odd += 1;
            break;
        };
        row.push(hop.row);
        odd += hop.odd;
        bytes = bytes.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Kept { row, odd }
}

fn next_hop(bytes: &[u8], names: &InterfaceNames) -> Option<(Kept<NextHop>, usize)> {
    let length = usize::from(u16_of(bytes)?);
    let (header, rest) = bytes.get(..length)?.split_first_chunk::<HEADER_BYTES>()?;
    let index = u32_of(&header[4..])?;
    let mut row = NextHop {
        gateway: None,
        interface: (index != 0).then(|| names.name(index)),
        // The kernel counts from 0.
        weight: u32::from(header[3]) + 1,
        flags: flags::names(header[2].into(), &FLAGS),
    };
    let odd = each(rest, |kind, value| {
        match kind {
            RTA_GATEWAY => row.gateway = Some(ip_of(value)?),
            RTA_VIA => row.gateway = Some(via(value)?),
            _ => {}
        }
        Some(())
    });
    Some((Kept { row, odd }, length))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn the_list_ends_where_it_is_not_whole() {
        let names = InterfaceNames(HashMap::from([(1, "lo".to_owned())]));
        let check = |bytes: &[u8], weights: &[u32], odd: usize| {
            let kept = parse(bytes, &names);
            let found: Vec<_> = kept.row.iter().map(|hop| hop.weight).collect();
            assert_eq!((&found[..], kept.odd), (weights, odd), "{bytes:?}");
        };
        check(&[], &[], 0);
        check(&[8, 0], &[], 1);
        check(&[7, 0, 0, 0, 1, 0, 0, 0], &[], 1);
        check(&[9, 0, 0, 0, 1, 0, 0, 0], &[], 1);
        check(&[8, 0, 0, 2, 1, 0, 0, 0], &[3], 0);
        check(&[8, 0, 0, 2, 1, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0], &[3], 1);
        let whole = [
            12, 0, 0, 0, 1, 0, 0, 0, 4, 0, 5, 0, 8, 0, 0x14, 255, 1, 0, 0, 0,
        ];
        check(&whole, &[1, 256], 1);
        let hops = parse(&whole, &names).row;
        assert_eq!(hops[1].flags, ["onlink", "linkdown"]);
        assert_eq!(hops[1].interface.as_deref(), Some("lo"));
    }
}
