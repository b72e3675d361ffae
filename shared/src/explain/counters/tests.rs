//! The data, and what is made of it.

use std::collections::{BTreeMap, HashSet};

use super::table::{DATA, Entry, Line, lines};
use super::*;
use crate::snapshot::ProtocolCounters;

fn entries() -> Vec<Entry> {
    let counters = lines(DATA).filter_map(|line| match line.expect("a line") {
        Line::Counter(entry) => Some(entry),
        Line::Group { .. } => None,
    });
    counters.collect()
}

#[test]
fn the_data_is_whole() {
    let entries = entries();
    assert!(entries.len() > 200, "{}", entries.len());
    let mut seen = HashSet::new();
    for entry in &entries {
        let Entry {
            group,
            name,
            growth,
            meaning,
        } = *entry;
        assert!(seen.insert((group, name)), "{group} {name} twice");
        assert!(table::title(group).is_some(), "{group}");
        assert!(meaning.ends_with('.') && meaning.len() > 15, "{meaning}");
        if let Growth::Look(Some(share)) | Growth::Bad(Some(share)) = growth {
            let of = share.group.unwrap_or(group);
            let found = entries.iter().any(|entry| {
                (entry.group == of || table::kin(of).contains(&entry.group))
                    && entry.name == share.name
            });
            assert!(found, "{group} {name} is judged by {of} {}", share.name);
        }
    }
}

#[test]
fn lines_that_are_none_are_noticed() {
    for line in [
        "Ip",
        "[Ip",
        "[Ip]",
        "Name",
        "Name .",
        "Name x Text.",
        "Name .5:Y Text.",
        "Name ?x:Y Text.",
    ] {
        assert_eq!(lines(line).next(), Some(Err(line)));
    }
}

#[test]
fn counters_are_found_by_the_kernels_names() {
    for (group, name, meaning) in [
        (
            "Tcp",
            "RetransSegs",
            "Segments that were sent again because",
        ),
        ("TcpExt", "ListenOverflows", "Connections turned away"),
        ("Ip6", "InReceives", "Packets that came in"),
        ("Ip6", "Ip6InReceives", "Packets that came in"),
        ("Ip6", "InOctets", "Bytes that came in"),
        ("Ip6", "Ip6InTooBigErrors", "Packets to be forwarded"),
        ("Icmp6", "Icmp6InMsgs", "Messages that came in"),
        (
            "Icmp6",
            "InNeighborSolicits",
            "Others asked for a link-layer address",
        ),
        (
            "Icmp6",
            "Icmp6OutType135",
            "ICMP messages of type 135, questions for a link-layer address, that were sent.",
        ),
        (
            "IcmpMsg",
            "InType3",
            "ICMP messages of type 3, \"destination unreachable\", that came in.",
        ),
        (
            "IcmpMsg",
            "InType200",
            "ICMP messages of type 200 that came in.",
        ),
        (
            "Udp6",
            "RcvbufErrors",
            "Datagrams lost because a receive buffer was full",
        ),
        (
            "UdpLite6",
            "UdpLite6InDatagrams",
            "Datagrams that programs got.",
        ),
        (
            "sockstat TCP",
            "orphan",
            "Connections that no process holds",
        ),
        (
            "sockstat FRAG6",
            "memory",
            "The memory that waiting fragments hold",
        ),
    ] {
        let found = counter(group, name).map(|counter| counter.meaning.into_owned());
        let found = found.unwrap_or_default();
        assert!(found.starts_with(meaning), "{group} {name}: {found}");
    }
    for (group, name) in [
        ("Tcp", "Frobs"),
        ("Frob", "InSegs"),
        ("IcmpMsg", "InType999"),
        ("IcmpMsg", "InType"),
        ("Udp", "orphan"),
        ("Ip6", "Ip6"),
    ] {
        assert_eq!(counter(group, name), None, "{group} {name}");
    }
    for (group, title) in [
        ("TcpExt", Some("TCP, more")),
        ("sockstat TCP6", Some("Sockets and memory in use now: TCP6")),
        ("UdpLite6", Some("UDP-Lite over IPv6")),
        ("Frob", None),
    ] {
        assert_eq!(counter_group(group).as_deref(), title);
    }
}

/// Groups written as `Tcp OutSegs=100 RetransSegs=3; Udp …`.
fn statistics(text: &str) -> Vec<ProtocolCounters> {
    let groups = text.split(';').filter(|group| !group.trim().is_empty());
    let group = |text: &str| {
        let (counters, protocol): (Vec<&str>, Vec<&str>) =
            text.split_whitespace().partition(|word| word.contains('='));
        let counter = |pair: &str| {
            let (name, value) = pair.split_once('=').expect("a pair");
            (name.to_owned(), value.parse().expect("a number"))
        };
        ProtocolCounters {
            protocol: protocol.join(" "),
            counters: counters.into_iter().map(counter).collect(),
        }
    };
    groups.map(group).collect()
}

#[test]
fn the_unhealthy_come_first_and_say_why() {
    for (text, expected) in [
        ("Tcp OutSegs=1000 RetransSegs=9", &[][..]),
        (
            "Tcp OutSegs=1000 RetransSegs=10",
            &[
                "Look RetransSegs: It has counted 10 to 1,000 of OutSegs, 1 %; from 1 % on it deserves a look.",
            ],
        ),
        // A handful is no trend; nothing sent is no ground to divide by.
        ("Tcp OutSegs=10 RetransSegs=4", &[]),
        (
            "Tcp OutSegs=0 RetransSegs=7",
            &[
                "Look RetransSegs: It has counted 7 to 0 of OutSegs, all of it and more; from 1 % on it deserves a look.",
            ],
        ),
        (
            "Tcp RetransSegs=7",
            &[
                "Look RetransSegs: It has counted 7; the bundle does not have OutSegs, by which that is judged.",
            ],
        ),
        (
            "Tcp ActiveOpens=-1 AttemptFails=-9; TcpExt ListenDrops=-1 TCPBacklogDrop=0",
            &[],
        ),
        (
            "Tcp OutSegs=1000 RetransSegs=20; TcpExt ListenDrops=1 TCPTimeouts=500 ListenOverflows=2; Udp InDatagrams=10000 RcvbufErrors=50",
            &[
                "Bad RcvbufErrors: It has counted 50 to 10,000 of InDatagrams, 0.5 %; from 0.1 % on it deserves a look.",
                "Bad ListenOverflows: It has counted 2.",
                "Bad ListenDrops: It has counted 1.",
                "Look TCPTimeouts: It has counted 500 to 1,000 of OutSegs, 50 %; from 0.5 % on it deserves a look.",
                "Look RetransSegs: It has counted 20 to 1,000 of OutSegs, 2 %; from 1 % on it deserves a look.",
            ],
        ),
        (
            "Ip6 Ip6InReceives=1000 Ip6InHdrErrors=9",
            &[
                "Look Ip6InHdrErrors: It has counted 9 to 1,000 of InReceives, 0.9 %; from 0.1 % on it deserves a look.",
            ],
        ),
        (
            "Ip InReceives=9223372036854775807 InHdrErrors=9223372036854775807",
            &[
                "Look InHdrErrors: It has counted 9,223,372,036,854,775,807 to 9,223,372,036,854,775,807 of InReceives, 100 %; from 0.1 % on it deserves a look.",
            ],
        ),
        ("Frob Frobs=9; sockstat TCP mem=9", &[]),
    ] {
        let statistics = statistics(text);
        let found: Vec<String> = unhealthy(&statistics)
            .into_iter()
            .map(|judged| format!("{:?} {}: {}", judged.verdict, judged.name, judged.reason))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn growth_is_the_difference_of_what_both_readings_have() {
    let before = statistics("Tcp A=5 B=5 C=5 M=-9223372036854775808; Udp A=1");
    let after = statistics("Tcp A=7 B=4 D=9 M=9; Ip A=3");
    let after = after
        .iter()
        .map(|group| (group.protocol.as_str(), &group.counters));
    let expected = ProtocolCounters {
        protocol: "Tcp".to_owned(),
        counters: BTreeMap::from([("A".to_owned(), 2)]),
    };
    assert_eq!(growth(&before, after), [expected]);
}
