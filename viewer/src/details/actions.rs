//! What one can do from a selected row: filters that are made from it.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::filter::quote;
use netsnap_shared::index::Field;
use netsnap_shared::reach::accepts_strangers;
use netsnap_shared::snapshot::{Owner, Process, Socket, State};

use crate::place::{Selected, View};
use crate::rows;

/// A filter made from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it shows; may hold a host's own text.
    pub label: String,
    /// The view that it opens.
    pub view: View,
    /// The filter.
    pub filter: String,
}

impl Action {
    fn new(label: impl Into<String>, view: View, filter: String) -> Self {
        Self {
            label: label.into(),
            view,
            filter,
        }
    }
}

/// The filters that are made from a row.
pub fn actions(catalog: &Catalog, selected: Selected) -> Vec<Action> {
    let actions = match selected {
        Selected::Socket(row) => catalog
            .socket(row)
            .map(|place| socket_actions(catalog, place.socket)),
        Selected::Process(index) => {
            let process = catalog.snapshot().processes.get(index);
            process.map(process_actions)
        }
        Selected::Route(row) => rows::route(catalog, row).map(|(_, route)| {
            let interface = route.interface.as_deref();
            interface.map(interface_action).into_iter().collect()
        }),
        Selected::Interface(row) => rows::interface(catalog, row).map(|(_, interface)| {
            let addresses: Vec<String> = interface
                .addresses
                .iter()
                .map(|a| a.ip.to_string())
                .collect();
            let mut actions = vec![interface_action(&interface.name)];
            if !addresses.is_empty() {
                let filter = format!("local:{}", addresses.join(","));
                actions.push(Action::new(
                    "Sockets at its addresses",
                    View::Sockets,
                    filter,
                ));
            }
            actions
        }),
        Selected::Packet(row) => rows::packet(catalog, row).map(|(_, socket)| {
            let interface = socket.interface.as_deref();
            let only = interface.map(|name| {
                let filter = quote(Field::Interface, name);
                Action::new(format!("Interface {name}"), View::Interfaces, filter)
            });
            let first = of_process(catalog, &socket.owners, View::Packet);
            only.into_iter().chain(first).collect()
        }),
        Selected::Unix(row) => rows::unix(catalog, row).map(|(_, socket)| {
            let path = socket.path.as_deref().map(|path| {
                let filter = quote(Field::Path, path);
                Action::new(format!("Only {path}"), View::Unix, filter)
            });
            let first = of_process(catalog, &socket.owners, View::Unix);
            path.into_iter().chain(first).collect()
        }),
        Selected::Netlink(row) => rows::netlink(catalog, row).map(|(_, socket)| {
            let first = of_process(catalog, &socket.owners, View::Netlink);
            first.into_iter().collect()
        }),
        Selected::Counter(row) => catalog.counters().get(row).map(|row| {
            let filter = quote(Field::Protocol, &row.protocol);
            vec![Action::new(
                format!("Only {}", row.protocol),
                View::Protocols,
                filter,
            )]
        }),
        Selected::Rule(row) => rows::rule(catalog, row).map(|(_, rule)| {
            let table = rule.table.map(|table| {
                let label = format!("Routes of the table {table}");
                Action::new(label, View::Routes, format!("table:{table}"))
            });
            table.into_iter().collect()
        }),
        Selected::Neighbour(row) => rows::neighbour(catalog, row).map(|(_, neighbour)| {
            let ip = neighbour.ip;
            let sockets = format!("remote:{ip}");
            let routes = format!("via:{ip}");
            vec![
                Action::new(format!("Sockets with {ip}"), View::Sockets, sockets),
                Action::new(format!("Routes by {ip}"), View::Routes, routes),
            ]
        }),
        Selected::Group(row) => rows::group(catalog, row).map(|(_, group)| {
            let name = &group.interface;
            let filter = quote(Field::Interface, name);
            vec![Action::new(format!("Only {name}"), View::Groups, filter)]
        }),
        Selected::Source(_) => None,
    };
    actions.unwrap_or_default()
}

fn socket_actions(catalog: &Catalog, socket: &Socket) -> Vec<Action> {
    let port = service_port(catalog, socket);
    let mut actions = vec![Action::new(
        format!("Only port {port}"),
        View::Sockets,
        format!("port:{port}"),
    )];
    actions.extend(of_process(catalog, &socket.owners, View::Sockets));
    if let Some(remote) = socket.remote {
        let ip = remote.ip.to_canonical();
        actions.push(Action::new(
            format!("Only {ip}"),
            View::Sockets,
            format!("remote:{ip}"),
        ));
    }
    actions
}

/// What else the first process of these holds in a view.
fn of_process(catalog: &Catalog, owners: &[Owner], view: View) -> Option<Action> {
    let process = catalog.process(owners.first()?.pid)?;
    let label = format!("Only {}", process.name);
    Some(Action::new(
        label,
        view,
        quote(Field::Process, &process.name),
    ))
}

/// The port that names the service: this end's where this end waits for strangers or somebody
/// else does at the same port, otherwise the other end's.
fn service_port(catalog: &Catalog, socket: &Socket) -> u16 {
    let local = socket.local.port;
    let is_listener = |other: &Socket| {
        other.state == Some(State::Listen)
            && other.protocol == socket.protocol
            && other.local.port == local
    };
    match socket.remote {
        Some(remote)
            if !accepts_strangers(socket)
                && !catalog.sockets().any(|place| is_listener(place.socket)) =>
        {
            remote.port
        }
        _ => local,
    }
}

fn process_actions(process: &Process) -> Vec<Action> {
    let pid = process.pid;
    let name = &process.name;
    vec![
        Action::new("Its sockets", View::Sockets, format!("pid:{pid}")),
        Action::new(
            format!("Sockets of every {name}"),
            View::Sockets,
            quote(Field::Process, name),
        ),
        Action::new("Its children", View::Processes, format!("ppid:{pid}")),
    ]
}

fn interface_action(name: &str) -> Action {
    let filter = quote(Field::Interface, name);
    Action::new(format!("Routes by {name}"), View::Routes, filter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{catalog, process, tcp, tcp_listener, udp};

    #[test]
    fn a_socket_leads_to_its_service_its_process_and_its_peer() {
        let catalog = catalog(
            vec![process(1, "nginx")],
            vec![
                tcp_listener("0.0.0.0:443", &[1]),
                tcp(
                    State::Established,
                    "10.0.0.1:443",
                    "203.0.113.7:50000",
                    &[1],
                ),
                tcp(State::Established, "10.0.0.1:50000", "203.0.113.7:443", &[]),
                udp("0.0.0.0:53", &[7]),
            ],
        );
        for (row, expected) in [
            (0, vec!["port:443", "proc:nginx"]),
            (1, vec!["port:443", "proc:nginx", "remote:203.0.113.7"]),
            (2, vec!["port:443", "remote:203.0.113.7"]),
            (3, vec!["port:53"]),
            (4, vec![]),
        ] {
            let actions = actions(&catalog, Selected::Socket(row));
            let filters: Vec<&str> = actions.iter().map(|action| &*action.filter).collect();
            assert_eq!(filters, expected, "row {row}");
        }
    }
}
