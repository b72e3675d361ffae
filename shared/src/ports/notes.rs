//! Notes on the ports that people meet, in our own words; one file for each theme.
//!
//! A note says what the port is for, how readable its traffic is and what one expects behind it,
//! also where that is not what IANA assigned it to. It holds facts only, and none that age fast.

mod chat;
mod containers;
mod databases;
mod desktop;
mod development;
mod directory;
mod files;
mod industry;
mod infrastructure;
mod mail;
mod media;
mod messaging;
mod monitoring;
mod remote;
mod tunnels;
mod web;
mod windows;

use std::sync::OnceLock;

use super::table::column;
use super::{Note, Privacy};
use crate::snapshot::{PortRange, Protocol};

/// Every theme.
const THEMES: [&[Entry]; 17] = [
    chat::NOTES,
    containers::NOTES,
    databases::NOTES,
    desktop::NOTES,
    development::NOTES,
    directory::NOTES,
    files::NOTES,
    industry::NOTES,
    infrastructure::NOTES,
    mail::NOTES,
    media::NOTES,
    messaging::NOTES,
    monitoring::NOTES,
    remote::NOTES,
    tunnels::NOTES,
    web::NOTES,
    windows::NOTES,
];

/// A note and the ports it is about.
#[derive(Debug)]
struct Entry {
    ports: PortRange,
    /// Which of the table's columns it is about.
    columns: [bool; 4],
    note: Note,
}

impl Entry {
    const fn new(columns: [bool; 4], port: u16, privacy: Privacy, text: &'static str) -> Self {
        Self {
            ports: PortRange {
                first: port,
                last: port,
            },
            columns,
            note: Note { text, privacy },
        }
    }

    /// The same note for every port from its own to `last`.
    const fn to(mut self, last: u16) -> Self {
        self.ports.last = last;
        self
    }
}

/// A note on a TCP port.
const fn tcp(port: u16, privacy: Privacy, text: &'static str) -> Entry {
    Entry::new([true, false, false, false], port, privacy, text)
}

/// A note on a UDP port.
const fn udp(port: u16, privacy: Privacy, text: &'static str) -> Entry {
    Entry::new([false, true, false, false], port, privacy, text)
}

/// A note on a port of TCP and UDP alike.
const fn both(port: u16, privacy: Privacy, text: &'static str) -> Entry {
    Entry::new([true, true, false, false], port, privacy, text)
}

/// A note on an SCTP port.
const fn sctp(port: u16, privacy: Privacy, text: &'static str) -> Entry {
    Entry::new([false, false, true, false], port, privacy, text)
}

/// The note on a port of a protocol.
pub(super) fn find(protocol: Protocol, port: u16) -> Option<&'static Note> {
    static INDEX: OnceLock<[Vec<&Entry>; 4]> = OnceLock::new();
    let index = INDEX.get_or_init(|| std::array::from_fn(of_column));
    let entries = index.get(column(protocol)?)?;
    let after = entries.partition_point(|entry| entry.ports.first <= port);
    let entry = entries.get(after.checked_sub(1)?)?;
    entry.ports.contains(port).then_some(&entry.note)
}

/// The notes of one of the table's columns, by port.
fn of_column(column: usize) -> Vec<&'static Entry> {
    let mut entries: Vec<&Entry> = all()
        .filter(|entry| entry.columns.get(column) == Some(&true))
        .collect();
    entries.sort_unstable_by_key(|entry| entry.ports.first);
    entries
}

fn all() -> impl Iterator<Item = &'static Entry> {
    THEMES.iter().copied().flatten()
}

#[cfg(test)]
mod tests;
