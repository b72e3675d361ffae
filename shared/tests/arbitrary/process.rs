//! Strategies for processes.

use netsnap_shared::snapshot::{Process, ProcessNamespaces, StandardStreams};
use proptest::option::of;
use proptest::prelude::*;

use super::fields;
use super::value::{moment, namespace_id, pid, text, texts, uid};

pub(super) fn process() -> impl Strategy<Value = Process> {
    fields!(Process {
        pid: pid(),
        parent_pid: of(pid()),
        name: text(),
        executable: of(text()),
        executable_deleted: of(any::<bool>()),
        command_line: of(texts()),
        uid: of(uid()),
        effective_uid: of(uid()),
        working_directory: of(text()),
        started_at: of(moment()),
        namespace: of(namespace_id()),
        container: of(text()),
        systemd_unit: of(text()),
        namespaces: of(namespaces()),
        standard_streams: of(standard_streams()),
        ld_preload: of(any::<bool>()),
        capabilities: of(texts()),
        kernel_thread: any::<bool>(),
    })
}

fn namespaces() -> impl Strategy<Value = ProcessNamespaces> {
    fields!(ProcessNamespaces {
        cgroup: of(namespace_id()),
        ipc: of(namespace_id()),
        mount: of(namespace_id()),
        pid: of(namespace_id()),
        user: of(namespace_id()),
        uts: of(namespace_id()),
    })
}

fn standard_streams() -> impl Strategy<Value = StandardStreams> {
    fields!(StandardStreams {
        input: of(text()),
        output: of(text()),
        error: of(text()),
    })
}
