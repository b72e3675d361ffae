//! Dumps of rtnetlink(7): interfaces and their addresses, routes, rules, neighbours. The messages are
//! parsed here, attribute by attribute: one that a newer kernel has changed leaves a blank and a
//! remark, where a parser of whole messages would lose the row.

mod addresses;
mod flags;
mod interfaces;
mod kept;
mod links;
mod neighbours;
mod next_hop_objects;
mod routes;
mod rules;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netlink_sys::protocols::NETLINK_ROUTE;
use netsnap_shared::snapshot::{Family, Interface, Neighbour, Route, RoutingRule};

pub(super) use self::interfaces::{Interfaces, OtherEnds};
use self::kept::Kept;
use super::netlink::{Channel, Parsed, Request, dump};
use crate::readers::journal::{Journal, Reading};

/// The families that routes and rules are read of.
const FAMILIES: [Family; 2] = [Family::Ipv4, Family::Ipv6];

/// Names of interfaces by number.
#[derive(Debug, Default)]
pub(super) struct InterfaceNames(HashMap<u32, String>);

impl InterfaceNames {
    /// The interfaces that were read.
    pub(super) fn of<'a>(interfaces: impl IntoIterator<Item = &'a Interface>) -> Self {
        let names = interfaces.into_iter();
        Self(names.map(|link| (link.index, link.name.clone())).collect())
    }

    /// The name, or for an interface that came or went meanwhile `if` and its number, as `ss` has it.
    pub(super) fn name(&self, index: u32) -> String {
        let known = self.0.get(&index).cloned();
        known.unwrap_or_else(|| format!("if{index}"))
    }
}

/// Reads the interfaces of this thread's network namespace with their addresses, by number.
pub(super) fn interfaces(journal: &mut Journal) -> Interfaces {
    let links = journal.read("rtnetlink links", || {
        ask(links::REQUEST, |payload| links::parse(payload).into())
    });
    let addresses = journal.read("rtnetlink addresses", || {
        ask(addresses::REQUEST, addresses::parse)
    });
    interfaces::join(links, addresses)
}

/// Reads the routes of both families in every table.
pub(super) fn routes(names: &InterfaceNames, journal: &mut Journal) -> Vec<Route> {
    let mut routes = Vec::new();
    for family in FAMILIES {
        let context = routes::Context {
            names,
            hertz: rustix::param::clock_ticks_per_second(),
            family,
        };
        let body = routes::request(family);
        let request = Request {
            body: &body,
            ..routes::REQUEST
        };
        routes.extend(journal.read(format!("rtnetlink routes {family}"), || {
            ask(request, |payload| routes::parse(payload, context))
        }));
    }
    if routes.iter().any(next_hop_objects::is_needed) {
        let objects = journal.read("rtnetlink next hops", || {
            ask(next_hop_objects::REQUEST, |payload| {
                next_hop_objects::parse(payload, names).into()
            })
        });
        next_hop_objects::fill(&mut routes, &objects);
    }
    routes.sort_by_cached_key(routes::order);
    routes
}

/// Reads the rules of both families in the order in which they are asked.
pub(super) fn rules(journal: &mut Journal) -> Vec<RoutingRule> {
    let mut rules = Vec::new();
    for family in FAMILIES {
        let body = rules::request(family);
        let request = Request {
            body: &body,
            ..rules::REQUEST
        };
        rules.extend(journal.read(format!("rtnetlink rules {family}"), || {
            ask(request, |payload| rules::parse(payload, family))
        }));
    }
    // Those of equal priority stay in the kernel's order.
    rules.sort_by_key(|rule| (rule.family.code(), rule.priority));
    rules
}

/// Reads the neighbours of both families, and those that this host answers for.
pub(super) fn neighbours(names: &InterfaceNames, journal: &mut Journal) -> Vec<Neighbour> {
    let context = neighbours::Context {
        names,
        hertz: rustix::param::clock_ticks_per_second(),
    };
    let mut neighbours = Vec::new();
    for (name, request) in [
        ("rtnetlink neighbours", neighbours::REQUEST),
        ("rtnetlink proxy neighbours", neighbours::PROXY_REQUEST),
    ] {
        neighbours.extend(journal.read(name, || {
            ask(request, |payload| neighbours::parse(payload, context))
        }));
    }
    neighbours.sort_by(|a, b| (a.ip, &a.interface).cmp(&(b.ip, &b.interface)));
    neighbours
}

/// Asks for a list. Rows with attributes that were not understood are kept.
fn ask<T>(request: Request<'_>, parse: impl Fn(&[u8]) -> Parsed<Kept<T>>) -> Reading<Vec<T>> {
    match Channel::open(NETLINK_ROUTE) {
        Ok(channel) => kept::rows(dump(&channel, request, parse)),
        Err(error) => Reading::failed(&error),
    }
}

/// `AF_INET` or `AF_INET6`.
fn family_of(code: u8) -> Option<Family> {
    FAMILIES.into_iter().find(|family| code_of(*family) == code)
}

/// The number of a family: `AF_INET` or `AF_INET6`.
fn code_of(family: Family) -> u8 {
    match family {
        Family::Ipv6 => 10,
        _ => 2,
    }
}

/// An address, by its length.
fn ip_of(bytes: &[u8]) -> Option<IpAddr> {
    match bytes.len() {
        4 => Some(Ipv4Addr::from(*bytes.first_chunk::<4>()?).into()),
        16 => Some(Ipv6Addr::from(*bytes.first_chunk::<16>()?).into()),
        _ => None,
    }
}

/// A link-layer address as hexadecimal bytes with colons; an empty one is none.
fn mac_of(bytes: &[u8]) -> Option<String> {
    let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    (!bytes.is_empty()).then(|| bytes.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_interface_keeps_its_number() {
        let names = InterfaceNames(HashMap::from([(2, "eth0".to_owned())]));
        assert_eq!(names.name(2), "eth0");
        assert_eq!(names.name(9), "if9");
    }

    #[test]
    fn addresses_are_known_by_their_length() {
        for (bytes, text) in [
            (&[192, 0, 2, 1][..], Some("192.0.2.1")),
            (&[0; 16], Some("::")),
            (&[], None),
            (&[1, 2, 3], None),
        ] {
            assert_eq!(ip_of(bytes).map(|ip| ip.to_string()).as_deref(), text);
        }
        assert_eq!(mac_of(&[]), None);
        assert_eq!(mac_of(&[2, 0xfc, 0]).as_deref(), Some("02:fc:00"));
    }
}
