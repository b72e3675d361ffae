//! What `ip` says, and a snapshot's facts in the same words: each row as JSON with the members of
//! `ip -j` that are compared.

mod groups;
mod links;
mod neighbours;
mod routes;
mod rules;

use std::process::Command;

use serde_json::Value;

use super::quiet;

pub(crate) use self::links::{links, run_links};
pub(crate) use self::routes::{routes, run_routes};

/// Gives a namespace of the test's own something to list. What the kernel does not have is left
/// out: `ip` and the snapshot are compared all the same.
pub(crate) fn prepare() {
    if !quiet::is_own() {
        return;
    }
    run_all(&COMMANDS);
}

/// Runs `ip` with each of these, and says what it refused.
pub(super) fn run_all(commands: &[&str]) {
    for command in commands {
        let ran = Command::new("ip").args(command.split(' ')).output();
        if let Ok(output) = ran {
            let refusal = String::from_utf8_lossy(&output.stderr);
            if !refusal.is_empty() {
                eprint!("not tried: ip {command}: {refusal}");
            }
        }
    }
}

/// What there is to list. Links come first, then what needs them.
const COMMANDS: [&str; 39] = [
    "link add nsnap0 type bridge",
    "link add nsnap1 mtu 1400 type veth peer name nsnap2",
    "link set nsnap1 master nsnap0",
    "link set nsnap0 up",
    "link set nsnap1 up",
    "link set nsnap2 up promisc on",
    "addr add 192.0.2.1/24 dev nsnap2",
    "addr add 198.51.100.1 peer 198.51.100.2/32 dev nsnap2",
    "addr add 2001:db8::1/64 dev nsnap2 nodad",
    "link add link nsnap2 name nsnap3 type vlan id 42",
    "link add link nsnap2 name nsnap4 type macvlan",
    "link add nsnap5 type vxlan id 7 dev nsnap2 dstport 4789",
    "link set nsnap4 address 02:00:00:00:00:04 alias to-the-lab",
    "link property add dev nsnap4 altname nsnap-with-a-longer-name",
    "link set nsnap5 txqueuelen 77",
    "addr add 192.0.2.77/24 dev nsnap2 label nsnap2:x valid_lft 600 preferred_lft 300 noprefixroute",
    "addr add 192.0.2.78/24 broadcast 192.0.2.255 dev nsnap2",
    "addr add 2001:db8::2/64 dev nsnap2 nodad valid_lft 600 preferred_lft 0",
    "route add 203.0.113.0/24 via 192.0.2.9 dev nsnap2 proto static metric 7",
    "route add 203.0.114.0/24 nexthop dev lo weight 2 nexthop via 192.0.2.9 dev nsnap2",
    "route add 203.0.115.0/24 via inet6 2001:db8::9 dev nsnap2",
    "route add blackhole 10.0.0.0/8",
    "route add unreachable 10.1.0.0/16 table 100",
    "route add default dev nsnap2 src 192.0.2.1 proto dhcp",
    "-6 route add 2001:db8:9::/48 via 2001:db8::9 dev nsnap2",
    "-6 route add 2001:db8:b::/48 nexthop via 2001:db8::8 nexthop via 2001:db8::9 weight 9",
    "-6 route add default dev nsnap2 metric 5",
    "-6 route add prohibit 2001:db8:a::/48 table 1000",
    "route add 10.5.0.0/16 via 192.0.2.9 mtu lock 1400 advmss 1300 window 1000 rtt 1200ms rttvar 30ms ssthresh 5 cwnd 7 reordering 4 hoplimit 9",
    "route add 10.6.0.0/16 via 192.0.2.9 initcwnd 11 initrwnd 12 features ecn rto_min 300ms quickack 1 congctl reno fastopen_no_cookie 1",
    "route add 10.7.0.0/16 via 198.51.100.77 dev nsnap2 onlink tos 0x10",
    "nexthop add id 5 via 192.0.2.8 dev nsnap2",
    "nexthop add id 6 via 192.0.2.7 dev nsnap2",
    "nexthop add id 7 group 5,3/6",
    "route add 10.8.0.0/16 nhid 5",
    "route add 10.9.0.0/16 nhid 7",
    "route add 10.10.0.0/16 nexthop via 198.51.100.7 dev nsnap2 onlink nexthop dev lo",
    "-6 route add 2001:db8:c::/48 from 2001:db8::/64 dev nsnap2 expires 300 pref high",
    "-6 route add 2001:db8:d::/48 dev nsnap2 mtu 1300 pref low",
];

/// The answer of `ip -j`; `None` when it is not installed.
fn json(arguments: &[&str]) -> Option<Vec<Value>> {
    let output = Command::new("ip").arg("-j").args(arguments).output().ok()?;
    assert!(output.status.success(), "{output:?}");
    match &*output.stdout {
        b"" => Some(Vec::new()),
        text => Some(serde_json::from_slice(text).unwrap()),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text of `ip`, which writes some numbers without quotes.
fn text_or(value: &Value, otherwise: &str) -> String {
    match value {
        Value::Null => otherwise.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
