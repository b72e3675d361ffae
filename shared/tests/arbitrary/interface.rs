//! Strategies for interfaces, and what is known of the links behind them.

use netsnap_shared::snapshot::{
    ErrorKinds, Interface, InterfaceAddress, InterfaceStatistics, LinkPeer, MulticastGroup,
    Neighbour,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::route::scope;
use super::value::{ip, namespace_id, text, texts};

pub(super) fn interface() -> impl Strategy<Value = Interface> {
    fields!(Interface {
        index: any::<u32>(),
        name: text(),
        kind: of(kind()),
        mac: of(text()),
        mtu: of(any::<u32>()),
        flags: texts(),
        promiscuous: of(any::<bool>()),
        promiscuity: of(any::<u32>()),
        operational_state: of(text()),
        carrier: of(any::<bool>()),
        speed_mbps: of(any::<u32>()),
        duplex: of(text()),
        master: of(text()),
        lower: of(text()),
        peer: of(peer()),
        vlan_id: of(any::<u16>()),
        queue_length: of(any::<u32>()),
        queueing_discipline: of(text()),
        alias: of(text()),
        alternative_names: texts(),
        permanent_mac: of(text()),
        addresses: vec(address(), 0..3),
        statistics: of(statistics()),
    })
}

fn kind() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("loopback".to_owned()),
        Just("ethernet".to_owned()),
        text()
    ]
}

fn peer() -> impl Strategy<Value = LinkPeer> {
    fields!(LinkPeer {
        index: any::<u32>(),
        namespace: of(namespace_id()),
    })
}

fn address() -> impl Strategy<Value = InterfaceAddress> {
    fields!(InterfaceAddress {
        ip: ip(),
        prefix_length: any::<u8>(),
        peer: of(ip()),
        broadcast: of(ip()),
        scope: of(scope()),
        label: of(text()),
        flags: texts(),
        valid_for_s: of(any::<u32>()),
        preferred_for_s: of(any::<u32>()),
    })
}

pub(super) fn statistics() -> impl Strategy<Value = InterfaceStatistics> {
    fields!(InterfaceStatistics {
        received_bytes: any::<u64>(),
        received_packets: any::<u64>(),
        received_errors: any::<u64>(),
        received_dropped: any::<u64>(),
        received_multicast: any::<u64>(),
        sent_bytes: any::<u64>(),
        sent_packets: any::<u64>(),
        sent_errors: any::<u64>(),
        sent_dropped: any::<u64>(),
        collisions: any::<u64>(),
        kinds: of(error_kinds()),
    })
}

fn error_kinds() -> impl Strategy<Value = ErrorKinds> {
    fields!(ErrorKinds {
        received_length: any::<u64>(),
        received_over: any::<u64>(),
        received_crc: any::<u64>(),
        received_frame: any::<u64>(),
        received_fifo: any::<u64>(),
        received_missed: any::<u64>(),
        received_no_handler: any::<u64>(),
        sent_aborted: any::<u64>(),
        sent_carrier: any::<u64>(),
        sent_fifo: any::<u64>(),
        sent_heartbeat: any::<u64>(),
        sent_window: any::<u64>(),
        received_compressed: any::<u64>(),
        sent_compressed: any::<u64>(),
    })
}

pub(super) fn neighbour() -> impl Strategy<Value = Neighbour> {
    fields!(Neighbour {
        ip: ip(),
        mac: of(text()),
        interface: text(),
        state: text(),
        flags: texts(),
        used_ms: of(any::<u64>()),
        confirmed_ms: of(any::<u64>()),
    })
}

pub(super) fn multicast_group() -> impl Strategy<Value = MulticastGroup> {
    fields!(MulticastGroup {
        interface: text(),
        group: text(),
        users: of(any::<u32>()),
    })
}
