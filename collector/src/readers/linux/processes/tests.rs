//! Processes of a root of `/proc` that the test makes.

use std::fs;
use std::os::unix::fs::symlink;

use netsnap_shared::snapshot::{
    Inode, NamespaceId, ProcessNamespaces, StandardStreams, Timestamp, Uid,
};

use super::*;

/// Reads processes on two threads.
fn read(proc: &Path, pids: &[Pid], boot: BootTime) -> (Reading<Vec<Process>>, Reading<Owners>) {
    let pass = Pass::over(proc, pids);
    assert!(pass.help().processes.is_empty(), "it has not begun");
    let first = std::thread::scope(|scope| scope.spawn(|| pass.begin(boot)).join().unwrap());
    let second = pass.help();
    let given = pass.end([first, second], false);
    (given.processes, given.owners)
}
use crate::readers::linux::file::LINK_BYTES;

const BOOT: BootTime = BootTime {
    at: Some(Timestamp::from_unix_ms(1_000_000)),
    ticks_per_second: 100,
};

/// Writes one process's files.
fn add(proc: &Path, pid: u32, files: &[(&str, &[u8])], links: &[(&str, &str)]) {
    let directory = proc.join(pid.to_string());
    for (name, text) in files {
        let file = directory.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for (name, target) in links {
        let link = directory.join(name);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, link).unwrap();
    }
}

fn stat(name: &str, parent: u32, ticks: u64) -> String {
    line(name, 'S', parent, 0, 1, ticks)
}

fn line(name: &str, state: char, parent: u32, flags: u32, threads: u32, ticks: u64) -> String {
    format!(
        "1 ({name}) {state} {parent} 1 1 0 -1 {flags} 1 2 3 4 5 6 7 8 20 0 {threads} 0 {ticks} 9\n"
    )
}

fn namespace(id: &str) -> NamespaceId {
    NamespaceId(id.into())
}

#[test]
fn a_whole_a_half_and_a_missing_process() {
    let root = tempfile::tempdir().unwrap();
    let proc = root.path();
    add(
        proc,
        812,
        &[
            ("stat", stat("nginx", 1, 250).as_bytes()),
            (
                "status",
                b"Name:\tnginx\nUid:\t33\t0\t33\t33\nCapEff:\t0000000000000400\n",
            ),
            ("cmdline", b"nginx\0-g\0"),
            ("environ", b"A=b\0LD_PRELOAD=/lib/x.so\0"),
            ("cgroup", b"0::/system.slice/nginx.service\n"),
        ],
        &[
            ("exe", "/usr/sbin/nginx (deleted)"),
            ("cwd", "/srv/www"),
            ("ns/net", "net:[4026531840]"),
            ("ns/mnt", "mnt:[4026531841]"),
            ("ns/pid", "pid:[4026531836]"),
            ("ns/user", "odd"),
            ("fd/0", "/dev/null"),
            ("fd/2", "socket:[77]"),
            ("fd/9", "socket:[78]"),
        ],
    );
    // The first of three is half there, the second has an odd line, the third has ended.
    add(proc, 813, &[("stat", stat("half", 0, 0).as_bytes())], &[]);
    add(
        proc,
        814,
        &[("stat", b"814 (odd"), ("comm", b"odd\n")],
        &[("fd/3", "socket:[79]")],
    );
    fs::create_dir(proc.join("815")).unwrap();
    fs::create_dir(proc.join("self-like")).unwrap();

    let pids = pids(proc);
    assert_eq!(pids.given, [812, 813, 814, 815].map(Pid));
    let (processes, owners) = read(proc, &pids.given, BOOT);
    let whole = Process {
        parent_pid: Some(Pid(1)),
        executable: Some("/usr/sbin/nginx".into()),
        executable_deleted: Some(true),
        command_line: Some(vec!["nginx".into(), "-g".into()]),
        uid: Some(Uid(33)),
        effective_uid: Some(Uid(0)),
        working_directory: Some("/srv/www".into()),
        started_at: Some(Timestamp::from_unix_ms(1_002_500)),
        namespace: Some(namespace("4026531840")),
        systemd_unit: Some("nginx.service".into()),
        namespaces: Some(ProcessNamespaces {
            mount: Some(namespace("4026531841")),
            pid: Some(namespace("4026531836")),
            ..ProcessNamespaces::default()
        }),
        standard_streams: Some(StandardStreams {
            input: Some("/dev/null".into()),
            output: None,
            error: Some("socket:[77]".into()),
        }),
        ld_preload: Some(true),
        capabilities: Some(vec!["cap_net_bind_service".into()]),
        ..Process::new(Pid(812), "nginx".into())
    };
    let half = Process {
        started_at: Some(Timestamp::from_unix_ms(1_000_000)),
        ..Process::new(Pid(813), "half".into())
    };
    let odd = Process {
        standard_streams: Some(StandardStreams::default()),
        ..Process::new(Pid(814), "odd".into())
    };
    assert_eq!(processes.given, [whole, half, odd]);
    assert_eq!(processes.status, SourceStatus::Partial);
    assert_eq!(
        processes.detail.as_deref(),
        Some("the stat line of 1 process could not be parsed")
    );
    assert_eq!((owners.rows, owners.status), (3, SourceStatus::Complete));
    let held: Vec<_> = owners
        .given
        .of(Inode(79))
        .map(|it| (it.pid, it.fd))
        .collect();
    assert_eq!(held, [(Pid(814), Some(3))]);
}

#[test]
fn a_thread_of_the_kernel_runs_no_program() {
    let root = tempfile::tempdir().unwrap();
    let stat = line("kworker/0:1", 'I', 2, 0x0020_0000, 1, 5);
    let files: [(&str, &[u8]); 3] = [
        ("stat", stat.as_bytes()),
        ("cmdline", b""),
        ("environ", b""),
    ];
    add(root.path(), 7, &files, &[("fd/0", "/dev/null")]);
    let (processes, owners) = read(root.path(), &[Pid(7)], BOOT);
    let owner = rustix::process::getuid().as_raw();
    let thread = Process {
        parent_pid: Some(Pid(2)),
        // That of its directory, which is the kernel's to set.
        uid: Some(Uid(owner)),
        started_at: Some(Timestamp::from_unix_ms(1_000_050)),
        kernel_thread: true,
        // It has none, which is known.
        command_line: Some(Vec::new()),
        ..Process::new(Pid(7), "kworker/0:1".into())
    };
    assert_eq!(processes.given, [thread]);
    assert_eq!((processes.detail, owners.rows), (None, 0));
}

#[test]
fn threads_outlive_the_first_one() {
    let root = tempfile::tempdir().unwrap();
    let ended = line("server", 'Z', 1, 0, 3, 0);
    let running = stat("worker", 1, 0);
    add(
        root.path(),
        20,
        &[
            ("stat", ended.as_bytes()),
            ("cmdline", b""),
            ("environ", b""),
            ("task/20/stat", ended.as_bytes()),
            ("task/21/stat", ended.as_bytes()),
            ("task/22/stat", running.as_bytes()),
            ("task/22/cmdline", b"server\0"),
        ],
        &[
            ("task/22/fd/4", "socket:[5]"),
            ("task/22/exe", "/bin/server"),
        ],
    );
    let ended = line("waits", 'Z', 1, 0, 1, 0);
    let empty: [(&str, &[u8]); 4] = [
        ("stat", ended.as_bytes()),
        ("status", b"Uid:\t1\t1\t1\t1\n"),
        ("cmdline", b""),
        ("environ", b""),
    ];
    add(root.path(), 30, &empty, &[]);
    let (processes, owners) = read(root.path(), &[Pid(20), Pid(30)], BOOT);
    let [server, waits] = &processes.given[..] else {
        panic!("{processes:?}");
    };
    assert_eq!(server.name, "server");
    assert_eq!(server.executable.as_deref(), Some("/bin/server"));
    assert_eq!(
        server.command_line.as_deref(),
        Some(&["server".to_owned()][..])
    );
    assert_eq!(owners.given.of(Inode(5)).count(), 1);
    // Of one that has ended nothing is said but who it was.
    assert_eq!(waits.uid, Some(Uid(1)));
    assert_eq!((&waits.command_line, waits.ld_preload), (&None, None));
    assert_eq!(waits.standard_streams, None);
}

#[test]
fn names_may_hold_anything() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let root = tempfile::tempdir().unwrap();
    add(
        root.path(),
        1,
        &[
            (
                "stat",
                br"1 (a) (\n\\b) S 0 1 1 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 0 9",
            ),
            ("status", br"Name:	a) (\nUid:	7"),
            ("cmdline", b"\xff\n\x1b[2J\0"),
        ],
        &[],
    );
    let directory = OsStr::from_bytes(b"/srv/\xff\nline (deleted)");
    symlink(directory, root.path().join("1/cwd")).unwrap();
    let (processes, _) = read(root.path(), &[Pid(1)], BOOT);
    let [process] = &processes.given[..] else {
        panic!("{processes:?}");
    };
    assert_eq!(process.name, "a) (\n\\b");
    assert_eq!(process.uid, None);
    let arguments = process.command_line.as_deref().unwrap();
    assert_eq!(arguments, ["\u{fffd}\n\u{1b}[2J"]);
    let directory = process.working_directory.as_deref();
    assert_eq!(directory, Some("/srv/\u{fffd}\nline (deleted)"));
}

#[test]
fn no_proc_at_all_is_said() {
    let root = tempfile::tempdir().unwrap();
    let reading = pids(&root.path().join("none"));
    assert_eq!(reading.status, SourceStatus::Unavailable);
    assert_eq!(reading.detail.as_deref(), Some("no such file or directory"));
    let (processes, owners) = read(&root.path().join("none"), &[], BOOT);
    assert_eq!(processes.status, SourceStatus::Unavailable);
    assert_eq!(owners.status, SourceStatus::Unavailable);
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
    let directory = Directory::open(CWD, proc.join("1")).unwrap();
    let executable = exe::read(&directory, &mut [0; LINK_BYTES]).unwrap();
    assert_eq!(
        (executable.path.as_str(), executable.deleted),
        (file.to_str().unwrap(), false)
    );

    fs::remove_file(&file).unwrap();
    let executable = exe::read(&directory, &mut [0; LINK_BYTES]).unwrap();
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
        &[
            ("stat", stat("x", 0, 0).as_bytes()),
            ("cmdline", long.as_bytes()),
        ],
        &[],
    );
    let (reading, _) = read(root.path(), &[Pid(1)], BOOT);
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
