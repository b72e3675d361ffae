//! The rows of tables that run through all namespaces: which route is row 17, and which row is a route.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{
    Interface, MulticastGroup, Namespace, Neighbour, NetlinkSocket, PacketSocket, Route,
    RoutingRule, UnixSocket,
};

use crate::place::Selected;

/// The route at a row of [`netsnap_shared::index::TableKind::Routes`].
pub fn route(catalog: &Catalog, row: usize) -> Option<(&Namespace, &Route)> {
    at(catalog, row, |namespace| &namespace.routes)
}

/// The interface at a row of [`netsnap_shared::index::TableKind::Interfaces`].
pub fn interface(catalog: &Catalog, row: usize) -> Option<(&Namespace, &Interface)> {
    at(catalog, row, |namespace| &namespace.interfaces)
}

/// The row of a route; `None` for one that is not the snapshot's own.
pub fn route_row(catalog: &Catalog, namespace: &Namespace, route: &Route) -> Option<Selected> {
    let place = namespace.routes.element_offset(route)?;
    let first = first(catalog, namespace, |namespace| &namespace.routes)?;
    Some(Selected::Route(first + place))
}

/// The row of the interface with this name in a namespace.
pub fn interface_row(catalog: &Catalog, namespace: &Namespace, name: &str) -> Option<Selected> {
    let mut interfaces = namespace.interfaces.iter();
    let place = interfaces.position(|interface| interface.name == name)?;
    let first = first(catalog, namespace, |namespace| &namespace.interfaces)?;
    Some(Selected::Interface(first + place))
}

/// The socket at a row of [`netsnap_shared::index::TableKind::UnixSockets`].
pub fn unix(catalog: &Catalog, row: usize) -> Option<(&Namespace, &UnixSocket)> {
    at(catalog, row, |namespace| &namespace.unix_sockets)
}

/// The socket at a row of [`netsnap_shared::index::TableKind::PacketSockets`].
pub fn packet(catalog: &Catalog, row: usize) -> Option<(&Namespace, &PacketSocket)> {
    at(catalog, row, |namespace| &namespace.packet_sockets)
}

/// The socket at a row of [`netsnap_shared::index::TableKind::NetlinkSockets`].
pub fn netlink(catalog: &Catalog, row: usize) -> Option<(&Namespace, &NetlinkSocket)> {
    at(catalog, row, |namespace| &namespace.netlink_sockets)
}

/// The rule at a row of [`netsnap_shared::index::TableKind::Rules`].
pub fn rule(catalog: &Catalog, row: usize) -> Option<(&Namespace, &RoutingRule)> {
    at(catalog, row, |namespace| &namespace.rules)
}

/// The neighbour at a row of [`netsnap_shared::index::TableKind::Neighbours`].
pub fn neighbour(catalog: &Catalog, row: usize) -> Option<(&Namespace, &Neighbour)> {
    at(catalog, row, |namespace| &namespace.neighbours)
}

/// The group at a row of [`netsnap_shared::index::TableKind::Groups`].
pub fn group(catalog: &Catalog, row: usize) -> Option<(&Namespace, &MulticastGroup)> {
    at(catalog, row, |namespace| &namespace.multicast_groups)
}

fn at<T>(
    catalog: &Catalog,
    row: usize,
    list: impl Fn(&Namespace) -> &Vec<T>,
) -> Option<(&Namespace, &T)> {
    let mut left = row;
    for namespace in &catalog.snapshot().namespaces {
        let rows = list(namespace);
        match rows.get(left) {
            Some(item) => return Some((namespace, item)),
            None => left -= rows.len(),
        }
    }
    None
}

/// The row of a namespace's first item.
fn first<T>(
    catalog: &Catalog,
    namespace: &Namespace,
    list: impl Fn(&Namespace) -> &Vec<T>,
) -> Option<usize> {
    let namespaces = &catalog.snapshot().namespaces;
    let place = namespaces.element_offset(namespace)?;
    Some(namespaces.iter().take(place).map(|it| list(it).len()).sum())
}
