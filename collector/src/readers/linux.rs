//! The readers of Linux. Each stage is a module; what opens files and sockets and what parses their
//! bytes are apart.

mod host;
mod local_sockets;
mod modules;
mod multicast;
mod namespace;
mod netlink;
mod owners;
mod ownership;
mod privilege;
mod processes;
mod rtnetlink;
mod settings;
mod sockets;
mod statistics;
mod users;

use netsnap_shared::snapshot::{Namespace, Snapshot};

use self::modules::Modules;
use self::namespace::Context;
use self::owners::Owners;
use self::ownership::Sight;
use self::rtnetlink::InterfaceNames;
use super::journal::Journal;
use super::{Clock, Options, collector};

/// Reads everything. The moment and the duration are the caller's to fill in.
pub(super) fn read(options: &Options, clock: Clock) -> Snapshot {
    let proc = &options.proc;
    let mut journal = Journal::new(clock);

    let own = journal.read("/proc/self/ns/net", || namespace::own(proc));
    let modules = if options.load_modules {
        Modules::may_be_loaded()
    } else {
        journal.read("/proc/modules", || Modules::read(proc, &options.root))
    };
    journal.enter(Some(own.id.clone()));
    let mut namespace = read_namespace(&own, &modules, &mut journal);
    journal.enter(None);

    let pids = journal.read("/proc", || processes::pids(proc));
    let owners = journal.read("/proc/PID/fd", || owners::read(proc, &pids));
    let boot = journal.read("/proc/stat", || host::boot_time(proc));
    let processes = journal.read("/proc/PID", || processes::read(proc, &pids, boot));
    let privilege = journal.read("/proc/self/status", || privilege::read(proc));
    let mount = journal.read("/proc/self/mountinfo", || {
        privilege::hidden_by_mount(proc, &privilege)
    });
    let other_pid_namespaces = journal.read("/proc/self/ns/pid", || {
        namespace::may_have_other_pid_namespaces(proc)
    });
    assign_owners(
        &mut namespace,
        &owners,
        Sight {
            hidden: owners.hidden > 0 || mount || pids.is_empty(),
            other_pid_namespaces,
        },
    );

    let mut uids = users::seen(&processes, std::slice::from_ref(&namespace));
    uids.extend(privilege.uid);
    let users = journal.read("/etc/passwd", || users::read(&options.root, &uids));
    let host = journal.read("/etc/os-release", || host::read(&options.root, boot));
    Snapshot {
        collector: collector(),
        collected_at: clock.now(),
        duration_ms: 0,
        host,
        privilege: privilege::named(privilege, &users),
        sources: journal.into_sources(),
        users,
        processes,
        namespaces: vec![namespace],
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

/// Reads one network namespace, which this thread must be in. Sockets have no owners yet.
fn read_namespace(context: &Context, modules: &Modules, journal: &mut Journal) -> Namespace {
    let interfaces = rtnetlink::interfaces(journal);
    let names = InterfaceNames::of(&interfaces);
    let routes = rtnetlink::routes(&names, journal);
    let neighbours = rtnetlink::neighbours(&names, journal);
    let settings = journal.read("/proc/sys/net/ipv4/ip_local_port_range", || {
        settings::read(&context.settings)
    });
    let rules = rtnetlink::rules(&names, journal);
    let multicast_groups = multicast::read(&context.tables, journal);
    let protocol_statistics = statistics::read(&context.tables, journal);
    let sockets = sockets::read(&context.tables, modules, journal);
    let local = local_sockets::read(&context.tables, &names, journal);
    Namespace {
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

fn assign_owners(namespace: &mut Namespace, owners: &Owners, sight: Sight) {
    ownership::assign(&mut namespace.sockets, owners, sight);
}
