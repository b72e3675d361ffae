//! Processes as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::Process;

use super::{Cell, Column, Tone, namespace_of, namespaces, number, text};
use crate::format::{self, shown_text};

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        of(catalog, row, |process| {
            namespace_of(catalog, process.namespace.as_ref())
        })
    }),
    number("PID", Field::Pid, |catalog, row| {
        of(catalog, row, |process| Cell::new(process.pid.to_string()))
    })
    .wide(72, 0),
    text("Name", Field::Process, |catalog, row| {
        of(catalog, row, |process| {
            let cell = Cell::foreign(&process.name);
            if process.kernel_thread {
                cell.noted("kernel")
            } else {
                cell
            }
        })
    })
    .wide(176, 12),
    text("User", Field::User, |catalog, row| {
        of(catalog, row, |process| {
            Cell::or_blank(process.uid.map(|uid| match catalog.user_name(uid) {
                Some(name) => Cell::foreign(name),
                None => Cell::new(uid.to_string()),
            }))
        })
    })
    .wide(80, 6),
    number("Sockets", Field::SocketCount, |catalog, row| {
        of(catalog, row, |process| {
            let count = catalog.sockets_of(process.pid).len();
            let tone = if count == 0 { Tone::Dim } else { Tone::Plain };
            Cell::new(format::grouped(count as u64)).toned(tone)
        })
    })
    .wide(112, 0)
    .whole()
    .summed(format::grouped),
    text("Started", Field::Started, |catalog, row| {
        of(catalog, row, |process| {
            Cell::or_blank(process.started_at.map(|started_at| {
                let cell = Cell::new(format::date_and_minute(started_at));
                match catalog.snapshot().collected_at.since(started_at) {
                    Some(age) => cell.noted(format::span(age)),
                    None => cell,
                }
            }))
        })
    })
    .wide(212, 0),
    text("Executable", Field::Executable, |catalog, row| {
        of(catalog, row, |process| {
            let Some(executable) = &process.executable else {
                return if process.kernel_thread {
                    Cell::blank()
                } else {
                    Cell::new("not readable").toned(Tone::Dim)
                };
            };
            let cell = Cell::foreign(executable);
            if process.executable_deleted == Some(true) {
                cell.noted("deleted").toned(Tone::Warn)
            } else {
                cell
            }
        })
    })
    .wide(176, 16),
    text("Command line", Field::Command, |catalog, row| {
        of(catalog, row, |process| match &process.command_line {
            Some(arguments) if arguments.is_empty() => Cell::blank(),
            Some(arguments) => Cell::new(command_line(arguments)),
            None => Cell::new("not readable").toned(Tone::Dim),
        })
    })
    .wide(192, 30),
    text("Parent", Field::ParentPid, |catalog, row| {
        of(catalog, row, |process| {
            let Some(pid) = process.parent_pid else {
                return Cell::blank();
            };
            match catalog.process(pid) {
                Some(parent) => Cell::foreign(&parent.name).noted(pid.to_string()),
                None => Cell::new(pid.to_string()),
            }
        })
    })
    .wide(128, 10),
    text("Container", Field::Container, |catalog, row| {
        of(catalog, row, |process| {
            Cell::or_blank(process.container.as_deref().map(Cell::foreign))
        })
    })
    .wide(128, 10)
    .asked(),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&Process) -> Cell) -> Cell {
    Cell::or_blank(catalog.snapshot().processes.get(row).map(cell))
}

/// As a shell would take it, as far as a cell shows it.
fn command_line(arguments: &[String]) -> String {
    let mut line = String::new();
    for argument in arguments {
        if line.len() > format::CELL_LENGTH {
            line.push_str(" …");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        let is_plain = !argument.is_empty() && !argument.contains([' ', '\'', '"', '\\']);
        if is_plain {
            line.push_str(&shown_text(argument));
        } else {
            line.push('\'');
            line.push_str(&shown_text(argument).replace('\'', r"'\''"));
            line.push('\'');
        }
    }
    line
}
