//! Sockets between processes, as `ss -xap` prints them.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::UnixSocket;

use super::owner::owner;
use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("KIND"),
        Column::left("STATE"),
        Column::right("RECV-Q"),
        Column::right("SEND-Q"),
        Column::right("INODE"),
        Column::right("PEER"),
        Column::left("PATH"),
        Column::left("PROCESS"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.unix_sockets,
        |socket| cells(catalog, socket),
    )
}

fn cells(catalog: &Catalog, socket: &UnixSocket) -> Vec<String> {
    // Of a listener ss shows the connections that wait and how many may.
    let (receive, send) = match socket.accept_queue {
        Some(queue) => (Some(queue.length), Some(queue.limit)),
        None => (socket.receive_queue, socket.send_queue),
    };
    vec![
        socket.kind.clone(),
        socket.state.to_ascii_uppercase(),
        text(receive),
        text(send),
        text(socket.inode),
        text(socket.peer_inode),
        text(socket.path.as_deref()),
        owner(catalog, socket.ownership, &socket.owners),
    ]
}
