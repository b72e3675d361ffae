//! The way that packets to a peer take, by the rules and routes in the snapshot.

use std::net::IpAddr;

use crate::snapshot::{Namespace, Route, RouteTable, Socket};
use crate::walk::{self, Outcome, Packet, Walk, Way};

use super::wording;

/// The tables that are asked when no rule names others.
const USUAL_TABLES: [RouteTable; 3] = [RouteTable::Local, RouteTable::Main, RouteTable::Default];

/// The way of a socket's packets to an address in a sentence; none when the snapshot has no route
/// for it.
pub(super) fn way(namespace: &Namespace, socket: &Socket, ip: IpAddr) -> Option<String> {
    if namespace.routes.is_empty() {
        return None;
    }
    let walk = walk::walk(namespace, &Packet::of_socket(socket, ip));
    let way = fate(&walk)?;
    Some(match walk.route {
        Some(route) => {
            let hedge = hedge(namespace, &walk);
            let rule = by_rule(&walk);
            format!(
                "By {rule}the route {} packets to it {way}{hedge}.",
                route.destination
            )
        }
        None => match walk.deciding_rule() {
            Some(rule) if walk.ways.is_empty() => {
                format!("By the rule {} packets to it {way}.", rule.priority)
            }
            _ => format!(
                "No route fits. Because the socket is tied to an interface, packets to it {way}."
            ),
        },
    })
}

/// What becomes of the packets, to stand after `packets to it`; none where nothing is known.
fn fate(walk: &Walk<'_>) -> Option<String> {
    Some(match walk.outcome {
        Outcome::ThroughGateway => format!("go {}", walk.ways.first().map(Way::leads)?),
        Outcome::OnLink => {
            let interface = walk.ways.first()?.interface;
            let by = interface.map(|name| format!(" by {}", wording::short(name)));
            format!("go straight to it{}", by.unwrap_or_default())
        }
        Outcome::OneOfSeveral => {
            let ways = (walk.ways.len() + walk.more_ways) as u64;
            format!("take one of {} ways", wording::number(ways))
        }
        Outcome::Dropped | Outcome::Unreachable | Outcome::Prohibited => "are dropped".to_owned(),
        Outcome::DeliveredHere
        | Outcome::ToGroup
        | Outcome::Broadcast
        | Outcome::NoRoute
        | Outcome::NotForwarded
        | Outcome::UnknownKind(_)
        | Outcome::VrfTable
        | Outcome::GivenUp => return None,
    })
}

/// The rule that led to the route, where it is not one that every Linux has.
fn by_rule(walk: &Walk<'_>) -> String {
    let rule = walk.deciding_rule().and_then(|step| step.rule);
    rule.filter(|rule| {
        rule.table
            .is_none_or(|table| !USUAL_TABLES.contains(&table))
    })
    .map(|rule| format!("the rule {} and ", rule.priority))
    .unwrap_or_default()
}

/// What may be otherwise, where the bundle does not have the rules and a table waits for one.
fn hedge(namespace: &Namespace, walk: &Walk<'_>) -> &'static str {
    let is_for_a_rule = |route: &Route| !USUAL_TABLES.contains(&route.table);
    if walk.assumes_rules() && namespace.routes.iter().any(is_for_a_rule) {
        ", unless a rule sends them to another table"
    } else {
        ""
    }
}
