//! `--interval`, `--count` and `--resolve`.

use netsnap::Exit;
use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::snapshot::Snapshot;

use crate::fixture::{Shell, gzip, netsnap, netsnap_with};

/// The snapshot that `netsnap collect -o -` writes with these arguments as well.
fn collected(arguments: &[&str]) -> Snapshot {
    let answer = netsnap(&[&["collect", "-o", "-"], arguments].concat());
    assert_eq!(answer.exit, Exit::Success, "{}", answer.stderr);
    decode(&answer.stdout, &Limits::default()).unwrap().snapshot
}

#[test]
fn a_watch_is_what_was_asked_for() {
    for (arguments, apart_ms, samples) in [
        (&[][..], None, 0),
        (&["--count", "2"], Some(1000), 3),
        (&["--interval", "100ms", "--count", "1"], Some(100), 2),
        (&["--interval=2m", "--count=5"], Some(120_000), 6),
        // Until Ctrl-C, which the watch of these tests presses after three.
        (&["--interval", "1s 500ms"], Some(1500), 4),
    ] {
        let snapshot = collected(arguments);
        assert_eq!(snapshot.samples.len(), samples, "{arguments:?}");
        for (earlier, later) in snapshot.samples.iter().zip(snapshot.samples.iter().skip(1)) {
            let apart = later.collected_at.since(earlier.collected_at);
            let apart = apart.map(|apart| u64::try_from(apart.as_millis()).unwrap());
            assert_eq!(apart, apart_ms, "{arguments:?}");
        }
    }
}

#[test]
fn a_report_may_watch_too_and_says_what_it_holds() {
    let answer = netsnap(&["report", "-o", "-", "--count", "1", "--resolve"]);
    assert_eq!(answer.exit, Exit::Success);
    assert!(
        answer.stderr.contains("2 samples, 1 name;"),
        "{}",
        answer.stderr
    );
}

#[test]
fn names_are_looked_up_only_when_asked() {
    for (arguments, limit) in [
        (&[][..], None),
        (&["--count", "1"], None),
        (&["--resolve"], Some("3s")),
        (&["--resolve=500ms"], Some("500ms")),
    ] {
        let names = collected(arguments).names;
        let limits: Vec<_> = names.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(limits, limit.as_slice(), "{arguments:?}");
    }
}

#[test]
fn wrong_times_and_counts_are_wrong_usage() {
    for (argument, reason) in [
        ("--interval=0s", "from 100ms to 1day"),
        ("--interval=99ms", "from 100ms to 1day"),
        ("--interval=2days", "from 100ms to 1day"),
        ("--interval=1", "time unit needed, for example 1sec or 1ms"),
        ("--interval=soon", "expected number at 0"),
        ("--count=0", "0 is not in 1..=100000"),
        ("--count=100001", "100001 is not in 1..=100000"),
        ("--count=-1", "invalid digit found in string"),
        ("--resolve=1ms", "from 100ms to 10m"),
        ("--resolve=1h", "from 100ms to 10m"),
        ("--resolve=", "value was empty"),
    ] {
        for command in ["collect", "report"] {
            let answer = netsnap(&[command, "-o", "-", argument]);
            assert_eq!(answer.exit, Exit::Usage, "{argument}");
            assert_eq!(answer.out(), "");
            assert!(
                answer.stderr.contains(reason),
                "{argument}: {}",
                answer.stderr
            );
        }
    }
}

#[test]
fn a_bundle_cannot_be_watched() {
    for argument in ["--interval=1s", "--count=1", "--resolve"] {
        let answer = netsnap_with(&gzip(), &["report", "-", "-o", "-", argument]);
        assert_eq!(answer.exit, Exit::Usage, "{argument}");
        assert_eq!(
            answer.stderr,
            "netsnap: --interval, --count and --resolve are for this host, not for a bundle\n\
             For more information, try '--help'.\n"
        );
    }
}

#[test]
fn a_system_without_counters_says_so_before_the_work() {
    let shell = Shell {
        watches: false,
        advice: Some("not to be seen: nothing was read"),
        ..Shell::default()
    };
    for command in ["collect", "report"] {
        let answer = shell.run(&[command, "-o", "-", "--count=1"]);
        let os = std::env::consts::OS;
        let expected =
            format!("netsnap: cannot watch: this version cannot read counters on {os}\n");
        assert_eq!((answer.exit, answer.stderr), (Exit::Failure, expected));
        let answer = shell.run(&[command, "-o", "-"]);
        assert_eq!(answer.exit, Exit::Success);
    }
}
