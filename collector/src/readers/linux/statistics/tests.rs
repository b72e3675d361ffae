//! Counters as the kernel wrote them, and lines that are none.

use super::*;
use crate::readers::Clock;

#[track_caller]
fn check(table: &Table, expected: &[(&str, &[(&str, i64)])], odd: usize) {
    let groups = table.groups.iter().map(|group| {
        let counters = group.counters.iter().map(|(name, &value)| (&**name, value));
        (&*group.protocol, counters.collect::<Vec<_>>())
    });
    let groups: Vec<_> = groups.collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(group, counters)| (*group, counters.to_vec()))
        .collect();
    assert_eq!((groups, table.odd), (expected, odd));
}

#[test]
fn pairs_of_lines_are_groups() {
    check(&pairs_of_lines(""), &[], 0);
    check(
        &pairs_of_lines("Ip: A B\nIp: 1 2\n\nTcp: MaxConn\nTcp: -1\n"),
        &[("Ip", &[("A", 1), ("B", 2)]), ("Tcp", &[("MaxConn", -1)])],
        0,
    );
    // More names than values, and the other way round.
    check(
        &pairs_of_lines("Ip: A B\nIp: 1\n"),
        &[("Ip", &[("A", 1)])],
        1,
    );
    check(
        &pairs_of_lines("Ip: A\nIp: 1 2 3\n"),
        &[("Ip", &[("A", 1)])],
        1,
    );
    // An odd value, and one that is too large.
    check(
        &pairs_of_lines("Ip: A B C\nIp: x 18446744073709551615 3\n"),
        &[("Ip", &[("B", i64::MAX), ("C", 3)])],
        1,
    );
    // Lines without a partner lose only themselves.
    check(
        &pairs_of_lines("Ip: A\nUdp: B\nUdp: 2\nodd\nTcp: C\nTcp: 3\nIcmp: D\n"),
        &[("Udp", &[("B", 2)]), ("Tcp", &[("C", 3)])],
        3,
    );
}

#[test]
fn one_counter_a_line() {
    check(
        &one_a_line(
            "Ip6InReceives \t7\nIcmp6OutType133 1\nUdpLite6InErrors 0\nIp6OutRequests 2\nSctpCurrEstab 3\n",
        ),
        &[
            ("Ip6", &[("InReceives", 7), ("OutRequests", 2)]),
            ("Icmp6", &[("OutType133", 1)]),
            ("UdpLite6", &[("InErrors", 0)]),
            ("Sctp", &[("CurrEstab", 3)]),
        ],
        0,
    );
    check(&one_a_line("Ip6\nIp6X\nIp6 3\nIpX 3\nIp6X y\n\n"), &[], 5);
}

#[test]
fn sockets_in_use() {
    check(
        &sockets("sockets: used 6\nTCP: inuse 3 orphan 0\n"),
        &[
            ("sockstat sockets", &[("used", 6)]),
            ("sockstat TCP", &[("inuse", 3), ("orphan", 0)]),
        ],
        0,
    );
    check(
        &sockets("TCP: inuse\nodd\nUDP: mem x inuse 1\n"),
        &[("sockstat UDP", &[("inuse", 1)])],
        3,
    );
}

#[test]
fn captured_tables() {
    let net = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/proc/net"));
    let mut journal = Journal::new(Clock::system());
    let groups = read(net, &mut journal);
    let names: Vec<_> = groups.iter().map(|group| &*group.protocol).collect();
    assert_eq!(
        names,
        [
            "Ip",
            "Icmp",
            "IcmpMsg",
            "Tcp",
            "Udp",
            "UdpLite",
            "TcpExt",
            "IpExt",
            "MPTcpExt",
            "Ip6",
            "Icmp6",
            "Udp6",
            "UdpLite6",
            "sockstat sockets",
            "sockstat TCP",
            "sockstat UDP",
            "sockstat UDPLITE",
            "sockstat RAW",
            "sockstat FRAG",
            "sockstat TCP6",
            "sockstat UDP6",
            "sockstat UDPLITE6",
            "sockstat RAW6",
            "sockstat FRAG6",
        ]
    );
    let counter = |group: &str, name: &str| {
        let group = groups.iter().find(|found| found.protocol == group).unwrap();
        group.counters.get(name).copied()
    };
    assert_eq!(counter("Tcp", "MaxConn"), Some(-1));
    assert_eq!(counter("Tcp", "CurrEstab"), Some(2));
    assert_eq!(counter("Udp", "NoPorts"), Some(1));
    assert_eq!(counter("IcmpMsg", "OutType3"), Some(1));
    assert_eq!(counter("TcpExt", "SyncookiesSent"), Some(0));
    assert_eq!(counter("sockstat TCP", "inuse"), Some(3));

    assert!(read(Path::new("/nonexistent"), &mut journal).is_empty());
    let sources = journal.into_sources();
    // SCTP's table is asked for only where it is.
    let sources: Vec<_> = sources.iter().map(|source| source.status).collect();
    assert_eq!(sources[..5], [SourceStatus::Complete; 5]);
    assert_eq!(sources[5..], [SourceStatus::Unavailable; 5]);
}
