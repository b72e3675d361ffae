//! `ip -s neigh show nud all` and `ip neigh show proxy`.

use netsnap_shared::snapshot::{Namespace, Neighbour};
use serde_json::{Value, json};

use super::super::{compare_own, quiet};
use super::{list, text_or};

/// What there is to list, besides what the kernel finds out itself.
const COMMANDS: [&str; 6] = [
    "neigh add 192.0.2.7 lladdr 02:00:00:00:00:77 dev nsnap2",
    "neigh add 192.0.2.8 lladdr 02:00:00:00:00:78 dev nsnap2 nud stale router",
    "neigh add 192.0.2.9 lladdr 02:00:00:00:00:79 dev nsnap2 nud noarp extern_learn",
    "neigh add 2001:db8::7 lladdr 02:00:00:00:00:77 dev nsnap2 nud stale",
    "neigh add proxy 192.0.2.99 dev nsnap2",
    "neigh add proxy 2001:db8::99 dev nsnap2",
];

/// Flags by their names in a snapshot and of `ip`.
const FLAGS: [(&str, &str); 3] = [
    ("router", "router"),
    ("proxy", "proxy"),
    ("ext_learned", "extern_learn"),
];

#[test]
fn neighbours_are_those_of_ip() {
    quiet::run("ip::neighbours::neighbours_are_those_of_ip", || {
        super::prepare();
        if !quiet::is_own() {
            eprintln!("not tried: this user cannot add neighbours here");
            return;
        }
        super::run_all(&COMMANDS);
        compare_own(neighbours, run);
    });
}

/// The neighbours of a snapshot.
fn neighbours(namespace: &Namespace) -> Vec<String> {
    let neighbours = namespace.neighbours.iter();
    neighbours
        .map(|neighbour| of_snapshot(neighbour).to_string())
        .collect()
}

fn of_snapshot(neighbour: &Neighbour) -> Value {
    let has = |name: &str| neighbour.flags.iter().any(|flag| flag == name);
    let flags: Vec<_> = FLAGS.into_iter().filter(|(ours, _)| has(ours)).collect();
    let seconds = |milliseconds: Option<u64>| milliseconds.map(|time| time / 1000);
    json!({
        "dst": neighbour.ip,
        "dev": neighbour.interface,
        "lladdr": neighbour.mac,
        "state": neighbour.state,
        "flags": flags,
        "used": seconds(neighbour.used_ms),
        "confirmed": seconds(neighbour.confirmed_ms),
    })
}

/// The same from `ip`; `None` when it is not installed.
fn run() -> Option<Vec<String>> {
    let mut rows = super::json(&["-s", "neigh", "show", "nud", "all"])?;
    rows.extend(super::json(&["-4", "neigh", "show", "proxy"])?);
    rows.extend(super::json(&["-6", "neigh", "show", "proxy"])?);
    let shown = rows.iter().map(|row| {
        let flags: Vec<_> = FLAGS
            .into_iter()
            .filter(|(_, theirs)| row.get(theirs).is_some())
            .collect();
        let state = list(&row["state"]).first().unwrap_or(&Value::Null);
        json!({
            "dst": row["dst"],
            "dev": row["dev"],
            "lladdr": row["lladdr"],
            "state": text_or(state, "none").to_lowercase(),
            "flags": flags,
            "used": row["used"],
            "confirmed": row["confirmed"],
        })
        .to_string()
    });
    Some(shown.collect())
}
