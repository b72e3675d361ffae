//! Routes: `RTM_NEWROUTE` messages, `struct rtmsg` and the attributes `RTA_*` of
//! `include/uapi/linux/rtnetlink.h`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use netsnap_shared::snapshot::{
    Family, NextHop, Route, RouteKind, RouteProtocol, RouteScope, RouteTable,
};

use super::{InterfaceNames, family_of, ip_of};
use crate::readers::linux::netlink::{Parsed, Request, attributes, u16_of, u32_of};

/// `RTM_GETROUTE`, answered by `RTM_NEWROUTE`; [`request`] is its body.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 26,
    answer: 24,
    body: &[],
};

/// The length of `struct rtmsg`.
const HEADER_BYTES: usize = 12;

/// `RTM_F_CLONED`: a learned exception (path MTU, redirect), not a route of a table.
const CLONED: u32 = 0x200;

const RTA_DST: u16 = 1;
const RTA_OIF: u16 = 4;
const RTA_GATEWAY: u16 = 5;
const RTA_PRIORITY: u16 = 6;
const RTA_PREFSRC: u16 = 7;
const RTA_MULTIPATH: u16 = 9;
const RTA_TABLE: u16 = 15;
const RTA_VIA: u16 = 18;

/// An empty `struct rtmsg` of a family: every route of every table.
pub(super) fn request(family: Family) -> [u8; HEADER_BYTES] {
    let mut body = [0; HEADER_BYTES];
    body[0] = match family {
        Family::Ipv6 => 10,
        _ => 2,
    };
    body
}

/// What routes are sorted by: tables in the order in which they are asked, longest prefix first.
pub(super) fn order(route: &Route) -> impl Ord + use<> {
    let prefix = route.destination;
    (
        route.family.code(),
        std::cmp::Reverse(route.table.code()),
        std::cmp::Reverse(prefix.prefix_len()),
        prefix.addr(),
        route.metric,
        route.kind.code(),
        route.interface.clone(),
        route.gateway,
        route.source,
    )
}

/// Parses a message. Exceptions and families other than IP are skipped.
pub(super) fn parse(payload: &[u8], names: &InterfaceNames) -> Parsed<Route> {
    let Some((header, rest)) = payload.split_first_chunk::<HEADER_BYTES>() else {
        return Parsed::Odd;
    };
    let flags = u32_of(&header[8..]).unwrap_or_default();
    match family_of(header[0]) {
        Some(family) if flags & CLONED == 0 => route(family, header, rest, names).into(),
        _ => Parsed::Skip,
    }
}

fn route(
    family: Family,
    header: &[u8; HEADER_BYTES],
    rest: &[u8],
    names: &InterfaceNames,
) -> Option<Route> {
    let [_, prefix_length, _, _, table, protocol, scope, kind, ..] = *header;
    let mut destination: IpAddr = match family {
        Family::Ipv6 => Ipv6Addr::UNSPECIFIED.into(),
        _ => Ipv4Addr::UNSPECIFIED.into(),
    };
    let mut route = Route {
        table: RouteTable::from_code(table.into()),
        protocol: RouteProtocol::from_code(protocol),
        scope: RouteScope::from_code(scope),
        kind: RouteKind::from_code(kind),
        ..Route::new(family, IpNet::new(destination, 0).ok()?)
    };
    for (kind, value) in attributes(rest) {
        match kind {
            RTA_DST => destination = ip_of(value)?,
            RTA_OIF => route.interface = u32_of(value).map(|index| names.name(index)),
            RTA_GATEWAY => route.gateway = ip_of(value),
            RTA_VIA => route.gateway = via(value),
            RTA_PRIORITY => route.metric = u32_of(value),
            RTA_PREFSRC => route.source = ip_of(value),
            RTA_TABLE => route.table = RouteTable::from_code(u32_of(value)?),
            RTA_MULTIPATH => route.next_hops = next_hops(value, names),
            _ => {}
        }
    }
    route.destination = IpNet::new(destination, prefix_length).ok()?;
    Some(route)
}

/// `struct rtvia`: a gateway of another family than the route's.
fn via(value: &[u8]) -> Option<IpAddr> {
    ip_of(value.get(2..)?)
}

/// A list of `struct rtnexthop`, each followed by attributes of its own.
fn next_hops(mut bytes: &[u8], names: &InterfaceNames) -> Vec<NextHop> {
    const HEADER_BYTES: usize = 8;
    let mut hops = Vec::new();
    while let Some((hop, length)) = next_hop::<HEADER_BYTES>(bytes, names) {
        hops.push(hop);
        bytes = bytes.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    hops
}

fn next_hop<const HEADER: usize>(bytes: &[u8], names: &InterfaceNames) -> Option<(NextHop, usize)> {
    let length = usize::from(u16_of(bytes)?);
    let header = bytes.get(..HEADER)?;
    let rest = bytes.get(HEADER..length)?;
    let index = u32_of(header.get(4..)?)?;
    let mut hop = NextHop {
        gateway: None,
        interface: (index != 0).then(|| names.name(index)),
        // The kernel counts from 0.
        weight: u32::from(*header.get(3)?) + 1,
        flags: Vec::new(),
    };
    for (kind, value) in attributes(rest) {
        match kind {
            RTA_GATEWAY => hop.gateway = ip_of(value),
            RTA_VIA => hop.gateway = via(value),
            _ => {}
        }
    }
    Some((hop, length))
}

#[cfg(test)]
mod tests;
