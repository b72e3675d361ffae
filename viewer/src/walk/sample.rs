//! Small hosts with routes, for tests.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{
    Family, Interface, InterfaceAddress, Namespace, Neighbour, Route, RouteKind, RouteTable,
};

use crate::overview::sample::snapshot;

/// A route of the main table.
pub(crate) fn route(destination: &str, gateway: Option<&str>, interface: &str) -> Route {
    let is_ipv4 = !destination.contains(':');
    let family = if is_ipv4 { Family::Ipv4 } else { Family::Ipv6 };
    Route {
        gateway: gateway.map(|gateway| gateway.parse().unwrap()),
        interface: Some(interface.to_owned()),
        ..Route::new(family, destination.parse().unwrap())
    }
}

/// A host on two links, with a default route by the first, after an empty namespace: its routes and
/// interfaces are rows from 0 on, and its number is 1.
pub(crate) fn two_links() -> Catalog {
    let mut snapshot = snapshot(Vec::new(), Vec::new());
    let interface = |index, name: &str, ip: &str| Interface {
        addresses: vec![InterfaceAddress::new(ip.parse().unwrap(), 24)],
        ..Interface::new(index, name.to_owned())
    };
    let empty = Namespace {
        is_collectors: false,
        ..snapshot.namespaces[0].clone()
    };
    let host = &mut snapshot.namespaces[0];
    host.interfaces = vec![
        Interface {
            kind: Some("loopback".to_owned()),
            ..interface(1, "lo", "127.0.0.1")
        },
        interface(2, "eth0", "192.0.2.10"),
        interface(3, "eth1", "198.51.100.10"),
    ];
    host.routes = vec![
        Route {
            source: Some("192.0.2.10".parse().unwrap()),
            metric: Some(100),
            ..route("0.0.0.0/0", Some("192.0.2.1"), "eth0")
        },
        Route {
            metric: Some(200),
            ..route("0.0.0.0/0", Some("198.51.100.1"), "eth1")
        },
        route("192.0.2.0/24", None, "eth0"),
        Route {
            kind: RouteKind::Blackhole,
            interface: None,
            ..route("203.0.113.0/24", None, "")
        },
        Route {
            kind: RouteKind::Local,
            table: RouteTable::Local,
            ..route("192.0.2.10/32", None, "eth0")
        },
    ];
    host.neighbours = vec![Neighbour {
        ip: "192.0.2.1".parse().unwrap(),
        interface: "eth0".to_owned(),
        state: "reachable".to_owned(),
        mac: Some("02:00:5e:00:53:01".to_owned()),
        flags: Vec::new(),
        used_ms: None,
        confirmed_ms: None,
    }];
    snapshot.namespaces.insert(0, empty);
    Catalog::new(snapshot)
}
