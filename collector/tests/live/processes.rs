//! Processes and owners: of a thread with descriptors of its own, of an ordinary user, and where
//! `/proc` hides processes.

use std::fs;
use std::io::Read;
use std::net::{SocketAddr, TcpListener};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use netsnap::readers::{Options, read};
use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::snapshot::{
    Owner, Ownership, Pid, Process, Snapshot, Socket, SourceStatus, Uid,
};

use super::{own_namespace, quiet};

/// A user without rights; its number is as good as any.
const NOBODY: u32 = 65534;

#[track_caller]
fn process(snapshot: &Snapshot, pid: u32) -> &Process {
    let mut processes = snapshot.processes.iter();
    processes.find(|process| process.pid == Pid(pid)).unwrap()
}

#[track_caller]
fn listener(snapshot: &Snapshot, at: SocketAddr) -> &Socket {
    let sockets = snapshot.namespaces.iter().flat_map(|it| &it.sockets);
    let mut found = sockets.filter(|socket| {
        socket.remote.is_none() && (socket.local.ip, socket.local.port) == (at.ip(), at.port())
    });
    found.next().unwrap()
}

#[test]
fn a_thread_with_descriptors_of_its_own() {
    let (say, heard) = mpsc::channel();
    let (done, wait) = mpsc::channel::<()>();
    let thread = std::thread::spawn(move || {
        #[expect(
            deprecated,
            reason = "the safe name; this thread uses no descriptor of another"
        )]
        let unshared = rustix::thread::unshare(rustix::thread::UnshareFlags::FILES);
        if let Err(errno) = unshared {
            return say.send(Err(errno)).unwrap();
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        say.send(Ok((address, listener.as_raw_fd()))).unwrap();
        let _ = wait.recv();
    });
    match heard.recv().unwrap() {
        Ok((address, fd)) => {
            let snapshot = read(&Options::default());
            let socket = listener(&snapshot, address);
            let owner = Owner {
                pid: Pid(std::process::id()),
                fd: u32::try_from(fd).ok(),
            };
            assert_eq!(socket.owners, [owner]);
            assert_eq!(socket.ownership, Ownership::Owned);
            let mut sources = snapshot.sources.iter();
            let source = sources.find(|it| it.name == "/proc/PID/task/TID/fd");
            assert!(source.unwrap().rows > 0);
        }
        Err(errno) => eprintln!("a thread cannot have descriptors of its own here: {errno}"),
    }
    drop(done);
    thread.join().unwrap();
}

/// A process that waits until its standard input ends.
struct Waiting(Child);

impl Waiting {
    fn begin(command: &mut Command) -> Self {
        let child = command
            .args(["-c", "echo; exec cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.unwrap();
        // Its first byte says that it runs, and `cat` is another program of the same process.
        let mut byte = [0];
        child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut byte)
            .unwrap();
        let comm = format!("/proc/{}/comm", child.id());
        while fs::read_to_string(&comm).unwrap() != "cat\n" {
            std::thread::yield_now();
        }
        Self(child)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[test]
fn what_a_process_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().canonicalize().unwrap();
    let mut command = Command::new("sh");
    command.current_dir(&directory).stderr(Stdio::null());
    let plain = Waiting::begin(&mut command);
    // A library that does not exist: ld.so(8) says so and goes on.
    let preloaded = Waiting::begin(command.env("LD_PRELOAD", "/nonexistent.so"));

    let snapshot = read(&Options::default());
    let found = process(&snapshot, plain.0.id());
    assert_eq!(found.name, "cat");
    assert_eq!(found.parent_pid, Some(Pid(std::process::id())));
    assert_eq!(found.working_directory.as_deref(), directory.to_str());
    assert_eq!(found.ld_preload, Some(false));
    assert_eq!(found.effective_uid, None);
    let streams = found.standard_streams.as_ref().unwrap();
    let link = |fd: u32| {
        let link = fs::read_link(format!("/proc/{}/fd/{fd}", plain.0.id())).unwrap();
        Some(link.to_string_lossy().into_owned())
    };
    assert_eq!(streams.input, link(0));
    assert_eq!(streams.output, link(1));
    assert_eq!(streams.error.as_deref(), Some("/dev/null"));

    let own = process(&snapshot, std::process::id());
    assert_eq!(found.namespaces, own.namespaces);
    let namespaces = own.namespaces.as_ref().unwrap();
    for (name, id) in [
        ("mnt", &namespaces.mount),
        ("pid", &namespaces.pid),
        ("user", &namespaces.user),
        ("uts", &namespaces.uts),
        ("ipc", &namespaces.ipc),
        ("cgroup", &namespaces.cgroup),
    ] {
        let inode = fs::metadata(format!("/proc/self/ns/{name}")).map(|it| it.ino());
        let expected = inode.ok().map(|inode| inode.to_string());
        assert_eq!(id.as_ref().map(|id| &id.0), expected.as_ref(), "{name}");
    }
    let of_all = &snapshot.privilege.capabilities;
    let capabilities = own.capabilities.as_ref().unwrap();
    assert!(
        capabilities.iter().all(|name| of_all.contains(name)),
        "{capabilities:?}"
    );

    assert_eq!(process(&snapshot, preloaded.0.id()).ld_preload, Some(true));
}

/// Runs the collector in another way, and takes its bundle.
fn collected(command: &mut Command) -> Snapshot {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let decoded = decode(&output.stdout, &Limits::default());
    decoded
        .unwrap_or_else(|error| panic!("{error}: {said}"))
        .snapshot
}

/// The collector, in a folder that everybody may look into.
fn program(folder: &Path) -> std::path::PathBuf {
    let program = folder.join("netsnap");
    fs::copy(env!("CARGO_BIN_EXE_netsnap"), &program).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

/// Checks that nothing is claimed that an ordinary user cannot know, and that everything that is
/// missing is said.
#[track_caller]
fn check_user(snapshot: &Snapshot, of_root: SocketAddr) {
    assert_eq!(snapshot.privilege.uid, Some(Uid(NOBODY)));
    assert!(!snapshot.privilege.elevated);
    let socket = listener(snapshot, of_root);
    assert!(socket.owners.is_empty());
    assert_eq!(socket.ownership, Ownership::Hidden);
    for source in &snapshot.sources {
        let complete = source.status == SourceStatus::Complete;
        assert!(complete || source.detail.is_some(), "{source:?}");
    }
}

fn source<'a>(snapshot: &'a Snapshot, name: &str) -> (SourceStatus, &'a str) {
    let mut sources = snapshot.sources.iter();
    let source = sources.find(|source| source.name == name).unwrap();
    (source.status, source.detail.as_deref().unwrap_or_default())
}

#[test]
fn an_ordinary_user_is_told_what_is_hidden() {
    if !rustix::process::geteuid().is_root() {
        return eprintln!("only root can become another user");
    }
    quiet::run("processes::an_ordinary_user_is_told_what_is_hidden", || {
        let opened = TcpListener::bind("127.0.0.1:0").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(program(folder.path()));
        command.args(["collect", "-o", "-"]).current_dir("/");
        let snapshot = collected(command.uid(NOBODY).gid(NOBODY));
        check_user(&snapshot, opened.local_addr().unwrap());
        let (status, detail) = source(&snapshot, "/proc/PID/fd");
        assert_eq!(status, SourceStatus::Partial);
        assert!(detail.contains("are not shown to this user"), "{detail}");
        let (status, detail) = source(&snapshot, "/proc/PID");
        assert_eq!(status, SourceStatus::Partial);
        assert!(detail.contains("the executable"), "{detail}");

        // What everybody may know of this process is there, the rest is not known.
        let own = process(&snapshot, std::process::id());
        assert_eq!(own.uid, Some(Uid(0)));
        assert!(own.command_line.is_some() && own.capabilities.is_some());
        assert_eq!((&own.executable, &own.working_directory), (&None, &None));
        assert_eq!((&own.standard_streams, own.ld_preload), (&None, None));
        assert_eq!(own.namespaces, None);
        // Whose tables it sees is no secret, and they are the collector's own.
        let collectors = snapshot.namespaces.iter().find(|own| own.is_collectors);
        assert_eq!(own.namespace, collectors.map(|own| own.id.clone()));
    });
}

#[test]
fn processes_may_be_hidden_altogether() {
    if !rustix::process::geteuid().is_root() {
        return eprintln!("only root can mount another /proc");
    }
    quiet::run("processes::processes_may_be_hidden_altogether", || {
        let mount = "mount -t proc -o hidepid=1 proc /proc && setpriv --version";
        let possible = Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "sh", "-c", mount])
            .output();
        if !possible.is_ok_and(|output| output.status.success()) {
            return eprintln!("/proc cannot be mounted here, or setpriv is missing");
        }
        let opened = TcpListener::bind("127.0.0.1:0").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path());
        for hidepid in ["1", "2"] {
            // A mount of /proc belongs to a namespace of pids: here one whose first process is
            // root's.
            let script = format!(
                "mount -t proc -o hidepid={hidepid} proc /proc || exit; setpriv --reuid={NOBODY} \
                 --regid={NOBODY} --clear-groups \"$0\" collect -o -; exit $?"
            );
            let unshare = [
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                &script,
            ];
            let mut command = Command::new("unshare");
            let snapshot = collected(command.args(unshare).arg(&program).current_dir("/"));
            check_user(&snapshot, opened.local_addr().unwrap());
            let names: Vec<_> = snapshot.processes.iter().map(|it| &*it.name).collect();
            assert_eq!(names, ["netsnap"]);
            let (name, said) = match hidepid {
                "1" => ("/proc/PID", "nothing of 1 of 2 processes is shown"),
                _ => ("/proc/self/mountinfo", "/proc is mounted with hidepid="),
            };
            let (status, detail) = source(&snapshot, name);
            assert_eq!(status, SourceStatus::Partial);
            assert!(detail.contains(said), "{detail}");
        }
    });
}

#[test]
fn half_a_proc_is_enough() {
    let snapshot = read(&Options {
        // A directory that has numbers in it, and none of their files.
        proc: "/proc/self/task".into(),
        ..Options::default()
    });
    assert!(!own_namespace(&snapshot).interfaces.is_empty());
    let own = process(&snapshot, std::process::id());
    assert!(own.uid.is_some() && own.standard_streams.is_some());
    assert_eq!(snapshot.privilege.uid, None);
}
