//! Next-hop objects (`ip nexthop`): `RTM_NEWNEXTHOP` messages, `struct nhmsg` and the attributes
//! `NHA_*` of `include/uapi/linux/nexthop.h`. A kernel whose `net.ipv4.nexthop_compat_mode` is off
//! tells of a route that refers to one no more than its number.

use std::collections::HashMap;
use std::net::IpAddr;

use netsnap_shared::snapshot::{NextHop, Route, RouteKind};

use super::kept::{Kept, each};
use super::{InterfaceNames, ip_of};
use crate::readers::linux::netlink::{Request, u32_of};

/// `RTM_GETNEXTHOP`, answered by `RTM_NEWNEXTHOP`, with an empty `struct nhmsg`: every family.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 106,
    answer: 104,
    body: &[0; HEADER_BYTES],
};

/// The length of `struct nhmsg`.
const HEADER_BYTES: usize = 8;

const NHA_ID: u16 = 1;
const NHA_GROUP: u16 = 2;
const NHA_OIF: u16 = 5;
const NHA_GATEWAY: u16 = 6;

/// A way, or a group of ways.
#[derive(Debug, PartialEq)]
pub(super) struct NextHopObject {
    pub id: u32,
    pub gateway: Option<IpAddr>,
    pub interface: Option<String>,
    /// The numbers of a group's members, with their shares of the traffic.
    pub group: Vec<(u32, u32)>,
}

/// Parses a message.
pub(super) fn parse(payload: &[u8], names: &InterfaceNames) -> Option<Kept<NextHopObject>> {
    let rest = payload.get(HEADER_BYTES..)?;
    let mut id = None;
    let mut gateway = None;
    let mut interface = None;
    let mut group = Vec::new();
    let odd = each(rest, |kind, value| {
        match kind {
            NHA_ID => id = Some(u32_of(value)?),
            NHA_OIF => interface = Some(names.name(u32_of(value)?)),
            NHA_GATEWAY => gateway = Some(ip_of(value)?),
            NHA_GROUP => {
                let members = value.as_chunks::<8>().0.iter();
                group = members.copied().map(member).collect();
            }
            _ => {}
        }
        Some(())
    });
    let row = NextHopObject {
        id: id?,
        gateway,
        interface,
        group,
    };
    Some(Kept { row, odd })
}

/// `struct nexthop_grp`: a number, and a weight in two parts that is counted from 0.
fn member(bytes: [u8; 8]) -> (u32, u32) {
    let [a, b, c, d, low, high, ..] = bytes;
    let weight = u32::from(u16::from_le_bytes([low, high])) + 1;
    (u32::from_ne_bytes([a, b, c, d]), weight)
}

/// Whether a route refers to an object and tells nothing else of its way.
pub(super) fn is_needed(route: &Route) -> bool {
    route.next_hop_id.is_some()
        && route.kind == RouteKind::Unicast
        && route.gateway.is_none()
        && route.interface.is_none()
        && route.next_hops.is_empty()
}

/// Gives those routes the ways of their objects.
pub(super) fn fill(routes: &mut [Route], objects: &[NextHopObject]) {
    let by_id: HashMap<_, _> = objects.iter().map(|object| (object.id, object)).collect();
    for route in routes.iter_mut().filter(|route| is_needed(route)) {
        let object = route.next_hop_id.and_then(|id| by_id.get(&id));
        let Some(object) = object else {
            continue;
        };
        route.gateway = object.gateway;
        route.interface.clone_from(&object.interface);
        route.next_hops = object
            .group
            .iter()
            .map(|(id, weight)| {
                let member = by_id.get(id);
                NextHop {
                    gateway: member.and_then(|member| member.gateway),
                    interface: member.and_then(|member| member.interface.clone()),
                    weight: *weight,
                    flags: Vec::new(),
                }
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;
    use netsnap_shared::snapshot::Family;

    use super::*;

    fn message(attributes: &[(u16, &[u8])]) -> Vec<u8> {
        let mut message = vec![2, 0, 0, 0, 0, 0, 0, 0];
        for (kind, value) in attributes {
            let length = u16::try_from(4 + value.len()).unwrap();
            message.extend(length.to_ne_bytes());
            message.extend(kind.to_ne_bytes());
            message.extend(*value);
        }
        message
    }

    #[test]
    fn routes_get_the_ways_of_their_objects() {
        let names = InterfaceNames::default();
        let single = message(&[
            (NHA_ID, &5_u32.to_ne_bytes()),
            (NHA_OIF, &2_u32.to_ne_bytes()),
            (NHA_GATEWAY, &[192, 0, 2, 8]),
        ]);
        let mut members = Vec::new();
        for (id, weight) in [(5_u32, [2, 0]), (9, [0, 1])] {
            members.extend(id.to_ne_bytes());
            members.extend(weight);
            members.extend([0, 0]);
        }
        let group = message(&[(NHA_ID, &7_u32.to_ne_bytes()), (NHA_GROUP, &members)]);
        let objects: Vec<_> = [&single, &group]
            .into_iter()
            .map(|message| {
                let kept = parse(message, &names).unwrap();
                assert_eq!(kept.odd, 0);
                kept.row
            })
            .collect();
        let route = |id| Route {
            next_hop_id: Some(id),
            ..Route::new(Family::Ipv4, IpNet::default())
        };
        let mut routes = [route(5), route(7), route(8)];
        fill(&mut routes, &objects);
        assert_eq!(routes[0].gateway, Some(IpAddr::from([192, 0, 2, 8])));
        assert_eq!(routes[0].interface.as_deref(), Some("if2"));
        let hops: Vec<_> = routes[1]
            .next_hops
            .iter()
            .map(|hop| (hop.gateway, hop.interface.as_deref(), hop.weight))
            .collect();
        let first = (routes[0].gateway, Some("if2"), 3);
        // A member that is not known keeps its share.
        assert_eq!(hops, [first, (None, None, 257)]);
        assert!(is_needed(&routes[2]));
    }

    #[test]
    fn an_object_without_a_number_is_none() {
        let names = InterfaceNames::default();
        assert_eq!(parse(&[], &names), None);
        assert_eq!(parse(&message(&[]), &names), None);
        assert_eq!(parse(&message(&[(NHA_ID, &[1, 0])]), &names), None);
    }
}
