//! Sockets that see whole frames as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::PacketSocket;

use super::owner::{owner, user};
use super::unix::inode;
use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::format::shown_text;
use crate::rows;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::packet(catalog, row).map(|(place, _)| namespace(place)))
    }),
    text("Kind", Field::Kind, |catalog, row| {
        of(catalog, row, |socket| Cell::foreign(&socket.kind))
    })
    .wide(96, 0),
    text("Frames", Field::EtherType, |catalog, row| {
        of(catalog, row, |socket| {
            Cell::or_blank(socket.ethertype.map(|code| {
                let code_text = format!("{code:#06x}");
                match explain::ethertype(code) {
                    Some(name) => Cell::new(name).noted(code_text),
                    None => Cell::new(code_text),
                }
            }))
        })
    })
    .wide(128, 10),
    text("Interface", Field::Interface, |catalog, row| {
        of(catalog, row, |socket| match &socket.interface {
            Some(name) => Cell::foreign(name),
            None => Cell::new("every one").toned(Tone::Dim),
        })
    })
    .wide(96, 10),
    text("Promiscuous on", Field::Promiscuous, |catalog, row| {
        of(catalog, row, |socket| {
            let names = socket.promiscuous_on.as_deref().unwrap_or_default();
            match names.split_first() {
                None => Cell::blank(),
                Some((first, others)) => {
                    let cell = Cell::new(shown_text(first).into_owned()).toned(Tone::Warn);
                    if others.is_empty() {
                        cell
                    } else {
                        cell.noted(["+", &others.len().to_string()].concat())
                    }
                }
            }
        })
    })
    .wide(128, 10),
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
    number("Inode", Field::Inode, |catalog, row| {
        of(catalog, row, |socket| inode(socket.inode))
    })
    .wide(96, 0),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&PacketSocket) -> Cell) -> Cell {
    Cell::or_blank(rows::packet(catalog, row).map(|(_, socket)| cell(socket)))
}
