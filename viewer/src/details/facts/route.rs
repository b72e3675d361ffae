//! All fields of a route.

use netsnap_shared::snapshot::{Namespace, NextHop, Route};

use super::{Fact, fact, maybe, present};
use crate::format::BLANK;

pub(super) fn facts(namespace: &Namespace, route: &Route) -> Vec<Fact> {
    let mut facts = vec![
        fact("Family", route.family),
        fact("Destination", route.destination),
        maybe("Gateway", route.gateway),
        maybe("Interface", route.interface.as_deref()),
        maybe("Source", route.source),
        maybe("Metric", route.metric),
        fact("Table", format!("{} ({})", route.table, route.table.code())),
        fact(
            "Protocol",
            format!("{} ({})", route.protocol, route.protocol.code()),
        ),
        fact("Scope", format!("{} ({})", route.scope, route.scope.code())),
        fact("Kind", format!("{} ({})", route.kind, route.kind.code())),
    ];
    facts.extend(
        route
            .next_hops
            .iter()
            .map(|hop| fact("Next hop", next_hop(hop))),
    );
    facts.extend(more(route).into_iter().flatten());
    facts.push(fact("Namespace", &namespace.id));
    facts
}

/// What only some routes have.
fn more(route: &Route) -> [Option<Fact>; 7] {
    let flags = &route.flags;
    let metrics: Vec<String> = route
        .metrics
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    let expires = route.expires_in_s.map(|seconds| format!("in {seconds} s"));
    [
        present("From", route.source_prefix),
        present("Type of service", route.type_of_service),
        present("Preference", route.preference),
        present("Flags", (!flags.is_empty()).then(|| flags.join(", "))),
        present("Sets", (!metrics.is_empty()).then(|| metrics.join(", "))),
        present("Next-hop object", route.next_hop_id),
        present("Expires", expires),
    ]
}

fn next_hop(hop: &NextHop) -> String {
    let gateway = hop
        .gateway
        .map_or_else(|| "on the link".to_owned(), |ip| ip.to_string());
    let interface = hop.interface.as_deref().unwrap_or(BLANK);
    format!("{gateway} by {interface}, weight {}", hop.weight)
}
