//! Dumps of rtnetlink(7): interfaces and their addresses, routes, neighbours. The messages are parsed
//! here, attribute by attribute: one that a newer kernel has changed leaves a blank, where a parser
//! of whole messages would lose the row.

mod addresses;
mod links;
mod neighbours;
mod routes;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use netlink_sys::protocols::NETLINK_ROUTE;
use netsnap_shared::snapshot::{Family, Interface, Neighbour, Route, RoutingRule};

use super::netlink::{Channel, Parsed, Request, dump};
use crate::readers::journal::{Journal, Reading};

/// Names of interfaces by number.
#[derive(Debug, Default)]
pub(super) struct InterfaceNames(HashMap<u32, String>);

impl InterfaceNames {
    /// The interfaces that were read.
    pub(super) fn of(interfaces: &[Interface]) -> Self {
        let names = interfaces.iter();
        Self(names.map(|link| (link.index, link.name.clone())).collect())
    }

    /// The name, or for an interface that came or went meanwhile `if` and its number, as `ss` has it.
    pub(super) fn name(&self, index: u32) -> String {
        let known = self.0.get(&index).cloned();
        known.unwrap_or_else(|| format!("if{index}"))
    }
}

/// Reads the interfaces of this thread's network namespace with their addresses.
pub(super) fn interfaces(journal: &mut Journal) -> Vec<Interface> {
    let mut interfaces = journal.read("rtnetlink links", || {
        ask(links::REQUEST, |payload| links::parse(payload).into())
    });
    let addresses = journal.read("rtnetlink addresses", || {
        ask(addresses::REQUEST, addresses::parse)
    });
    interfaces.sort_unstable_by_key(|link| link.index);
    for (index, address) in addresses {
        if let Some(link) = interfaces.iter_mut().find(|link| link.index == index) {
            link.addresses.push(address);
        }
    }
    for link in &mut interfaces {
        link.addresses
            .sort_unstable_by_key(|address| (address.ip, address.prefix_length));
    }
    interfaces
}

/// Reads the routes of both families in every table.
pub(super) fn routes(names: &InterfaceNames, journal: &mut Journal) -> Vec<Route> {
    let mut routes = Vec::new();
    for family in [Family::Ipv4, Family::Ipv6] {
        let body = routes::request(family);
        let request = Request {
            body: &body,
            ..routes::REQUEST
        };
        routes.extend(journal.read(format!("rtnetlink routes {family}"), || {
            ask(request, |payload| routes::parse(payload, names))
        }));
    }
    routes.sort_by_cached_key(routes::order);
    routes
}

/// Reads the rules of both families in the order in which they are asked.
pub(super) fn rules(_names: &InterfaceNames, _journal: &mut Journal) -> Vec<RoutingRule> {
    Vec::new()
}

/// Reads the neighbours of both families.
pub(super) fn neighbours(names: &InterfaceNames, journal: &mut Journal) -> Vec<Neighbour> {
    let mut neighbours = journal.read("rtnetlink neighbours", || {
        ask(neighbours::REQUEST, |payload| {
            neighbours::parse(payload, names)
        })
    });
    neighbours.sort_unstable_by(|a, b| (a.ip, &a.interface).cmp(&(b.ip, &b.interface)));
    neighbours
}

fn ask<T>(request: Request<'_>, parse: impl Fn(&[u8]) -> Parsed<T>) -> Reading<Vec<T>> {
    match Channel::open(NETLINK_ROUTE) {
        Ok(channel) => dump(&channel, request, parse),
        Err(error) => Reading::failed(&error),
    }
}

/// `AF_INET` or `AF_INET6`.
fn family_of(code: u8) -> Option<Family> {
    match code {
        2 => Some(Family::Ipv4),
        10 => Some(Family::Ipv6),
        _ => None,
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
