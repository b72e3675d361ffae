//! Where a packet would go: the rules, tables and routes that decide it, step by step.
//!
//! It is done as Linux does it (`net/core/fib_rules.c`, `net/ipv4/fib_rules.c`, `fib_trie.c` and
//! `route.c`, `net/ipv6/fib6_rules.c` and `route.c`), with the tables that a snapshot has. What a
//! snapshot does not have is not seen: the packet filter, `IPsec`, exceptions learned from ICMP.

mod packet;
mod rule;
mod table;
mod way;
mod words;

#[cfg(test)]
mod tests;

pub use packet::Packet;
pub use rule::{Aspect, Mismatch, RuleStep};
pub use table::{Candidate, Fate, TableEnd, TableStep};
pub use way::{SourceAddress, SourceReason, Way};
pub(crate) use words::{rule_deed, rule_packets};

use crate::snapshot::{Family, Namespace, Route, RouteKind, RouteTable, RuleAction};

/// How many rules are asked before the walk is given up; real hosts have a few to some hundreds.
const MOST_RULES: usize = 4096;

/// How many routes that the destination lies in are weighed, those of tables that are looked in twice
/// counted twice.
const MOST_ROUTES: usize = 20_000_000;

/// How many tables are looked in whatever their size.
const LEAST_TABLES: usize = 4;

/// A packet's way.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk<'a> {
    /// The packet, an IPv4 address that IPv6 carries as IPv4.
    pub packet: Packet<'a>,
    /// What was asked, in order.
    pub steps: Vec<Step<'a>>,
    /// What becomes of the packet.
    pub outcome: Outcome,
    /// The route that decided; `None` where none did.
    pub route: Option<&'a Route>,
    /// The ways it can take; several when the route shares packets among them. Empty where it is
    /// not sent.
    pub ways: Vec<Way<'a>>,
    /// How many more ways there are.
    pub more_ways: usize,
}

/// One step of a walk.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<'a> {
    /// A rule was asked.
    Rule(RuleStep<'a>),
    /// A table was looked in.
    Table(TableStep<'a>),
    /// IPv4, no way was found, and the socket is bound to this interface: Linux takes the
    /// destination to be on its link.
    AssumedOnLink(&'a str),
    /// A program that sends to the unspecified address reaches its own host.
    Unspecified,
}

/// What becomes of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is delivered to this host.
    DeliveredHere,
    /// It is sent straight to its receiver.
    OnLink,
    /// It is handed to a router.
    ThroughGateway,
    /// It takes one of several ways.
    OneOfSeveral,
    /// It is sent to a multicast group.
    ToGroup,
    /// It is sent to every host on the link, and delivered to this one.
    Broadcast,
    /// It is dropped without a word.
    Dropped,
    /// It is dropped, and its sender is told "unreachable".
    Unreachable,
    /// It is dropped, and its sender is told "prohibited".
    Prohibited,
    /// No table has a route: its sender is told "unreachable".
    NoRoute,
    /// It came in for somebody else, and this host does not pass on such packets.
    NotForwarded,
    /// The route is of a kind that is not known here.
    UnknownKind(RouteKind),
    /// It is looked up in the table of its VRF, which the bundle does not name.
    VrfTable,
    /// There are more rules or routes than are looked at.
    GivenUp,
}

/// Walks through rules and tables as a packet does.
///
/// It costs one pass over the routes of the namespace, and one over those that the destination lies in
/// for each table that is looked in.
pub fn walk<'a>(namespace: &'a Namespace, packet: &Packet<'a>) -> Walk<'a> {
    let packet = packet.canonical();
    let mut walk = Walk {
        packet,
        steps: Vec::new(),
        outcome: Outcome::NoRoute,
        route: None,
        ways: Vec::new(),
        more_ways: 0,
    };
    if packet.destination.is_unspecified() {
        walk.steps.push(Step::Unspecified);
        walk.outcome = Outcome::DeliveredHere;
        return walk;
    }
    walk.outcome = walk.ask_rules(namespace);
    walk.assume_on_link(namespace);
    walk.refuse_to_forward(namespace);
    walk
}

impl<'a> Walk<'a> {
    /// Whether the rules are those that Linux starts with, because the bundle has none.
    pub fn assumes_rules(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| matches!(step, Step::Rule(RuleStep { rule: None, .. })))
    }

    /// The rule that led to the outcome.
    pub fn deciding_rule(&self) -> Option<&RuleStep<'a>> {
        let fits = self.steps.iter().rev().find_map(|step| match step {
            Step::Rule(rule) if rule.mismatch.is_none() => Some(rule),
            _ => None,
        });
        fits.filter(|_| !matches!(self.outcome, Outcome::NoRoute | Outcome::GivenUp))
    }

    fn ask_rules(&mut self, namespace: &'a Namespace) -> Outcome {
        let around = table::around(namespace, &self.packet);
        let rules = rule::in_order(namespace, self.packet.family());
        let is_in_vrf = rule::is_in_vrf(namespace, &self.packet);
        let mut tables = 0;
        let mut at = 0;
        while let Some(&asked) = rules.get(at) {
            at += 1;
            if at > MOST_RULES {
                return Outcome::GivenUp;
            }
            let asked = RuleStep {
                mismatch: asked
                    .rule
                    .and_then(|rule| rule::mismatch(rule, &self.packet, is_in_vrf)),
                ..asked
            };
            self.steps.push(Step::Rule(asked));
            if asked.mismatch.is_some() {
                continue;
            }
            match asked.action() {
                RuleAction::Lookup => {
                    // Which table a VRF has, a bundle does not tell.
                    let Some(table) = asked.table.filter(|&table| table != RouteTable::Other(0))
                    else {
                        return Outcome::VrfTable;
                    };
                    tables += 1;
                    let routes = around.len().saturating_mul(tables);
                    if tables > LEAST_TABLES && routes > MOST_ROUTES {
                        return Outcome::GivenUp;
                    }
                    let step = table::look_up(namespace, &around, table, asked.rule, &self.packet);
                    let end = step.end;
                    self.steps.push(Step::Table(step));
                    if let TableEnd::Taken(route) = end {
                        return self.take(namespace, route);
                    }
                }
                RuleAction::Goto => {
                    let target = asked.rule.and_then(|rule| rule.goto);
                    let after = rules.get(at..).unwrap_or_default();
                    let skipped = target
                        .and_then(|target| after.iter().position(|rule| rule.priority == target));
                    at += skipped.unwrap_or(0);
                }
                RuleAction::Nop => {}
                RuleAction::Unreachable => return Outcome::Unreachable,
                RuleAction::Prohibit => return Outcome::Prohibited,
                RuleAction::Blackhole | RuleAction::Other(_) => return Outcome::Dropped,
            }
        }
        Outcome::NoRoute
    }

    fn take(&mut self, namespace: &'a Namespace, route: &'a Route) -> Outcome {
        self.route = Some(route);
        match route.kind {
            RouteKind::Blackhole => Outcome::Dropped,
            RouteKind::Unreachable => Outcome::Unreachable,
            RouteKind::Prohibit => Outcome::Prohibited,
            RouteKind::Throw | RouteKind::Nat | RouteKind::Unspecified | RouteKind::Other(_) => {
                Outcome::UnknownKind(route.kind)
            }
            RouteKind::Unicast
            | RouteKind::Local
            | RouteKind::Broadcast
            | RouteKind::Anycast
            | RouteKind::Multicast => {
                (self.ways, self.more_ways) = way::ways(namespace, route, &self.packet);
                self.sent(route.kind)
            }
        }
    }

    /// The outcome for a route that sends or delivers.
    fn sent(&mut self, kind: RouteKind) -> Outcome {
        if way::is_here(kind) {
            return Outcome::DeliveredHere;
        }
        if kind == RouteKind::Broadcast {
            return Outcome::Broadcast;
        }
        if self.packet.destination.is_multicast() {
            // A group's packets go to the link, also by a route with a router.
            for way in &mut self.ways {
                way.gateway = None;
                way.neighbour = None;
            }
            return Outcome::ToGroup;
        }
        match self.ways.as_slice() {
            [only] if only.gateway.is_some() => Outcome::ThroughGateway,
            [_] => Outcome::OnLink,
            _ => Outcome::OneOfSeveral,
        }
    }

    /// What IPv4 does for a socket that is bound to an interface and finds no way
    /// (`ip_route_output_key_hash_rcu`).
    fn assume_on_link(&mut self, namespace: &'a Namespace) {
        let Some(interface) = self.packet.outgoing_interface else {
            return;
        };
        let is_lost = matches!(
            self.outcome,
            Outcome::NoRoute | Outcome::Dropped | Outcome::Unreachable | Outcome::Prohibited
        );
        let is_own = self.packet.incoming_interface.is_none();
        if is_lost && is_own && self.packet.family() == Family::Ipv4 {
            self.steps.push(Step::AssumedOnLink(interface));
            self.route = None;
            self.ways = vec![way::on_link(namespace, interface, &self.packet)];
            self.outcome = if self.packet.destination.is_multicast() {
                Outcome::ToGroup
            } else {
                Outcome::OnLink
            };
        }
    }

    fn refuse_to_forward(&mut self, namespace: &Namespace) {
        let forwards = match self.packet.family() {
            Family::Ipv4 => namespace.settings.ipv4_forwarding,
            _ => namespace.settings.ipv6_forwarding,
        };
        let is_passed_on = matches!(
            self.outcome,
            Outcome::OnLink | Outcome::ThroughGateway | Outcome::OneOfSeveral
        );
        let is_from_outside = self
            .packet
            .incoming_interface
            .is_some_and(|name| name != "lo");
        if is_from_outside && is_passed_on && forwards == Some(false) {
            self.outcome = Outcome::NotForwarded;
            self.ways.clear();
            self.more_ways = 0;
        }
    }
}
