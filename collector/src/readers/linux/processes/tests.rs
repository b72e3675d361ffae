//! Processes of a root of `/proc` that the test makes.

use std::fs;
use std::os::unix::fs::symlink;

use netsnap_shared::snapshot::NamespaceId;

use super::*;

const BOOT: BootTime = BootTime {
    at: Some(Timestamp::from_unix_ms(1_000_000)),
    ticks_per_second: 100,
};

/// Writes one process's files.
fn add(proc: &Path, pid: u32, files: &[(&str, &str)], links: &[(&str, &str)]) {
    let directory = proc.join(pid.to_string());
    fs::create_dir_all(directory.join("ns")).unwrap();
    for (name, text) in files {
        fs::write(directory.join(name), text).unwrap();
    }
    for (name, target) in links {
        symlink(target, directory.join(name)).unwrap();
    }
}

fn stat(name: &str, parent: u32, ticks: u64) -> String {
    format!("1 ({name}) S {parent} 1 1 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 {ticks} 9 9\n")
}

#[test]
fn a_whole_a_half_and_a_missing_process() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    add(
        proc,
        812,
        &[
            ("stat", &stat("nginx", 1, 250)),
            ("status", "Name:\tnginx\nUid:\t33\t33\t33\t33\n"),
            ("cmdline", "nginx\0-g\0"),
            ("cgroup", "0::/system.slice/nginx.service\n"),
        ],
        &[
            ("exe", "/usr/sbin/nginx (deleted)"),
            ("ns/net", "net:[4026531840]"),
        ],
    );
    add(proc, 813, &[("stat", &stat("half", 0, 0))], &[]);
    add(proc, 814, &[("stat", "814 (odd")], &[]);
    fs::create_dir(proc.join("815")).unwrap();
    fs::create_dir(proc.join("self-like")).unwrap();

    let pids = pids(proc);
    assert_eq!(pids.given, [812, 813, 814, 815].map(Pid));
    let reading = read(proc, &pids.given, BOOT);
    let whole = Process {
        parent_pid: Some(Pid(1)),
        executable: Some("/usr/sbin/nginx".into()),
        executable_deleted: Some(true),
        command_line: Some(vec!["nginx".into(), "-g".into()]),
        uid: Some(Uid(33)),
        started_at: Some(Timestamp::from_unix_ms(1_002_500)),
        namespace: Some(NamespaceId("4026531840".into())),
        ..Process::new(Pid(812), "nginx".into())
    };
    let half = Process {
        started_at: Some(Timestamp::from_unix_ms(1_000_000)),
        ..Process::new(Pid(813), "half".into())
    };
    assert_eq!(reading.given, [whole, half]);
    assert_eq!(reading.status, SourceStatus::Partial);
    assert_eq!(
        reading.detail.as_deref(),
        Some("1 process could not be read")
    );
}

#[test]
fn no_proc_at_all_is_said() {
    let root = tempfile::tempdir().unwrap();
    let reading = pids(&root.path().join("none"));
    assert_eq!(reading.status, SourceStatus::Unavailable);
    assert_eq!(reading.detail.as_deref(), Some("no such file or directory"));
}

#[test]
fn an_executable_may_be_named_like_a_deleted_one() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    let file = root.path().join("tool (deleted)");
    fs::write(&file, "").unwrap();
    add(
        proc,
        1,
        &[],
        &[("exe", file.to_str().unwrap()), ("root", "/")],
    );
    let directory = proc.join("1");
    let executable = exe::read(&directory).unwrap();
    assert_eq!(
        (executable.path.as_str(), executable.deleted),
        (file.to_str().unwrap(), false)
    );

    fs::remove_file(&file).unwrap();
    let executable = exe::read(&directory).unwrap();
    let stripped = root.path().join("tool");
    assert_eq!(
        (executable.path.as_str(), executable.deleted),
        (stripped.to_str().unwrap(), true)
    );
}

#[test]
fn a_long_command_line_is_cut_and_said() {
    let root = tempfile::tempdir().unwrap();
    let long = "x".repeat(300 << 10);
    add(
        root.path(),
        1,
        &[("stat", &stat("x", 0, 0)), ("cmdline", &long)],
        &[],
    );
    let reading = read(root.path(), &[Pid(1)], BOOT);
    let kept = reading.given[0].command_line.as_deref().unwrap();
    assert_eq!(
        kept.iter().map(String::len).collect::<Vec<_>>(),
        [256 << 10]
    );
    assert_eq!(
        reading.detail.as_deref(),
        Some("1 command line was cut at 256 KiB")
    );
}

#[test]
fn start_times_need_the_boot_and_do_not_overflow() {
    assert_eq!(
        BOOT.after_ticks(50),
        Some(Timestamp::from_unix_ms(1_000_500))
    );
    assert_eq!(BOOT.after_ticks(u64::MAX), None);
    let unknown = BootTime { at: None, ..BOOT };
    assert_eq!(unknown.after_ticks(50), None);
}
