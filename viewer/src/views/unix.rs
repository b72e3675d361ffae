//! Sockets between processes as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{Inode, UnixSocket};

use super::owner::{owner, queue, user};
use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::grouped;
use crate::rows;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::unix(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Kind", Field::Kind, |catalog, row| {
        of(catalog, row, |socket| Cell::foreign(&socket.kind))
    })
    .wide(96, 0),
    text("State", Field::State, |catalog, row| {
        of(catalog, row, |socket| {
            let tone = match &*socket.state {
                "listening" => Tone::Ok,
                "unconnected" => Tone::Dim,
                _ => Tone::Plain,
            };
            Cell::foreign(&socket.state).toned(tone)
        })
    })
    .wide(104, 0),
    text("Path", Field::Path, |catalog, row| {
        of(catalog, row, |socket| {
            Cell::or_blank(socket.path.as_deref().map(Cell::foreign))
        })
    })
    .wide(224, 30),
    text("Process", Field::Process, |catalog, row| {
        of(catalog, row, |socket| {
            owner(catalog, &socket.owners, socket.ownership)
        })
    })
    .wide(136, 13),
    text("User", Field::User, |catalog, row| {
        of(catalog, row, |socket| user(catalog, socket.uid))
    })
    .wide(76, 7),
    number("Recv-Q", Field::ReceiveQueue, |catalog, row| {
        of(catalog, row, |socket| {
            queue(socket.accept_queue, socket.receive_queue)
        })
    })
    .wide(92, 0)
    .summed(grouped),
    number("Send-Q", Field::SendQueue, |catalog, row| {
        of(catalog, row, |socket| queue(None, socket.send_queue))
    })
    .wide(72, 0)
    .summed(grouped),
    number("Inode", Field::Inode, |catalog, row| {
        of(catalog, row, |socket| inode(socket.inode))
    })
    .wide(96, 0),
    number("Peer", Field::PeerInode, |catalog, row| {
        of(catalog, row, |socket| inode(socket.peer_inode))
    })
    .wide(96, 0),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&UnixSocket) -> Cell) -> Cell {
    Cell::or_blank(rows::unix(catalog, row).map(|(_, socket)| cell(socket)))
}

pub(super) fn inode(inode: Option<Inode>) -> Cell {
    Cell::or_blank(inode.map(|inode| Cell::new(inode.0.to_string())))
}
