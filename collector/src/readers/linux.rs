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

use netsnap_shared::snapshot::{Host, Namespace, Privilege, Snapshot};

use self::host::BootTime;
use self::modules::Modules;
use self::namespace::{Context, Lives};
use self::owners::Owners;
use self::ownership::Sight;
use self::peers::Candidate;
use self::processes::Pass;
use self::rtnetlink::{InterfaceNames, Interfaces, OtherEnds};
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

    // At the same time: the one waits for processes, the other for the network stack, and then
    // helps with the processes that are left.
    let began = clock.elapsed();
    let pass = Pass::over(proc, &pids);
    let look = || look_at_host(options, &pass, clock);
    let (host, ((mut namespace, ends), helped)) = both(look, || {
        journal.enter(Some(own.id.clone()));
        let namespace = read_namespace(&own, &modules, &mut journal);
        journal.enter(None);
        (namespace, pass.help())
    });
    let is_lost = host.is_none();
    let (sight, of_host, found) = host.unwrap_or_else(look);
    journal.append(of_host);
    let given = pass.end([found, helped], is_lost);
    let took = clock.elapsed().saturating_sub(began);
    let mut processes = journal.write("/proc/PID".to_owned(), given.processes, took);
    let mut owners = journal.write("/proc/PID/fd".to_owned(), given.owners, took);

    let lives = Lives {
        pids: &pids,
        processes: &processes,
        several: Some(&given.several),
    };
    let found = match options.scope {
        Scope::All => namespace::discover(proc, &options.root, &own, lives, &mut journal),
        Scope::Own => namespace::Found::default(),
    };
    let known = Known {
        modules,
        candidates: match options.scope {
            Scope::All => peers::candidates(&own, &found, proc),
            Scope::Own => Vec::new(),
        },
    };
    own.name.clone_from(&found.own_name);
    namespace.name.clone_from(&own.name);
    journal.enter(Some(own.id.clone()));
    let interfaces = &mut namespace.interfaces;
    peers::name(interfaces, &ends, &own.id, &known.candidates, &mut journal);
    journal.enter(None);
    let mut namespaces = vec![namespace];
    namespaces.extend(others::read(&found.others, proc, &known, &mut journal));
    found.complete(&mut processes);

    assign_owners(&mut namespaces, &owners, sight.of(&owners));
    let missing = owners::unowned(&namespaces);
    if owners.may_be_in_threads(&missing) {
        journal.read("/proc/PID/task/TID/fd", || {
            owners.also_in_threads(proc, &missing)
        });
        assign_owners(&mut namespaces, &owners, sight.of(&owners));
    }
    // Who may not look at most processes cannot tell what has been closed from what is hidden.
    if sight.sees_most(&owners, processes.len()) {
        let others = &found.others;
        let gone = closed::find(&namespaces, others, proc, &known.modules, &mut journal);
        let left: HashSet<_> = owners::unowned(&namespaces)
            .difference(&gone)
            .copied()
            .collect();
        // Where some were closed meanwhile, others were opened.
        if !gone.is_empty() && owners.may_be_later(&left) {
            journal.read("/proc/PID/fd again", || owners.also_later(proc, &left));
            assign_owners(&mut namespaces, &owners, sight.of(&owners));
        }
        closed::mark(&mut namespaces, &gone);
    }

    let mut uids = users::seen(&processes, &namespaces);
    uids.extend(sight.privilege.uid);
    let users = journal.read("/etc/passwd", || users::read(&options.root, &uids));
    let host = journal.read("/etc/os-release", || host::read(&options.root, sight.boot));
    let resolver = journal.read("/etc/resolv.conf", || host::resolver(&options.root));
    Snapshot {
        collector: collector(),
        collected_at: clock.now(),
        duration_ms: 0,
        host: Host { resolver, ..host },
        privilege: privilege::named(sight.privilege, &users),
        sources: journal.into_sources(),
        users,
        processes,
        namespaces,
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

/// What the collector may see of the host.
struct HostSight {
    boot: BootTime,
    privilege: Privilege,
    /// Whether the way proc(5) is mounted hides processes, or none is there.
    none_shown: bool,
    other_pid_namespaces: bool,
}

impl HostSight {
    /// Whether the descriptors of more than half of all processes could be looked at.
    fn sees_most(&self, owners: &Owners, processes: usize) -> bool {
        !self.none_shown && owners.hidden * 2 < processes
    }

    fn of(&self, owners: &Owners) -> Sight {
        Sight {
            hidden: owners.hidden > 0 || self.none_shown,
            other_pid_namespaces: self.other_pid_namespaces,
        }
    }
}

/// Finds out what the collector may see of the host, and begins with its processes.
fn look_at_host(
    options: &Options,
    pass: &Pass<'_>,
    clock: Clock,
) -> (HostSight, Journal, processes::Found) {
    let proc = &options.proc;
    let mut journal = Journal::new(clock);
    let boot = journal.read("/proc/stat", || host::boot_time(proc));
    let privilege = journal.read("/proc/self/status", || privilege::read(proc));
    let mount = journal.read("/proc/self/mountinfo", || {
        privilege::hidden_by_mount(proc, &privilege)
    });
    let other_pid_namespaces = journal.read("/proc/self/ns/pid", || {
        namespace::may_have_other_pid_namespaces(proc)
    });
    let sight = HostSight {
        boot,
        privilege,
        none_shown: mount || pass.is_over_none(),
        other_pid_namespaces,
    };
    let found = pass.begin(boot);
    (sight, journal, found)
}

/// What is known before any network namespace is read.
struct Known {
    modules: Modules,
    /// Where the other ends of links may be.
    candidates: Vec<Candidate>,
}

/// Reads one network namespace, which this thread must be in, and where the other ends of its links
/// are. Sockets have no owners yet.
fn read_namespace(
    context: &Context,
    modules: &Modules,
    journal: &mut Journal,
) -> (Namespace, OtherEnds) {
    let Interfaces {
        all: mut interfaces,
        other_ends,
    } = rtnetlink::interfaces(journal);
    ethtool::read(&mut interfaces, journal);
    let names = InterfaceNames::of(&interfaces);
    let routes = rtnetlink::routes(&names, journal);
    let neighbours = rtnetlink::neighbours(&names, journal);
    let settings = journal.read("/proc/sys/net", || settings::read(&context.settings));
    let rules = rtnetlink::rules(journal);
    let multicast_groups = multicast::read(&context.tables, journal);
    let protocol_statistics = statistics::read(&context.tables, journal);
    let sockets = sockets::read(&context.tables, modules, journal);
    let local = local_sockets::read(&context.tables, Some(modules), &names, journal);
    let namespace = Namespace {
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
    };
    (namespace, other_ends)
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
