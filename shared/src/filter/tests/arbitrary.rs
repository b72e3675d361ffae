//! Generated sockets and filters. Values come from small sets, so that filters find something.

use std::net::IpAddr;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::sample;
use crate::catalog::Catalog;
use crate::snapshot::{
    Endpoint, Family, Inode, Owner, Ownership, Pid, Process, Protocol, Socket, State, TcpInfo, Uid,
};

const ADDRESSES: [&str; 9] = [
    "0.0.0.0",
    "127.0.0.1",
    "10.0.0.5",
    "10.0.1.5",
    "203.0.113.7",
    "::",
    "::1",
    "fe80::1",
    "::ffff:10.0.0.5",
];
const PORTS: [u16; 7] = [0, 22, 53, 443, 4430, 8080, 65535];

fn endpoint() -> impl Strategy<Value = Endpoint> {
    (select(&ADDRESSES[..]), select(&PORTS[..])).prop_map(|(ip, port)| Endpoint {
        ip: ip.parse::<IpAddr>().unwrap(),
        port,
    })
}

fn socket() -> impl Strategy<Value = Socket> {
    let protocol = select(vec![Protocol::Tcp, Protocol::Udp, Protocol::Other(200)]);
    let state = option::of(select(vec![
        State::Listen,
        State::Established,
        State::TimeWait,
        State::Unconnected,
        State::Other(99),
    ]));
    let owner = (select(vec![1u32, 22, 443, 999]), option::of(0u32..5));
    let owner = owner.prop_map(|(pid, fd)| Owner { pid: Pid(pid), fd });
    let ownership = select(vec![
        Ownership::Owned,
        Ownership::NotAccepted,
        Ownership::Missing,
    ]);
    let uid = option::of(select(vec![0u32, 33, 1000]));
    let name = option::of(select(vec!["eth0", "lo", ""]));
    let ends = (protocol, state, endpoint(), option::of(endpoint()));
    let rest = (
        vec(owner, 0..4),
        ownership,
        uid,
        name,
        option::of(0u32..3),
        option::of(1u64..4),
        option::of(select(vec![0u32, 443, 250_000])),
    );
    (ends, rest).prop_map(|((protocol, state, local, remote), rest)| {
        let (owners, ownership, uid, interface, queue, inode, rtt) = rest;
        Socket {
            protocol,
            family: if local.ip.is_ipv4() {
                Family::Ipv4
            } else {
                Family::Ipv6
            },
            state,
            local,
            remote,
            owners,
            ownership,
            uid: uid.map(Uid),
            inode: inode.map(Inode),
            interface: interface.map(str::to_owned),
            receive_queue: queue,
            send_queue: queue.map(|queue| queue / 2),
            mark: inode.and_then(|inode| u32::try_from(inode).ok()),
            tcp_info: rtt.map(|rtt| Box::new(measured(rtt))),
            ..Socket::new(protocol, Family::Ipv4, local)
        }
    })
}

fn measured(rtt_us: u32) -> TcpInfo {
    TcpInfo {
        rtt_us: Some(rtt_us),
        retransmitted_segments: Some(rtt_us / 10),
        bytes_sent: (rtt_us > 0).then_some(u64::from(rtt_us) << 20),
        congestion_control: (rtt_us > 0).then(|| "cubic".to_owned()),
        ..TcpInfo::default()
    }
}

fn processes() -> Vec<Process> {
    let process = |pid, name: &str, executable: Option<&str>, line: Option<&str>| Process {
        executable: executable.map(str::to_owned),
        command_line: line.map(|line| line.split(' ').map(str::to_owned).collect()),
        ..Process::new(Pid(pid), name.to_owned())
    };
    vec![
        process(1, "systemd", Some("/sbin/init"), Some("/sbin/init splash")),
        process(22, "sshd", None, None),
        process(
            443,
            "Ngïnx 443",
            Some("/usr/sbin/nginx"),
            Some("nginx: worker *"),
        ),
    ]
}

/// A snapshot with two namespaces of generated sockets.
pub(super) fn catalog() -> impl Strategy<Value = Catalog> {
    (vec(socket(), 0..100), vec(socket(), 0..9)).prop_map(|(first, second)| {
        let namespaces = vec![
            sample::namespace("1", first),
            sample::namespace("2", second),
        ];
        Catalog::new(sample::snapshot(namespaces, processes()))
    })
}

fn keyword() -> impl Strategy<Value = String> {
    let terms = [
        "state:listen",
        "state:ESTAB,99",
        "state:none",
        "state:*wait",
        "proto:tcp",
        "proto!=udp",
        "family:6",
        "owner:missing,not_accepted",
        "reach:everyone,links",
        "is:listening",
        "is:connected,queued",
        "is:exposed",
        "is:loopback",
        "is:tcp",
        "is:unowned",
        "has:owner",
        "has:queue",
        "has:remote",
        "has:process,iface",
        "has:state",
        "has:inode",
        "has:timer",
        "has:port",
        "has:service",
        "has:rtt,mark",
        "health:slow,fine",
        "health!=unread",
        "rtt:>200ms",
        "tx:1MiB-1gb",
    ];
    select(terms.map(str::to_owned).to_vec())
}

fn number() -> impl Strategy<Value = String> {
    let fields = [
        "port",
        "lport",
        "rport",
        "pid",
        "uid",
        "fd",
        "inode",
        "recvq",
        "sendq",
        "rtt",
        "retransmits",
        "tx",
        "mark",
    ];
    let value = prop_oneof![
        select(&PORTS[..]).prop_map(|port| format!(":{port}")),
        select(&PORTS[..]).prop_map(|port| format!("<={port}")),
        select(&PORTS[1..]).prop_map(|port| format!("<{port}")),
        select(&PORTS[..6]).prop_map(|port| format!(":>{port}")),
        (0u16..500, 500u16..9000).prop_map(|(first, last)| format!("!={first}-{last}")),
        Just(":none,22".to_owned()),
    ];
    (select(fields.to_vec()), value).prop_map(|(field, value)| format!("{field}{value}"))
}

fn address() -> impl Strategy<Value = String> {
    let more = prop_oneof![
        Just(String::new()),
        Just(":443".to_owned()),
        (0u8..=32).prop_map(|length| format!("/{length}")),
    ];
    let fields = select(vec!["local", "remote", "ip"]);
    (fields, select(&ADDRESSES[..]), more).prop_map(|(field, ip, more)| {
        let is_bracketed = more.starts_with(':') && ip.contains(':');
        let ip = if is_bracketed {
            format!("[{ip}]")
        } else {
            ip.to_owned()
        };
        format!("{field}:{ip}{more},none")
    })
}

fn text() -> impl Strategy<Value = String> {
    let fields = ["proc", "cmd", "exe", "user", "iface", "ns", "service", "cc"];
    let values = [
        "nginx",
        "ngïnx\\ 443",
        "NG*",
        "*n?inx*",
        "sshd",
        "/sbin/init",
        "in",
        "root",
        "33",
        "1000",
        "eth0",
        "\"nginx: worker *\"",
        "none",
        "\"\"",
        "host",
        "2",
        "*",
        "domain",
        "http*",
        "cubic",
    ];
    let signs = select(vec![":", "=", "!="]);
    (select(fields.to_vec()), signs, select(values.to_vec()))
        .prop_map(|(field, sign, value)| format!("{field}{sign}{value}"))
}

fn bare() -> impl Strategy<Value = String> {
    let words = [
        "443",
        "22",
        "1000",
        "tcp",
        "LISTENING",
        "time_wait",
        "unconn",
        "10.0.0.",
        "10.0.0.0/23",
        "10.0.0.5",
        "::1",
        "10.0.0.5:443",
        "[::1]:53",
        ":53",
        "nginx",
        "ss*",
        "n?inx",
        "44*",
        "\"443\"",
        "eth",
        "root",
        "-x",
        "https",
    ];
    select(words.map(str::to_owned).to_vec())
}

fn term() -> impl Strategy<Value = String> {
    prop_oneof![keyword(), number(), address(), text(), bare()]
}

/// The text of a filter of sockets.
pub(super) fn filter() -> impl Strategy<Value = String> {
    term().prop_recursive(4, 16, 3, |inner| {
        let joined = |between: &'static str| {
            vec(inner.clone(), 1..4).prop_map(move |parts| parts.join(between))
        };
        prop_oneof![
            joined(" "),
            joined(" or "),
            joined(" && "),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.prop_map(|inner| format!("!({inner})")),
        ]
    })
}
