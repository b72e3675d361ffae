//! Sockets to the kernel as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::NetlinkSocket;

use super::owner::{owner, queue};
use super::unix::inode;
use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::grouped;
use crate::rows;

/// How many groups a cell names.
const GROUPS: usize = 16;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::netlink(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Protocol", Field::Protocol, |catalog, row| {
        of(catalog, row, |socket| {
            Cell::new(socket.protocol.to_string())
        })
    })
    .wide(128, 10),
    number("Port id", Field::PortId, |catalog, row| {
        of(catalog, row, |socket| Cell::new(socket.port_id.to_string()))
    })
    .wide(112, 0),
    text("Process", Field::Process, |catalog, row| {
        of(catalog, row, |socket| {
            owner(catalog, &socket.owners, socket.ownership)
        })
    })
    .wide(144, 13),
    text("Groups", Field::Group, |catalog, row| {
        of(catalog, row, |socket| groups(socket.groups.as_deref()))
    })
    .wide(128, 16),
    number("Recv-Q", Field::ReceiveQueue, |catalog, row| {
        of(catalog, row, |socket| queue(None, socket.receive_queue))
    })
    .wide(72, 0)
    .summed(grouped),
    number("Send-Q", Field::SendQueue, |catalog, row| {
        of(catalog, row, |socket| queue(None, socket.send_queue))
    })
    .wide(72, 0)
    .summed(grouped),
    number("Drops", Field::Drops, |catalog, row| {
        of(catalog, row, |socket| {
            Cell::or_blank(socket.drops.map(|drops| {
                let tone = if drops > 0 { Tone::Warn } else { Tone::Plain };
                Cell::new(grouped(drops)).toned(tone)
            }))
        })
    })
    .wide(72, 0)
    .summed(grouped),
    number("Inode", Field::Inode, |catalog, row| {
        of(catalog, row, |socket| inode(socket.inode))
    })
    .wide(96, 0),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&NetlinkSocket) -> Cell) -> Cell {
    Cell::or_blank(rows::netlink(catalog, row).map(|(_, socket)| cell(socket)))
}

fn groups(groups: Option<&[u32]>) -> Cell {
    let groups = groups.unwrap_or_default();
    if groups.is_empty() {
        return Cell::blank();
    }
    let shown = groups.iter().take(GROUPS).map(u32::to_string);
    let cell = Cell::new(shown.collect::<Vec<_>>().join(", "));
    match groups.len().checked_sub(GROUPS) {
        Some(left) if left > 0 => cell.noted(["+", &left.to_string()].concat()),
        _ => cell,
    }
}
