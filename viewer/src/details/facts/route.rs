//! All fields of a route.

use netsnap_shared::snapshot::{Namespace, NextHop, Route};

use super::{Fact, fact, maybe};
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
    facts.push(fact("Namespace", &namespace.id));
    facts
}

fn next_hop(hop: &NextHop) -> String {
    let gateway = hop
        .gateway
        .map_or_else(|| "on the link".to_owned(), |ip| ip.to_string());
    let interface = hop.interface.as_deref().unwrap_or(BLANK);
    format!("{gateway} by {interface}, weight {}", hop.weight)
}
