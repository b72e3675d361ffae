//! A small host with a row of every sort that the tests ask for.

mod local;
mod stack;

use std::rc::Rc;

use crate::catalog::Catalog;
use crate::index::{Table, TableKind, Tables};
use crate::snapshot::{
    AcceptQueue, Collector, Endpoint, Family, Host, Inode, Interface, InterfaceAddress,
    InterfaceStatistics, Namespace, NamespaceId, NextHop, Owner, Ownership, Pid, Privilege,
    Process, Protocol, Route, RouteKind, RouteProtocol, RouteScope, RouteTable, Snapshot, Socket,
    Source, SourceStatus, State, Timer, TimerKind, Timestamp, Uid, User,
};

pub(super) fn catalog() -> Catalog {
    Catalog::new(snapshot(vec![namespace("1", sockets())], processes()))
}

pub(super) fn tables() -> Tables {
    Tables::new(&Rc::new(catalog()))
}

/// Any table of the sample, also one without a view.
pub(super) fn table(kind: TableKind) -> Table {
    Table::new(kind, &catalog())
}

pub(super) fn snapshot(namespaces: Vec<Namespace>, processes: Vec<Process>) -> Snapshot {
    let user = |uid, name: &str| User {
        uid: Uid(uid),
        name: name.to_owned(),
    };
    Snapshot {
        collector: Collector {
            name: "netsnap".to_owned(),
            version: "0.1.0".to_owned(),
        },
        collected_at: Timestamp::from_unix_ms(0),
        duration_ms: 1,
        host: Host {
            hostname: None,
            os: "linux".to_owned(),
            os_version: None,
            kernel: None,
            architecture: None,
            boot_time: None,
            resolver: None,
        },
        privilege: Privilege {
            uid: Some(Uid(0)),
            user: Some("root".to_owned()),
            elevated: true,
            capabilities: Vec::new(),
        },
        sources: sources(),
        users: vec![user(0, "root"), user(33, "www-data")],
        processes,
        namespaces,
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

pub(super) fn namespace(id: &str, sockets: Vec<Socket>) -> Namespace {
    Namespace {
        name: (id == "1").then(|| "host".to_owned()),
        is_collectors: id == "1",
        sockets,
        routes: routes(),
        interfaces: interfaces(),
        unix_sockets: local::unix_sockets(),
        rules: stack::rules(),
        neighbours: stack::neighbours(),
        multicast_groups: stack::groups(),
        protocol_statistics: stack::counters(),
        packet_sockets: local::packet_sockets(),
        netlink_sockets: local::netlink_sockets(),
        ..Namespace::new(NamespaceId(id.to_owned()))
    }
}

pub(super) fn endpoint(text: &str) -> Endpoint {
    let address: std::net::SocketAddr = text.parse().unwrap();
    Endpoint {
        ip: address.ip(),
        port: address.port(),
    }
}

pub(super) fn socket(
    protocol: Protocol,
    state: Option<State>,
    local: &str,
    remote: Option<&str>,
    owners: &[(u32, u32)],
) -> Socket {
    let local = endpoint(local);
    let owner = |&(pid, fd): &(u32, u32)| Owner {
        pid: Pid(pid),
        fd: Some(fd),
    };
    Socket {
        protocol,
        family: if local.ip.is_ipv4() {
            Family::Ipv4
        } else {
            Family::Ipv6
        },
        state,
        local,
        remote: remote.map(endpoint),
        owners: owners.iter().map(owner).collect(),
        ownership: if owners.is_empty() {
            Ownership::Missing
        } else {
            Ownership::Owned
        },
        uid: Some(Uid(0)),
        inode: Some(Inode(1000 + u64::from(local.port))),
        interface: None,
        receive_queue: Some(0),
        send_queue: Some(0),
        ..Socket::new(protocol, Family::Ipv4, local)
    }
}

/// Row 0 to 8.
pub(super) fn sockets() -> Vec<Socket> {
    use Protocol::{Tcp, Udp};
    let web = &[(812, 6), (813, 6)];
    let mut sockets = vec![
        socket(Tcp, Some(State::Listen), "0.0.0.0:443", None, web),
        socket(
            Tcp,
            Some(State::Listen),
            "127.0.0.1:5432",
            None,
            &[(900, 3)],
        ),
        socket(
            Tcp,
            Some(State::Established),
            "10.0.0.5:443",
            Some("203.0.113.7:54430"),
            &[(813, 9)],
        ),
        socket(
            Tcp,
            Some(State::TimeWait),
            "10.0.0.5:40000",
            Some("10.0.0.9:5432"),
            &[],
        ),
        socket(
            Udp,
            Some(State::Unconnected),
            "0.0.0.0:68",
            None,
            &[(443, 5)],
        ),
        socket(
            Udp,
            Some(State::Established),
            "10.0.0.5:50000",
            Some("8.8.8.8:53"),
            &[(900, 7)],
        ),
        socket(Tcp, Some(State::Listen), "[::]:8080", None, &[(1000, 3)]),
        socket(
            Tcp,
            Some(State::Established),
            "[::ffff:10.0.0.5]:8080",
            Some("[::ffff:192.168.1.20]:60000"),
            &[(1000, 4)],
        ),
        socket(Tcp, Some(State::Other(77)), "[fe80::1]:9000", None, &[]),
    ];
    sockets[0].accept_queue = Some(AcceptQueue {
        length: 2,
        limit: 128,
    });
    sockets[2].uid = Some(Uid(33));
    sockets[2].send_queue = Some(4096);
    sockets[2].timer = Some(Timer {
        kind: TimerKind::Retransmit,
        expires_in_ms: 200,
        retransmits: 1,
    });
    sockets[3].ownership = Ownership::Kernel;
    sockets[3].inode = None;
    sockets[3].uid = None;
    sockets[8].interface = Some("eth0".to_owned());
    sockets[8].uid = Some(Uid(1000));
    sockets
}

/// Row 0 to 4: pids 2, 443, 812, 813, 900; 1000 is not among them.
pub(super) fn processes() -> Vec<Process> {
    let process = |pid, name: &str, executable: Option<&str>, arguments: &[&str]| Process {
        parent_pid: (pid > 2).then_some(Pid(if pid == 813 { 812 } else { 1 })),
        executable: executable.map(str::to_owned),
        executable_deleted: executable.map(|_| pid == 900),
        command_line: Some(arguments.iter().map(ToString::to_string).collect()),
        uid: Some(Uid(if pid == 813 { 33 } else { 0 })),
        started_at: Some(Timestamp::from_unix_ms(
            1_795_312_800_000 + u64::from(pid) * 3_600_000,
        )),
        namespace: Some(NamespaceId("1".to_owned())),
        container: (pid == 900).then(|| "4f5e6d7c".to_owned()),
        kernel_thread: pid == 2,
        ..Process::new(Pid(pid), name.to_owned())
    };
    vec![
        process(2, "kthreadd", None, &[]),
        process(
            443,
            "dhclient",
            Some("/sbin/dhclient"),
            &["dhclient", "eth0"],
        ),
        process(
            812,
            "nginx",
            Some("/usr/sbin/nginx"),
            &["nginx: master process"],
        ),
        process(
            813,
            "nginx",
            Some("/usr/sbin/nginx"),
            &["nginx: worker process"],
        ),
        process(
            900,
            "postgres",
            Some("/usr/lib/postgresql/bin/postgres"),
            &["postgres", "-D", "/var/lib/db"],
        ),
    ]
}

/// Row 0 to 5 of each namespace.
fn routes() -> Vec<Route> {
    let route = |destination: &str, gateway: Option<&str>, interface: &str| {
        let destination: ipnet::IpNet = destination.parse().unwrap();
        let family = if destination.addr().is_ipv4() {
            Family::Ipv4
        } else {
            Family::Ipv6
        };
        Route {
            gateway: gateway.map(|gateway| gateway.parse().unwrap()),
            interface: Some(interface.to_owned()),
            metric: Some(100),
            protocol: RouteProtocol::Kernel,
            scope: RouteScope::Link,
            ..Route::new(family, destination)
        }
    };
    let mut routes = vec![
        route("0.0.0.0/0", Some("10.0.0.1"), "eth0"),
        route("10.0.0.0/24", None, "eth0"),
        route("10.8.0.0/16", None, "wg0"),
        route("127.0.0.0/8", None, "lo"),
        route("::/0", None, "eth0"),
        route("192.168.0.0/16", None, "eth1"),
    ];
    routes[0].protocol = RouteProtocol::Dhcp;
    routes[0].scope = RouteScope::Global;
    routes[1].source = Some("10.0.0.5".parse().unwrap());
    routes[2].metric = None;
    routes[3].kind = RouteKind::Local;
    routes[3].table = RouteTable::Local;
    routes[4].kind = RouteKind::Blackhole;
    routes[4].table = RouteTable::Other(42);
    routes[5].interface = None;
    let hop = |gateway: &str, interface: &str| NextHop {
        gateway: Some(gateway.parse().unwrap()),
        interface: Some(interface.to_owned()),
        weight: 1,
        flags: Vec::new(),
    };
    routes[5].next_hops = vec![hop("10.0.0.2", "eth0"), hop("10.8.0.2", "wg0")];
    routes
}

/// Row 0 and 1 of each namespace.
fn interfaces() -> Vec<Interface> {
    let interface = |index, name: &str, kind: &str, state: &str, flags: &[&str]| Interface {
        kind: Some(kind.to_owned()),
        mac: (kind != "loopback").then(|| "52:54:00:ab:cd:ef".to_owned()),
        mtu: Some(if kind == "loopback" { 65536 } else { 1500 }),
        flags: flags.iter().map(ToString::to_string).collect(),
        promiscuous: Some(index == 2),
        operational_state: Some(state.to_owned()),
        addresses: vec![InterfaceAddress::new(
            if index == 1 { "127.0.0.1" } else { "10.0.0.5" }
                .parse()
                .unwrap(),
            8,
        )],
        statistics: Some(InterfaceStatistics {
            received_bytes: 1000 * u64::from(index),
            sent_dropped: u64::from(index) - 1,
            ..InterfaceStatistics::default()
        }),
        ..Interface::new(index, name.to_owned())
    };
    vec![
        interface(1, "lo", "loopback", "unknown", &["up", "loopback"]),
        interface(2, "eth0", "ethernet", "down", &["up", "broadcast"]),
    ]
}

/// Row 0 to 2.
fn sources() -> Vec<Source> {
    let source = |name: &str, status, rows, detail: Option<&str>| Source {
        name: name.to_owned(),
        namespace: (rows > 0).then(|| NamespaceId("1".to_owned())),
        status,
        rows,
        duration_us: 10 * rows,
        detail: detail.map(str::to_owned),
    };
    vec![
        source("sock_diag tcp ipv4", SourceStatus::Complete, 6, None),
        source(
            "/proc/PID/fd",
            SourceStatus::Denied,
            0,
            Some("run it as root for the rest"),
        ),
        source(
            "sock_diag udp ipv4",
            SourceStatus::Partial,
            2,
            Some("the dump was interrupted"),
        ),
    ]
}
