//! Routes: `RTM_NEWROUTE` messages, `struct rtmsg` and the attributes `RTA_*` of
//! `include/uapi/linux/rtnetlink.h`.

mod metrics;
mod next_hops;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use netsnap_shared::snapshot::{
    Family, Route, RouteKind, RoutePreference, RouteProtocol, RouteScope, RouteTable,
};

use super::kept::{Kept, each};
use super::{InterfaceNames, code_of, family_of, flags, ip_of};
use crate::readers::linux::netlink::{Parsed, Request, u32_of};

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
const RTA_SRC: u16 = 2;
const RTA_OIF: u16 = 4;
const RTA_GATEWAY: u16 = 5;
const RTA_PRIORITY: u16 = 6;
const RTA_PREFSRC: u16 = 7;
const RTA_METRICS: u16 = 8;
const RTA_MULTIPATH: u16 = 9;
const RTA_CACHEINFO: u16 = 12;
const RTA_TABLE: u16 = 15;
const RTA_VIA: u16 = 18;
const RTA_PREF: u16 = 20;
const RTA_EXPIRES: u16 = 23;
const RTA_NH_ID: u16 = 30;

/// `RTNH_F_*` of `rtm_flags`, then `RTM_F_*`, by bit.
const FLAGS: [&str; 30] = [
    "dead",
    "pervasive",
    "onlink",
    "offload",
    "linkdown",
    "unresolved",
    "trap",
    "",
    "notify",
    "cloned",
    "equalize",
    "prefix",
    "lookup_table",
    "fib_match",
    "rt_offload",
    "rt_trap",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "rt_offload_failed",
];

/// What the parser must know besides the message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub names: &'a InterfaceNames,
    /// The kernel's clock ticks in a second (`USER_HZ`).
    pub hertz: u64,
    /// The family that was asked for. A kernel without it answers with another's routes.
    pub family: Family,
}

/// An empty `struct rtmsg` of a family: every route of every table.
pub(super) fn request(family: Family) -> [u8; HEADER_BYTES] {
    let mut body = [0; HEADER_BYTES];
    body[0] = code_of(family);
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
        (route.source_prefix, route.type_of_service),
        route.metric,
        route.kind.code(),
        route.interface.clone(),
        route.gateway,
        route.source,
    )
}

/// Parses a message. Exceptions and other families are skipped.
pub(super) fn parse(payload: &[u8], context: Context<'_>) -> Parsed<Kept<Route>> {
    let Some((header, rest)) = payload.split_first_chunk::<HEADER_BYTES>() else {
        return Parsed::Odd;
    };
    let flags = u32_of(&header[8..]).unwrap_or_default();
    match family_of(header[0]) {
        Some(family) if family == context.family && flags & CLONED == 0 => {
            route(flags, header, rest, context).into()
        }
        _ => Parsed::Skip,
    }
}

fn route(
    flag_bits: u32,
    header: &[u8; HEADER_BYTES],
    rest: &[u8],
    context: Context<'_>,
) -> Option<Kept<Route>> {
    let [
        _,
        prefix_length,
        source_length,
        type_of_service,
        table,
        protocol,
        scope,
        kind,
        ..,
    ] = *header;
    let Context {
        names,
        hertz,
        family,
    } = context;
    let any: IpAddr = match family {
        Family::Ipv6 => Ipv6Addr::UNSPECIFIED.into(),
        _ => Ipv4Addr::UNSPECIFIED.into(),
    };
    let mut destination = Some(any);
    let mut source = any;
    let mut odd_inside = 0;
    let mut route = Route {
        table: RouteTable::from_code(table.into()),
        protocol: RouteProtocol::from_code(protocol),
        scope: RouteScope::from_code(scope),
        kind: RouteKind::from_code(kind),
        type_of_service: Some(type_of_service).filter(|&value| value != 0),
        flags: flags::names(flag_bits, &FLAGS),
        ..Route::new(family, IpNet::new(any, 0).ok()?)
    };
    let odd = each(rest, |kind, value| {
        match kind {
            RTA_DST => {
                destination = ip_of(value);
                destination?;
            }
            RTA_SRC => source = ip_of(value)?,
            RTA_OIF => route.interface = Some(names.name(u32_of(value)?)),
            RTA_GATEWAY => route.gateway = Some(ip_of(value)?),
            RTA_VIA => route.gateway = Some(via(value)?),
            RTA_PRIORITY => route.metric = Some(u32_of(value)?),
            RTA_PREFSRC => route.source = Some(ip_of(value)?),
            RTA_TABLE => route.table = RouteTable::from_code(u32_of(value)?),
            RTA_PREF => route.preference = Some(RoutePreference::from_code(*value.first()?)),
            RTA_NH_ID => route.next_hop_id = Some(u32_of(value)?),
            RTA_CACHEINFO => route.expires_in_s = seconds_left(expiry(value)?, hertz),
            RTA_EXPIRES => route.expires_in_s = Some(u32_of(value)?),
            RTA_METRICS => odd_inside += metrics::parse(value, &mut route),
            RTA_MULTIPATH => {
                let kept = next_hops::parse(value, names);
                route.next_hops = kept.row;
                odd_inside += kept.odd;
            }
            _ => {}
        }
        Some(())
    });
    route.destination = IpNet::new(destination?, prefix_length).ok()?;
    let mut odd = odd + odd_inside;
    if source_length != 0 {
        route.source_prefix = IpNet::new(source, source_length).ok();
        odd += usize::from(route.source_prefix.is_none());
    }
    Some(Kept { row: route, odd })
}

/// `struct rtvia`: a gateway of another family than the route's.
fn via(value: &[u8]) -> Option<IpAddr> {
    ip_of(value.get(2..)?)
}

/// `rta_expires` of `struct rta_cacheinfo`, in ticks; 0 is never.
fn expiry(value: &[u8]) -> Option<i32> {
    Some(u32_of(value.get(8..)?)?.cast_signed())
}

/// Ticks in whole seconds, where there are any. What should be gone already stays for no more time.
fn seconds_left(ticks: i32, hertz: u64) -> Option<u32> {
    let ticks_left = u64::try_from(ticks).unwrap_or_default();
    let seconds = u32::try_from(ticks_left / hertz.max(1)).unwrap_or(u32::MAX);
    (ticks != 0).then_some(seconds)
}

#[cfg(test)]
mod tests;
