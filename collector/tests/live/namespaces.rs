//! Several network namespaces, with equal addresses and ports, that the tests make.

use std::fs::{File, read_link};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use netsnap::readers::{Options, Scope, read};
use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::snapshot::{Namespace, Ownership, Pid, Snapshot, Socket, SourceStatus, State};
use rustix::thread::move_into_link_name_space;

use super::made::{Resident, id_of, inside, ip, may_make_namespaces, named, sleep, unnamed};
use super::{compare, own_namespace, quiet, ss};

/// A port that is open in every namespace.
const PORT: u16 = 48_080;

/// The program.
const NETSNAP: &str = env!("CARGO_BIN_EXE_netsnap");

/// Sockets that are the same in every namespace, but for their numbers.
struct Twins {
    _listener: TcpListener,
    _client: TcpStream,
    _datagrams: UdpSocket,
}

impl Twins {
    fn open() -> Self {
        let local = ("127.0.0.1", PORT);
        let listener = TcpListener::bind(local).unwrap();
        Self {
            _client: TcpStream::connect(local).unwrap(),
            _datagrams: UdpSocket::bind(local).unwrap(),
            _listener: listener,
        }
    }
}

#[track_caller]
fn namespace<'a>(snapshot: &'a Snapshot, id: &str) -> &'a Namespace {
    let found = snapshot.namespaces.iter().find(|found| found.id.0 == id);
    found.unwrap_or_else(|| panic!("no {id} in {:#?}", snapshot.sources))
}

fn listeners(namespace: &Namespace) -> Vec<&Socket> {
    let sockets = namespace.sockets.iter();
    sockets
        .filter(|socket| {
            // The host may have a listener of its own at that port.
            let is_ours = socket.local.port == PORT && socket.local.ip.is_loopback();
            is_ours && socket.state == Some(State::Listen)
        })
        .collect()
}

#[test]
fn equal_addresses_stay_apart() {
    quiet::run_with_names("namespaces::equal_addresses_stay_apart", || {
        if !may_make_namespaces() {
            return;
        }
        let third = unnamed();
        inside(&third.door(), || ip("link set lo up"));
        let files = [named("blue"), named("red"), third.door()];
        let ids = files.each_ref().map(|file| id_of(file));
        let _own = Twins::open();
        let _others = files.each_ref().map(|file| {
            inside(file, || {
                super::ip::prepare();
                Twins::open()
            })
        });
        let places = || {
            ["/proc/self/ns/net", "/proc/thread-self/ns/net"]
                .map(read_link)
                .map(Result::unwrap)
        };
        let before = places();

        let snapshot = read(&Options::default());
        assert_eq!(places(), before);
        let shown = |id: &String| {
            let namespace = namespace(&snapshot, id);
            assert!(!namespace.is_collectors);
            let inodes: Vec<_> = listeners(namespace).iter().map(|s| s.inode).collect();
            assert_eq!(inodes.len(), 1, "{inodes:?}");
            (namespace.name.as_deref(), inodes)
        };
        let [blue, red, third_shown] = ids.each_ref().map(shown);
        assert_eq!(
            [blue.0, red.0, third_shown.0],
            [Some("blue"), Some("red"), None]
        );
        let inodes = [&blue.1, &red.1, &third_shown.1];
        assert!(
            inodes
                .iter()
                .all(|inode| inodes.iter().filter(|other| other == &inode).count() == 1)
        );
        assert_eq!(listeners(own_namespace(&snapshot)).len(), 1);

        for (file, id) in files.iter().zip(&ids) {
            compare(
                |snapshot| ss::rows(&namespace(snapshot, id).sockets),
                || inside(file, ss::run),
            );
            compare(
                |snapshot| super::ip::routes(namespace(snapshot, id)),
                || inside(file, super::ip::run_routes),
            );
            compare(
                |snapshot| super::ip::links(namespace(snapshot, id)),
                || inside(file, super::ip::run_links),
            );
        }

        let own = read(&Options {
            scope: Scope::Own,
            ..Options::default()
        });
        assert_eq!(own.namespaces.len(), 1);
        assert!(
            own.sources
                .iter()
                .all(|source| source.name != "/proc/PID/ns/net")
        );
    });
}

#[test]
fn cables_lead_to_other_namespaces() {
    quiet::run_with_names("namespaces::cables_lead_to_other_namespaces", || {
        if !may_make_namespaces() {
            return;
        }
        let files = [named("blue"), named("red")];
        let [blue, red] = files.each_ref().map(|file| id_of(file));
        let own = id_of(Path::new("/proc/self/ns/net"));
        // Equal numbers in each namespace.
        for command in [
            "link add name a index 20 type veth peer name b index 30 netns blue",
            "-n blue link add name c index 20 type veth peer name d index 30 netns red",
            "-n red link add name e index 20 type veth peer name f index 21",
        ] {
            ip(command);
        }
        let snapshot = read(&Options::default());
        for (id, name, index, other) in [
            (&own, "a", 30, &blue),
            (&blue, "b", 20, &own),
            (&blue, "c", 30, &red),
            (&red, "d", 20, &blue),
            (&red, "e", 21, &red),
            (&red, "f", 20, &red),
        ] {
            let mut interfaces = namespace(&snapshot, id).interfaces.iter();
            let interface = interfaces.find(|interface| interface.name == name).unwrap();
            let peer = interface.peer.as_ref().unwrap();
            let found = (peer.index, peer.namespace.as_ref().map(|id| &id.0));
            assert_eq!(found, (index, Some(other)), "{name} in {id}");
        }
        let own = read(&Options {
            scope: Scope::Own,
            ..Options::default()
        });
        let mut interfaces = own_namespace(&own).interfaces.iter();
        let interface = interfaces.find(|interface| interface.name == "a").unwrap();
        assert_eq!(interface.peer.as_ref().unwrap().namespace, None);
    });
}

#[test]
fn a_thread_may_live_elsewhere() {
    quiet::run("namespaces::a_thread_may_live_elsewhere", || {
        if !may_make_namespaces() {
            return;
        }
        let resident = unnamed();
        let (door, id) = (resident.door(), id_of(&resident.door()));
        inside(&door, || {
            drop(resident);
            ip("link set lo up");
            let _twins = Twins::open();
            // From a thread that is in the first namespace still.
            let snapshot = std::thread::scope(|scope| {
                scope
                    .spawn(|| {
                        let file = File::open("/proc/self/ns/net").unwrap();
                        move_into_link_name_space(file.as_fd(), None).unwrap();
                        read(&Options::default())
                    })
                    .join()
                    .unwrap()
            });
            let found = listeners(namespace(&snapshot, &id));
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].ownership, Ownership::Owned);
            assert_eq!(found[0].owners[0].pid, Pid(std::process::id()));
        });
    });
}

/// Runs the built program through another, and gives its snapshot; `None` when that cannot be.
fn collected(through: &[&str], arguments: &[&str]) -> Option<Snapshot> {
    let (program, options) = through.split_first()?;
    let output = Command::new(program)
        .args(options)
        .arg(NETSNAP)
        .args(["collect", "-o", "-"])
        .args(arguments)
        .output();
    let output = output.ok()?;
    if !output.status.success() {
        eprintln!("not tried: {through:?}: {output:?}");
        return None;
    }
    Some(decode(&output.stdout, &Limits::default()).unwrap().snapshot)
}

#[test]
fn what_cannot_be_entered_says_so() {
    quiet::run_with_names("namespaces::what_cannot_be_entered_says_so", || {
        if !may_make_namespaces() {
            return;
        }
        let blue = named("blue");
        let id = id_of(&blue);
        let (_resident, _twins) = inside(&blue, || (Resident::spawn(&mut sleep()), Twins::open()));
        // Who may see the number of the namespace sees it with its name; who may not sees its
        // tables all the same.
        for (through, sees_number) in [
            (&["setpriv", "--bounding-set", "-sys_admin"][..], true),
            (
                &[
                    "setpriv",
                    "--reuid",
                    "65534",
                    "--regid",
                    "65534",
                    "--clear-groups",
                ],
                false,
            ),
        ] {
            let Some(snapshot) = collected(through, &[]) else {
                continue;
            };
            let refused = namespace(&snapshot, &id);
            assert_eq!(refused.name.as_deref(), Some("blue"));
            let source = |name: &str, id: &str| {
                let mut sources = snapshot.sources.iter();
                let found = sources.find(|source| {
                    source.name == name && source.namespace.as_ref().is_some_and(|n| n.0 == id)
                });
                found.unwrap_or_else(|| panic!("no {name} in {:#?}", snapshot.sources))
            };
            let door = source("/run/netns/blue", &id);
            assert_eq!(door.status, SourceStatus::Denied);
            assert!(door.detail.is_some());
            let by_tables = snapshot.namespaces.iter().find(|other| {
                let listeners = listeners(other);
                !other.is_collectors && !listeners.is_empty()
            });
            let by_tables = by_tables.unwrap();
            assert_eq!(by_tables.id.0 == id, sees_number, "{:#?}", snapshot.sources);
            let rows = by_tables.sockets.len();
            assert_eq!(rows, 4, "{:#?}", by_tables.sockets);
            let by = &by_tables.id.0;
            assert_eq!(
                source("/proc/PID/net/tcp", by).status,
                SourceStatus::Complete
            );
            for name in ["rtnetlink", "sock_diag", "/proc/sys/net"] {
                assert_eq!(source(name, by).status, SourceStatus::Denied);
            }
        }
    });
}

#[test]
fn one_is_not_taken_for_two() {
    quiet::run_with_names("namespaces::one_is_not_taken_for_two", || {
        if !may_make_namespaces() {
            return;
        }
        let blue = named("blue");
        let id = id_of(&blue);
        let (resident, _twins) = inside(&blue, || (Resident::spawn(&mut sleep()), Twins::open()));
        // May enter the file, and may not see the number of the namespace that a process lives in.
        let through = [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=-all,+sys_admin",
            "--ambient-caps=-all,+sys_admin",
        ];
        let Some(snapshot) = collected(&through, &[]) else {
            return;
        };
        assert_eq!(listeners(namespace(&snapshot, &id)).len(), 1);
        let mut processes = snapshot.processes.iter();
        let process = processes.find(|process| process.pid == resident.pid());
        let lives_in = process.and_then(|process| process.namespace.as_ref());
        let lives_in = lives_in.map(|id| id.0.as_str());
        assert_eq!(lives_in, Some(id.as_str()), "{:#?}", snapshot.sources);
    });
}

#[test]
fn the_command_line_chooses() {
    quiet::run("namespaces::the_command_line_chooses", || {
        if !may_make_namespaces() {
            return;
        }
        let resident = unnamed();
        let id = id_of(&resident.door());
        for (arguments, found) in [
            (&[][..], true),
            (&["--namespace", "all"], true),
            (&["--namespace", "self"], false),
        ] {
            let snapshot = collected(&["env"], arguments).unwrap();
            let ids = snapshot.namespaces.iter().map(|namespace| &namespace.id.0);
            assert_eq!(
                ids.filter(|other| **other == id).count() == 1,
                found,
                "{arguments:?}"
            );
            assert_eq!(snapshot.namespaces.len() > 1, found, "{arguments:?}");
        }
    });
}

/// Tells another thread to end, also when this one fails.
struct AtTheEnd<'a>(&'a AtomicBool);

impl Drop for AtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn namespaces_may_come_and_go() {
    quiet::run("namespaces::namespaces_may_come_and_go", || {
        if !may_make_namespaces() {
            return;
        }
        let _twins = Twins::open();
        let ended = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let _end = AtTheEnd(&ended);
            scope.spawn(|| {
                while !ended.load(Ordering::Relaxed) {
                    Command::new("unshare")
                        .args(["--net", "true"])
                        .output()
                        .unwrap();
                }
            });
            for _ in 0..10 {
                let snapshot = read(&Options::default());
                assert_eq!(listeners(own_namespace(&snapshot)).len(), 1);
                for namespace in &snapshot.namespaces {
                    let mut sources = snapshot.sources.iter();
                    let told = sources.any(|s| s.namespace.as_ref() == Some(&namespace.id));
                    assert!(told, "{namespace:#?}");
                }
                let failed = snapshot.sources.iter().filter(|source| {
                    source.status == SourceStatus::Failed && source.name.contains("ns/net")
                });
                assert_eq!(failed.collect::<Vec<_>>(), Vec::<&_>::new());
            }
        });
    });
}
