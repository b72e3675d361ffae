use std::net::Ipv4Addr;
use std::time::Instant;

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::snapshot::{Endpoint, Family, Namespace, NamespaceId, Protocol, Socket, State};

use super::*;

/// The invented host of the tests of the command line, with sockets to these addresses.
fn host(remotes: &[&str]) -> Snapshot {
    let bytes = include_bytes!("../../../tests/cli/host.json");
    let mut snapshot = decode(bytes, &Limits::default()).unwrap().snapshot;
    let local = Endpoint {
        ip: Ipv4Addr::LOCALHOST.into(),
        port: 1,
    };
    let socket = |remote: &&str| Socket {
        state: Some(State::Established),
        remote: Some(Endpoint {
            ip: remote.parse().unwrap(),
            port: 443,
        }),
        ..Socket::new(Protocol::Tcp, Family::Ipv4, local)
    };
    snapshot.namespaces = vec![Namespace {
        sockets: remotes.iter().map(socket).collect(),
        ..Namespace::new(NamespaceId("1".to_owned()))
    }];
    snapshot.sources.clear();
    snapshot
}

const SENDS: &str = "asked for, which sends queries to the host's name servers";

/// Answers by the last number of an address.
fn answer(ip: IpAddr) -> Answer {
    match ip.to_string().rsplit(['.', ':']).next() {
        Some("1") => Answer::Name(format!("one.{ip}")),
        Some("2") => Answer::NoName,
        Some("3") => Answer::Failed,
        _ => loop {
            std::thread::park();
        },
    }
}

#[track_caller]
fn check(remotes: &[&str], names: &[&str], status: SourceStatus, detail: &str) {
    let mut snapshot = host(remotes);
    look_up(
        &mut snapshot,
        Duration::from_millis(300),
        Clock::system(),
        answer,
    );
    let found: Vec<_> = snapshot
        .names
        .iter()
        .map(|found| found.ip.to_string())
        .collect();
    assert_eq!(found, names);
    let [source] = &snapshot.sources[..] else {
        panic!("{:?}", snapshot.sources);
    };
    assert_eq!(source.name, "reverse DNS");
    assert_eq!(source.rows, names.len() as u64);
    assert_eq!(
        (source.status, source.detail.as_deref()),
        (status, Some(detail))
    );
}

#[test]
fn every_way_an_answer_can_end_is_told() {
    use SourceStatus::{Complete, Partial};
    let none = "there is no address to ask for: nothing was sent";
    check(&[], &[], Complete, none);
    let local = [
        "127.0.0.1",
        "::1",
        "0.0.0.1",
        "fe80::1",
        "169.254.0.1",
        "224.0.0.1",
        "ff02::1",
    ];
    check(&local[..2], &[], Complete, none);
    check(&local[3..], &[], Complete, none);

    let one = format!("1 address was {SENDS}");
    check(&["192.0.2.1", "192.0.2.1"], &["192.0.2.1"], Complete, &one);
    let all = [
        "192.0.2.2",
        "2001:db8::1",
        "198.51.100.1",
        "::ffff:192.0.2.1",
    ];
    let named = ["198.51.100.1", "::ffff:192.0.2.1", "2001:db8::1"];
    check(
        &all,
        &named,
        Complete,
        &format!("4 addresses were {SENDS}; 1 has no name"),
    );

    let failed = format!("2 addresses were {SENDS}; 1 got no answer");
    check(
        &["192.0.2.1", "192.0.2.3"],
        &["192.0.2.1"],
        Partial,
        &failed,
    );
    // More that never answer than there are threads: the others are not asked for.
    let silent: Vec<_> = (100..120).map(|last| format!("192.0.2.{last}")).collect();
    let silent: Vec<_> = silent.iter().map(String::as_str).collect();
    let late = format!("20 addresses were {SENDS}; 20 were not answered in time");
    check(&silent, &[], Partial, &late);
}

#[test]
fn the_busiest_are_asked_for_where_there_are_too_many() {
    let busy = "198.51.100.1";
    let mut remotes: Vec<String> = (0..MOST_ADDRESSES)
        .map(|number| format!("192.0.{}.{}", number / 256, number % 256))
        .collect();
    remotes.extend([busy.to_owned(), busy.to_owned()]);
    let remotes: Vec<_> = remotes.iter().map(String::as_str).collect();
    let mut snapshot = host(&remotes);
    let named = |ip: IpAddr| Answer::Name(ip.to_string());
    look_up(
        &mut snapshot,
        Duration::from_mins(1),
        Clock::system(),
        named,
    );
    assert_eq!(snapshot.names.len(), MOST_ADDRESSES);
    assert!(snapshot.names.iter().any(|found| found.name == busy));
    assert!(snapshot.names.is_sorted_by_key(|found| found.ip));
    let detail = format!("1000 addresses were {SENDS}; 1 more than 1000 were left out");
    assert_eq!(snapshot.sources[0].detail.as_deref(), Some(detail.as_str()));
    assert_eq!(snapshot.sources[0].status, SourceStatus::Partial);
}

#[test]
fn waiting_ends_with_the_limit() {
    let mut snapshot = host(&["192.0.2.9"]);
    let began = Instant::now();
    look_up(&mut snapshot, Duration::ZERO, Clock::system(), answer);
    // A silent server would keep a resolver busy for much longer.
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(snapshot.names.is_empty());
}
