//! The readers of Linux. Each stage is a module; what opens files and sockets and what parses their
//! bytes are apart.

mod closed;
mod ethtool;
mod file;
mod host;
mod local_sockets;
mod modules;
mod multicast;
mod namespace;
mod netlink;
mod others;
mod owners;
mod ownership;
mod peers;
mod privilege;
mod processes;
mod rtnetlink;
mod sample;
mod settings;
mod sockets;
mod statistics;
mod users;

use std::collections::HashSet;

use netsnap_shared::snapshot::{Host, Namespace, Pid, Privilege, Process, Snapshot};

use self::host::BootTime;
use self::modules::Modules;
use self::namespace::Context;
use self::owners::Owners;
use self::ownership::Sight;
use self::peers::Candidate;
use self::rtnetlink::InterfaceNames;
pub(super) use self::sample::Sampler;
use super::at_once::both;
use super::journal::Journal;
use super::{Clock, Options, Scope, collector};

/// Reads everything. The moment and the duration are the caller's to fill in.
pub(super) fn read(options: &Options, clock: Clock) -> Snapshot {
    let proc = &options.proc;
    let mut journal = Journal::new(clock);
    let mut own = journal.read("/proc/self/ns/net", || namespace::own(proc));
    let modules = if options.load_modules {
        Modules::may_be_loaded()
    } else {
        journal.read("/proc/modules", || Modules::read(proc, &options.root))
    };
    let pids = journal.read("/proc", || processes::pids(proc));
    let found = match options.scope {
        Scope::All => namespace::discover(proc, &options.root, &own, &pids, &mut journal),
        Scope::Own => namespace::Found::default(),
    };
    own.name.clone_from(&found.own_name);
    let known = Known {
        modules,
        candidates: match options.scope {
            Scope::All => peers::candidates(&own, &found, proc),
            Scope::Own => Vec::new(),
        },
    };

    // At the same time: the one waits for the network stack, the other for processes.
    let read_host = || read_host(options, &pids, clock);
    let (seen, mut namespaces) = both(read_host, || {
        journal.enter(Some(own.id.clone()));
        let namespaces = others::read(&own, &found.others, proc, &known, &mut journal);
        journal.enter(None);
        namespaces
    });
    let (mut seen, of_host) = seen.unwrap_or_else(read_host);
    journal.append(of_host);
    found.complete(&mut seen.processes);
    assign_owners(&mut namespaces, &seen.owners, seen.sight());
    let missing = owners::unowned(&namespaces);
    if seen.owners.may_be_in_threads(&missing) {
        journal.read("/proc/PID/task/TID/fd", || {
            seen.owners.also_in_threads(proc, &missing)
        });
        assign_owners(&mut namespaces, &seen.owners, seen.sight());
    }
    // Who may not look at most processes cannot tell what has been closed from what is hidden.
    if seen.sees_most() {
        let others = &found.others;
        let gone = closed::find(&namespaces, others, proc, &known.modules, &mut journal);
        let left: HashSet<_> = owners::unowned(&namespaces)
            .difference(&gone)
            .copied()
            .collect();
        // Where some were closed meanwhile, others were opened.
        if !gone.is_empty() && seen.owners.may_be_later(&left) {
            journal.read("/proc/PID/fd again", || seen.owners.also_later(proc, &left));
            assign_owners(&mut namespaces, &seen.owners, seen.sight());
        }
        closed::mark(&mut namespaces, &gone);
    }

    let mut uids = users::seen(&seen.processes, &namespaces);
    uids.extend(seen.privilege.uid);
    let users = journal.read("/etc/passwd", || users::read(&options.root, &uids));
    let host = journal.read("/etc/os-release", || host::read(&options.root, seen.boot));
    let resolver = journal.read("/etc/resolv.conf", || host::resolver(&options.root));
    Snapshot {
        collector: collector(),
        collected_at: clock.now(),
        duration_ms: 0,
        host: Host { resolver, ..host },
        privilege: privilege::named(seen.privilege, &users),
        sources: journal.into_sources(),
        users,
        processes: seen.processes,
        namespaces,
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

/// What was seen of the host besides its network stacks.
struct Seen {
    owners: Owners,
    processes: Vec<Process>,
    boot: BootTime,
    privilege: Privilege,
    /// Whether the way proc(5) is mounted hides processes, or none is there.
    none_shown: bool,
    other_pid_namespaces: bool,
}

impl Seen {
    /// Whether the descriptors of more than half of all processes could be looked at.
    fn sees_most(&self) -> bool {
        !self.none_shown && self.owners.hidden * 2 < self.processes.len()
    }

    fn sight(&self) -> Sight {
        Sight {
            hidden: self.owners.hidden > 0 || self.none_shown,
            other_pid_namespaces: self.other_pid_namespaces,
        }
    }
}

/// Reads the processes with their descriptors, and what the collector may see of them.
fn read_host(options: &Options, pids: &[Pid], clock: Clock) -> (Seen, Journal) {
    let proc = &options.proc;
    let mut journal = Journal::new(clock);
    let boot = journal.read("/proc/stat", || host::boot_time(proc));
    let (processes, owners) = journal.read_pair(["/proc/PID", "/proc/PID/fd"], || {
        processes::read(proc, pids, boot)
    });
    let privilege = journal.read("/proc/self/status", || privilege::read(proc));
    let mount = journal.read("/proc/self/mountinfo", || {
        privilege::hidden_by_mount(proc, &privilege)
    });
    let other_pid_namespaces = journal.read("/proc/self/ns/pid", || {
        namespace::may_have_other_pid_namespaces(proc)
    });
    let seen = Seen {
        owners,
        processes,
        boot,
        privilege,
        none_shown: mount || pids.is_empty(),
        other_pid_namespaces,
    };
    (seen, journal)
}

/// What is known before any network namespace is read.
struct Known {
    modules: Modules,
    /// Where the other ends of links may be.
    candidates: Vec<Candidate>,
}

/// Reads one network namespace, which this thread must be in. Sockets have no owners yet.
fn read_namespace(context: &Context, known: &Known, journal: &mut Journal) -> Namespace {
    let interfaces = rtnetlink::interfaces(journal);
    let mut interfaces = peers::name(interfaces, &context.id, &known.candidates, journal);
    ethtool::read(&mut interfaces, journal);
    let names = InterfaceNames::of(&interfaces);
    let routes = rtnetlink::routes(&names, journal);
    let neighbours = rtnetlink::neighbours(&names, journal);
    let settings = journal.read("/proc/sys/net", || settings::read(&context.settings));
    let rules = rtnetlink::rules(journal);
    let multicast_groups = multicast::read(&context.tables, journal);
    let protocol_statistics = statistics::read(&context.tables, journal);
    let sockets = sockets::read(&context.tables, &known.modules, journal);
    let local = local_sockets::read(&context.tables, Some(&known.modules), &names, journal);
    Namespace {
        name: context.name.clone(),
        is_collectors: context.is_collectors,
        settings,
        sockets: sockets
            .into_iter()
            .map(|row| row.into_socket(|index| names.name(index)))
            .collect(),
        unix_sockets: local.unix,
        packet_sockets: local.packet,
        netlink_sockets: local.netlink,
        routes,
        rules,
        interfaces,
        neighbours,
        multicast_groups,
        protocol_statistics,
        ..Namespace::new(context.id.clone())
    }
}

/// Reads what can be read of a network namespace without being in it. Sockets have no owners yet.
fn read_tables(context: &Context, journal: &mut Journal) -> Namespace {
    let names = InterfaceNames::default();
    let sockets = sockets::read_files(&context.tables, journal);
    let local = local_sockets::read(&context.tables, None, &names, journal);
    Namespace {
        name: context.name.clone(),
        sockets: sockets
            .into_iter()
            .map(|row| row.into_socket(|index| names.name(index)))
            .collect(),
        unix_sockets: local.unix,
        packet_sockets: local.packet,
        netlink_sockets: local.netlink,
        multicast_groups: multicast::read(&context.tables, journal),
        protocol_statistics: statistics::read(&context.tables, journal),
        ..Namespace::new(context.id.clone())
    }
}

/// A socket's number is one of the whole host's: one list of owners serves every namespace.
fn assign_owners(namespaces: &mut [Namespace], owners: &Owners, sight: Sight) {
    for namespace in namespaces {
        ownership::assign(&mut namespace.sockets, owners, sight);
        ownership::assign_unix(&mut namespace.unix_sockets, owners, sight);
        ownership::assign_packet(&mut namespace.packet_sockets, owners, sight);
        ownership::assign_netlink(&mut namespace.netlink_sockets, owners, sight);
    }
}
