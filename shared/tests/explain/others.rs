//! Routes, interfaces, processes and sources.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, Explanation};
use netsnap_shared::snapshot::{ErrorKinds, InterfaceStatistics, Pid, Route, Source, State};

use crate::host::{With, snapshot, tcp, udp};
use crate::plain;

fn check(explanation: &Explanation, headline: &str, says: &[&str], never: &str) {
    plain::check(explanation);
    assert_eq!(explanation.headline, headline);
    let parts = explanation
        .sections
        .iter()
        .flat_map(|part| &part.paragraphs);
    let text: String = parts.flat_map(|paragraph| [paragraph, "\n"]).collect();
    for says in says {
        assert!(text.contains(says), "{says:?} is missing in:\n{text}");
    }
    assert!(
        never.is_empty() || !text.contains(never),
        "{never:?} is in:\n{text}"
    );
}

#[test]
fn routes_say_which_packets_go_where() {
    let base = r#"{"family":"ipv4","destination":"0.0.0.0/0","gateway":"192.0.2.1","interface":"eth0",
        "source":null,"metric":100,"table":"main","protocol":"dhcp","scope":"global","kind":"unicast"}"#;
    for (changes, headline, says, never) in [
        (
            "{}",
            "Packets to every IPv4 address without a closer route go to the router 192.0.2.1 by eth0.",
            &[
                "default route",
                "Its metric is 100.",
                "the main table",
                "A DHCP client set it.",
            ][..],
            "scope",
        ),
        (
            r#"{"destination":"192.0.2.0/24","gateway":null,"metric":null,"protocol":"kernel","scope":"link","source":"192.0.2.10"}"#,
            "Packets to 192.0.2.0/24 go straight to their receiver by eth0.",
            &[
                "the first 24 bits",
                "no metric",
                "source address 192.0.2.10",
                "no router is needed",
                "The kernel made it",
            ],
            "default route",
        ),
        (
            r#"{"destination":"192.0.2.10/32","gateway":null,"table":"local","kind":"local","scope":"host"}"#,
            "Packets to 192.0.2.10 are for this host itself.",
            &[
                "a single address",
                "the local table",
                "packets do not leave it",
            ],
            "",
        ),
        (
            r#"{"destination":"10.0.0.0/8","gateway":null,"interface":null,"kind":"blackhole","protocol":"static","table":77}"#,
            "Packets to 10.0.0.0/8 are dropped without a word.",
            &["the table 77", "An administrator"],
            "",
        ),
        (
            r#"{"family":"ipv6","destination":"::/0","gateway":"fe80::1","protocol":"ra"}"#,
            "Packets to every IPv6 address without a closer route go to the router fe80::1 by eth0.",
            &["A router advertisement"],
            "",
        ),
        (
            r#"{"gateway":null,"interface":null,"protocol":"bgp","next_hops":[
                {"gateway":"192.0.2.1","interface":"eth0","weight":1},
                {"gateway":null,"interface":"ppp0","weight":2}]}"#,
            "Packets to every IPv4 address without a closer route are shared between 2 ways.",
            &[
                "the router 192.0.2.1 by eth0, with weight 1.",
                "straight to the receiver by ppp0, with weight 2.",
                "routing protocol bgp",
            ],
            "",
        ),
        (
            r#"{"kind":99,"protocol":99,"scope":"nowhere"}"#,
            "Packets to every IPv4 address without a closer route meet a route of kind 99, for which there is no explanation here.",
            &["Number 99 made it", "nowhere"],
            "",
        ),
    ] {
        let mut route: serde_json::Value = serde_json::from_str(base).unwrap();
        let changes: serde_json::Value = serde_json::from_str(changes).unwrap();
        for (key, value) in changes.as_object().unwrap() {
            route[key] = value.clone();
        }
        let route: Route = serde_json::from_value(route).unwrap();
        check(&explain::route(&route), headline, says, never);
    }
}

#[test]
fn interfaces_say_what_they_are_and_whether_they_work() {
    let interfaces = snapshot(Vec::new()).namespaces.remove(0).interfaces;
    check(
        &explain::interface(&interfaces[0]),
        "lo is the loopback interface, switched on.",
        &[
            "comes straight back",
            "127.0.0.1 is a loopback address: the packets do not leave this host. Its link has the addresses of 127.0.0.0/8.",
            "Its counters could not be read.",
        ],
        "promiscuous",
    );
    check(
        &explain::interface(&interfaces[1]),
        "eth0 is an Ethernet interface, up.",
        &[
            "packets of up to 1,500 bytes (MTU)",
            "promiscuous mode",
            "8.8.4.4 is a public address.\n",
            "received 1,234,567 bytes in 1,000 packets and sent 1 byte in 1 packet.",
            "Packets lost: 3 dropped on the way in (2,991 in a million).",
        ],
        "no error",
    );
    let mut faulty = interfaces[1].clone();
    faulty.master = Some("br0".to_owned());
    faulty.statistics = Some(InterfaceStatistics {
        received_packets: 1_999_997,
        received_errors: 3,
        sent_dropped: u64::MAX,
        sent_packets: u64::MAX,
        kinds: Some(ErrorKinds {
            received_crc: 2,
            sent_carrier: 1,
            ..ErrorKinds::default()
        }),
        ..InterfaceStatistics::default()
    });
    check(
        &explain::interface(&faulty),
        "eth0 is an Ethernet interface, up.",
        &[
            "as a part of br0 has to",
            "3 received with an error (1 in a million) and 18,446,744,073,709,551,615 dropped on the way out (500,000 in a million)",
            "2 frames with a wrong checksum: usually a bad cable",
            "1 frames without a signal on the link",
        ],
        "deserves a look",
    );
    let mut unknown = interfaces[1].clone();
    unknown.kind = Some("frob".to_owned());
    unknown.flags = vec!["broadcast".to_owned()];
    unknown.addresses.clear();
    check(
        &explain::interface(&unknown),
        "eth0 is a network interface, switched off.",
        &["The system calls its kind frob.", "It has no IP address"],
        "",
    );
}

#[test]
fn processes_say_what_they_run_and_what_they_hold() {
    let catalog = Catalog::new(snapshot(vec![
        tcp(State::Listen, "0.0.0.0 22", "").owned_by(&[(666, 3)]),
        tcp(State::Listen, ":: 22", "").owned_by(&[(666, 4)]),
        udp("127.0.0.1 123", "").owned_by(&[(300, 5)]),
        tcp(State::Established, "192.0.2.10 41000", "203.0.113.7 22").owned_by(&[(666, 5)]),
    ]));
    for (pid, headline, says, never) in [
        (
            666,
            "oldie (666) is a process of the user uid 1000.",
            &[
                "It holds 3 sockets of the internet protocols.",
                "It takes what comes to TCP port 22 (ssh).",
                "reached from other hosts",
                "1 socket with a peer",
                "was deleted or replaced",
                "Its parent is systemd (1)",
                "It was started at 2026-11-20T03:00:00.000Z, 2 d 0 h before the snapshot.",
            ][..],
            "could not be read",
        ),
        (
            300,
            "chronyd (300) is a process of the user root (uid 0).",
            &[
                "It holds 1 socket",
                "UDP port 123 (ntp)",
                "Its command line could not be read.",
            ],
            "reached from other hosts",
        ),
        (
            2,
            "kthreadd (2) is a thread of the kernel of the user root (uid 0).",
            &["No socket", "a part of the kernel"],
            "Its parent",
        ),
        (
            900,
            "app (900) is a process in the container 3f2a.",
            &["Its executable could not be read"],
            "",
        ),
    ] {
        let process = catalog.process(Pid(pid)).unwrap();
        check(&explain::process(&catalog, process), headline, says, never);
    }
}

#[test]
fn sources_say_how_reading_went() {
    for (status, rows, detail, headline, says) in [
        (
            "complete",
            3410,
            "null",
            "sock_diag was read completely: 3,410 rows in 2.5 s.",
            "all of it",
        ),
        (
            "partial",
            1,
            r#""12 processes of other users""#,
            "sock_diag was read in part: 1 row in 2.5 s.",
            "The collector says: 12 processes of other users.",
        ),
        (
            "denied",
            0,
            "null",
            "The system refused to let sock_diag be read.",
            "Rights of an administrator",
        ),
        (
            "unavailable",
            0,
            "null",
            "The system does not have sock_diag.",
            "this system could tell",
        ),
        (
            "failed",
            7,
            "null",
            "Reading sock_diag failed.",
            "It gave 7 rows before that.",
        ),
        (
            "from-the-future",
            0,
            "null",
            "How reading sock_diag went is given in a word that this netsnap does not know.",
            "A newer netsnap",
        ),
    ] {
        let json = format!(
            r#"{{"name":"sock_diag","namespace":"1","status":"{status}","rows":{rows},"duration_us":2500000,"detail":{detail}}}"#
        );
        let source: Source = serde_json::from_str(&json).unwrap();
        check(
            &explain::source(&source),
            headline,
            &[says, "in the network namespace 1."],
            "",
        );
    }
}
