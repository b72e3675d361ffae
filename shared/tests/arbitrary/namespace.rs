//! Strategies for a network stack, its settings and its counters.

use std::collections::BTreeMap;

use netsnap_shared::snapshot::{Namespace, PortRange, ProtocolCounters, Settings};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::interface::{interface, multicast_group, neighbour};
use super::local_socket::{netlink_socket, packet_socket, unix_socket};
use super::route::{route, rule};
use super::socket::socket;
use super::value::{namespace_id, text};

pub(super) fn namespace() -> impl Strategy<Value = Namespace> {
    fields!(Namespace {
        id: namespace_id(),
        name: of(text()),
        is_collectors: any::<bool>(),
        settings: settings(),
        sockets: vec(socket(), 0..8),
        unix_sockets: vec(unix_socket(), 0..3),
        packet_sockets: vec(packet_socket(), 0..3),
        netlink_sockets: vec(netlink_socket(), 0..3),
        routes: vec(route(), 0..3),
        rules: vec(rule(), 0..3),
        interfaces: vec(interface(), 0..3),
        neighbours: vec(neighbour(), 0..3),
        multicast_groups: vec(multicast_group(), 0..3),
        protocol_statistics: vec(protocol_counters(), 0..3),
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    fields!(Settings {
        ephemeral_ports: of(port_range()),
        ipv4_forwarding: of(any::<bool>()),
        ipv6_forwarding: of(any::<bool>()),
        ipv6_only: of(any::<bool>()),
        accept_queue_limit: of(any::<u32>()),
        unprivileged_ports_from: of(any::<u16>()),
        syn_cookies: of(any::<u32>()),
        reverse_path_filter: counters(),
    })
}

pub(super) fn port_range() -> impl Strategy<Value = PortRange> {
    fields!(PortRange {
        first: any::<u16>(),
        last: any::<u16>(),
    })
}

fn protocol_counters() -> impl Strategy<Value = ProtocolCounters> {
    fields!(ProtocolCounters {
        protocol: text(),
        counters: counters(),
    })
}

/// Numbers by name.
pub(super) fn counters() -> impl Strategy<Value = BTreeMap<String, i64>> {
    btree_map(text(), any::<i64>(), 0..4)
}
