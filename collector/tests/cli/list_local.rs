//! `netsnap list` of sockets without an internet protocol, and of what else a stack has.

use netsnap::Exit;
use netsnap_shared::snapshot::{
    AcceptQueue, Family, Inode, MulticastGroup, Namespace, Neighbour, NetlinkProtocol,
    NetlinkSocket, Owner, Ownership, PacketSocket, Pid, ProtocolCounters, RouteProtocol,
    RouteTable, RoutingRule, RuleAction, Snapshot, Uid, UnixSocket,
};
use serde_json::{Value, from_str, to_value};

use crate::fixture::{Shell, host};

/// The host with some sockets of each kind.
fn host_with_sockets() -> Snapshot {
    let mut host = host();
    let owner = Owner {
        pid: Pid(812),
        fd: Some(9),
    };
    let listener = UnixSocket {
        kind: "stream".to_owned(),
        state: "listening".to_owned(),
        path: Some("/run/a b\n".to_owned()),
        inode: Some(Inode(70)),
        peer_inode: None,
        owners: vec![owner],
        ownership: Ownership::Owned,
        uid: Some(Uid(0)),
        receive_queue: None,
        send_queue: None,
        accept_queue: Some(AcceptQueue {
            length: 1,
            limit: 128,
        }),
        memory: None,
    };
    let waiting = UnixSocket {
        state: "connected".to_owned(),
        inode: None,
        peer_inode: Some(Inode(71)),
        owners: Vec::new(),
        ownership: Ownership::NotAccepted,
        accept_queue: None,
        ..listener.clone()
    };
    let capture = PacketSocket {
        kind: "raw".to_owned(),
        ethertype: Some(3),
        interface: None,
        uid: Some(Uid(0)),
        inode: Some(Inode(72)),
        owners: Vec::new(),
        ownership: Ownership::Missing,
        promiscuous_on: Some(vec!["eth0".to_owned(), "lo".to_owned()]),
        memory: None,
    };
    let kernels = NetlinkSocket {
        protocol: NetlinkProtocol::Route,
        port_id: 0,
        groups: Some(Vec::new()),
        inode: Some(Inode(4)),
        owners: Vec::new(),
        ownership: Ownership::Kernel,
        receive_queue: Some(0),
        send_queue: Some(0),
        drops: Some(0),
    };
    let member = NetlinkSocket {
        port_id: 812,
        groups: Some(vec![1, 5, 33]),
        inode: Some(Inode(73)),
        owners: vec![owner],
        ownership: Ownership::Owned,
        drops: None,
        ..kernels.clone()
    };
    let namespace = &mut host.namespaces[0];
    namespace.unix_sockets = vec![listener, waiting];
    namespace.packet_sockets = vec![capture];
    namespace.netlink_sockets = vec![kernels, member];
    add_stack(namespace);
    host
}

/// Rules, a neighbour, a group and counters.
fn add_stack(namespace: &mut Namespace) {
    let rule = |priority, table| RoutingRule {
        table: Some(table),
        protocol: RouteProtocol::Static,
        ..RoutingRule::new(Family::Ipv4, priority, RuleAction::Lookup)
    };
    namespace.rules = vec![
        rule(0, RouteTable::Local),
        RoutingRule {
            source: "10.1.0.0/16".parse().ok(),
            ..rule(100, RouteTable::Other(100))
        },
    ];
    namespace.neighbours = vec![Neighbour {
        ip: [192, 0, 2, 1].into(),
        mac: Some("02:00:00:00:00:01".to_owned()),
        interface: "eth0".to_owned(),
        state: "reachable".to_owned(),
        flags: vec!["router".to_owned()],
        used_ms: Some(1_500),
        confirmed_ms: None,
    }];
    namespace.multicast_groups = vec![MulticastGroup {
        interface: "eth0".to_owned(),
        group: "224.0.0.251".to_owned(),
        users: Some(2),
    }];
    namespace.protocol_statistics = vec![ProtocolCounters {
        protocol: "TcpExt".to_owned(),
        counters: [("ListenDrops".to_owned(), 7), ("TCPHPHits".to_owned(), 9)].into(),
    }];
}

fn list(arguments: &[&str]) -> String {
    let shell = Shell {
        host: host_with_sockets(),
        ..Shell::default()
    };
    let mut all = vec!["list"];
    all.extend(arguments);
    let answer = shell.run(&all);
    assert_eq!(answer.stderr, "", "{arguments:?}");
    assert_eq!(answer.exit, Exit::Success);
    answer.out().to_owned()
}

#[test]
fn each_kind_is_listed() {
    for (arguments, expected) in [
        (
            &["-t", "unix"][..],
            "\
KIND    STATE      RECV-Q  SEND-Q  INODE  PEER  PATH        PROCESS
stream  LISTENING       1     128     70     -  /run/a b\\n  nginx (pid 812, fd 9)
stream  CONNECTED       -       -      -    71  /run/a b\\n  (not accepted yet)
",
        ),
        (
            &["-t", "packet"],
            "\
KIND  ETHERTYPE  INTERFACE  PROMISCUOUS  INODE  PROCESS
raw   0x0003     *          eth0,lo         72  (no process found)
",
        ),
        (
            &["-t", "netlink", "-f", "is:kernel"],
            "\
PROTO  PORT  RECV-Q  SEND-Q  DROPS  GROUPS  INODE  PROCESS
route     0       0       0      0  -           4  (kernel)
",
        ),
        (
            &["-t", "netlink", "-H", "-f", "group:5"],
            "route  812  0  0  -  1,5,33  73  nginx (pid 812, fd 9)\n",
        ),
        (&["-t", "unix", "-H", "-f", "path:nothing"], ""),
        (
            &["-t", "rules", "-H", "-f", "!is:every"],
            "100  ipv4  packets from 10.1.0.0/16  lookup  100  static\n",
        ),
        (
            &["-t", "neighbours", "-H"],
            "192.0.2.1  02:00:00:00:00:01  eth0  reachable  router\n",
        ),
        (&["-t", "groups", "-H"], "224.0.0.251  eth0  2  mDNS\n"),
        (
            &["-t", "counters", "-H", "-f", "is:unhealthy"],
            "TcpExt  ListenDrops  7  -  bad  It has counted 7.\n",
        ),
    ] {
        assert_eq!(list(arguments), expected, "{arguments:?}");
    }
}

#[test]
fn json_rows_are_the_bundle_s_own() {
    let host = to_value(host_with_sockets()).unwrap();
    for (table, key) in [
        ("unix", "unix_sockets"),
        ("packet", "packet_sockets"),
        ("netlink", "netlink_sockets"),
        ("rules", "rules"),
        ("neighbours", "neighbours"),
        ("groups", "multicast_groups"),
    ] {
        let mut rows: Value = from_str(&list(&["--json", "-t", table])).unwrap();
        for row in rows.as_array_mut().unwrap() {
            let namespace = row.as_object_mut().unwrap().remove("namespace");
            assert_eq!(namespace, Some("4026531840".into()));
        }
        assert_eq!(rows, host["namespaces"][0][key], "{table}");
    }
}
