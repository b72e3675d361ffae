//! The counters of the network stack against nstat(8) and against the kernel's tables.

use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::Command;

use netsnap_shared::snapshot::Namespace;
use serde_json::Value;

use super::{compare_own, quiet};

/// What is written before the groups of sockstat.
const SOCKSTAT: &str = "sockstat ";

/// What nstat leaves out, since it does not count.
const SETTINGS_AND_LEVELS: [&str; 7] = [
    "IpForwarding",
    "IpDefaultTTL",
    "TcpRtoAlgorithm",
    "TcpRtoMin",
    "TcpRtoMax",
    "TcpMaxConn",
    "TcpCurrEstab",
];

/// Makes a few counters something else than 0.
fn traffic() -> (TcpListener, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
    // Nobody listens there.
    let _ = datagrams.send_to(b"x", "127.0.0.1:9");
    (listener, client)
}

#[test]
fn counters_are_those_of_nstat() {
    quiet::run("statistics::counters_are_those_of_nstat", || {
        let _open = traffic();
        compare_own(
            |namespace| {
                let counters = counters(namespace, |group| {
                    (!group.starts_with(SOCKSTAT)).then(|| group.to_owned())
                });
                let established = counters
                    .iter()
                    .any(|line| line.starts_with("TcpActiveOpens ") && !line.ends_with(" 0"));
                assert!(established, "{counters:?}");
                let counts = counters.into_iter().filter(|line| {
                    let (name, _) = line.split_once(' ').unwrap();
                    !SETTINGS_AND_LEVELS.contains(&name)
                });
                counts.collect()
            },
            nstat,
        );
    });
}

#[test]
fn sockets_in_use_are_those_of_proc() {
    quiet::run("statistics::sockets_in_use_are_those_of_proc", || {
        let _open = traffic();
        // The sockets that the collector asks over count among all, even a while after.
        let all = "sockets used ";
        compare_own(
            |namespace| {
                let mut lines = counters(namespace, |group| {
                    let group = group.strip_prefix(SOCKSTAT)?;
                    Some(format!("{group} "))
                });
                assert!(lines.iter().any(|line| line.starts_with(all)), "{lines:?}");
                lines.retain(|line| !line.starts_with(all));
                lines
            },
            || {
                let mut lines = [sockstat("sockstat"), sockstat("sockstat6")].concat();
                lines.retain(|line| !line.starts_with(all));
                Some(lines)
            },
        );
    });
}

/// `NAME VALUE` of each counter, in the groups that `begin` gives the beginning of a name for.
fn counters(namespace: &Namespace, begin: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let groups = namespace.protocol_statistics.iter();
    groups
        .filter_map(|group| Some((begin(&group.protocol)?, &group.counters)))
        .flat_map(|(begin, counters)| {
            let lines = counters.iter();
            lines.map(move |(name, value)| format!("{begin}{name} {value}"))
        })
        .collect()
}

/// The counters of nstat; `None` when it is not installed.
fn nstat() -> Option<Vec<String>> {
    let output = Command::new("nstat").arg("-azsj").output().ok()?;
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let counters = answer["kernel"].as_object().unwrap().iter();
    let lines = counters.map(|(name, value)| format!("{name} {value}"));
    Some(lines.collect())
}

/// The counters of a table, which may be missing.
fn sockstat(table: &str) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default();
    let mut lines = Vec::new();
    for line in text.lines() {
        let (group, rest) = line.split_once(": ").unwrap();
        let words: Vec<_> = rest.split(' ').collect();
        let pairs = words.chunks_exact(2);
        lines.extend(pairs.map(|pair| format!("{group} {} {}", pair[0], pair[1])));
    }
    lines
}
