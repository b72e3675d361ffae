//! The table of processes.

use std::collections::HashMap;

use super::build::{Builder, Cell};
use super::owners::{command, user_name};
use super::sources::namespace_names;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::reach::is_exposed;
use crate::snapshot::{Pid, Process, State, Uid};

/// What the sockets of a process say about it.
#[derive(Default, Clone, Copy)]
struct Sockets {
    count: u64,
    listens: bool,
    exposed: bool,
}

struct Row<'a> {
    process: &'a Process,
    sockets: Sockets,
}

pub(super) fn table(catalog: &Catalog) -> Table {
    let processes = &catalog.snapshot().processes;
    let sockets = sockets_by_pid(catalog);
    let sockets_of = |process: &Process| sockets.get(&process.pid).copied().unwrap_or_default();
    let mut table = Builder::new(TableKind::Processes, processes.len());
    let number = |field: &dyn Fn(&Process) -> Option<u64>| [Cell::one(processes.iter().map(field))];
    table.numbers([Field::Pid], number(&|process| Some(process.pid.0.into())));
    table.numbers(
        [Field::ParentPid],
        number(&|process| Some(process.parent_pid?.0.into())),
    );
    table.numbers(
        [Field::SocketCount],
        number(&|process| Some(sockets_of(process).count)),
    );
    let [uids] = number(&|process| Some(process.uid?.0.into()));
    let uids = Builder::key([uids]);
    table.keys_of([Field::Uid], &uids);
    table.texts_of([Field::User], &uids, |uid| {
        Some(user_name(catalog, Uid(u32::try_from(uid).ok()?)))
    });
    let namespaces = namespace_names(catalog.snapshot());
    let mut text = |field, text: &dyn Fn(&Process) -> Option<String>| {
        table.texts(field, |row| text(processes.get(row)?));
    };
    text(Field::Process, &|process| Some(process.name.clone()));
    text(Field::Executable, &|process| process.executable.clone());
    text(Field::Command, &command);
    text(Field::Container, &|process| process.container.clone());
    text(Field::Started, &|process| {
        Some(process.started_at?.to_string())
    });
    text(Field::Namespace, &|process| {
        let id = &process.namespace.as_ref()?.0;
        Some(
            namespaces
                .get(id.as_str())
                .copied()
                .unwrap_or(id)
                .to_owned(),
        )
    });
    let masks = processes.iter().map(|process| {
        mask(&Row {
            process,
            sockets: sockets_of(process),
        })
    });
    table.words(masks.collect())
}

fn sockets_by_pid(catalog: &Catalog) -> HashMap<Pid, Sockets> {
    let mut by_pid: HashMap<Pid, Sockets> = HashMap::new();
    for socket in catalog.sockets().map(|place| place.socket) {
        let mut last = None;
        for owner in &socket.owners {
            // Owners are in the order of their pids: a process with several descriptors counts once.
            if last.replace(owner.pid) == Some(owner.pid) {
                continue;
            }
            let sockets = by_pid.entry(owner.pid).or_default();
            sockets.count += 1;
            sockets.listens |= socket.state == Some(State::Listen);
            sockets.exposed |= is_exposed(socket);
        }
    }
    by_pid
}

define_words! {
    row: Row<'_>;
    ["kernel"] "a thread of the kernel" => row.process.kernel_thread;
    ["deleted"] "the file it runs was deleted or replaced"
        => row.process.executable_deleted == Some(true);
    ["root"] "runs as root" => row.process.uid == Some(Uid(0));
    ["networked"] "has a socket" => row.sockets.count > 0;
    ["listening", "listen", "listener"] "waits for connections" => row.sockets.listens;
    ["exposed"] "takes what strangers on other hosts send" => row.sockets.exposed;
    ["contained"] "belongs to a container" => row.process.container.is_some();
}
