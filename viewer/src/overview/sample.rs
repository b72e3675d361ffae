//! Small snapshots for the tests of the overview and the details.

use std::net::SocketAddr;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{
    Collector, Endpoint, Family, Host, Namespace, NamespaceId, Owner, Ownership, Pid, PortRange,
    Privilege, Process, Protocol, Settings, Snapshot, Socket, Source, SourceStatus, State,
    Timestamp,
};

pub(crate) fn catalog(processes: Vec<Process>, sockets: Vec<Socket>) -> Catalog {
    Catalog::new(snapshot(processes, sockets))
}

pub(crate) fn snapshot(processes: Vec<Process>, sockets: Vec<Socket>) -> Snapshot {
    Snapshot {
        collector: Collector {
            name: "netsnap".to_owned(),
            version: "0.1.0".to_owned(),
        },
        collected_at: Timestamp::from_unix_ms(1_795_000_000_000),
        duration_ms: 12,
        host: Host {
            hostname: Some("web-01".to_owned()),
            os: "linux".to_owned(),
            os_version: None,
            kernel: None,
            architecture: None,
            boot_time: None,
            resolver: None,
        },
        privilege: Privilege {
            uid: None,
            user: None,
            elevated: true,
            capabilities: Vec::new(),
        },
        sources: Vec::new(),
        users: Vec::new(),
        processes,
        namespaces: vec![Namespace {
            is_collectors: true,
            settings: Settings {
                ephemeral_ports: Some(PortRange {
                    first: 32768,
                    last: 60999,
                }),
                ..Settings::default()
            },
            sockets,
            ..Namespace::new(NamespaceId("1".to_owned()))
        }],
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

pub(crate) fn process(pid: u32, name: &str) -> Process {
    Process::new(Pid(pid), name.to_owned())
}

pub(crate) fn source(name: &str, status: SourceStatus, detail: Option<&str>) -> Source {
    Source {
        name: name.to_owned(),
        namespace: None,
        status,
        rows: 0,
        duration_us: 0,
        detail: detail.map(str::to_owned),
    }
}

pub(crate) fn tcp_listener(local: &str, pids: &[u32]) -> Socket {
    socket(Protocol::Tcp, State::Listen, local, None, pids)
}

pub(crate) fn tcp(state: State, local: &str, remote: &str, pids: &[u32]) -> Socket {
    socket(Protocol::Tcp, state, local, Some(remote), pids)
}

pub(crate) fn udp(local: &str, pids: &[u32]) -> Socket {
    socket(Protocol::Udp, State::Unconnected, local, None, pids)
}

pub(crate) fn socket(
    protocol: Protocol,
    state: State,
    local: &str,
    remote: Option<&str>,
    pids: &[u32],
) -> Socket {
    let endpoint = |text: &str| {
        let address: SocketAddr = text.parse().expect("an address and a port");
        Endpoint {
            ip: address.ip(),
            port: address.port(),
        }
    };
    let family = if local.starts_with('[') {
        Family::Ipv6
    } else {
        Family::Ipv4
    };
    Socket {
        state: Some(state),
        remote: remote.map(endpoint),
        owners: pids
            .iter()
            .map(|&pid| Owner {
                pid: Pid(pid),
                fd: Some(3),
            })
            .collect(),
        ownership: if pids.is_empty() {
            Ownership::Missing
        } else {
            Ownership::Owned
        },
        ..Socket::new(protocol, family, endpoint(local))
    }
}
