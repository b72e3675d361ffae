//! Rules: which are asked in which order, and whether a packet fits one.

use ipnet::IpNet;

use super::Packet;
use super::packet::Bits;
use crate::snapshot::{Family, Namespace, PortRange, RouteTable, RoutingRule, RuleAction};

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
    /// The type of service.
    TypeOfService,
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

/// Why a packet does not fit a rule (Linux `net/core/fib_rules.c`, `fib_rule_match`).
pub(super) fn mismatch(rule: &RoutingRule, packet: &Packet<'_>) -> Option<Mismatch> {
    match (first_difference(rule, packet), rule.inverted) {
        (difference, false) => difference,
        (None, true) => Some(Mismatch::Inverted),
        (Some(_), true) => None,
    }
}

fn first_difference(rule: &RoutingRule, packet: &Packet<'_>) -> Option<Mismatch> {
    let in_prefix = |prefix: Option<IpNet>, ip| {
        let prefix = prefix.filter(|prefix| prefix.prefix_len() > 0);
        prefix.map(|prefix| fits(ip, |ip| Bits::from(ip).is_in(&prefix)))
    };
    let in_ports =
        |range: Option<PortRange>, port| range.map(|range| fits(port, |port| range.contains(port)));
    let incoming = Some(packet.incoming_interface.unwrap_or(LOOPBACK));
    let checks = [
        (Aspect::Source, in_prefix(rule.source, packet.source)),
        (
            Aspect::Destination,
            in_prefix(rule.destination, Some(packet.destination)),
        ),
        (
            Aspect::IncomingInterface,
            equals(rule.incoming_interface.as_deref(), incoming),
        ),
        (
            Aspect::OutgoingInterface,
            equals(
                rule.outgoing_interface.as_deref(),
                packet.outgoing_interface,
            ),
        ),
        (
            Aspect::Mark,
            rule.mark.filter(|mark| mark.mask != 0).map(|mark| {
                fits(packet.mark, |found| (found ^ mark.value) & mark.mask == 0)
                    // Most packets have no mark, which is the mark 0.
                    .or((mark.value & mark.mask == 0).then_some(true))
            }),
        ),
        (
            Aspect::TypeOfService,
            equals(
                rule.type_of_service.filter(|&tos| tos != 0),
                packet.type_of_service,
            ),
        ),
        (
            Aspect::IpProtocol,
            equals(rule.ip_protocol, packet.ip_protocol),
        ),
        (
            Aspect::SourcePort,
            in_ports(rule.source_ports, packet.source_port),
        ),
        (
            Aspect::DestinationPort,
            in_ports(rule.destination_ports, packet.destination_port),
        ),
        (
            Aspect::User,
            rule.users.map(|users| {
                fits(packet.uid, |uid| {
                    (users.first.0..=users.last.0).contains(&uid.0)
                })
            }),
        ),
    ];
    checks
        .into_iter()
        .find_map(|(aspect, answer)| match answer {
            None | Some(Some(true)) => None,
            Some(Some(false)) => Some(Mismatch::Other(aspect)),
            Some(None) => Some(Mismatch::Unknown(aspect)),
        })
}

/// Whether a value that may be unknown fits.
fn fits<T>(value: Option<T>, is_wanted: impl FnOnce(T) -> bool) -> Option<bool> {
    value.map(is_wanted)
}

/// Whether a value is the wanted one; `None` when none is wanted.
fn equals<T: PartialEq>(wanted: Option<T>, found: Option<T>) -> Option<Option<bool>> {
    wanted.map(|wanted| fits(found, |found| found == wanted))
}
