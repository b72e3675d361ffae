//! Interfaces made of the messages about links and about addresses.

use std::collections::HashMap;

use netsnap_shared::snapshot::{Interface, InterfaceAddress, LinkPeer, NamespaceId};

use super::InterfaceNames;
use super::links::Link;

/// The kinds of link that come in pairs: what the kernel tells as below one is its other end.
const PAIRS: [&str; 3] = ["veth", "netkit", "vxcan"];

/// The interfaces of a namespace. A pair's other end is named by its number alone.
#[derive(Debug, Default)]
pub(in crate::readers::linux) struct Interfaces {
    pub all: Vec<Interface>,
    pub other_ends: OtherEnds,
    /// The UDP ports at which the kernel itself listens for packets of a tunnel.
    pub tunnel_ports: Vec<u16>,
}

/// In which namespace the other ends of pairs are: by an interface's number what its own namespace
/// calls that one. Those that are not here are in its own.
#[derive(Debug, Default)]
pub(in crate::readers::linux) struct OtherEnds(HashMap<u32, i32>);

impl OtherEnds {
    /// Whether the other end of one of these is in another namespace.
    pub(in crate::readers::linux) fn lead_elsewhere(&self, interfaces: &[Interface]) -> bool {
        let mut pairs = interfaces.iter().filter(|it| it.peer.is_some());
        pairs.any(|interface| self.0.contains_key(&interface.index))
    }

    /// Names the namespaces of pairs' other ends: this one, or what `find` knows by the number that
    /// this namespace gives to another.
    pub(in crate::readers::linux) fn name(
        &self,
        interfaces: &mut [Interface],
        own: &NamespaceId,
        mut find: impl FnMut(i32) -> Option<NamespaceId>,
    ) {
        for interface in interfaces {
            if let Some(peer) = &mut interface.peer {
                peer.namespace = match self.0.get(&interface.index) {
                    Some(&number) => find(number),
                    None => Some(own.clone()),
                };
            }
        }
    }
}

/// Joins links and addresses, by number. An address whose link came meanwhile makes one without
/// anything else.
pub(super) fn join(links: Vec<Link>, addresses: Vec<(u32, InterfaceAddress)>) -> Interfaces {
    let names = InterfaceNames::of(links.iter().map(|link| &link.interface));
    let mut elsewhere = HashMap::new();
    let tunnel_ports = links.iter().filter_map(kernel_port).collect();
    let mut all: Vec<_> = links
        .into_iter()
        .map(|link| {
            if let Some(number) = link.namespace_below {
                elsewhere.insert(link.interface.index, number);
            }
            connected(link, &names)
        })
        .collect();
    all.sort_unstable_by_key(|interface| interface.index);
    for (index, address) in addresses {
        let place = match all.binary_search_by_key(&index, |interface| interface.index) {
            Ok(place) => place,
            Err(place) => {
                all.insert(place, Interface::new(index, names.name(index)));
                place
            }
        };
        if let Some(interface) = all.get_mut(place) {
            add(interface, address);
        }
    }
    for interface in &mut all {
        interface
            .addresses
            .sort_by_key(|address| (address.ip, address.prefix_length));
    }
    Interfaces {
        all,
        other_ends: OtherEnds(elsewhere),
        tunnel_ports,
    }
}

/// The port that the kernel holds for a tunnel: while that is up, and in the namespace in which it
/// was made, which is elsewhere when it was moved.
fn kernel_port(link: &Link) -> Option<u16> {
    let is_up = link.interface.flags.iter().any(|flag| flag == "up");
    link.tunnel_port
        .filter(|_| is_up && link.namespace_below.is_none())
}

/// The interface with the names of those that it belongs to.
fn connected(link: Link, names: &InterfaceNames) -> Interface {
    let mut interface = link.interface;
    interface.master = link.master.map(|index| names.name(index));
    let kind = interface.kind.as_deref();
    if kind.is_some_and(|kind| PAIRS.contains(&kind)) {
        interface.peer = link.below.map(|index| LinkPeer {
            index,
            namespace: None,
        });
    } else if link.namespace_below.is_none() {
        interface.lower = link.below.map(|index| names.name(index));
    }
    interface
}

/// Adds an address, without a label that says only the interface's name.
fn add(interface: &mut Interface, mut address: InterfaceAddress) {
    if address.label.as_ref() == Some(&interface.name) {
        address.label = None;
    }
    interface.addresses.push(address);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(index: u32, kind: &str, below: Option<u32>, namespace_below: Option<i32>) -> Link {
        Link {
            interface: Interface {
                kind: Some(kind.to_owned()),
                ..Interface::new(index, format!("{kind}{index}"))
            },
            master: None,
            below,
            namespace_below,
            tunnel_port: None,
        }
    }

    #[test]
    fn the_kernel_holds_the_ports_of_tunnels_that_are_up() {
        for (is_up, elsewhere, ports) in [
            (true, None, &[4789][..]),
            (false, None, &[]),
            (true, Some(3), &[]),
        ] {
            let mut tunnel = link(5, "vxlan", None, elsewhere);
            tunnel.tunnel_port = Some(4789);
            let flags = is_up.then(|| "up".to_owned());
            tunnel.interface.flags = flags.into_iter().collect();
            let interfaces = join(vec![tunnel], Vec::new());
            assert_eq!(interfaces.tunnel_ports, ports);
        }
    }

    #[test]
    fn what_is_below_is_an_interface_or_the_other_end() {
        let own = NamespaceId("1".into());
        let other = NamespaceId("2".into());
        for (link, lower, peer) in [
            (link(5, "vlan", None, None), None, None),
            (link(5, "vlan", Some(3), None), Some("eth3"), None),
            (link(5, "vlan", Some(9), None), Some("if9"), None),
            (link(5, "macvlan", Some(3), Some(0)), None, None),
            (link(5, "veth", Some(3), None), None, Some((3, Some(&own)))),
            (
                link(5, "veth", Some(3), Some(7)),
                None,
                Some((3, Some(&other))),
            ),
            (link(5, "netkit", Some(3), Some(8)), None, Some((3, None))),
            (link(5, "veth", None, None), None, None),
        ] {
            let shown = format!("{link:?}");
            let joined = join(vec![link, self::link(3, "eth", None, None)], Vec::new());
            let mut interfaces = joined.all;
            let find = |number| (number == 7).then(|| other.clone());
            joined.other_ends.name(&mut interfaces, &own, find);
            let indices: Vec<_> = interfaces.iter().map(|link| link.index).collect();
            assert_eq!(indices, [3, 5], "{shown}");
            assert_eq!(interfaces[1].lower.as_deref(), lower, "{shown}");
            let found = interfaces[1].peer.as_ref();
            let found = found.map(|peer| (peer.index, peer.namespace.as_ref()));
            assert_eq!(found, peer, "{shown}");
        }
    }

    #[test]
    fn a_master_is_named() {
        let part = Link {
            master: Some(1),
            ..link(2, "veth", None, None)
        };
        let all = join(vec![part, link(1, "bridge", None, None)], Vec::new()).all;
        assert_eq!(all[1].master.as_deref(), Some("bridge1"));
    }

    #[test]
    fn addresses_find_their_interface_and_none_is_lost() {
        let address = |ip: &str, label: &str| InterfaceAddress {
            label: Some(label.to_owned()),
            ..InterfaceAddress::new(ip.parse().unwrap(), 24)
        };
        let all = join(
            vec![link(2, "eth", None, None)],
            vec![
                (2, address("192.0.2.9", "eth2:x")),
                (2, address("192.0.2.1", "eth2")),
                (1, address("192.0.2.2", "lo")),
            ],
        )
        .all;
        let shown: Vec<_> = all
            .iter()
            .flat_map(|interface| {
                let addresses = interface.addresses.iter();
                addresses.map(|address| {
                    let label = address.label.as_deref().unwrap_or("-");
                    format!("{} {} {label}", interface.name, address.ip)
                })
            })
            .collect();
        assert_eq!(
            shown,
            [
                "if1 192.0.2.2 lo",
                "eth2 192.0.2.1 -",
                "eth2 192.0.2.9 eth2:x"
            ]
        );
    }
}
