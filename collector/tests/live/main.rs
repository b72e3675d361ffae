//! The readers against sockets, links and routes that the tests make themselves, and against what
//! `ss` and `ip` say of the same.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod ip;
mod local;
mod made;
mod namespaces;
mod opened;
mod processes;
mod quiet;
mod sockets;
mod ss;
mod statistics;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use netsnap::readers::{Clock, Options, Scope, advice, read, snapshot};
use netsnap_shared::snapshot::{
    Namespace, Ownership, Snapshot, Socket, SourceStatus, State, Timestamp,
};

use self::opened::{Expected, Opened};

/// How often two tools are compared: something may change between them, such as a counter while new
/// links announce themselves.
const ATTEMPTS: usize = 30;

/// A clock that stands.
const STANDING: Clock = Clock {
    now: || Timestamp::from_unix_ms(1_795_000_000_000),
    elapsed: || Duration::ZERO,
};

fn own_namespace(snapshot: &Snapshot) -> &Namespace {
    let mut namespaces = snapshot.namespaces.iter();
    let own = namespaces.next().unwrap();
    assert!(own.is_collectors);
    assert!(namespaces.all(|other| !other.is_collectors));
    own
}

#[test]
fn every_kind_of_socket_is_described() {
    quiet::run("every_kind_of_socket_is_described", || {
        let opened = Opened::all();
        let snapshot = settled();
        let sockets = &own_namespace(&snapshot).sockets;
        for expected in &opened.expected {
            check(sockets, expected);
        }
    });
}

/// A snapshot in which no FIN waits for its acknowledgement, which may take 40 ms.
fn settled() -> Snapshot {
    loop {
        let snapshot = read(&Options::default());
        let mut sockets = own_namespace(&snapshot).sockets.iter();
        if !sockets.any(|socket| socket.state == Some(State::FinWait1)) {
            return snapshot;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[track_caller]
fn check(sockets: &[Socket], expected: &Expected) {
    let found: Vec<_> = sockets
        .iter()
        .filter(|socket| {
            socket.protocol == expected.protocol
                && socket.local == expected.local
                && socket.remote == expected.remote
        })
        .collect();
    let what = expected.what;
    assert_eq!(found.len(), expected.count, "{what}: {found:#?}");
    for socket in &found {
        assert_eq!(socket.state, Some(expected.state), "{what}: {socket:#?}");
        assert_eq!(socket.ownership, expected.ownership, "{what}: {socket:#?}");
        assert_eq!(socket.family, expected.family(), "{what}: {socket:#?}");
        assert_eq!(
            socket.inode.is_some(),
            expected.has_inode,
            "{what}: {socket:#?}"
        );
        assert_eq!(
            socket.receive_queue, expected.receive_queue,
            "{what}: {socket:#?}"
        );
        assert_eq!(
            socket.accept_queue.map(|queue| queue.length),
            expected.accepts,
            "{what}: {socket:#?}"
        );
        assert_eq!(
            socket.owners.is_empty(),
            expected.ownership != Ownership::Owned,
            "{what}: {socket:#?}"
        );
    }
    let mut owners: Vec<_> = found
        .iter()
        .flat_map(|socket| socket.owners.clone())
        .collect();
    owners.sort_unstable();
    assert_eq!(owners, expected.owners, "{what}");
}

#[test]
fn rows_are_those_of_ss() {
    quiet::run("rows_are_those_of_ss", || {
        let _opened = Opened::all();
        compare(
            |snapshot| ss::rows(&own_namespace(snapshot).sockets),
            ss::run,
        );
    });
}

/// Compares sorted rows with those of a tool, when it is installed.
#[track_caller]
fn compare(ours: impl Fn(&Snapshot) -> Vec<String>, theirs: impl Fn() -> Option<Vec<String>>) {
    compare_in(|| read(&Options::default()), ours, theirs);
}

/// The same of this namespace alone, so that nothing else is waited for.
#[track_caller]
fn compare_own(ours: impl Fn(&Namespace) -> Vec<String>, theirs: impl Fn() -> Option<Vec<String>>) {
    compare_in(read_own, |snapshot| ours(own_namespace(snapshot)), theirs);
}

/// A snapshot of this namespace alone.
fn read_own() -> Snapshot {
    read(&Options {
        scope: Scope::Own,
        ..Options::default()
    })
}

#[track_caller]
fn compare_in(
    read: impl Fn() -> Snapshot,
    ours: impl Fn(&Snapshot) -> Vec<String>,
    theirs: impl Fn() -> Option<Vec<String>>,
) {
    let mut last = None;
    for _ in 0..ATTEMPTS {
        let mut ours = ours(&read());
        let Some(mut theirs) = theirs() else {
            eprintln!("the tool to compare with is not installed");
            return;
        };
        ours.sort();
        theirs.sort();
        if ours == theirs {
            assert!(!ours.is_empty());
            return;
        }
        last = Some((ours, theirs));
        std::thread::sleep(Duration::from_millis(100));
    }
    // What both have is of no interest.
    let (mut ours, mut theirs) = last.unwrap();
    let common = ours.clone();
    ours.retain(|row| !theirs.contains(row));
    theirs.retain(|row| !common.contains(row));
    assert_eq!(ours, theirs);
    panic!("equal rows in another number");
}

#[test]
fn a_snapshot_comes_even_without_proc() {
    let options = Options {
        proc: PathBuf::from("/nonexistent"),
        root: PathBuf::from("/nonexistent"),
        ..Options::default()
    };
    let snapshot = snapshot(&options, STANDING);
    assert_eq!(snapshot.collected_at, (STANDING.now)());
    assert_eq!(snapshot.duration_ms, 0);
    assert!(snapshot.processes.is_empty());
    assert!(snapshot.users.is_empty());
    for source in &snapshot.sources {
        let from_files = source.name.starts_with('/');
        let complete = source.status == SourceStatus::Complete;
        let fd = source.name == "/proc/PID/fd" || source.name == "/proc/PID";
        assert!(!from_files || !complete || fd, "{source:?}");
        assert!(complete || source.detail.is_some(), "{source:?}");
        assert_eq!(source.duration_us, 0, "{source:?}");
    }
    let namespace = own_namespace(&snapshot);
    assert!(!namespace.interfaces.is_empty());
    // Nothing could be seen of processes, and so nothing is claimed of the owners.
    for socket in &namespace.sockets {
        assert!(socket.owners.is_empty());
        assert_ne!(socket.ownership, Ownership::Owned);
        assert!(
            socket.inode.is_none() || socket.ownership == Ownership::Hidden,
            "{socket:?}"
        );
    }
}

#[test]
fn this_process_and_its_parents_are_there() {
    let snapshot = read(&Options::default());
    let find = |pid: u32| {
        snapshot
            .processes
            .iter()
            .find(|process| process.pid.0 == pid)
    };
    let own = find(std::process::id()).unwrap();
    let executable = std::env::current_exe().unwrap();
    assert_eq!(own.executable.as_deref(), executable.to_str());
    assert_eq!(own.executable_deleted, Some(false));
    let arguments: Vec<_> = std::env::args().collect();
    assert_eq!(own.command_line.as_deref(), Some(&arguments[..]));
    assert_eq!(own.namespace.as_ref(), Some(&own_namespace(&snapshot).id));
    assert_eq!(own.uid, snapshot.privilege.uid);
    assert!(!own.kernel_thread);
    assert!(find(own.parent_pid.unwrap().0).is_some());

    let started = own.started_at.unwrap();
    assert!(started >= snapshot.host.boot_time.unwrap());
    // The boot is known to the second.
    assert!(started.unix_ms() <= snapshot.collected_at.unix_ms() + 2000);

    let pids: Vec<_> = snapshot
        .processes
        .iter()
        .map(|process| process.pid)
        .collect();
    assert!(pids.is_sorted());
    if snapshot.privilege.elevated {
        let hidden = snapshot.namespaces[0].sockets.iter();
        let hidden = hidden.filter(|socket| socket.ownership == Ownership::Hidden);
        assert_eq!(hidden.count() > 0, advice(&snapshot).is_some());
    }
}

#[test]
fn a_bundle_of_it_is_readable() {
    use netsnap_shared::bundle::{Limits, decode, encode};
    let snapshot = read(&Options::default());
    let bytes = encode(&snapshot).unwrap();
    let decoded = decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(decoded.snapshot, snapshot);
}
