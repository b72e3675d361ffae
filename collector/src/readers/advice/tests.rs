//! Advice for snapshots of several users.

use netsnap_shared::snapshot::Source;
use serde_json::json;

use super::*;

fn snapshot(os: &str, elevated: bool, verdicts: &[&str], sources: &[Source]) -> Snapshot {
    let sockets: Vec<_> = verdicts
        .iter()
        .map(|verdict| {
            json!({
                "protocol": "tcp", "family": "ipv4", "state": "listen",
                "local": {"ip": "0.0.0.0", "port": 80}, "remote": null,
                "owners": [], "ownership": verdict, "uid": 0, "inode": 5,
                "interface": null, "receive_queue": null, "send_queue": null,
            })
        })
        .collect();
    let snapshot = json!({
        "collector": {"name": "netsnap", "version": "0.1.0"},
        "collected_at": "2026-11-22T03:00:00Z",
        "duration_ms": 1,
        "host": {"hostname": null, "os": os, "os_version": null, "kernel": null,
            "architecture": null, "boot_time": null},
        "privilege": {"uid": 1000, "user": null, "elevated": elevated, "capabilities": []},
        "sources": sources,
        "users": [],
        "processes": [],
        "namespaces": [{
            "id": "1", "name": null, "is_collectors": true,
            "settings": {"ephemeral_ports": null}, "sockets": sockets,
            "routes": [], "interfaces": [],
        }],
    });
    serde_json::from_value(snapshot).unwrap()
}

fn source(name: &str, status: SourceStatus) -> Source {
    Source {
        name: name.into(),
        namespace: None,
        status,
        rows: 0,
        duration_us: 0,
        detail: Some("the executable of 2 of 3 processes is not shown to this user".into()),
    }
}

#[test]
fn advice_says_how_to_get_the_rest() {
    let partial = source("/proc/PID", SourceStatus::Partial);
    let changed = source("rtnetlink links", SourceStatus::Partial);
    let denied = source("rtnetlink links", SourceStatus::Denied);
    let root = "run as root, or give the file cap_sys_ptrace,cap_dac_read_search, to see them";
    for (snapshot, expected) in [
        (snapshot("linux", true, &["owned", "missing"], &[]), None),
        (snapshot("linux", false, &["owned"], &[]), None),
        (
            snapshot("linux", false, &["hidden", "owned", "hidden"], std::slice::from_ref(&partial)),
            Some(format!("2 of 3 sockets have no known process: {root}")),
        ),
        (
            snapshot("linux", false, &["hidden"], &[]),
            Some(format!("1 of 1 sockets has no known process: {root}")),
        ),
        (
            snapshot("linux", false, &["owned"], std::slice::from_ref(&partial)),
            Some(format!(
                "/proc/PID: the executable of 2 of 3 processes is not shown to this user; {root}"
            )),
        ),
        (snapshot("linux", true, &["owned"], &[partial]), None),
        // That rows changed while they were read is nothing that a right would help.
        (snapshot("linux", false, &["owned"], &[changed]), None),
        (
            snapshot("linux", false, &[], &[denied]),
            Some(format!(
                "rtnetlink links: the executable of 2 of 3 processes is not shown to this user; {root}"
            )),
        ),
        (
            snapshot("linux", true, &["hidden"], &[]),
            Some(
                "1 of 1 sockets has no known process: run with cap_sys_ptrace and \
                 cap_dac_read_search (a container may have to be given them) to see them"
                    .into(),
            ),
        ),
        (
            snapshot("windows", false, &["hidden"], &[]),
            Some(
                "1 of 1 sockets has no known process: this version cannot see all of them on this system"
                    .into(),
            ),
        ),
    ] {
        assert_eq!(advice(&snapshot), expected);
    }
}
