//! Strategies for what is added to a snapshot after it was taken.

use netsnap_shared::snapshot::{InterfaceSample, ProtocolSample, Redaction, Sample, SocketCount};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::interface::statistics;
use super::namespace::counters;
use super::value::{moment, namespace_id, protocol, state, text, texts};

pub(super) fn sample() -> impl Strategy<Value = Sample> {
    fields!(Sample {
        collected_at: moment(),
        interfaces: vec(interface(), 0..3),
        protocol_statistics: vec(protocol_statistics(), 0..3),
        sockets: vec(socket_count(), 0..3),
    })
}

fn interface() -> impl Strategy<Value = InterfaceSample> {
    fields!(InterfaceSample {
        namespace: namespace_id(),
        interface: text(),
        statistics: statistics(),
    })
}

fn protocol_statistics() -> impl Strategy<Value = ProtocolSample> {
    fields!(ProtocolSample {
        namespace: namespace_id(),
        protocol: text(),
        counters: counters(),
    })
}

fn socket_count() -> impl Strategy<Value = SocketCount> {
    fields!(SocketCount {
        namespace: namespace_id(),
        protocol: protocol(),
        state: of(state()),
        count: any::<u64>(),
    })
}

pub(super) fn redaction() -> impl Strategy<Value = Redaction> {
    fields!(Redaction {
        replaced: texts(),
        method: text(),
    })
}
