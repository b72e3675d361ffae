//! Strategies for routes and the rules that choose among their tables.

use ipnet::IpNet;
use netsnap_shared::snapshot::{
    MarkMatch, NextHop, Route, RouteKind, RoutePreference, RouteProtocol, RouteScope, RouteTable,
    RoutingRule, RuleAction, UidRange,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::namespace::{counters, port_range};
use super::value::{family, ip, text, texts, uid};

pub(super) fn route() -> impl Strategy<Value = Route> {
    fields!(Route {
        family: family(),
        destination: prefix(),
        gateway: of(ip()),
        interface: of(text()),
        source: of(ip()),
        metric: of(any::<u32>()),
        table: table(),
        protocol: any::<u8>().prop_map(RouteProtocol::from_code),
        scope: scope(),
        kind: (0..12_u8).prop_map(RouteKind::from_code),
        source_prefix: of(prefix()),
        type_of_service: of(any::<u8>()),
        preference: of((0..5_u8).prop_map(RoutePreference::from_code)),
        flags: texts(),
        metrics: counters(),
        congestion_control: of(text()),
        next_hop_id: of(any::<u32>()),
        expires_in_s: of(any::<u32>()),
        next_hops: vec(next_hop(), 0..3),
    })
}

fn next_hop() -> impl Strategy<Value = NextHop> {
    fields!(NextHop {
        gateway: of(ip()),
        interface: of(text()),
        weight: any::<u32>(),
        flags: texts(),
    })
}

pub(super) fn rule() -> impl Strategy<Value = RoutingRule> {
    fields!(RoutingRule {
        family: family(),
        priority: any::<u32>(),
        source: of(prefix()),
        destination: of(prefix()),
        incoming_interface: of(text()),
        outgoing_interface: of(text()),
        mark: of(mark()),
        type_of_service: of(any::<u8>()),
        dscp: of(any::<u8>()),
        tunnel_id: of(any::<u64>()),
        ip_protocol: of(any::<u8>()),
        source_ports: of(port_range()),
        destination_ports: of(port_range()),
        users: of(users()),
        inverted: any::<bool>(),
        action: (0..12_u8).prop_map(RuleAction::from_code),
        table: of(table()),
        vrf_table: any::<bool>(),
        goto: of(any::<u32>()),
        suppress_prefix_length: of(any::<u32>()),
        suppress_interface_group: of(any::<u32>()),
        protocol: any::<u8>().prop_map(RouteProtocol::from_code),
    })
}

fn mark() -> impl Strategy<Value = MarkMatch> {
    fields!(MarkMatch {
        value: any::<u32>(),
        mask: any::<u32>(),
    })
}

fn users() -> impl Strategy<Value = UidRange> {
    fields!(UidRange {
        first: uid(),
        last: uid(),
    })
}

fn prefix() -> impl Strategy<Value = IpNet> {
    (ip(), any::<u8>()).prop_map(|(ip, length)| {
        let longest = if ip.is_ipv4() { 32 } else { 128 };
        IpNet::new_assert(ip, length % (longest + 1))
    })
}

fn table() -> impl Strategy<Value = RouteTable> {
    prop_oneof![250..256_u32, any::<u32>()].prop_map(RouteTable::from_code)
}

pub(super) fn scope() -> impl Strategy<Value = RouteScope> {
    any::<u8>().prop_map(RouteScope::from_code)
}
