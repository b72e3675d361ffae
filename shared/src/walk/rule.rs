//! Rules: which are asked in which order, and whether a packet fits one.

use std::net::IpAddr;

use ipnet::IpNet;

use super::Packet;
use super::packet::Bits;
use crate::snapshot::{
    Family, Interface, Namespace, PortRange, RouteTable, RoutingRule, RuleAction,
};

/// The interface that rules take a host's own packets to come from.
const LOOPBACK: &str = "lo";

/// A rule that was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleStep<'a> {
    /// Its place among the rules.
    pub priority: u32,
    /// The rule; `None` for one of those that Linux starts with, assumed because the bundle has no
    /// rules of the packet's family.
    pub rule: Option<&'a RoutingRule>,
    /// Why the packet does not fit; `None` when it does.
    pub mismatch: Option<Mismatch>,
    /// The table it looks in, where it does.
    pub table: Option<RouteTable>,
}

/// What a rule asks for and a packet does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// The packet has another value.
    Other(Aspect),
    /// What the packet has is not known, or not chosen yet.
    Unknown(Aspect),
    /// The rule is for every packet but those like this one.
    Inverted,
}

/// What a rule can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// The source address.
    Source,
    /// The destination address.
    Destination,
    /// The interface the packet came in by.
    IncomingInterface,
    /// The interface its socket is bound to.
    OutgoingInterface,
    /// The mark.
    Mark,
    /// The type of service, or the code point (DSCP) in it.
    TypeOfService,
    /// The tunnel the packet came by.
    Tunnel,
    /// The VRF of its interface.
    Vrf,
    /// The IP protocol.
    IpProtocol,
    /// The source port.
    SourcePort,
    /// The destination port.
    DestinationPort,
    /// The user.
    User,
}

impl RuleStep<'_> {
    /// What the rule does with a packet that fits.
    pub fn action(&self) -> RuleAction {
        self.rule.map_or(RuleAction::Lookup, |rule| rule.action)
    }
}

/// The rules of a family in the order in which they are asked, not yet asked; those that Linux
/// starts with where the bundle has none.
pub(super) fn in_order(namespace: &Namespace, family: Family) -> Vec<RuleStep<'_>> {
    let given = namespace.rules.iter().filter(|rule| rule.family == family);
    let mut rules: Vec<RuleStep<'_>> = given
        .map(|rule| RuleStep {
            priority: rule.priority,
            rule: Some(rule),
            mismatch: None,
            table: rule.table,
        })
        .collect();
    if rules.is_empty() {
        let initial: &[(u32, RouteTable)] = match family {
            Family::Ipv4 => &[
                (0, RouteTable::Local),
                (32766, RouteTable::Main),
                (32767, RouteTable::Default),
            ],
            _ => &[(0, RouteTable::Local), (32766, RouteTable::Main)],
        };
        rules.extend(initial.iter().map(|&(priority, table)| RuleStep {
            priority,
            rule: None,
            mismatch: None,
            table: Some(table),
        }));
    }
    // A bundle has them in their order; a hostile one need not.
    if !rules.is_sorted_by_key(|rule| rule.priority) {
        crate::sort::sort_by(&mut rules, |a, b| a.priority.cmp(&b.priority));
    }
    rules
}

/// Whether a packet's interface is a VRF or part of one.
pub(super) fn is_in_vrf(namespace: &Namespace, packet: &Packet<'_>) -> bool {
    let find = |name: &str| namespace.interfaces.iter().find(|known| known.name == name);
    let is_vrf = |interface: &Interface| interface.kind.as_deref() == Some("vrf");
    [packet.outgoing_interface, packet.incoming_interface]
        .into_iter()
        .flatten()
        .filter_map(find)
        .any(|interface| {
            let master = interface.master.as_deref().and_then(find);
            is_vrf(interface) || master.is_some_and(is_vrf)
        })
}

/// Why a packet does not fit a rule (Linux `net/core/fib_rules.c`, `fib_rule_match`).
pub(super) fn mismatch(
    rule: &RoutingRule,
    packet: &Packet<'_>,
    is_in_vrf: bool,
) -> Option<Mismatch> {
    match (first_difference(rule, packet, is_in_vrf), rule.inverted) {
        (difference, false) => difference,
        (None, true) => Some(Mismatch::Inverted),
        (Some(_), true) => None,
    }
}

fn first_difference(rule: &RoutingRule, packet: &Packet<'_>, is_in_vrf: bool) -> Option<Mismatch> {
    let of_host = packet.incoming_interface.unwrap_or(LOOPBACK);
    let wanted_mark = rule.mark.filter(|mark| mark.mask != 0);
    // Most packets have no mark, which is the mark 0.
    let mark = packet.mark.or_else(|| {
        let takes_none = wanted_mark.is_some_and(|mark| mark.value & mark.mask == 0);
        takes_none.then_some(0)
    });
    let differences = [
        differs(
            Aspect::Source,
            prefix(rule.source),
            packet.source,
            is_in_prefix,
        ),
        differs(
            Aspect::Destination,
            prefix(rule.destination),
            Some(packet.destination),
            is_in_prefix,
        ),
        differs(
            Aspect::IncomingInterface,
            rule.incoming_interface.as_deref(),
            Some(of_host),
            |wanted, found| wanted == found,
        ),
        differs(
            Aspect::OutgoingInterface,
            rule.outgoing_interface.as_deref(),
            packet.outgoing_interface,
            |wanted, found| wanted == found,
        ),
        differs(Aspect::Mark, wanted_mark, mark, |wanted, found| {
            (found ^ wanted.value) & wanted.mask == 0
        }),
        differs(
            Aspect::TypeOfService,
            rule.type_of_service.filter(|&tos| tos != 0),
            packet.type_of_service,
            |wanted, found| wanted == found,
        ),
        differs(
            Aspect::TypeOfService,
            rule.dscp,
            // Most packets have none, which is 0.
            packet
                .type_of_service
                .or_else(|| (rule.dscp == Some(0)).then_some(0)),
            |wanted, found| found >> 2 == wanted,
        ),
        differs(
            Aspect::Tunnel,
            rule.tunnel_id.filter(|&id| id != 0),
            packet.incoming_interface.is_none().then_some(0),
            |wanted, found| wanted == found,
        ),
        differs(
            Aspect::Vrf,
            rule.vrf_table.then_some(true),
            Some(is_in_vrf),
            |wanted, found| wanted == found,
        ),
        differs(
            Aspect::IpProtocol,
            rule.ip_protocol,
            packet.ip_protocol,
            |wanted, found| wanted == found,
        ),
        differs(
            Aspect::SourcePort,
            rule.source_ports,
            packet.source_port,
            PortRange::contains,
        ),
        differs(
            Aspect::DestinationPort,
            rule.destination_ports,
            packet.destination_port,
            PortRange::contains,
        ),
        differs(Aspect::User, rule.users, packet.uid, |wanted, found| {
            (wanted.first.0..=wanted.last.0).contains(&found.0)
        }),
    ];
    differences.into_iter().flatten().next()
}

/// How a packet differs from what a rule wants; `None` when the rule wants nothing or it fits.
fn differs<W, F>(
    aspect: Aspect,
    wanted: Option<W>,
    found: Option<F>,
    fits: impl FnOnce(W, F) -> bool,
) -> Option<Mismatch> {
    let wanted = wanted?;
    let Some(found) = found else {
        return Some(Mismatch::Unknown(aspect));
    };
    (!fits(wanted, found)).then_some(Mismatch::Other(aspect))
}

/// A prefix that asks for something.
fn prefix(prefix: Option<IpNet>) -> Option<IpNet> {
    prefix.filter(|prefix| prefix.prefix_len() > 0)
}

fn is_in_prefix(prefix: IpNet, ip: IpAddr) -> bool {
    Bits::from(ip).is_in(&prefix)
}
