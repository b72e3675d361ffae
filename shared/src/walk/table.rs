//! A table: the routes of it that an address lies in, and which of them wins.

use std::cmp::Reverse;
use std::net::IpAddr;

use super::Packet;
use super::packet::Bits;
use crate::snapshot::{
    Family, Namespace, NextHop, Route, RouteKind, RoutePreference, RouteTable, RoutingRule,
};

/// How many candidates a step lists; the others are a number.
const LISTED: usize = 24;

/// A table that was looked in.
#[derive(Debug, Clone, PartialEq)]
pub struct TableStep<'a> {
    /// The table.
    pub table: RouteTable,
    /// The routes that the destination lies in, the best first.
    pub candidates: Vec<Candidate<'a>>,
    /// How many more routes it lies in.
    pub more: usize,
    /// How the search ended.
    pub end: TableEnd<'a>,
}

/// A route that an address lies in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'a> {
    /// The route.
    pub route: &'a Route,
    /// Whether it wins, or why not.
    pub fate: Fate,
}

/// Whether a route wins, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It wins.
    Wins,
    /// Another has a longer prefix.
    ShorterPrefix,
    /// Another has a longer prefix for the source address.
    ShorterSourcePrefix,
    /// Another is for just this type of service.
    AnyTypeOfService,
    /// Another of the same prefix has a lower metric.
    HigherMetric,
    /// Another of the same metric has a better preference.
    LowerPreference,
    /// Nothing tells them apart.
    Equal,
    /// It is for other source addresses.
    OtherSource,
    /// It is for another type of service.
    OtherTypeOfService,
    /// It leads by another interface than the packet's socket is bound to.
    OtherInterface,
    /// Linux does not see it: routes for the same IPv6 prefix and certain sources hide those for
    /// every source.
    Hidden,
    /// Its interface is down.
    Dead,
    /// Its router did not answer when it was asked for its link-layer address.
    RouterSilent,
}

/// How the search in a table ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TableEnd<'a> {
    /// No route can be taken: the next rule is asked.
    NoRoute,
    /// The winner says that the next rule is to be asked (`throw`).
    Throw(&'a Route),
    /// The rule passes over routes with a prefix of at most `limit` bits, such as the winner: the
    /// next rule is asked.
    Suppressed {
        /// The winner.
        route: &'a Route,
        /// The rule's limit, in bits.
        limit: u32,
    },
    /// The winner is taken.
    Taken(&'a Route),
}

/// By what routes are ordered: the least is the best.
type Rank = (Reverse<u8>, Reverse<u8>, Reverse<u8>, u32, u8);

/// A candidate with its rank; the fate of those that can be taken is not decided yet.
#[derive(Clone, Copy)]
struct Ranked<'a> {
    rank: Rank,
    route: &'a Route,
    unfit: Option<Fate>,
}

/// What one pass over the routes finds.
struct Scan<'a> {
    /// The best candidates.
    listed: Vec<Ranked<'a>>,
    /// The best that can be taken.
    best: Option<Ranked<'a>>,
    /// How many candidates there are.
    count: usize,
    /// The lengths of prefixes, the bit `n - 1` for `n`, of which there are IPv6 routes for certain
    /// sources.
    source_specific: u128,
}

impl<'a> Scan<'a> {
    /// Goes through the routes once. `hiding` are the prefixes whose routes for every source are
    /// hidden by those for certain sources.
    fn of(around: &[&'a Route], table: RouteTable, packet: &Packet<'_>, hiding: u128) -> Self {
        let mut scan = Self {
            listed: Vec::new(),
            best: None,
            count: 0,
            source_specific: 0,
        };
        for &route in around.iter().filter(|route| route.table == table) {
            let length = bit(route.destination.prefix_len());
            let is_for_all = route
                .source_prefix
                .is_none_or(|from| from.prefix_len() == 0);
            if !is_for_all {
                scan.source_specific |= length;
            }
            let is_hidden = is_for_all && hiding & length != 0;
            let ranked = Ranked {
                rank: rank(route),
                route,
                unfit: if is_hidden {
                    Some(Fate::Hidden)
                } else {
                    unfit(route, packet)
                },
            };
            let is_better = scan.best.is_none_or(|best| ranked.rank < best.rank);
            if ranked.unfit.is_none() && is_better {
                scan.best = Some(ranked);
            }
            scan.count += 1;
            keep(&mut scan.listed, ranked);
        }
        scan
    }
}

/// The bit of a prefix's length; none for 0, where nothing is hidden.
fn bit(length: u8) -> u128 {
    let place = u32::from(length).checked_sub(1);
    place
        .and_then(|place| 1u128.checked_shl(place))
        .unwrap_or(0)
}

/// The routes of every table that a packet's destination lies in: of a million mostly a few.
pub(super) fn around<'a>(namespace: &'a Namespace, packet: &Packet<'_>) -> Vec<&'a Route> {
    let family = packet.family();
    let destination = Bits::from(packet.destination);
    let routes = namespace.routes.iter();
    routes
        .filter(|route| destination.is_in(&route.destination) && route.family == family)
        .collect()
}

/// Looks a packet up in a table for a rule, among the routes [`around`] it.
pub(super) fn look_up<'a>(
    namespace: &'a Namespace,
    around: &[&'a Route],
    table: RouteTable,
    rule: Option<&RoutingRule>,
    packet: &Packet<'_>,
) -> TableStep<'a> {
    let mut scan = Scan::of(around, table, packet, 0);
    if scan.source_specific != 0 {
        scan = Scan::of(around, table, packet, scan.source_specific);
    }
    let Scan {
        mut listed,
        mut best,
        count,
        ..
    } = scan;
    if packet.family() == Family::Ipv6 && namespace.settings.ipv6_forwarding != Some(true) {
        best = pass_over_silent(namespace, &mut listed).or(best);
    }
    let more = count - listed.len();
    let candidates = decide(listed, best);
    TableStep {
        table,
        candidates,
        more,
        end: best.map_or(TableEnd::NoRoute, |best| end(best.route, rule)),
    }
}

/// Puts a candidate in its place among the best.
fn keep<'a>(listed: &mut Vec<Ranked<'a>>, ranked: Ranked<'a>) {
    let place = listed.partition_point(|other| other.rank <= ranked.rank);
    if place < LISTED {
        listed.truncate(LISTED - 1);
        listed.insert(place, ranked);
    }
}

/// The order of routes in a table. IPv4: the longest prefix, a type of service before none, the
/// lowest metric (Linux `net/ipv4/fib_trie.c`). IPv6: the longest prefix, then that for the source,
/// the lowest metric, the best preference (`net/ipv6/route.c`).
fn rank(route: &Route) -> Rank {
    let preference = match route.preference {
        Some(RoutePreference::High) => 0,
        Some(RoutePreference::Low) => 2,
        _ => 1,
    };
    (
        Reverse(route.destination.prefix_len()),
        Reverse(route.source_prefix.map_or(0, |prefix| prefix.prefix_len())),
        Reverse(route.type_of_service.unwrap_or(0)),
        route.metric.unwrap_or(0),
        preference,
    )
}

/// Why a packet cannot take a route, whatever others there are.
fn unfit(route: &Route, packet: &Packet<'_>) -> Option<Fate> {
    let source = packet.source.map(Bits::from);
    let is_for_source = route.source_prefix.is_none_or(|prefix| {
        prefix.prefix_len() == 0 || source.is_some_and(|source| source.is_in(&prefix))
    });
    if !is_for_source {
        return Some(Fate::OtherSource);
    }
    let wanted = route.type_of_service.unwrap_or(0);
    if wanted != 0 && packet.type_of_service != Some(wanted) {
        return Some(Fate::OtherTypeOfService);
    }
    // IPv4 refuses before it looks at interfaces.
    if refuses(route.kind) && route.family == Family::Ipv4 {
        return None;
    }
    let is_dead = |flags: &[String]| flags.iter().any(|flag| flag == "dead");
    if is_dead(&route.flags) {
        return Some(Fate::Dead);
    }
    let is_by = |interface: Option<&str>| {
        packet
            .outgoing_interface
            .is_none_or(|bound| interface.is_none() || interface == Some(bound))
    };
    if route.next_hops.is_empty() {
        return (!is_by(route.interface.as_deref())).then_some(Fate::OtherInterface);
    }
    let by: fn(&&NextHop) -> bool = |hop| hop.flags.iter().all(|flag| flag != "dead");
    let mut alive = route.next_hops.iter().filter(by).peekable();
    if alive.peek().is_none() {
        return Some(Fate::Dead);
    }
    (!alive.any(|hop| is_by(hop.interface.as_deref()))).then_some(Fate::OtherInterface)
}

/// Whether a route of this kind ends a packet's way.
pub(super) const fn refuses(kind: RouteKind) -> bool {
    matches!(
        kind,
        RouteKind::Blackhole | RouteKind::Unreachable | RouteKind::Prohibit | RouteKind::Throw
    )
}

/// The best candidate whose router has not failed to answer: a host that forwards nothing passes
/// those over while there is another (RFC 4191, section 3.2). `None` when all have failed.
fn pass_over_silent<'a>(namespace: &Namespace, listed: &mut [Ranked<'a>]) -> Option<Ranked<'a>> {
    let is_silent = |route: &Route| {
        route.gateway.is_some_and(|gateway| {
            neighbour_state(namespace, gateway, route.interface.as_deref()) == Some("failed")
        })
    };
    let place = listed
        .iter()
        .position(|ranked| ranked.unfit.is_none() && !is_silent(ranked.route))?;
    for before in listed.iter_mut().take(place) {
        before.unfit = before.unfit.or(Some(Fate::RouterSilent));
    }
    listed.get(place).copied()
}

fn neighbour_state<'a>(
    namespace: &'a Namespace,
    ip: IpAddr,
    interface: Option<&str>,
) -> Option<&'a str> {
    let mut neighbours = namespace.neighbours.iter();
    neighbours
        .find(|neighbour| neighbour.ip == ip && Some(neighbour.interface.as_str()) == interface)
        .map(|neighbour| neighbour.state.as_str())
}

/// Gives each listed route its fate, and lists the winner in any case.
fn decide<'a>(mut listed: Vec<Ranked<'a>>, best: Option<Ranked<'a>>) -> Vec<Candidate<'a>> {
    let is_best = |route: &Route| best.is_some_and(|best| std::ptr::eq(best.route, route));
    if let Some(best) = best
        && !listed.iter().any(|ranked| is_best(ranked.route))
    {
        listed.pop();
        listed.push(best);
    }
    listed
        .into_iter()
        .map(|ranked| Candidate {
            route: ranked.route,
            fate: match best {
                _ if is_best(ranked.route) => Fate::Wins,
                Some(best) => ranked.unfit.unwrap_or_else(|| loss(ranked.rank, best.rank)),
                None => ranked.unfit.unwrap_or(Fate::Dead),
            },
        })
        .collect()
}

/// In what a route falls short of the winner.
fn loss(rank: Rank, best: Rank) -> Fate {
    let differences = [
        (rank.0 != best.0, Fate::ShorterPrefix),
        (rank.1 != best.1, Fate::ShorterSourcePrefix),
        (rank.2 != best.2, Fate::AnyTypeOfService),
        (rank.3 != best.3, Fate::HigherMetric),
        (rank.4 != best.4, Fate::LowerPreference),
    ];
    differences
        .into_iter()
        .find(|&(differs, _)| differs)
        .map_or(Fate::Equal, |(_, fate)| fate)
}

fn end<'a>(route: &'a Route, rule: Option<&RoutingRule>) -> TableEnd<'a> {
    if route.kind == RouteKind::Throw {
        return TableEnd::Throw(route);
    }
    let limit = rule.and_then(|rule| rule.suppress_prefix_length);
    match limit.filter(|&limit| u32::from(route.destination.prefix_len()) <= limit) {
        Some(limit) if !refuses(route.kind) => TableEnd::Suppressed { route, limit },
        _ => TableEnd::Taken(route),
    }
}
