//! Strategies for the host, its users, and what was read of it.

use netsnap_shared::snapshot::{
    AddressName, Host, Privilege, Resolver, Source, SourceStatus, User,
};
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::value::{ip, moment, namespace_id, text, texts, uid};

pub(super) fn host() -> impl Strategy<Value = Host> {
    fields!(Host {
        hostname: of(text()),
        os: prop_oneof![Just("linux".to_owned()), Just("windows".to_owned()), text()],
        os_version: of(text()),
        kernel: of(text()),
        architecture: of(text()),
        boot_time: of(moment()),
        resolver: of(resolver()),
    })
}

fn resolver() -> impl Strategy<Value = Resolver> {
    fields!(Resolver {
        nameservers: texts(),
        search: texts(),
        options: texts(),
    })
}

pub(super) fn privilege() -> impl Strategy<Value = Privilege> {
    fields!(Privilege {
        uid: of(uid()),
        user: of(text()),
        elevated: any::<bool>(),
        capabilities: texts(),
    })
}

pub(super) fn source() -> impl Strategy<Value = Source> {
    fields!(Source {
        name: text(),
        namespace: of(namespace_id()),
        status: status(),
        rows: any::<u64>(),
        duration_us: any::<u64>(),
        detail: of(text()),
    })
}

fn status() -> impl Strategy<Value = SourceStatus> {
    prop::sample::select(vec![
        SourceStatus::Complete,
        SourceStatus::Partial,
        SourceStatus::Denied,
        SourceStatus::Unavailable,
        SourceStatus::Failed,
        SourceStatus::Unknown,
    ])
}

pub(super) fn user() -> impl Strategy<Value = User> {
    fields!(User {
        uid: uid(),
        name: text(),
    })
}

pub(super) fn address_name() -> impl Strategy<Value = AddressName> {
    fields!(AddressName {
        ip: ip(),
        name: text(),
    })
}
