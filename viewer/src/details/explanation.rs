//! The selected row in words, whatever its table.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::explain::{self, Explanation};
use netsnap_shared::snapshot::Protocol;

use crate::format;
use crate::place::Selected;
use crate::rows;

/// What kind of row it is, and its explanation; `None` for a row that the snapshot does not have.
pub fn explanation(catalog: &Catalog, selected: Selected) -> Option<(String, Explanation)> {
    let snapshot = catalog.snapshot();
    Some(match selected {
        Selected::Socket(row) => {
            let place = catalog.socket(row)?;
            (socket_kind(place), explain::socket(catalog, place))
        }
        Selected::Process(index) => {
            let process = snapshot.processes.get(index)?;
            let kind = if process.kernel_thread {
                "Kernel thread"
            } else {
                "Process"
            };
            (kind.to_owned(), explain::process(catalog, process))
        }
        Selected::Route(row) => {
            let (_, route) = rows::route(catalog, row)?;
            (
                format!("Route · {} · table {}", family(route.family), route.table),
                explain::route(route),
            )
        }
        Selected::Interface(row) => {
            let (_, interface) = rows::interface(catalog, row)?;
            ("Interface".to_owned(), explain::interface(interface))
        }
        Selected::Source(index) => {
            let source = snapshot.sources.get(index)?;
            ("Source".to_owned(), explain::source(source))
        }
        Selected::Counter(row) => {
            let row = catalog.counters().get(row)?;
            (
                format!("Counter · {} · {}", row.protocol, row.name),
                explain::counter_row(row),
            )
        }
        Selected::Rule(row) => {
            let (_, rule) = rows::rule(catalog, row)?;
            (
                format!("Rule · {} · {}", family(rule.family), rule.priority),
                explain::rule(rule),
            )
        }
        Selected::Neighbour(row) => {
            let (_, neighbour) = rows::neighbour(catalog, row)?;
            ("Neighbour".to_owned(), explain::neighbour(neighbour))
        }
        Selected::Group(row) => {
            let (_, group) = rows::group(catalog, row)?;
            ("Multicast group".to_owned(), explain::group(group))
        }
        Selected::Unix(row) => {
            let (_, socket) = rows::unix(catalog, row)?;
            (
                format!("Unix socket · {} · {}", socket.kind, socket.state),
                explain::unix_socket(catalog, socket),
            )
        }
        Selected::Packet(row) => {
            let (_, socket) = rows::packet(catalog, row)?;
            (
                format!("Packet socket · {}", socket.kind),
                explain::packet_socket(catalog, socket),
            )
        }
        Selected::Netlink(row) => {
            let (_, socket) = rows::netlink(catalog, row)?;
            (
                format!("Netlink socket · {}", socket.protocol),
                explain::netlink_socket(catalog, socket),
            )
        }
    })
}

fn socket_kind(place: SocketInPlace<'_>) -> String {
    let socket = place.socket;
    let protocol = match socket.protocol {
        Protocol::Other(number) => format!("protocol {number}"),
        protocol => protocol.to_string().to_ascii_uppercase(),
    };
    let mut kind = format!("{protocol} socket · {}", family(socket.family));
    if let Some(state) = socket.state {
        kind.push_str(" · ");
        kind.push_str(&format::state(state));
    }
    kind
}

fn family(family: netsnap_shared::snapshot::Family) -> String {
    use netsnap_shared::snapshot::Family;
    match family {
        Family::Ipv4 => "IPv4".to_owned(),
        Family::Ipv6 => "IPv6".to_owned(),
        Family::Other(number) => format!("IP version {number}"),
    }
}
