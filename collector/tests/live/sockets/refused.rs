//! A kernel that refuses netlink, as a container's seccomp profile may, and one that would have to
//! load a module to answer.

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::symlink;

use netsnap::readers::{Options, Scope, read};
use netsnap_shared::snapshot::{Protocol, SourceStatus, State};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter,
};

use super::{read_own, sockets_of};

/// `AF_NETLINK`.
const NETLINK: u64 = 16;

/// The number of socket(2).
const SOCKET: i64 = if cfg!(target_arch = "x86_64") {
    41
} else {
    198
};

#[test]
fn rows_come_from_files_where_netlink_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let datagrams = UdpSocket::bind("[::1]:0").unwrap();
    let udp_port = datagrams.local_addr().unwrap().port();
    // A filter binds the thread and those that it makes.
    let snapshot = std::thread::spawn(|| refuse_netlink().then(read_own))
        .join()
        .unwrap();
    let Some(snapshot) = snapshot else {
        return eprintln!("no system call can be refused here");
    };
    for (protocol, port, state) in [
        (Protocol::Tcp, port, State::Listen),
        (Protocol::Udp, udp_port, State::Unconnected),
    ] {
        let mut rows = sockets_of(&snapshot).iter();
        let row = rows.find(|row| row.protocol == protocol && row.local.port == port);
        let row = row.unwrap();
        assert_eq!(row.state, Some(state));
        assert!(!row.owners.is_empty());
        // What the files do not tell is not invented.
        assert!(row.accept_queue.is_none() && row.memory.is_none() && row.cookie.is_none());
    }
    for source in &snapshot.sources {
        let name = source.name.as_str();
        // Where the kernel counts no socket, nothing is asked, and so nothing refused.
        let detail = source.detail.as_deref().unwrap_or_default();
        let asked = !detail.starts_with("not asked");
        if asked && (name.starts_with("sock_diag") || name.starts_with("netstat2")) {
            assert_eq!(source.status, SourceStatus::Denied, "{source:?}");
            assert!(
                source.detail.as_deref().unwrap().contains("not permitted"),
                "{source:?}"
            );
        }
        if name == "/proc/net/tcp" || name == "/proc/net/udp6" {
            assert_eq!(source.status, SourceStatus::Complete, "{source:?}");
            assert!(
                source.detail.as_deref().unwrap().contains("sock_diag"),
                "{source:?}"
            );
        }
    }
    let names: Vec<_> = snapshot
        .sources
        .iter()
        .map(|source| source.name.as_str())
        .collect();
    assert!(names.contains(&"/proc/net/tcp") && names.contains(&"sock_diag tcp ipv4"));
}

#[test]
fn what_is_not_loaded_is_not_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("proc/modules", "udp_diag 16384 0 - Live 0x0\n");
    write("proc/sys/kernel/osrelease", "6.1.0-9\n");
    write("proc/sys/kernel/modprobe", "/sbin/modprobe\n");
    write("lib/modules/6.1.0-9/modules.builtin", "");
    write(
        "lib/modules/6.1.0-9/modules.dep",
        "kernel/net/ipv4/tcp_diag.ko:\n",
    );
    for name in ["self", "net"] {
        let target = format!("/proc/{name}");
        symlink(target, root.path().join("proc").join(name)).unwrap();
    }
    let options = Options {
        proc: root.path().join("proc"),
        root: root.path().to_owned(),
        scope: Scope::Own,
        load_modules: false,
    };
    let status = |load_modules: bool, name: &str| {
        let snapshot = read(&Options {
            load_modules,
            ..options.clone()
        });
        let mut rows = sockets_of(&snapshot).iter();
        let row = rows.find(|row| row.protocol == Protocol::Tcp && row.local.port == port);
        let asked = row.unwrap().memory.is_some();
        let mut sources = snapshot.sources.iter();
        let source = sources.find(|source| source.name == name).unwrap();
        let detail = source.detail.clone().unwrap_or_default();
        (source.status, detail, asked)
    };
    for name in ["sock_diag tcp ipv4", "netstat2 tcp ipv4"] {
        let (refused, reason, asked) = status(false, name);
        assert_eq!(
            (refused, asked),
            (SourceStatus::Unavailable, false),
            "{name}"
        );
        assert!(reason.contains("has not loaded tcp_diag"), "{reason}");
        assert!(reason.contains("--load-modules"), "{reason}");
        // The rows are asked for where that is allowed.
        let (complete, _, asked) = status(true, name);
        assert_eq!((complete, asked), (SourceStatus::Complete, true), "{name}");
    }
    let (complete, ..) = status(false, "sock_diag udp ipv4");
    assert_eq!(complete, SourceStatus::Complete);
}

/// Lets this thread open no netlink socket any more. Whether that could be done.
fn refuse_netlink() -> bool {
    let Ok(arch) = TargetArch::try_from(std::env::consts::ARCH) else {
        return false;
    };
    let is_netlink =
        SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, NETLINK).unwrap();
    let rules = BTreeMap::from([(SOCKET, vec![SeccompRule::new(vec![is_netlink]).unwrap()])]);
    let refused = SeccompAction::Errno(1);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, arch).unwrap();
    apply_filter(&BpfProgram::try_from(filter).unwrap()).is_ok()
}
