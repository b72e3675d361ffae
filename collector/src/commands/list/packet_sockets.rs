//! Sockets that see whole frames, as `ss -0ap` prints them, and where they are promiscuous.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::PacketSocket;

use super::owner::owner;
use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

/// The most interfaces that are named in a cell.
const INTERFACES: usize = 16;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("KIND"),
        Column::left("ETHERTYPE"),
        Column::left("INTERFACE"),
        Column::left("PROMISCUOUS"),
        Column::right("INODE"),
        Column::left("PROCESS"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.packet_sockets,
        |socket| cells(catalog, socket),
    )
}

fn cells(catalog: &Catalog, socket: &PacketSocket) -> Vec<String> {
    let promiscuous = socket.promiscuous_on.as_deref().unwrap_or_default();
    let shown = promiscuous.get(..INTERFACES).unwrap_or(promiscuous);
    let mut shown = shown.join(",");
    if promiscuous.len() > INTERFACES {
        shown.push_str(",…");
    }
    vec![
        socket.kind.clone(),
        text(socket.ethertype.map(|code| format!("{code:#06x}"))),
        socket.interface.clone().unwrap_or_else(|| "*".to_owned()),
        shown,
        text(socket.inode),
        owner(catalog, socket.ownership, &socket.owners),
    ]
}
