//! A watch on the real kernel.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use netsnap::readers::{Options, Plan, Scope, read, watch};
use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::snapshot::{Protocol, Sample, SourceStatus, State};

use crate::quiet;

/// How much goes over loopback between two samples.
const TRAFFIC: usize = 10_000;

#[test]
fn counters_grow_by_the_traffic_between() {
    quiet::run("counters_grow_by_the_traffic_between", || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let mut server = listener.accept().unwrap().0;
        // Beside this test others make namespaces.
        let options = Options {
            scope: Scope::Own,
            ..Options::default()
        };
        let mut snapshot = read(&options);
        let plan = Plan {
            interval: Duration::from_millis(100),
            count: Some(3),
        };
        watch(&mut snapshot, &options, plan, &mut || {
            client.write_all(&[0; TRAFFIC]).unwrap();
            server.read_exact(&mut [0; TRAFFIC]).unwrap();
        });
        let source = snapshot.sources.last().unwrap();
        assert_eq!(source.name, "watch");
        assert_eq!(source.rows, snapshot.samples.len() as u64);
        // On a machine that is very busy a moment may be missed, and that is said.
        let missed = source.status == SourceStatus::Partial;
        assert!(missed || snapshot.samples.len() == 4, "{source:?}");
        let own = &snapshot.namespaces[0];
        let lo = own
            .interfaces
            .iter()
            .find(|link| link.name == "lo")
            .unwrap();
        let mut before = lo.statistics.unwrap().sent_bytes;
        for (number, sample) in snapshot.samples.iter().enumerate() {
            let at = sample.collected_at;
            assert!(at >= snapshot.collected_at);
            let after = sent_on_lo(sample);
            // The first two have no traffic before them.
            let grown = if number < 2 { 0 } else { TRAFFIC as u64 };
            assert!(after >= before + grown, "{number}: {before} {after}");
            before = after;
            assert_eq!(count(sample, Protocol::Tcp, State::Established), 2);
            assert_eq!(count(sample, Protocol::Tcp, State::Listen), 1);
            for of in &sample.protocol_statistics {
                assert_eq!(of.namespace, own.id);
            }
            let protocols = sample.protocol_statistics.iter();
            let groups = own.protocol_statistics.iter();
            assert!(
                protocols
                    .map(|of| &of.protocol)
                    .eq(groups.map(|of| &of.protocol))
            );
        }
        let moments = snapshot.samples.windows(2);
        for pair in moments {
            let apart = pair[1].collected_at.since(pair[0].collected_at);
            // The first is there at once, and each other one when it is due or later.
            assert!(apart.is_some(), "{pair:?}");
        }
    });
}

#[test]
fn every_namespace_is_watched_while_it_is_there() {
    quiet::run("every_namespace_is_watched_while_it_is_there", || {
        let mut resident = Command::new("unshare")
            .args(["--net", "sleep", "600"])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut snapshot = read(&Options::default());
        // Until the process has moved.
        for _ in 0..100 {
            if snapshot.namespaces.len() > 1 {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
            snapshot = read(&Options::default());
        }
        let ids: Vec<_> = snapshot.namespaces.iter().map(|of| of.id.clone()).collect();
        let lived_in = fs::read_link(format!("/proc/{}/ns/net", resident.id())).unwrap();
        let other = lived_in
            .to_str()
            .unwrap()
            .trim_start_matches("net:[")
            .trim_end_matches(']');
        if !ids.iter().any(|id| id.0 == other) {
            resident.kill().unwrap();
            resident.wait().unwrap();
            eprintln!("no second namespace was watched: none can be made here");
            return;
        }
        let plan = Plan {
            interval: Duration::from_millis(100),
            count: Some(2),
        };
        watch(&mut snapshot, &Options::default(), plan, &mut || {
            let _ = resident.kill();
            resident.wait().unwrap();
        });
        let links_of = |sample: &Sample, id: &str| {
            let links = sample.interfaces.iter();
            links.filter(|link| link.namespace.0 == id).count()
        };
        let (first, last) = (&snapshot.samples[0], snapshot.samples.last().unwrap());
        // Other tests' namespaces may come and go.
        for (id, stays) in [(&ids[0].0[..], true), (other, false)] {
            assert!(links_of(first, id) > 0, "{id}");
            assert_eq!(links_of(last, id) > 0, stays, "{id}");
        }
        let source = snapshot.sources.last().unwrap();
        assert_eq!(source.status, SourceStatus::Partial);
        let reason = format!("/proc/PID/ns/net (namespace {other}): it went away meanwhile");
        assert!(
            source.detail.as_deref().unwrap().contains(&reason),
            "{source:?}"
        );
    });
}

fn sent_on_lo(sample: &Sample) -> u64 {
    let lo = sample.interfaces.iter().find(|link| link.interface == "lo");
    lo.unwrap().statistics.sent_bytes
}

fn count(sample: &Sample, protocol: Protocol, state: State) -> u64 {
    let counts = sample.sockets.iter();
    counts
        .filter(|of| of.protocol == protocol && of.state == Some(state))
        .map(|of| of.count)
        .sum()
}

/// A signal ends the watch and not the program: what it has is written.
#[test]
fn a_signal_keeps_what_was_taken() {
    for signal in ["INT", "TERM", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("host.json.gz");
        let arguments = ["--interval", "100ms", "--namespace", "self", "-o"];
        let mut child = collect(&[&arguments[..], &[path.to_str().unwrap()]].concat());
        wait_for_handler(&mut child);
        send(signal, &child);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{signal}: {output:?}");
        let bytes = fs::read(&path).unwrap();
        let snapshot = decode(&bytes, &Limits::default()).unwrap().snapshot;
        assert!(!snapshot.samples.is_empty());
        let source = snapshot.sources.last().unwrap();
        assert_eq!(source.name, "watch");
        let detail = source.detail.as_deref().unwrap();
        // A machine that is very busy may have missed a moment, too.
        assert!(
            detail.starts_with("every 100ms; a signal ended it"),
            "{source:?}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

fn collect(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_netsnap"))
        .arg("collect")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until a watch has begun: it takes signals into its own hands.
fn wait_for_handler(child: &mut Child) {
    const SIGINT: u64 = 1 << 1;
    let file = format!("/proc/{}/status", child.id());
    loop {
        assert!(child.try_wait().unwrap().is_none(), "it has ended already");
        let status = fs::read_to_string(&file).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = u64::from_str_radix(caught.unwrap().trim(), 16).unwrap();
        if caught & SIGINT != 0 {
            // Until the handlers are all there, and a sample or two.
            std::thread::sleep(Duration::from_millis(300));
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn send(signal: &str, child: &Child) {
    let status = Command::new("kill")
        .args(["-s", signal, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// Where signals are ignored from outside, as nohup(1) has it, they stay ignored.
#[test]
fn an_ignored_signal_stays_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.json.gz");
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' HUP; \"$0\" collect --interval 100ms --count 5 -o \"$1\" & \
                      sleep 0.2; kill -s HUP $!; wait $!",
        ])
        .arg(env!("CARGO_BIN_EXE_netsnap"))
        .arg(&path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let bytes = fs::read(&path).unwrap();
    let snapshot = decode(&bytes, &Limits::default()).unwrap().snapshot;
    let source = snapshot.sources.last().unwrap();
    let detail = source.detail.as_deref().unwrap();
    assert!(!detail.contains("signal"), "{source:?}");
    assert!(snapshot.samples.len() > 1, "{source:?}");
}

/// A disk that is full: an error, and no file.
#[test]
fn a_full_disk_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=4k none \"$1\" || { echo no mount; exit 0; }\n\
                  \"$0\" collect -o \"$1/a.json\"; echo exit $?; ls -A \"$1\"";
    let mut answer = None;
    for ways in [&["--mount"][..], &["--map-root-user", "--mount"]] {
        let output = Command::new("unshare")
            .args(ways)
            .args(["sh", "-c", script])
            .arg(env!("CARGO_BIN_EXE_netsnap"))
            .arg(folder.path())
            .output();
        answer = output.ok().filter(|output| !output.stdout.is_empty());
        if answer.is_some() {
            break;
        }
    }
    let Some(output) = answer.filter(|output| !output.stdout.starts_with(b"no mount")) else {
        eprintln!("a full disk was not tried: no file system can be mounted here");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "exit 1\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("No space left on device"), "{told}");
}
