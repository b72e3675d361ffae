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
use std::io;
use std::path::Path;

use netsnap_shared::snapshot::{
    Host, Inode, MulticastGroup, Namespace, Pid, Privilege, Process, ProtocolCounters, Settings,
    Snapshot,
};

use self::host::BootTime;
use self::modules::Modules;
use self::namespace::{Context, Lives};
use self::owners::Owners;
use self::ownership::Sight;
use self::peers::Candidate;
use self::processes::Pass;
use self::rtnetlink::{InterfaceNames, Interfaces, OtherEnds};
pub(super) use self::sample::Sampler;
use super::at_once::{Shared, both};
use super::journal::{Journal, timed};
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

    let seen = look_at_both(options, &own, &modules, &pids, &mut journal);
    let Seen {
        mut namespace,
        ends,
        sight,
        mut processes,
        mut owners,
        several,
    } = seen;

    let lives = Lives {
        pids: &pids,
        processes: &processes,
        several: Some(&several),
        mounts: &sight.mounts,
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
    look_among_threads(&mut namespaces, &mut owners, &sight, proc, &mut journal);
    // Who may not look at most processes cannot tell what has been closed from what is hidden.
    if sight.sees_most(&owners, processes.len()) {
        let gone = closed::find(
            &namespaces,
            &found.others,
            proc,
            &known.modules,
            &mut journal,
        );
        look_for_later(
            &mut namespaces,
            &mut owners,
            &gone,
            &sight,
            proc,
            &mut journal,
        );
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

/// What was seen of the collector's own network and of the host's processes.
struct Seen {
    namespace: Namespace,
    ends: OtherEnds,
    sight: HostSight,
    processes: Vec<Process>,
    owners: Owners,
    several: Vec<Pid>,
}

/// Looks at the own network and at processes.
fn look_at_both(
    options: &Options,
    own: &Context,
    modules: &Modules,
    pids: &[Pid],
    journal: &mut Journal,
) -> Seen {
    // At the same time: the one waits for processes, the other for the network stack, and then
    // helps with the processes that are left.
    let clock = journal.clock();
    let began = clock.elapsed();
    let pass = Pass::over(&options.proc, pids);
    let tables = Shared::new(|| {
        let mut journal = Journal::new(clock);
        journal.enter(Some(own.id.clone()));
        (Tables::read(own, &mut journal), journal)
    });
    let look = || {
        let host = look_at_host(options, &pass, clock);
        tables.do_unless_begun();
        host
    };
    let (host, ((mut namespace, ends), helped)) = both(look, || {
        journal.enter(Some(own.id.clone()));
        let namespace = ask_namespace(own, modules, journal);
        journal.enter(None);
        tables.do_unless_begun();
        (namespace, pass.help())
    });
    let is_lost = host.is_none();
    let (sight, of_host, found) = host.unwrap_or_else(look);
    if let Some((tables, of_tables)) = tables.into_result() {
        tables.add_to(&mut namespace);
        journal.append(of_tables);
    }
    journal.append(of_host);
    let given = pass.end([found, helped], is_lost);
    let took = clock.elapsed().saturating_sub(began);
    let processes = journal.write("/proc/PID".to_owned(), given.processes, took);
    let owners = journal.write("/proc/PID/fd".to_owned(), given.owners, took);
    Seen {
        namespace,
        ends,
        sight,
        processes,
        owners,
        several: given.several,
    }
}

/// Looks for the owners of sockets that no process holds among threads with descriptors of their own.
fn look_among_threads(
    namespaces: &mut [Namespace],
    owners: &mut Owners,
    sight: &HostSight,
    proc: &Path,
    journal: &mut Journal,
) {
    let missing = owners::unowned(namespaces);
    if owners.may_be_in_threads(&missing) {
        journal.read("/proc/PID/task/TID/fd", || {
            owners.also_in_threads(proc, &missing)
        });
        assign_owners(namespaces, owners, sight.of(owners));
    }
}

/// Where some sockets were closed meanwhile, others were opened: looks for the owners of those.
fn look_for_later(
    namespaces: &mut [Namespace],
    owners: &mut Owners,
    gone: &HashSet<Inode>,
    sight: &HostSight,
    proc: &Path,
    journal: &mut Journal,
) {
    let missing = owners::unowned(namespaces);
    let left: HashSet<_> = missing.difference(gone).copied().collect();
    if !gone.is_empty() && owners.may_be_later(&left) {
        journal.read("/proc/PID/fd again", || owners.also_later(proc, &left));
        assign_owners(namespaces, owners, sight.of(owners));
    }
}

/// What the collector may see of the host.
struct HostSight {
    boot: BootTime,
    privilege: Privilege,
    /// Whether the way proc(5) is mounted hides processes, or none is there.
    none_shown: bool,
    other_pid_namespaces: bool,
    /// `/proc/self/mountinfo`.
    mounts: io::Result<Vec<u8>>,
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
    let (mounts, took) = timed(clock, || std::fs::read(proc.join("self/mountinfo")));
    let hidden = privilege::hidden_by_mount(&mounts, proc, &privilege);
    let hidden = journal.write("/proc/self/mountinfo".to_owned(), hidden, took);
    let other_pid_namespaces = journal.read("/proc/self/ns/pid", || {
        namespace::may_have_other_pid_namespaces(proc)
    });
    let sight = HostSight {
        boot,
        privilege,
        none_shown: hidden || pass.is_over_none(),
        other_pid_namespaces,
        mounts,
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

/// What the files of proc(5) tell of a network namespace, and netlink does not.
struct Tables {
    settings: Settings,
    multicast_groups: Vec<MulticastGroup>,
    protocol_statistics: Vec<ProtocolCounters>,
}

impl Tables {
    fn read(context: &Context, journal: &mut Journal) -> Self {
        Self {
            settings: journal.read("/proc/sys/net", || settings::read(&context.settings)),
            multicast_groups: multicast::read(&context.tables, journal),
            protocol_statistics: statistics::read(&context.tables, journal),
        }
    }

    fn add_to(self, namespace: &mut Namespace) {
        namespace.settings = self.settings;
        namespace.multicast_groups = self.multicast_groups;
        namespace.protocol_statistics = self.protocol_statistics;
    }
}

/// Reads one network namespace, which this thread must be in, and where the other ends of its links
/// are. Sockets have no owners yet.
fn read_namespace(
    context: &Context,
    modules: &Modules,
    journal: &mut Journal,
) -> (Namespace, OtherEnds) {
    let (mut namespace, ends) = ask_namespace(context, modules, journal);
    Tables::read(context, journal).add_to(&mut namespace);
    (namespace, ends)
}

/// The same as far as netlink tells.
fn ask_namespace(
    context: &Context,
    modules: &Modules,
    journal: &mut Journal,
) -> (Namespace, OtherEnds) {
    let Interfaces {
        all: mut interfaces,
        other_ends,
        tunnel_ports,
    } = rtnetlink::interfaces(journal);
    ethtool::read(&mut interfaces, journal);
    let names = InterfaceNames::of(&interfaces);
    let routes = rtnetlink::routes(&names, journal);
    let neighbours = rtnetlink::neighbours(&names, journal);
    let rules = rtnetlink::rules(journal);
    let sockets = sockets::read(&context.tables, modules, journal);
    let local = local_sockets::read(&context.tables, Some(modules), &names, journal);
    let namespace = Namespace {
        name: context.name.clone(),
        is_collectors: context.is_collectors,
        sockets: sockets
            .into_iter()
            .map(|row| row.into_socket(|index| names.name(index)))
            .map(|socket| ownership::of_tunnel(socket, &tunnel_ports))
            .collect(),
        unix_sockets: local.unix,
        packet_sockets: local.packet,
        netlink_sockets: local.netlink,
        routes,
        rules,
        interfaces,
        neighbours,
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
