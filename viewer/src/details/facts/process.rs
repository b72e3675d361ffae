//! All fields of a process.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Process, Timestamp, Uid};

use super::{Fact, fact, maybe, present, yes_or_no};
use crate::format;

pub(super) fn facts(catalog: &Catalog, process: &Process) -> Vec<Fact> {
    let executable = process.executable.as_ref().map(|path| {
        let deleted = process.executable_deleted == Some(true);
        let note = if deleted {
            " (deleted or replaced since)"
        } else {
            ""
        };
        format!("{path}{note}")
    });
    let taken = catalog.snapshot().collected_at;
    let mut facts = vec![
        fact("Pid", process.pid),
        fact("Name", &process.name),
        maybe("Parent", process.parent_pid),
        maybe("Executable", executable),
        maybe(
            "Command line",
            process.command_line.as_deref().map(command_line),
        ),
        maybe("User", process.uid.map(|uid| user(catalog, uid))),
        maybe(
            "Started",
            process.started_at.map(|started| since(started, taken)),
        ),
        maybe("Network namespace", process.namespace.as_ref()),
        maybe("Container", process.container.as_deref()),
        fact("Kernel thread", yes_or_no(process.kernel_thread)),
    ];
    facts.extend(more(catalog, process).into_iter().flatten());
    facts
}

/// What only some processes have or show.
fn more(catalog: &Catalog, process: &Process) -> [Option<Fact>; 8] {
    let streams = process.standard_streams.as_ref();
    let leads = |name, to: Option<&Option<String>>| {
        present(name, to.map(|to| to.as_deref().unwrap_or("closed")))
    };
    let capabilities = process.capabilities.as_ref().filter(|all| !all.is_empty());
    [
        present(
            "Has the rights of",
            process.effective_uid.map(|uid| user(catalog, uid)),
        ),
        present("Directory", process.working_directory.as_deref()),
        present("Unit", process.systemd_unit.as_deref()),
        leads("Standard input", streams.map(|streams| &streams.input)),
        leads("Standard output", streams.map(|streams| &streams.output)),
        leads("Standard error", streams.map(|streams| &streams.error)),
        present("LD_PRELOAD set", process.ld_preload.map(yes_or_no)),
        present(
            "Capabilities",
            capabilities.map(|capabilities| capabilities.join(", ")),
        ),
    ]
}

pub(super) fn user(catalog: &Catalog, uid: Uid) -> String {
    match catalog.user_name(uid) {
        Some(name) => format!("{name} ({uid})"),
        None => uid.to_string(),
    }
}

fn since(started: Timestamp, taken: Timestamp) -> String {
    let moment = format::moment(started);
    match taken.since(started) {
        Some(age) => format!("{moment}, {} before the snapshot", format::span(age)),
        None => moment,
    }
}

/// Arguments as a shell would take them.
fn command_line(arguments: &[String]) -> String {
    if arguments.is_empty() {
        return "empty".to_owned();
    }
    let quoted: Vec<String> = arguments.iter().map(|argument| quoted(argument)).collect();
    quoted.join(" ")
}

fn quoted(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=+./:,@%^~".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}
