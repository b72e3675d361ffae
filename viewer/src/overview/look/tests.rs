use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{
    AcceptQueue, Inode, Interface, PacketSocket, Process, ProtocolCounters, Snapshot, Socket,
    Timer, TimerKind,
};

use super::*;
use crate::overview::Answers;
use crate::overview::sample::{process, snapshot, tcp, tcp_listener, udp};

/// What was found, as `what | who | filter`.
fn found(snapshot: Snapshot) -> Vec<String> {
    let answers = Answers::new(&Catalog::new(snapshot), None);
    let looks = answers.looks.iter();
    looks
        .map(|look| format!("{} | {} | {}", look.what, look.who, look.filter))
        .collect()
}

fn check(processes: &[Process], sockets: Vec<Socket>, expected: &[&str]) {
    assert_eq!(found(snapshot(processes.to_vec(), sockets)), expected);
}

#[test]
fn open_ports_are_told_by_their_reason() {
    let processes = [process(1, "telnetd"), process(2, "web"), process(3, "web")];
    for (sockets, expected) in [
        (vec![], &[][..]),
        // A clean host: what it has to offer is encrypted, or stays on the host.
        (
            vec![
                tcp_listener("0.0.0.0:22", &[1]),
                tcp_listener("127.0.0.1:23", &[1]),
                tcp_listener("[::1]:6379", &[1]),
                udp("0.0.0.0:53", &[1]),
                udp("0.0.0.0:47808", &[1]),
            ],
            &[],
        ),
        (
            vec![tcp_listener("0.0.0.0:23", &[1])],
            &["telnet (tcp 23) is open to everyone | telnetd | is:exposed proto:tcp lport:23"],
        ),
        (
            vec![tcp_listener("[fe80::1]:23", &[])],
            &[
                "telnet (tcp 23) is open to every host on its links | no known process | is:exposed proto:tcp lport:23",
            ],
        ),
        (
            vec![
                tcp_listener("0.0.0.0:80", &[2, 3]),
                tcp_listener("[::]:80", &[3]),
                tcp_listener("0.0.0.0:8080", &[1]),
                tcp_listener("10.0.0.1:23", &[1]),
                tcp_listener("0.0.0.0:21", &[]),
                udp("0.0.0.0:19", &[2]),
            ],
            &[
                "ftp (tcp 21) and telnet (tcp 23) are open to everyone | telnetd ×1 and no known process ×1 | is:exposed proto:tcp lport:21,23",
                "chargen (udp 19) is open to everyone | web | is:exposed proto:udp lport:19",
                "http (tcp 80) and http-alt (tcp 8080) are open to everyone | web ×2 and telnetd ×1 | is:exposed proto:tcp lport:80,8080",
            ],
        ),
    ] {
        check(&processes, sockets, expected);
    }
}

#[test]
fn connections_are_told_by_their_trouble() {
    let stuck = |pid| Socket {
        timer: Some(Timer {
            kind: TimerKind::Retransmit,
            expires_in_ms: 1,
            retransmits: 9,
        }),
        ..tcp(State::Established, "10.0.0.1:5000", "203.0.113.7:9", &[pid])
    };
    let full = Socket {
        accept_queue: Some(AcceptQueue {
            length: 5,
            limit: 5,
        }),
        ..tcp_listener("127.0.0.1:5432", &[1])
    };
    let unclosed = |count| {
        let socket = tcp(State::CloseWait, "10.0.0.1:5000", "203.0.113.7:9", &[2]);
        vec![socket; count]
    };
    let processes = [process(1, "db"), process(2, "app")];
    for (sockets, expected) in [
        (
            vec![stuck(1), stuck(2), stuck(2)],
            &["3 connections are in trouble | app ×2 and db ×1 | is:trouble"][..],
        ),
        (
            vec![full],
            &["1 listener has a full queue of connections | db | is:full"],
        ),
        (unclosed(9), &[]),
        (
            unclosed(10),
            &["10 connections wait to be closed here | app | state:close-wait"],
        ),
    ] {
        check(&processes, sockets, expected);
    }
    let answers = Answers::new(&Catalog::new(snapshot(vec![], vec![stuck(1)])), None);
    let why = answers.looks.first().map(|look| look.why.as_str());
    assert!(why.is_some_and(|why| why.starts_with("1 stuck. The same segment was sent again")));
}

#[test]
fn interfaces_and_counters_are_told_with_their_names() {
    let mut taken = snapshot(vec![process(7, "tcpdump")], vec![]);
    let promiscuous = |name: &str, master: Option<&str>| Interface {
        promiscuous: Some(true),
        master: master.map(str::to_owned),
        ..Interface::new(1, name.to_owned())
    };
    let namespace = &mut taken.namespaces[0];
    namespace.interfaces = vec![promiscuous("port", Some("br0"))];
    assert_eq!(found(taken.clone()), [""; 0]);
    let namespace = &mut taken.namespaces[0];
    namespace.interfaces.push(promiscuous("eth0", None));
    let mut taken_without_capture = taken.clone();
    let namespace = &mut taken.namespaces[0];
    namespace.packet_sockets = vec![PacketSocket {
        kind: "raw".to_owned(),
        ethertype: Some(3),
        interface: None,
        uid: None,
        inode: Some(Inode(1)),
        owners: tcp_listener("0.0.0.0:1", &[7]).owners,
        ownership: netsnap_shared::snapshot::Ownership::Owned,
        promiscuous_on: Some(vec!["eth0".to_owned()]),
        memory: None,
    }];
    assert_eq!(
        found(taken),
        ["eth0 takes frames that are not for this host | tcpdump | is:promiscuous"]
    );
    let namespace = &mut taken_without_capture.namespaces[0];
    namespace.interfaces.clear();
    namespace.protocol_statistics = vec![ProtocolCounters {
        protocol: "TcpExt".to_owned(),
        counters: [("ListenDrops".to_owned(), 7), ("Frobs".to_owned(), 9)].into(),
    }];
    assert_eq!(
        found(taken_without_capture),
        ["1 counter stands out | ListenDrops | is:unhealthy"]
    );
}
