//! Addresses worth asking for, from the bundle itself.

use std::net::IpAddr;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Family, Namespace, Route, RouteKind, RouteTable};

/// An address, and what it is to the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The address.
    pub ip: IpAddr,
    /// What it is to the host.
    pub what: String,
}

/// Somewhere beyond the default route: addresses that many know to be far away.
const FAR: [(&str, Family); 2] = [
    ("1.1.1.1", Family::Ipv4),
    ("2606:4700:4700::1111", Family::Ipv6),
];

/// Looks through this many sockets for a peer.
const SOUGHT: usize = 10_000;

/// Addresses worth asking for in a namespace, each once.
pub fn examples(catalog: &Catalog, namespace: &Namespace) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut add = |ip: IpAddr, what: &str| {
        if !examples.iter().any(|known| known.ip == ip) {
            let what = what.to_owned();
            examples.push(Example { ip, what });
        }
    };
    let defaults = |family| {
        let is_default = move |route: &&Route| {
            route.family == family
                && route.destination.prefix_len() == 0
                && route.kind == RouteKind::Unicast
                && route.table == RouteTable::Main
        };
        namespace.routes.iter().find(is_default)
    };
    for (far, family) in FAR {
        if let (Some(_), Ok(ip)) = (defaults(family), far.parse()) {
            add(ip, "far away");
        }
    }
    for (_, family) in FAR {
        if let Some(router) = defaults(family).and_then(|route| route.gateway) {
            add(router, "the router");
        }
    }
    let peer = namespace.sockets.iter().take(SOUGHT).find_map(|socket| {
        let ip = socket.remote?.ip.to_canonical();
        let name = socket.owners.first().and_then(|owner| {
            let process = catalog.process(owner.pid)?;
            Some(["a peer of ", &process.name].concat())
        });
        (!ip.is_loopback() && !ip.is_unspecified())
            .then(|| (ip, name.unwrap_or_else(|| "a peer".to_owned())))
    });
    if let Some((ip, what)) = &peer {
        add(*ip, what);
    }
    let mut own = namespace
        .interfaces
        .iter()
        .flat_map(|known| &known.addresses);
    let far_reaching = own.clone().find(|own| {
        !own.ip.is_loopback() && !matches!(own.ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
    });
    if let Some(address) = far_reaching {
        add(address.ip, "this host");
    }
    if let Some(address) = own.find(|own| own.ip.is_loopback()) {
        add(address.ip, "loopback");
    }
    examples
}

#[cfg(test)]
mod tests {
    use netsnap_shared::snapshot::{Interface, InterfaceAddress, NamespaceId, RouteKind, State};

    use super::*;
    use crate::overview::sample::{process, snapshot, tcp};
    use crate::walk::sample::route;

    #[test]
    fn examples_come_from_the_bundle() {
        let mut snapshot = snapshot(vec![process(1, "curl")], Vec::new());
        let namespace = &mut snapshot.namespaces[0];
        assert_eq!(namespace.id, NamespaceId("1".to_owned()));
        let of = |ip: &str| InterfaceAddress::new(ip.parse().unwrap(), 8);
        namespace.interfaces = vec![
            Interface {
                addresses: vec![of("127.0.0.1"), of("::1")],
                ..Interface::new(1, "lo".to_owned())
            },
            Interface {
                addresses: vec![of("fe80::1"), of("192.0.2.10")],
                ..Interface::new(2, "eth0".to_owned())
            },
        ];
        namespace.routes = vec![
            Route {
                kind: RouteKind::Blackhole,
                ..route("::/0", None, "lo")
            },
            route("0.0.0.0/0", Some("192.0.2.1"), "eth0"),
        ];
        namespace.sockets = vec![
            tcp(State::Established, "127.0.0.1:1", "127.0.0.1:2", &[1]),
            tcp(State::Established, "192.0.2.10:1", "192.0.2.1:2", &[1]),
        ];
        let check = |snapshot, expected: &[(&str, &str)]| {
            let catalog = Catalog::new(snapshot);
            let found = examples(&catalog, &catalog.snapshot().namespaces[0]);
            let found: Vec<(String, &str)> = found
                .iter()
                .map(|example| (example.ip.to_string(), &*example.what))
                .collect();
            let found: Vec<(&str, &str)> = found.iter().map(|(ip, what)| (&**ip, *what)).collect();
            assert_eq!(found, expected);
        };
        let mut other = snapshot.clone();
        check(
            snapshot,
            &[
                ("1.1.1.1", "far away"),
                ("192.0.2.1", "the router"),
                ("192.0.2.10", "this host"),
                ("127.0.0.1", "loopback"),
            ],
        );
        let namespace = &mut other.namespaces[0];
        namespace.routes.clear();
        namespace.interfaces.clear();
        check(other, &[("192.0.2.1", "a peer of curl")]);
    }
}
