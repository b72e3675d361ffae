//! The columns that every table of sockets has: who holds a socket, why nobody is known, and the user
//! that opened it.

use super::Field;
use super::build::{Builder, Cell};
use crate::catalog::Catalog;
use crate::snapshot::{Owner, Ownership, Pid, Process, Uid};

/// The processes that hold a socket, and their descriptors.
pub(super) fn add_owners<'a, R: Iterator<Item = &'a [Owner]>>(
    table: &mut Builder,
    catalog: &Catalog,
    rows: impl Fn() -> R,
) {
    let pids = Cell::many(rows().map(|owners| owners.iter().map(|owner| owner.pid.0.into())));
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
    let descriptors = rows().map(|owners| {
        let descriptors = owners.iter().filter_map(|owner| owner.fd);
        descriptors.map(u64::from)
    });
    table.numbers([Field::Fd], [Cell::many(descriptors)]);
}

/// The verdicts on the owners.
pub(super) fn add_verdicts(table: &mut Builder, rows: impl Iterator<Item = Ownership>) {
    let keys = rows.map(|ownership| {
        let mut known = OWNERSHIPS.iter();
        let at = known.position(|&known| known == ownership);
        at.map(|at| at as u64)
    });
    let keys = Builder::key([Cell::one(keys)]);
    table.texts_of([Field::Owner], &keys, |at| {
        let ownership = OWNERSHIPS.get(usize::try_from(at).ok()?)?;
        Some(ownership.name().replace('_', "-"))
    });
}

/// The users, by number and by name.
pub(super) fn add_users(
    table: &mut Builder,
    catalog: &Catalog,
    rows: impl Iterator<Item = Option<Uid>>,
) {
    let uids = Builder::key([Cell::one(rows.map(|uid| Some(uid?.0.into())))]);
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
