//! Discovery in a directory that looks like proc(5).

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::time::Duration;

use netsnap_shared::snapshot::{Source, Timestamp};

use super::*;
use crate::readers::Clock;

const STANDING: Clock = Clock {
    now: || Timestamp::from_unix_ms(0),
    elapsed: || Duration::ZERO,
};

fn own() -> Context {
    Context {
        id: NamespaceId("1".into()),
        name: None,
        is_collectors: true,
        tables: PathBuf::new(),
        settings: PathBuf::new(),
    }
}

/// A process, or a thread of one, with the target of its link.
fn add(proc: &Path, process: &str, target: &str) {
    let ns = proc.join(process).join("ns");
    fs::create_dir_all(&ns).unwrap();
    symlink(target, ns.join("net")).unwrap();
}

fn discovered(proc: &Path, pids: &[u32]) -> (Found, Vec<Source>) {
    let pids: Vec<_> = pids.iter().copied().map(Pid).collect();
    let mut journal = Journal::new(STANDING);
    let mounts = fs::read(proc.join("self/mountinfo"));
    let lives = Lives::unknown(&pids, &mounts);
    let found = discover(proc, Path::new("/captured"), &own(), lives, &mut journal);
    (found, journal.into_sources())
}

#[test]
fn processes_threads_and_files_lead_to_namespaces() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    for (process, target) in [
        ("10", "net:[1]"),
        ("11", "net:[300]"),
        ("12", "net:[40]"),
        ("13", "net:[300]"),
        ("14", "odd"),
        ("10/task/10", "net:[1]"),
        ("10/task/21", "net:[55]"),
        ("10/task/22", "net:[300]"),
        ("12/task/12", "net:[40]"),
        ("12/task/23", "net:[56]"),
    ] {
        add(proc, process, target);
    }
    // With the right to go elsewhere, and without it.
    fs::write(proc.join("10/status"), "CapPrm:\t0000000000200000\n").unwrap();
    fs::write(proc.join("12/status"), "CapPrm:\t0000000000000000\n").unwrap();
    fs::create_dir(proc.join("self")).unwrap();
    let mounts = "1 2 0:4 net:[40] /run/netns/red rw - nsfs nsfs rw\n\
        1 2 0:4 net:[40] /run/netns/crimson rw - nsfs nsfs rw\n\
        1 2 0:4 net:[7] /run/docker/netns/blue rw - nsfs nsfs rw\n\
        1 2 0:4 net:[9] /srv/kept rw - nsfs nsfs rw\n\
        1 2 0:4 net:[1] /run/netns/home rw - nsfs nsfs rw\n";
    fs::write(proc.join("self/mountinfo"), mounts).unwrap();

    let (found, sources) = discovered(proc, &[10, 11, 12, 13, 14, 15]);
    let place = |id: &str, name: Option<&str>, files: &[&str], processes: &[u32]| Place {
        id: NamespaceId(id.into()),
        name: name.map(str::to_owned),
        files: files.iter().map(PathBuf::from).collect(),
        processes: processes.iter().copied().map(Pid).collect(),
    };
    assert_eq!(
        found.others,
        [
            place("7", Some("blue"), &["/captured/run/docker/netns/blue"], &[]),
            place(
                "40",
                Some("crimson"),
                &["/captured/run/netns/crimson", "/captured/run/netns/red"],
                &[12],
            ),
            place("9", None, &["/captured/srv/kept"], &[]),
            place("55", None, &[], &[21]),
            place("300", None, &[], &[22, 11, 13]),
        ]
    );
    assert_eq!(found.own_name.as_deref(), Some("home"));
    let [lived_in, bound] = &sources[..] else {
        panic!("{sources:#?}");
    };
    assert_eq!((lived_in.status, lived_in.rows), (SourceStatus::Partial, 4));
    assert_eq!(
        lived_in.detail.as_deref(),
        Some("the network namespaces of 1 of 6 processes are not understood")
    );
    assert_eq!((bound.status, bound.rows), (SourceStatus::Complete, 5));
}

#[test]
fn without_ones_own_there_are_no_others() {
    let root = tempfile::tempdir().unwrap();
    add(root.path(), "10", "net:[300]");
    let mut journal = Journal::new(STANDING);
    let own = Context {
        id: NamespaceId(OWN.into()),
        ..own()
    };
    let mounts = Ok(Vec::new());
    let lives = Lives::unknown(&[Pid(10)], &mounts);
    let found = discover(root.path(), root.path(), &own, lives, &mut journal);
    assert_eq!(found.others, []);
    assert_eq!(journal.into_sources()[0].status, SourceStatus::Failed);
}

#[test]
fn tables_tell_who_lives_together() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    for process in ["self", "10", "11", "12", "13"] {
        fs::create_dir_all(proc.join(process).join("net")).unwrap();
    }
    fs::write(proc.join("self/net/dev"), "").unwrap();
    fs::write(proc.join("11/net/dev"), "").unwrap();
    fs::write(proc.join("12/net/dev"), "").unwrap();
    fs::hard_link(proc.join("self/net/dev"), proc.join("10/net/dev")).unwrap();
    fs::hard_link(proc.join("11/net/dev"), proc.join("14")).unwrap();
    fs::rename(proc.join("14"), proc.join("13/net/dev")).unwrap();
    let unknown = fs::metadata(proc.join("12/net/dev")).unwrap().ino();

    let known = NamespaceId("300".into());
    let refused = [10, 12, 13, 15].map(Pid);
    let found = by_tables::find(proc, &own(), [(&known, Pid(11))], &refused);
    let id = |id: &str| NamespaceId(id.into());
    let expected = [
        (Pid(10), id("1")),
        (Pid(12), id(&format!("proc-{unknown}"))),
        (Pid(13), known.clone()),
    ];
    assert_eq!(found, BTreeMap::from(expected));
    fs::remove_file(proc.join("self/net/dev")).unwrap();
    let found = by_tables::find(proc, &own(), [(&known, Pid(11))], &refused);
    assert_eq!(found, BTreeMap::new());
}
