//! Sockets, as `ss -tunap` prints them, with the service's name and a reason for each blank owner.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::reach::accepts_strangers;
use netsnap_shared::snapshot::{Endpoint, Socket};

use super::owner::owner;
use super::{Printed, text, with_namespaces};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let sockets: Vec<SocketInPlace<'_>> = rows
        .iter()
        .filter_map(|&row| catalog.socket(row as usize))
        .collect();
    let columns = vec![
        Column::left("PROTO"),
        Column::left("STATE"),
        Column::right("RECV-Q"),
        Column::right("SEND-Q"),
        Column::left("LOCAL"),
        Column::left("REMOTE"),
        Column::left("SERVICE"),
        Column::left("PROCESS"),
    ];
    let cells = sockets.iter().map(|place| cells(catalog, *place)).collect();
    let namespaces = sockets.iter().map(|place| place.namespace).collect();
    with_namespaces(catalog, columns, cells, namespaces)
}

fn cells(catalog: &Catalog, place: SocketInPlace<'_>) -> Vec<String> {
    let socket = place.socket;
    // Of a listener ss shows the connections that wait and how many may.
    let (receive, send) = match socket.accept_queue {
        Some(queue) => (Some(queue.length), Some(queue.limit)),
        None => (socket.receive_queue, socket.send_queue),
    };
    vec![
        socket.protocol.to_string(),
        text(socket.state).to_ascii_uppercase(),
        text(receive),
        text(send),
        local(socket),
        socket
            .remote
            .map(|remote| endpoint(remote, None))
            .unwrap_or_default(),
        service(place).unwrap_or_default().to_owned(),
        owner(catalog, socket.ownership, &socket.owners),
    ]
}

/// The local end. A raw socket has no port, and the number of its IP protocol tells it from others.
fn local(socket: &Socket) -> String {
    let local = endpoint(socket.local, socket.interface.as_deref());
    match (socket.ip_protocol, local.strip_suffix(":0")) {
        (Some(number), Some(address)) => format!("{address} ip protocol {number}"),
        _ => local,
    }
}

/// An address and port; a socket that is bound to an interface says so behind its address.
fn endpoint(endpoint: Endpoint, interface: Option<&str>) -> String {
    let Some(interface) = interface else {
        return endpoint.to_string();
    };
    if endpoint.ip.is_ipv6() {
        format!("[{}]%{interface}:{}", endpoint.ip, endpoint.port)
    } else {
        format!("{}%{interface}:{}", endpoint.ip, endpoint.port)
    }
}

/// The service that one of the ports stands for: this end's where strangers come in, otherwise that
/// of the lower port that has one.
fn service(place: SocketInPlace<'_>) -> Option<&'static str> {
    let socket = place.socket;
    let (here, there) = (place.local_service(), place.remote_service());
    if accepts_strangers(socket) {
        return here;
    }
    match socket.remote {
        Some(remote) if remote.port < socket.local.port => there.or(here),
        _ => here.or(there),
    }
}
