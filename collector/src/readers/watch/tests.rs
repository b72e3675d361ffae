use std::cell::Cell;

use netsnap_shared::snapshot::{Collector, Host, Privilege, Timestamp};

use super::*;

thread_local! {
    /// The time on the test's clock.
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

const CLOCK: Clock = Clock {
    now: || Timestamp::from_unix_ms(u64::try_from(NOW.get().as_millis()).unwrap()),
    elapsed: || NOW.get(),
};

const SECOND: Duration = Duration::from_secs(1);

fn snapshot() -> Snapshot {
    Snapshot {
        collector: Collector {
            name: "netsnap".to_owned(),
            version: "0".to_owned(),
        },
        collected_at: CLOCK.now(),
        duration_ms: 0,
        host: Host {
            hostname: None,
            os: "linux".to_owned(),
            os_version: None,
            kernel: None,
            architecture: None,
            boot_time: None,
            resolver: None,
        },
        privilege: Privilege {
            uid: None,
            user: None,
            elevated: false,
            capabilities: Vec::new(),
        },
        sources: Vec::new(),
        users: Vec::new(),
        processes: Vec::new(),
        namespaces: Vec::new(),
        names: Vec::new(),
        samples: Vec::new(),
        redaction: None,
    }
}

/// Watches once a second while reading takes as long as `reading` says, and a signal comes with
/// the pause of this number. Gives the moments of the samples in milliseconds and what is said.
#[track_caller]
fn check(
    count: Option<u64>,
    reading: &[u64],
    signal: usize,
    moments: &[u64],
    said: (SourceStatus, &str),
) {
    NOW.set(Duration::from_secs(50));
    let mut snapshot = snapshot();
    let mut reading = reading.iter();
    let mut pauses = 0;
    let mut told = 0;
    run(
        &mut snapshot,
        Plan {
            interval: SECOND,
            count,
        },
        CLOCK,
        |time| {
            pauses += 1;
            if pauses == signal {
                return true;
            }
            NOW.set(NOW.get() + time);
            false
        },
        || {
            let sample = Sample {
                collected_at: CLOCK.now(),
                interfaces: Vec::new(),
                protocol_statistics: Vec::new(),
                sockets: Vec::new(),
            };
            let took = reading.next().copied().unwrap_or_default();
            NOW.set(NOW.get() + Duration::from_millis(took));
            Taken {
                sample,
                problems: Vec::new(),
            }
        },
        &mut || told += 1,
    );
    let taken: Vec<_> = snapshot
        .samples
        .iter()
        .map(|sample| sample.collected_at.unix_ms() - 50_000)
        .collect();
    assert_eq!(taken, moments);
    assert_eq!(told, moments.len() - 1);
    let [source] = &snapshot.sources[..] else {
        panic!("{:?}", snapshot.sources);
    };
    assert_eq!(source.name, "watch");
    assert_eq!(source.rows, moments.len() as u64);
    assert_eq!(
        (source.status, source.detail.as_deref()),
        (said.0, Some(said.1))
    );
}

#[test]
fn samples_keep_to_their_schedule() {
    use SourceStatus::{Complete, Partial};
    // The first is for the snapshot's own moment.
    check(
        Some(3),
        &[],
        9,
        &[0, 1000, 2000, 3000],
        (Complete, "3 of 3, every 1s"),
    );
    check(Some(1), &[], 9, &[0, 1000], (Complete, "1 of 1, every 1s"));
    // However long reading takes, they do not drift.
    let slow = [300, 1000, 0, 999];
    check(
        Some(3),
        &slow,
        9,
        &[0, 1000, 2000, 3000],
        (Complete, "3 of 3, every 1s"),
    );
    // What was missed stays out.
    let missed = "3 of 5, every 1s; 2 moments were missed as reading took longer than that";
    check(
        Some(5),
        &[0, 2500, 0, 0],
        9,
        &[0, 1000, 4000, 5000],
        (Partial, missed),
    );
    let missed = "1 of 3, every 1s; 2 moments were missed as reading took longer than that";
    check(Some(3), &[0, 9000], 9, &[0, 1000], (Partial, missed));
}

#[test]
fn a_signal_ends_a_watch_and_keeps_it() {
    use SourceStatus::{Complete, Partial};
    let early = "1 of 3, every 1s; a signal ended it";
    check(Some(3), &[], 2, &[0, 1000], (Partial, early));
    check(
        Some(3),
        &[],
        1,
        &[0],
        (Partial, "0 of 3, every 1s; a signal ended it"),
    );
    check(
        None,
        &[],
        4,
        &[0, 1000, 2000, 3000],
        (Complete, "every 1s; a signal ended it"),
    );
}

#[test]
fn a_long_watch_ends_before_it_is_too_large() {
    let mut snapshot = snapshot();
    let many = netsnap_shared::snapshot::ProtocolSample {
        namespace: NamespaceId("1".to_owned()),
        protocol: "Tcp".to_owned(),
        counters: (0..100_000)
            .map(|number| (format!("{number}"), 0))
            .collect(),
    };
    let take = || Taken {
        sample: Sample {
            collected_at: CLOCK.now(),
            interfaces: Vec::new(),
            protocol_statistics: vec![many.clone()],
            sockets: Vec::new(),
        },
        problems: Vec::new(),
    };
    let plan = Plan {
        interval: SECOND,
        count: None,
    };
    run(&mut snapshot, plan, CLOCK, |_| false, take, &mut || {});
    assert_eq!(snapshot.samples.len(), MOST_VALUES / 100_000);
    let detail = snapshot.sources[0].detail.as_deref().unwrap();
    assert!(
        detail.ends_with("as many counters as a bundle should hold"),
        "{detail}"
    );
}

#[test]
fn each_problem_is_named_once() {
    let mut course = Course::default();
    let problem = |name: &str, namespace: Option<&str>| Source {
        name: name.to_owned(),
        namespace: namespace.map(|id| NamespaceId(id.to_owned())),
        status: SourceStatus::Failed,
        rows: 0,
        duration_us: 0,
        detail: Some("refused".to_owned()),
    };
    let mut samples = Vec::new();
    for round in 0..3 {
        course.add(
            Taken {
                sample: Sample {
                    collected_at: CLOCK.now(),
                    interfaces: Vec::new(),
                    protocol_statistics: Vec::new(),
                    sockets: Vec::new(),
                },
                problems: vec![problem("a", None), problem("b", Some("7"))],
            },
            &mut samples,
        );
        course.taken = round;
    }
    let plan = Plan {
        interval: SECOND,
        count: Some(2),
    };
    let source = course.source(plan, 3, SECOND);
    assert_eq!(source.status, SourceStatus::Partial);
    assert_eq!(
        source.detail.as_deref(),
        Some("2 of 2, every 1s; a: refused; b (namespace 7): refused")
    );
}
