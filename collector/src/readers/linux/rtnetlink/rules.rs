//! Rules of policy routing: `RTM_NEWRULE` messages, `struct fib_rule_hdr` and the attributes `FRA_*`
//! of `include/uapi/linux/fib_rules.h`.

use ipnet::IpNet;
use netsnap_shared::snapshot::{
    Family, MarkMatch, PortRange, RouteProtocol, RouteTable, RoutingRule, RuleAction, Uid, UidRange,
};

use super::kept::{Kept, each};
use super::{code_of, family_of, ip_of};
use crate::readers::linux::netlink::{Parsed, Request, text_of, u16_of, u32_of};

/// `RTM_GETRULE`, answered by `RTM_NEWRULE`; [`request`] is its body.
pub(super) const REQUEST: Request<'static> = Request {
    kind: 34,
    answer: 32,
    body: &[],
};

/// The length of `struct fib_rule_hdr`.
const HEADER_BYTES: usize = 12;

const FIB_RULE_INVERT: u32 = 2;

const FRA_DST: u16 = 1;
const FRA_SRC: u16 = 2;
const FRA_IIFNAME: u16 = 3;
const FRA_GOTO: u16 = 4;
const FRA_PRIORITY: u16 = 6;
const FRA_FWMARK: u16 = 10;
const FRA_FLOW: u16 = 11;
const FRA_TUN_ID: u16 = 12;
const FRA_SUPPRESS_IFGROUP: u16 = 13;
const FRA_SUPPRESS_PREFIXLEN: u16 = 14;
const FRA_TABLE: u16 = 15;
const FRA_FWMASK: u16 = 16;
const FRA_OIFNAME: u16 = 17;
const FRA_PAD: u16 = 18;
const FRA_L3MDEV: u16 = 19;
const FRA_UID_RANGE: u16 = 20;
const FRA_PROTOCOL: u16 = 21;
const FRA_IP_PROTO: u16 = 22;
const FRA_SPORT_RANGE: u16 = 23;
const FRA_DPORT_RANGE: u16 = 24;
const FRA_DSCP: u16 = 25;
const FRA_SPORT_MASK: u16 = 28;
const FRA_DPORT_MASK: u16 = 29;
const FRA_DSCP_MASK: u16 = 30;

/// Nothing is suppressed.
const NONE: u32 = u32::MAX;

/// An empty `struct fib_rule_hdr` of a family: every rule.
pub(super) fn request(family: Family) -> [u8; HEADER_BYTES] {
    let mut body = [0; HEADER_BYTES];
    body[0] = code_of(family);
    body
}

/// Parses a message. Families other than the one asked for, such as those of multicast routing, are
/// skipped.
pub(super) fn parse(payload: &[u8], family: Family) -> Parsed<Kept<RoutingRule>> {
    match payload.first().map(|&family| family_of(family)) {
        None => Parsed::Odd,
        Some(found) if found == Some(family) => rule(payload, family).into(),
        Some(_) => Parsed::Skip,
    }
}

fn rule(payload: &[u8], family: Family) -> Option<Kept<RoutingRule>> {
    let (header, rest) = payload.split_first_chunk::<HEADER_BYTES>()?;
    let [
        _,
        to_length,
        from_length,
        type_of_service,
        table,
        _,
        _,
        action,
        ..,
    ] = *header;
    let mut table = RouteTable::from_code(table.into());
    let mut mark = None;
    let mut counted_bits = None;
    let action = RuleAction::from_code(action);
    let mut rule = RoutingRule {
        inverted: u32_of(&header[8..])? & FIB_RULE_INVERT != 0,
        type_of_service: Some(type_of_service).filter(|&value| value != 0),
        ..RoutingRule::new(family, 0, action)
    };
    let odd = each(rest, |kind, value| {
        match kind {
            FRA_DST => rule.destination = Some(prefix(value, to_length)?),
            FRA_SRC => rule.source = Some(prefix(value, from_length)?),
            FRA_IIFNAME => rule.incoming_interface = Some(text_of(value)),
            FRA_OIFNAME => rule.outgoing_interface = Some(text_of(value)),
            FRA_GOTO => rule.goto = Some(u32_of(value)?),
            FRA_PRIORITY => rule.priority = u32_of(value)?,
            FRA_FWMARK => mark = Some(u32_of(value)?),
            FRA_FWMASK => counted_bits = Some(u32_of(value)?),
            FRA_TUN_ID => rule.tunnel_id = Some(u64::from_be_bytes(*value.first_chunk()?)),
            FRA_SUPPRESS_IFGROUP => rule.suppress_interface_group = unless_none(u32_of(value)?),
            FRA_SUPPRESS_PREFIXLEN => rule.suppress_prefix_length = unless_none(u32_of(value)?),
            FRA_TABLE => table = RouteTable::from_code(u32_of(value)?),
            FRA_L3MDEV => rule.vrf_table = *value.first()? != 0,
            FRA_UID_RANGE => {
                let (first, last) = (u32_of(value)?, u32_of(value.get(4..)?)?);
                rule.users = Some(UidRange {
                    first: Uid(first),
                    last: Uid(last),
                });
            }
            FRA_PROTOCOL => rule.protocol = RouteProtocol::from_code(*value.first()?),
            FRA_IP_PROTO => rule.ip_protocol = Some(*value.first()?),
            FRA_SPORT_RANGE => rule.source_ports = Some(ports(value)?),
            FRA_DPORT_RANGE => rule.destination_ports = Some(ports(value)?),
            FRA_DSCP => rule.dscp = Some(*value.first()?),
            // The realm that it gives to what it finds says nothing of what it is for.
            FRA_PAD | FRA_FLOW => {}
            // A mask that leaves nothing out.
            FRA_SPORT_MASK | FRA_DPORT_MASK if u16_of(value) == Some(u16::MAX) => {}
            FRA_DSCP_MASK if value.first() == Some(&0x3f) => {}
            // A condition of a newer kernel: without it the rule seems to be for more packets.
            _ => return None,
        }
        Some(())
    });
    if mark.is_some() || counted_bits.is_some() {
        rule.mark = Some(MarkMatch {
            value: mark.unwrap_or_default(),
            mask: counted_bits.unwrap_or(u32::MAX),
        });
    }
    if action == RuleAction::Lookup && !rule.vrf_table {
        rule.table = Some(table);
    }
    Some(Kept { row: rule, odd })
}

fn prefix(value: &[u8], length: u8) -> Option<IpNet> {
    IpNet::new(ip_of(value)?, length).ok()
}

fn unless_none(value: u32) -> Option<u32> {
    Some(value).filter(|&value| value != NONE)
}

/// `struct fib_rule_port_range`.
fn ports(value: &[u8]) -> Option<PortRange> {
    Some(PortRange {
        first: u16_of(value)?,
        last: u16_of(value.get(2..)?)?,
    })
}

#[cfg(test)]
mod tests;
