//! Sockets to the kernel, with the groups that they are in.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::NetlinkSocket;

use super::owner::owner;
use super::{Printed, in_namespaces, text};
use crate::terminal::Column;

/// The most groups that are shown in a cell.
const GROUPS: usize = 40;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::left("PROTO"),
        Column::right("PORT"),
        Column::right("RECV-Q"),
        Column::right("SEND-Q"),
        Column::right("DROPS"),
        Column::left("GROUPS"),
        Column::right("INODE"),
        Column::left("PROCESS"),
    ];
    in_namespaces(
        catalog,
        rows,
        columns,
        |namespace| &namespace.netlink_sockets,
        |socket| cells(catalog, socket),
    )
}

fn cells(catalog: &Catalog, socket: &NetlinkSocket) -> Vec<String> {
    let groups = socket.groups.as_deref().unwrap_or_default();
    let mut shown: Vec<_> = groups.iter().take(GROUPS).map(u32::to_string).collect();
    if groups.len() > GROUPS {
        shown.push("…".to_owned());
    }
    vec![
        socket.protocol.to_string(),
        socket.port_id.to_string(),
        text(socket.receive_queue),
        text(socket.send_queue),
        text(socket.drops),
        shown.join(","),
        text(socket.inode),
        owner(catalog, socket.ownership, &socket.owners),
    ]
}
