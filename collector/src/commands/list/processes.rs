//! Processes, as `ps` prints them.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Process, Timestamp};

use super::{Printed, chosen, text};
use crate::terminal::{Column, cut};

/// As much of each argument as is looked at.
const ARGUMENT_WIDTH: usize = 2000;

pub(super) fn print(catalog: &Catalog, rows: &[u32]) -> Printed {
    let columns = vec![
        Column::right("PID"),
        Column::right("PPID"),
        Column::left("USER"),
        Column::left("STARTED"),
        Column::left("NAME"),
        Column::left("COMMAND"),
    ];
    let processes = chosen(&catalog.snapshot().processes, rows);
    (
        columns,
        processes.map(|process| cells(catalog, process)).collect(),
    )
}

fn cells(catalog: &Catalog, process: &Process) -> Vec<String> {
    let user = process.uid.map(|uid| {
        let name = catalog.user_name(uid).map(str::to_owned);
        name.unwrap_or_else(|| uid.to_string())
    });
    let mut command = command(process);
    if process.executable_deleted == Some(true) {
        command.push_str(" (file deleted)");
    }
    vec![
        process.pid.to_string(),
        text(process.parent_pid),
        user.unwrap_or_default(),
        process.started_at.map(to_seconds).unwrap_or_default(),
        process.name.clone(),
        command,
    ]
}

/// The command line; without one what is known in its place, and for threads of the kernel the name
/// in brackets, as `ps` has it.
fn command(process: &Process) -> String {
    match &process.command_line {
        _ if process.kernel_thread => format!("[{}]", process.name),
        Some(arguments) if !arguments.is_empty() => {
            let arguments: Vec<_> = arguments
                .iter()
                .take(ARGUMENT_WIDTH)
                .map(|argument| cut(argument, ARGUMENT_WIDTH))
                .collect();
            arguments.join(" ")
        }
        Some(_) => process.executable.clone().unwrap_or_default(),
        None => process
            .executable
            .clone()
            .unwrap_or_else(|| "(not readable)".to_owned()),
    }
}

/// A moment without its milliseconds.
fn to_seconds(moment: Timestamp) -> String {
    let text = moment.to_string();
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}
