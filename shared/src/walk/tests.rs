//! Packets and their ways, on invented hosts.
//!
//! A host is written as `ip` prints it: a line for each rule, route, address and neighbour. What is
//! expected of the usual cases is what `ip route get` of Linux 6.18 answers on a host set up like that.

mod host;
mod ipv4;
mod ipv6;
mod rules;
mod words;

use host::{host, packet};

use super::{Outcome, Step, Walk, walk};

/// Checks the way of a packet, in the notation of [`summary`].
fn check(text: &str, asks: &str, expected: &str) {
    let namespace = host(text);
    let walk = walk(&namespace, &packet(asks));
    assert_eq!(summary(&walk), expected, "{asks} on\n{text}\n{walk:#?}");
}

/// The outcome in a line: what becomes of the packet, by which table and prefix, by which ways.
fn summary(walk: &Walk<'_>) -> String {
    let outcome = match walk.outcome {
        Outcome::DeliveredHere => "here",
        Outcome::OnLink => "on link",
        Outcome::ThroughGateway => "gateway",
        Outcome::OneOfSeveral => "one of",
        Outcome::ToGroup => "group",
        Outcome::Broadcast => "broadcast",
        Outcome::Dropped => "dropped",
        Outcome::Unreachable => "unreachable",
        Outcome::Prohibited => "prohibited",
        Outcome::NoRoute => "no route",
        Outcome::NotForwarded => "not forwarded",
        Outcome::UnknownKind(_) => "unknown kind",
        Outcome::VrfTable => "vrf table",
        Outcome::GivenUp => "given up",
    };
    let mut words = vec![outcome.to_owned()];
    if let Some(route) = walk.route {
        words.push(format!("by {} {}", route.table, route.destination));
    }
    for way in &walk.ways {
        words.push(way.interface.unwrap_or("-").to_owned());
        words.extend(way.gateway.map(|gateway| format!("via {gateway}")));
        words.extend(way.source.map(|source| format!("src {}", source.ip)));
    }
    words.join(" ")
}

/// The candidates of each table that was looked in, with their fates.
fn fates(walk: &Walk<'_>) -> Vec<String> {
    let mut fates = Vec::new();
    for step in &walk.steps {
        if let Step::Table(table) = step {
            for candidate in &table.candidates {
                let destination = candidate.route.destination;
                fates.push(format!("{destination} {:?}", candidate.fate));
            }
        }
    }
    fates
}
