//! Threads of a root of `/proc` that the test makes.

use std::fs;
use std::os::unix::fs::symlink;

use netsnap_shared::snapshot::Owner;

use super::*;

/// Makes a table of descriptors, each with the inode of its socket.
fn add(proc: &Path, table: &str, sockets: &[(u32, u64)]) {
    let directory = proc.join(table);
    fs::create_dir_all(&directory).unwrap();
    for (fd, inode) in sockets {
        symlink(format!("socket:[{inode}]"), directory.join(fd.to_string())).unwrap();
    }
}

#[test]
fn sockets_of_threads_are_their_process() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    add(proc, "5/fd", &[(3, 100)]);
    add(proc, "5/task/5/fd", &[(3, 100)]);
    add(proc, "5/task/6/fd", &[(3, 100), (4, 101), (5, 102)]);
    // Shares the table of 6.
    add(proc, "5/task/7/fd", &[(3, 100), (4, 101), (5, 102)]);
    add(proc, "9/fd", &[]);
    add(proc, "9/task/10/fd", &[(8, 101)]);
    // A thread without a table, and a process that has ended.
    fs::create_dir_all(proc.join("9/task/11")).unwrap();
    let with = |threaded: &[u32]| Owners {
        threaded: threaded.iter().copied().map(Pid).collect(),
        ..Owners::default()
    };
    let missing = HashSet::from([101, 103].map(Inode));

    let mut owners = with(&[5, 9, 12]);
    let reading = owners.also_in_threads(proc, &missing);
    assert_eq!(
        (reading.status, reading.detail),
        (SourceStatus::Complete, None)
    );
    let owner = |pid, fd| Owner {
        pid: Pid(pid),
        fd: Some(fd),
    };
    let found: Vec<_> = owners.of(Inode(101)).collect();
    assert_eq!(found, [owner(5, 4), owner(9, 8)]);
    assert_eq!(owners.of(Inode(102)).count(), 0);
    assert_eq!(owners.hidden, 0);

    // The size of a directory is the file system's to say: each thread counts as alike or not.
    let said = |looks, looks_alike| {
        let mut owners = with(&[5]);
        let reading = owners.in_threads(proc, &missing, looks, looks_alike);
        let detail = reading.detail.unwrap();
        assert!(
            detail.contains(" of 2 threads were not looked at: "),
            "{detail}"
        );
        (reading.status, owners.hidden > 0)
    };
    assert_eq!(said(0, 0), (SourceStatus::Partial, true));
    let (status, hidden) = said(3, 0);
    assert_eq!(hidden, status == SourceStatus::Partial);

    let mut owners = with(&[5]);
    let reading = owners.also_in_threads(&proc.join("none"), &missing);
    assert_eq!(reading.status, SourceStatus::Unavailable);
}
