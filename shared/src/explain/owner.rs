//! Who owns a socket, how sure that is, and why it may be unknown.

use crate::snapshot::{Endpoint, Ownership, Pid, Process, State};

use super::direction::{Side, listener};
use super::row::{Role, Row, owners};
use super::state::{is_left_to_the_kernel, state_name};
use super::{Section, Topic, wording};

/// How many owners a sentence lists.
const OWNERS_LISTED: usize = 5;

/// Why the cell of a socket's owner is blank, in one sentence; for an owned socket what that means.
pub fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Owned => "At least one process holds a descriptor of this socket.",
        Ownership::Kernel => "The kernel keeps this socket, and no process holds it.",
        Ownership::NotAccepted => {
            "The connection waits in a listener's backlog: no process has accepted it yet."
        }
        Ownership::Hidden => {
            "The collector was not allowed to look into every process, so the owner is not known."
        }
        Ownership::OtherPidNamespace => {
            "A process in a pid namespace that the collector cannot see holds this socket."
        }
        Ownership::Missing => {
            "The collector looked into every process, with permission, and found no owner."
        }
        Ownership::Unknown => "The bundle gives a reason that this netsnap does not know.",
    }
}

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    let pids = row.pids();
    let mut paragraphs = match *pids.as_slice() {
        [] => unowned(row),
        [pid] => one(row, pid),
        _ => several(row, &pids),
    };
    paragraphs.extend(socket_user(row, &pids));
    paragraphs.extend(privileged_port(row));
    Section::of(Topic::Owner, title(row), paragraphs)
}

fn title(row: &Row<'_>) -> String {
    match (row.owners(), row.socket.ownership) {
        (Some((owners, _)), _) => format!("Owner: {owners}"),
        (None, Ownership::Kernel) => "Owner: the kernel".to_owned(),
        (None, Ownership::NotAccepted) => "No owner yet".to_owned(),
        (None, _) => "Owner unknown".to_owned(),
    }
}

fn one(row: &Row<'_>, pid: Pid) -> Vec<String> {
    let name = wording::process(row.catalog, pid);
    let descriptors: Vec<String> = row
        .socket
        .owners
        .iter()
        .filter_map(|owner| owner.fd)
        .map(|fd| fd.to_string())
        .collect();
    let holds = match descriptors.len() {
        0 => format!("{name} holds this socket."),
        1 => format!(
            "{name} holds this socket as its descriptor {}.",
            wording::list(&descriptors)
        ),
        _ => format!(
            "{name} holds this socket several times, as its descriptors {}: a program may duplicate \
             a descriptor, see dup(2).",
            wording::list_some(descriptors, OWNERS_LISTED)
        ),
    };
    let mut paragraphs = vec![holds];
    match row.catalog.process(pid) {
        Some(process) => paragraphs.extend(about(row, process)),
        None => paragraphs.push(format!(
            "The snapshot knows no more of process {pid}: it may have ended while the snapshot was \
             taken."
        )),
    }
    if pid == INIT && row.is_linux() && row.role == Role::Listener {
        paragraphs.push(
            "As process 1 it usually holds a listener for a service that it starts at the first \
             connection (socket activation)."
                .to_owned(),
        );
    }
    paragraphs
}

/// The first process of a system, systemd on most of Linux.
const INIT: Pid = Pid(1);

fn several(row: &Row<'_>, pids: &[Pid]) -> Vec<String> {
    let names = pids
        .iter()
        .map(|&pid| wording::process(row.catalog, pid))
        .collect();
    let mut paragraphs = vec![format!(
        "{} processes hold this socket: {}.",
        wording::number(pids.len() as u64),
        wording::list_some(names, OWNERS_LISTED)
    )];
    let parent_of = |pid: &Pid| {
        row.catalog
            .process(*pid)
            .and_then(|process| process.parent_pid)
    };
    let forked_from = pids.iter().find(|&&parent| {
        parent != INIT
            && pids
                .iter()
                .all(|pid| *pid == parent || parent_of(pid) == Some(parent))
    });
    let shared_parent = pids
        .first()
        .and_then(parent_of)
        .filter(|&parent| parent != INIT && pids.iter().all(|pid| parent_of(pid) == Some(parent)));
    if pids.contains(&INIT) && row.is_linux() {
        paragraphs.push(
            "Process 1 is among them: it opened the socket and handed it to the service (socket \
             activation), most likely."
                .to_owned(),
        );
    } else if let Some(&parent) = forked_from {
        paragraphs.push(format!(
            "The others are children of {}: a process that forks shares its descriptors with its \
             children, as servers do with their workers.",
            wording::process(row.catalog, parent)
        ));
    } else if let Some(parent) = shared_parent {
        paragraphs.push(format!(
            "All are children of {}: a process that forks shares its descriptors with its children.",
            wording::process(row.catalog, parent)
        ));
    } else {
        paragraphs.push(
            "Processes come to share a socket by fork, or by passing its descriptor over a unix \
             socket."
                .to_owned(),
        );
    }
    let mut deleted = pids
        .iter()
        .filter_map(|&pid| row.catalog.process(pid))
        .filter(|process| process.executable_deleted == Some(true))
        .peekable();
    if deleted.peek().is_some() {
        let names = deleted
            .map(|process| wording::process(row.catalog, process.pid))
            .collect();
        paragraphs.push(deleted_executable(&wording::list_some(
            names,
            OWNERS_LISTED,
        )));
    }
    paragraphs
}

/// What the snapshot has on the one owner.
fn about(row: &Row<'_>, process: &Process) -> Vec<String> {
    let user = process
        .uid
        .map(|uid| format!("It runs as {}.", wording::user(row.catalog, uid)));
    let file = process
        .executable
        .as_deref()
        .map(|path| format!("Its executable is {}.", wording::short(path)));
    let parent = process
        .parent_pid
        .filter(|pid| pid.0 != 0)
        .map(|pid| format!("Its parent is {}.", wording::process(row.catalog, pid)));
    let facts: Vec<String> = [user, file, parent].into_iter().flatten().collect();
    let mut paragraphs = Vec::new();
    if !facts.is_empty() {
        paragraphs.push(facts.join(" "));
    }
    if process.executable_deleted == Some(true) {
        paragraphs.push(deleted_executable(&wording::process(
            row.catalog,
            process.pid,
        )));
    }
    if let Some(container) = &process.container {
        paragraphs.push(format!(
            "It runs in the container {}.",
            wording::short(container)
        ));
    }
    paragraphs
}

pub(super) fn deleted_executable(name: &str) -> String {
    format!(
        "The executable of {name} was deleted or replaced after its start. That is usual after an \
         upgrade, and the old program runs on until it is started again; a program that hides \
         deletes its file as well."
    )
}

/// Why no process is named.
fn unowned(row: &Row<'_>) -> Vec<String> {
    let reason = ownership(row.socket.ownership).to_owned();
    let more = match row.socket.ownership {
        Ownership::Owned => {
            return vec![
                "A process holds it, and the bundle does not name the process.".to_owned(),
            ];
        }
        Ownership::Kernel => kernel(row),
        Ownership::NotAccepted => return not_accepted(row, reason),
        Ownership::Hidden if row.catalog.snapshot().privilege.elevated => format!(
            "{reason} It had administrator's rights; a container or a security policy can refuse a \
             look all the same."
        ),
        Ownership::Hidden => {
            let privilege = &row.catalog.snapshot().privilege;
            let who = privilege
                .user
                .as_deref()
                .filter(|user| !user.is_empty())
                .map(|user| format!(" It ran as {}.", wording::short(user)))
                .unwrap_or_default();
            format!("{reason}{who} A collection with administrator's rights would tell.")
        }
        Ownership::OtherPidNamespace => format!(
            "{reason} Such a namespace belongs to a container, or to the host when the collector \
             itself ran in a container."
        ),
        Ownership::Missing => format!(
            "{reason} The owner may have ended while the snapshot was taken, or the kernel itself \
             may use the socket. A descriptor that is on its way from one process to another, or \
             that io_uring holds, is not seen either; nor is a process that something hides."
        ),
        Ownership::Unknown => format!("{reason} A newer netsnap may."),
    };
    vec![more]
}

fn kernel(row: &Row<'_>) -> String {
    match row.socket.state {
        Some(State::TimeWait) => "A connection in TIME-WAIT has no owner: its program has closed \
             it, and the kernel keeps it until its time is over. Which program that was is not \
             recorded."
            .to_owned(),
        Some(state) if is_left_to_the_kernel(row) => format!(
            "Its program has closed it and is rid of it. The kernel goes on until the connection is \
             over; that is {} here. Which program that was is not recorded.",
            state_name(state)
        ),
        _ => "The kernel keeps this socket, and no process holds it. Its own servers and tunnels, \
             such as NFS and WireGuard, have such sockets."
            .to_owned(),
    }
}

fn not_accepted(row: &Row<'_>, reason: String) -> Vec<String> {
    let mut paragraphs = vec![
        reason,
        "For the other side it is open already. It gets a descriptor, and so an owner, when the \
         listening program calls accept(2)."
            .to_owned(),
    ];
    let listener = listener(row.namespace, row.socket.protocol, row.socket.local);
    if let Some((owners, _)) = listener.and_then(|socket| owners(row.catalog, socket)) {
        paragraphs.push(format!("The listener on its port belongs to {owners}."));
    }
    paragraphs
}

/// The user that opened the socket, where that says more than the owner's user does.
fn socket_user(row: &Row<'_>, pids: &[Pid]) -> Option<String> {
    let uid = row.socket.uid?;
    // Linux reports user 0 for what has no socket of its own any more, or not yet.
    let is_own_socket = !matches!(
        row.socket.state,
        Some(State::TimeWait | State::NewSynReceived | State::SynReceived)
    ) && row.socket.ownership != Ownership::NotAccepted
        && !is_left_to_the_kernel(row);
    if !is_own_socket {
        return None;
    }
    let opened = wording::user(row.catalog, uid);
    let runs_as = match *pids {
        [pid] => row.catalog.process(pid).and_then(|process| process.uid),
        _ => None,
    };
    match runs_as {
        Some(runs_as) if runs_as == uid => None,
        Some(runs_as) => Some(format!(
            "The socket was opened by {opened} and its process runs as {}: the program changed its \
             user since, or was handed the socket.",
            wording::user(row.catalog, runs_as)
        )),
        None => Some(format!("The socket was opened by {opened}.")),
    }
}

/// That a port below 1024 needed a right, for a socket that offers a service on it.
fn privileged_port(row: &Row<'_>) -> Option<String> {
    let Endpoint { port, .. } = row.socket.local;
    let offers = matches!(row.role, Role::Listener | Role::Datagrams)
        && row
            .service_port()
            .is_some_and(|(side, _)| side == Side::Here);
    (row.is_linux() && offers && (1..1024).contains(&port)).then(|| {
        format!(
            "Port {port} is below 1024: unless the host is set up otherwise \
             (net.ipv4.ip_unprivileged_port_start), only root or a program with the capability \
             CAP_NET_BIND_SERVICE may take it."
        )
    })
}
