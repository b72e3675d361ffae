//! Strategies for the whole model: any snapshot that can be written, however odd.

mod namespace;
pub(crate) mod value;

use netsnap_shared::snapshot::{
    Collector, Host, InterfaceSample, NamespaceId, Pid, Privilege, Process, Redaction, Sample,
    Snapshot, Source, SourceStatus, User,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use namespace::{namespace, statistics};
use value::{moment, text, uid};

/// Any snapshot.
pub(crate) fn snapshot() -> impl Strategy<Value = Snapshot> {
    let head = (collector(), moment(), any::<u64>(), host(), privilege());
    let lists = (
        vec(source(), 0..3),
        vec(user(), 0..3),
        vec(process(), 0..4),
        vec(namespace(), 0..3),
        vec(sample(), 0..2),
        of(redaction()),
    );
    (head, lists).prop_map(|(head, lists)| {
        let (collector, collected_at, duration_ms, host, privilege) = head;
        let (sources, users, processes, namespaces, samples, redaction) = lists;
        Snapshot {
            collector,
            collected_at,
            duration_ms,
            host,
            privilege,
            sources,
            users,
            processes,
            namespaces,
            names: Vec::new(),
            samples,
            redaction,
        }
    })
}

fn collector() -> impl Strategy<Value = Collector> {
    (text(), text()).prop_map(|(name, version)| Collector { name, version })
}

fn host() -> impl Strategy<Value = Host> {
    let os = prop_oneof![Just("linux".to_owned()), Just("windows".to_owned()), text()];
    (
        of(text()),
        os,
        of(text()),
        of(text()),
        of(text()),
        of(moment()),
    )
        .prop_map(
            |(hostname, os, os_version, kernel, architecture, boot_time)| Host {
                hostname,
                os,
                os_version,
                kernel,
                architecture,
                boot_time,
                resolver: None,
            },
        )
}

fn privilege() -> impl Strategy<Value = Privilege> {
    (of(uid()), of(text()), any::<bool>(), vec(text(), 0..3)).prop_map(
        |(uid, user, elevated, capabilities)| Privilege {
            uid,
            user,
            elevated,
            capabilities,
        },
    )
}

fn source() -> impl Strategy<Value = Source> {
    let status = prop::sample::select(vec![
        SourceStatus::Complete,
        SourceStatus::Partial,
        SourceStatus::Denied,
        SourceStatus::Unavailable,
        SourceStatus::Failed,
        SourceStatus::Unknown,
    ]);
    let namespace = of(text().prop_map(NamespaceId));
    (
        text(),
        namespace,
        status,
        any::<u64>(),
        any::<u64>(),
        of(text()),
    )
        .prop_map(
            |(name, namespace, status, rows, duration_us, detail)| Source {
                name,
                namespace,
                status,
                rows,
                duration_us,
                detail,
            },
        )
}

fn user() -> impl Strategy<Value = User> {
    (uid(), text()).prop_map(|(uid, name)| User { uid, name })
}

fn process() -> impl Strategy<Value = Process> {
    let identity = (
        value::pid(),
        of(value::pid()),
        text(),
        of(text()),
        of(any::<bool>()),
        of(vec(text(), 0..3)),
    );
    let rest = (
        of(uid()),
        of(moment()),
        of(text().prop_map(NamespaceId)),
        of(text()),
        any::<bool>(),
    );
    (identity, rest).prop_map(|(identity, rest)| {
        let (pid, parent_pid, name, executable, executable_deleted, command_line): (
            Pid,
            _,
            _,
            _,
            _,
            _,
        ) = identity;
        let (uid, started_at, namespace, container, kernel_thread) = rest;
        Process {
            parent_pid,
            executable,
            executable_deleted,
            command_line,
            uid,
            started_at,
            namespace,
            container,
            kernel_thread,
            ..Process::new(pid, name)
        }
    })
}

fn sample() -> impl Strategy<Value = Sample> {
    let interface = (text().prop_map(NamespaceId), text(), statistics()).prop_map(
        |(namespace, interface, statistics)| InterfaceSample {
            namespace,
            interface,
            statistics,
        },
    );
    (moment(), vec(interface, 0..3)).prop_map(|(collected_at, interfaces)| Sample {
        collected_at,
        interfaces,
        protocol_statistics: Vec::new(),
        sockets: Vec::new(),
    })
}

fn redaction() -> impl Strategy<Value = Redaction> {
    (vec(text(), 0..3), text()).prop_map(|(replaced, method)| Redaction { replaced, method })
}
