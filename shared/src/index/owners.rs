//! The columns that every table of sockets has: who holds a socket, why nobody is known, and the user
//! that opened it.

use super::Field;
use super::build::{Builder, Cell};
use crate::catalog::Catalog;
use crate::snapshot::{Owner, Ownership, Pid, Process, Uid};

/// The processes that hold a socket, and their descriptors.
pub(super) fn add_owners(table: &mut Builder, catalog: &Catalog, rows: &[&[Owner]]) {
    let pids = owner_cells(rows, |owner| Some(owner.pid.0));
    let pids = Builder::key([pids]);
    let process = |pid| catalog.process(Pid(u32::try_from(pid).ok()?));
    table.keys_of([Field::Pid], &pids);
    table.texts_of([Field::Process], &pids, |pid| {
        Some(process(pid)?.name.clone())
    });
    table.texts_of([Field::Executable], &pids, |pid| {
        process(pid)?.executable.clone()
    });
    table.texts_of([Field::Command], &pids, |pid| command(process(pid)?));
    table.numbers([Field::Fd], [owner_cells(rows, |owner| owner.fd)]);
}

fn owner_cells(rows: &[&[Owner]], number: fn(&Owner) -> Option<u32>) -> Cell<u64> {
    let mut keys = Vec::with_capacity(rows.len());
    let mut ends = Vec::with_capacity(rows.len());
    for owners in rows {
        for owner in *owners {
            if let Some(number) = number(owner) {
                keys.push(Some(number.into()));
            }
        }
        ends.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
    }
    Cell::lists(keys, ends)
}

/// The verdicts on the owners.
pub(super) fn add_verdicts(table: &mut Builder, rows: &[Ownership]) {
    let mut keys = Vec::with_capacity(rows.len());
    for ownership in rows {
        let at = OWNERSHIPS.iter().position(|known| known == ownership);
        keys.push(at.map(|at| at as u64));
    }
    let keys = Builder::key([Cell::of(keys)]);
    table.texts_of([Field::Owner], &keys, |at| {
        let ownership = OWNERSHIPS.get(usize::try_from(at).ok()?)?;
        Some(ownership.name().replace('_', "-"))
    });
}

/// The users, by number and by name.
pub(super) fn add_users(table: &mut Builder, catalog: &Catalog, rows: &[Option<Uid>]) {
    let mut keys = Vec::with_capacity(rows.len());
    for uid in rows {
        keys.push(uid.map(|uid| uid.0.into()));
    }
    let uids = Builder::key([Cell::of(keys)]);
    table.keys_of([Field::Uid], &uids);
    table.texts_of([Field::User], &uids, |uid| {
        Some(user_name(catalog, Uid(u32::try_from(uid).ok()?)))
    });
}

/// The arguments of a process in one line; none for one without arguments.
pub(super) fn command(process: &Process) -> Option<String> {
    let arguments = process.command_line.as_ref()?;
    (!arguments.is_empty()).then(|| arguments.join(" "))
}

/// A user's name, or its number where it has none.
pub(super) fn user_name(catalog: &Catalog, uid: Uid) -> String {
    catalog
        .user_name(uid)
        .map_or_else(|| uid.to_string(), str::to_owned)
}

const OWNERSHIPS: [Ownership; 7] = [
    Ownership::Owned,
    Ownership::Kernel,
    Ownership::NotAccepted,
    Ownership::Hidden,
    Ownership::OtherPidNamespace,
    Ownership::Missing,
    Ownership::Unknown,
];
