//! Processes in words.

use crate::catalog::Catalog;
use crate::snapshot::{Process, Socket, State};

use super::{Explanation, Section, Topic, owner, wording};

/// How many ports a sentence lists.
const PORTS_LISTED: usize = 8;

/// Explains a process: what it runs, as whom, and what it does with the network.
///
/// Looks through every socket of the snapshot, so it is for the row that a person selected.
pub fn process(catalog: &Catalog, process: &Process) -> Explanation {
    let name = wording::process(catalog, process.pid);
    let kind = if process.kernel_thread {
        "is a thread of the kernel"
    } else {
        "is a process"
    };
    let user = process
        .uid
        .map(|uid| format!(" of the user {}", wording::user(catalog, uid)))
        .unwrap_or_default();
    let container = process
        .container
        .as_deref()
        .map(|id| format!(" in the container {}", wording::short(id)))
        .unwrap_or_default();
    let sections = [
        Section::of(Topic::Meaning, "Its sockets", sockets(catalog, process)),
        Section::of(Topic::Owner, "What it runs", program(catalog, process)),
        Section::of(
            Topic::Limits,
            "What this snapshot cannot tell",
            vec![
                "A process gives itself its name and command line: neither proves what it runs. \
                 The executable is what the kernel knows."
                    .to_owned(),
                "Sockets that it had before, or opened after, are not in a snapshot.".to_owned(),
            ],
        ),
    ];
    Explanation {
        headline: format!("{name} {kind}{user}{container}."),
        sections: sections.into_iter().flatten().collect(),
    }
}

fn program(catalog: &Catalog, process: &Process) -> Vec<String> {
    let mut paragraphs = Vec::new();
    match (&process.executable, process.kernel_thread) {
        (Some(path), _) => paragraphs.push(format!("Its executable is {}.", wording::short(path))),
        (None, true) => {
            paragraphs.push("It has no executable: its code is a part of the kernel.".to_owned());
        }
        (None, false) => paragraphs.push(
            "Its executable could not be read: that takes its user's rights or an administrator's."
                .to_owned(),
        ),
    }
    if process.executable_deleted == Some(true) {
        let name = wording::process(catalog, process.pid);
        paragraphs.push(owner::deleted_executable(&name));
    }
    match process.command_line.as_deref() {
        None => paragraphs.push("Its command line could not be read.".to_owned()),
        Some([]) if !process.kernel_thread => {
            paragraphs.push("Its command line is empty.".to_owned());
        }
        Some(_) => {}
    }
    if let Some(parent) = process.parent_pid.filter(|pid| pid.0 != 0) {
        let parent = wording::process(catalog, parent);
        paragraphs.push(format!(
            "Its parent is {parent}, which started it or inherited it."
        ));
    }
    if let Some(started) = process.started_at {
        let ran = catalog
            .snapshot()
            .collected_at
            .since(started)
            .and_then(|age| u64::try_from(age.as_millis()).ok())
            .map(|ms| format!(", {} before the snapshot", wording::duration(ms)))
            .unwrap_or_default();
        paragraphs.push(format!("It was started at {started}{ran}."));
    }
    paragraphs
}

fn sockets(catalog: &Catalog, process: &Process) -> Vec<String> {
    let held: Vec<&Socket> = catalog
        .sockets()
        .map(|place| place.socket)
        .filter(|socket| socket.owners.iter().any(|owner| owner.pid == process.pid))
        .collect();
    if held.is_empty() {
        return vec![
            "No socket of an internet protocol in the snapshot is known to be its.".to_owned(),
        ];
    }
    let mut paragraphs = vec![format!(
        "It holds {} of the internet protocols.",
        wording::counted(held.len() as u64, "socket")
    )];
    let mut ports: Vec<_> = held
        .iter()
        .filter(|socket| crate::reach::accepts_strangers(socket))
        .filter(|socket| wording::registry(socket.protocol).is_some())
        .map(|socket| (socket.protocol, socket.local.port))
        .collect();
    crate::sort::sort(&mut ports);
    ports.dedup();
    if !ports.is_empty() {
        let ports = ports
            .iter()
            .map(|&(protocol, port)| {
                format!(
                    "{} {}",
                    wording::protocol(protocol),
                    wording::port(protocol, port)
                )
            })
            .collect();
        paragraphs.push(format!(
            "It takes what comes to {}.",
            wording::list_some(ports, PORTS_LISTED)
        ));
    }
    let is_exposed = held.iter().any(|socket| crate::reach::is_exposed(socket));
    if is_exposed {
        paragraphs.push(
            "Some of that can be reached from other hosts, as far as the addresses say.".to_owned(),
        );
    }
    let open = held
        .iter()
        .filter(|socket| socket.state == Some(State::Established))
        .filter(|socket| wording::registry(socket.protocol).is_some())
        .count();
    if open > 0 {
        paragraphs.push(format!(
            "{} with a peer: an open connection, or datagrams to one fixed address.",
            wording::counted(open as u64, "socket")
        ));
    }
    paragraphs
}
