//! The reader of systems that have none of their own yet: netstat2's rows, and the word that this is
//! all.

use netsnap_shared::snapshot::{
    Host, Inode, Namespace, NamespaceId, Owner, Ownership, Pid, Privilege, Protocol, Settings,
    Snapshot, Socket, SourceStatus, State,
};
use netstat2::SocketInfo;

use super::base::{self, ends};
use super::journal::{Journal, Reading};
use super::{Clock, Options, collector};

/// What this reader does not give.
const MISSING: [&str; 5] = ["processes", "users", "routes", "interfaces", "neighbours"];

/// Reads what netstat2 reads. The moment and the duration are the caller's to fill in.
pub(super) fn read(_: &Options, clock: Clock) -> Snapshot {
    let os = std::env::consts::OS;
    let mut journal = Journal::new(clock);
    let mut sockets: Vec<Socket> = Vec::new();
    for (protocol, family) in base::TABLES {
        sockets.extend(journal.read(format!("netstat2 {protocol} {family}"), || {
            let (families, protocols) = base::flags(protocol, family);
            let rows = netstat2::iterate_sockets_info(families, protocols);
            base::collect(rows, |info| Socket {
                family,
                ..socket(protocol, &info)
            })
        }));
    }
    sockets.sort_by_key(|socket| {
        let state = socket.state.map(State::code);
        let codes = (socket.protocol.code(), socket.family.code());
        (
            codes,
            socket.local,
            socket.remote,
            state,
            socket.owners.clone(),
        )
    });
    for name in MISSING {
        journal.read(name, || {
            Reading::<()>::nothing(
                SourceStatus::Unavailable,
                format!("this version cannot read them on {os}"),
            )
        });
    }
    let host = journal.read("host", || Reading::one(host(os)));
    Snapshot {
        collector: collector(),
        collected_at: clock.now(),
        duration_ms: 0,
        host,
        privilege: Privilege {
            uid: None,
            user: None,
            elevated: false,
            capabilities: Vec::new(),
        },
        sources: journal.into_sources(),
        users: Vec::new(),
        processes: Vec::new(),
        namespaces: vec![Namespace {
            is_collectors: true,
            sockets,
            ..Namespace::new(NamespaceId("host".to_owned()))
        }],
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

fn host(os: &str) -> Host {
    let hostname = ["COMPUTERNAME", "HOSTNAME"];
    Host {
        hostname: hostname.iter().find_map(|name| std::env::var(name).ok()),
        os: os.to_owned(),
        os_version: None,
        kernel: None,
        architecture: Some(std::env::consts::ARCH.to_owned()),
        boot_time: None,
        resolver: None,
    }
}

fn socket(protocol: Protocol, info: &SocketInfo) -> Socket {
    let ends = ends(info);
    // Windows gives process 0 to what no process holds any more.
    let mut pids: Vec<u32> = info.associated_pids.clone();
    pids.retain(|&pid| pid != 0);
    pids.sort_unstable();
    pids.dedup();
    let ownership = match ends.state {
        _ if !pids.is_empty() => Ownership::Owned,
        Some(State::TimeWait) => Ownership::Kernel,
        _ => Ownership::Hidden,
    };
    Socket {
        state: ends.state,
        remote: ends.remote,
        owners: pids
            .into_iter()
            .map(|pid| Owner {
                pid: Pid(pid),
                fd: None,
            })
            .collect(),
        ownership,
        ..Socket::new(protocol, Family::Ipv4, ends.local)
    }
}
