//! What a bundle may leave out.

use std::collections::BTreeMap;

use netsnap_shared::bundle::{self, Limits};

use crate::fixture::BUNDLE_1_1;

/// The members of the fixture that may be missing, and those that may be null, each with how often
/// it may and how often it stands there.
#[test]
fn what_may_be_left_out_is_what_the_model_says() {
    let mut missing = BTreeMap::<&str, (u32, u32)>::new();
    let mut null = missing.clone();
    for (end, _) in BUNDLE_1_1.match_indices("\": ") {
        let start = BUNDLE_1_1[..end].rfind('"').expect("a key has two quotes") + 1;
        let key = &BUNDLE_1_1[start..end];
        let (before, after) = (&BUNDLE_1_1[..start], &BUNDLE_1_1[end..]);
        for (accepted, changed) in [
            (&mut missing, format!("{before}-{after}")),
            (&mut null, format!("{before}{key}\": null, \"-{after}")),
        ] {
            let decoded = bundle::decode(changed.as_bytes(), &Limits::default());
            let (accepted, all) = accepted.entry(key).or_default();
            *accepted += u32::from(decoded.is_ok());
            *all += 1;
        }
    }
    let shown = |found: BTreeMap<&str, (u32, u32)>| {
        let some = found.into_iter().filter(|(_, (accepted, _))| *accepted > 0);
        some.map(|(key, (accepted, all))| format!("{key} {accepted}/{all}"))
            .collect::<Vec<_>>()
    };
    let (mut missing, null) = (shown(missing), shown(null));
    assert_eq!(null, OPTIONAL);
    let count = missing.len();
    missing.retain(|key| !null.contains(key));
    assert_eq!(missing, DEFAULTED);
    assert_eq!(
        count,
        missing.len() + null.len(),
        "what may be null may be missing"
    );
}

/// May be missing, and may not be null. The first ones are names that the bundle chooses.
const DEFAULTED: &[&str] = &[
    "CurrEstab 2/2",
    "DefaultTTL 1/1",
    "Forwarding 1/1",
    "InDatagrams 1/1",
    "InReceives 1/1",
    "ListenDrops 1/1",
    "ListenOverflows 1/1",
    "MaxConn 2/2",
    "NoPorts 1/1",
    "RetransSegs 2/2",
    "all 1/1",
    "alloc 1/1",
    "alternative_names 1/1",
    "default 1/1",
    "eth0 1/1",
    "flags 7/13",
    "hoplimit 1/1",
    "initcwnd 1/1",
    "inuse 1/1",
    "mem 1/1",
    "metrics 1/1",
    "more_local_addresses 1/1",
    "more_remote_addresses 1/1",
    "multicast_groups 2/2",
    "names 1/1",
    "neighbours 2/2",
    "netlink_sockets 2/2",
    "next_hops 1/1",
    "orphan 1/1",
    "packet_sockets 2/2",
    "protocol_statistics 3/3",
    "reverse_path_filter 2/2",
    "rules 2/2",
    "samples 1/1",
    "sockets 1/3",
    "tw 1/1",
    "unix_sockets 2/2",
    "vrf_table 6/6",
];

/// May be missing or null.
const OPTIONAL: &[&str] = &[
    "accept_queue 6/6",
    "accept_queue_limit 2/2",
    "alias 1/1",
    "architecture 1/1",
    "boot_time 1/1",
    "broadcast 1/1",
    "busy_us 1/1",
    "bytes_acknowledged 1/1",
    "bytes_received 1/1",
    "bytes_retransmitted 1/1",
    "bytes_sent 2/2",
    "capabilities 10/11",
    "carrier 6/6",
    "cgroup 9/9",
    "command_line 10/10",
    "confirmed_ms 3/3",
    "congestion_control 3/3",
    "congestion_state 2/2",
    "congestion_window 1/1",
    "container 10/10",
    "cookie 13/13",
    "delivery_rate 1/1",
    "destination 6/13",
    "destination_ports 1/1",
    "detail 12/12",
    "drops 9/9",
    "dscp 1/1",
    "duplex 6/6",
    "effective_uid 10/10",
    "ephemeral_ports 2/2",
    "error 5/5",
    "ethertype 2/2",
    "executable 10/10",
    "executable_deleted 10/10",
    "expires_in_s 1/1",
    "fd 22/22",
    "gateway 9/9",
    "goto 1/1",
    "groups 4/4",
    "hostname 1/1",
    "incoming_interface 6/6",
    "inode 30/30",
    "input 5/5",
    "interface 32/39",
    "ip_protocol 2/2",
    "ipc 9/9",
    "ipv4_forwarding 2/2",
    "ipv6_forwarding 2/2",
    "ipv6_only 6/6",
    "kernel 1/1",
    "kind 6/22",
    "kinds 4/4",
    "label 1/1",
    "last_received_ms 1/1",
    "last_sent_ms 1/1",
    "ld_preload 10/10",
    "lost_segments 1/1",
    "lower 6/6",
    "mac 9/9",
    "mark 2/2",
    "master 6/6",
    "memory 5/5",
    "metric 7/7",
    "min_rtt_us 1/1",
    "mount 9/9",
    "mtu 6/6",
    "name 2/38",
    "namespace 24/28",
    "namespaces 10/11",
    "next_hop_id 1/1",
    "not_sent_bytes 1/1",
    "operational_state 6/6",
    "os_version 1/1",
    "outgoing_interface 6/6",
    "output 5/5",
    "pacing_rate 1/1",
    "parent_pid 10/10",
    "path 3/3",
    "path_mtu 1/1",
    "peer 3/3",
    "peer_inode 3/3",
    "permanent_mac 1/1",
    "pid 9/41",
    "preference 2/2",
    "preferred_for_s 2/2",
    "promiscuity 6/6",
    "promiscuous 6/6",
    "promiscuous_on 2/2",
    "queue_length 6/6",
    "queueing_discipline 6/6",
    "receive_mss 1/1",
    "receive_queue 28/28",
    "receive_window_limited_us 1/1",
    "redaction 1/1",
    "remote 21/21",
    "resolver 1/1",
    "retransmission_timeout_us 1/1",
    "retransmitted_segments 1/1",
    "rtt_us 2/2",
    "rtt_variance_us 1/1",
    "scope 7/14",
    "send_buffer_limited_us 1/1",
    "send_mss 1/1",
    "send_queue 28/28",
    "send_window 1/1",
    "slow_start_threshold 1/1",
    "source 13/13",
    "source_ports 1/1",
    "source_prefix 1/1",
    "speed_mbps 6/6",
    "standard_streams 10/10",
    "started_at 10/10",
    "state 23/29",
    "statistics 6/7",
    "suppress_interface_group 1/1",
    "suppress_prefix_length 1/1",
    "syn_cookies 2/2",
    "systemd_unit 10/10",
    "table 6/13",
    "tcp_info 2/2",
    "timer 4/4",
    "tunnel_id 1/1",
    "type_of_service 2/2",
    "uid 37/42",
    "unacknowledged_segments 1/1",
    "unprivileged_ports_from 2/2",
    "used_ms 3/3",
    "user 10/10",
    "users 4/5",
    "uts 9/9",
    "valid_for_s 2/2",
    "vlan_id 1/1",
    "working_directory 10/10",
];
