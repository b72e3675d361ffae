//! Readers of the operating system. They always give a snapshot: what could not be read is an entry
//! in `sources`.

use std::path::PathBuf;

use netsnap_shared::snapshot::{
    Collector, Host, Namespace, NamespaceId, Privilege, Settings, Snapshot, Timestamp,
};

/// What to read, and where from.
#[derive(Debug, Clone)]
pub struct Options {
    /// The root of proc(5).
    pub proc: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            proc: PathBuf::from("/proc"),
        }
    }
}

/// Takes a snapshot of this host.
pub fn read(options: &Options) -> Snapshot {
    let _ = options;
    Snapshot {
        collector: Collector {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        collected_at: Timestamp::from_unix_ms(0),
        duration_ms: 0,
        host: Host {
            hostname: None,
            os: std::env::consts::OS.to_owned(),
            os_version: None,
            kernel: None,
            architecture: None,
            boot_time: None,
        },
        privilege: Privilege {
            uid: None,
            user: None,
            elevated: false,
            capabilities: Vec::new(),
        },
        sources: Vec::new(),
        users: Vec::new(),
        processes: Vec::new(),
        namespaces: vec![Namespace {
            id: NamespaceId("0".to_owned()),
            name: None,
            is_collectors: true,
            settings: Settings::default(),
            sockets: Vec::new(),
            unix_sockets: Vec::new(),
            packet_sockets: Vec::new(),
            routes: Vec::new(),
            interfaces: Vec::new(),
            neighbours: Vec::new(),
            multicast_groups: Vec::new(),
            protocol_statistics: Vec::new(),
        }],
        samples: Vec::new(),
        redaction: None,
    }
}

/// How to get what could not be read; `None` when nothing is missing.
pub fn advice(snapshot: &Snapshot) -> Option<String> {
    let _ = snapshot;
    None
}
