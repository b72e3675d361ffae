use super::*;
use crate::snapshot::{
    Collector, Host, Interface, InterfaceSample, Namespace, NamespaceId, Privilege, Sample,
};

/// Received bytes of `eth0` by the millisecond of each reading; `None` for a sample without it.
type Readings<'a> = &'a [(u64, Option<u64>)];

fn snapshot(own: Option<u64>, readings: Readings<'_>) -> Snapshot {
    let statistics = |bytes| InterfaceStatistics {
        received_bytes: bytes,
        received_packets: bytes / 1000,
        ..InterfaceStatistics::default()
    };
    let id = NamespaceId("1".to_owned());
    let mut namespace = Namespace::new(id.clone());
    let mut eth0 = Interface::new(1, "eth0".to_owned());
    eth0.statistics = own.map(statistics);
    // Another with the same name gets nothing.
    namespace.interfaces = vec![eth0.clone(), eth0];
    let sample = |&(at, bytes): &(u64, Option<u64>)| Sample {
        collected_at: Timestamp::from_unix_ms(1_000_000 + at),
        interfaces: bytes
            .into_iter()
            .flat_map(|bytes| {
                ["gone", "eth0"].map(|name| InterfaceSample {
                    namespace: id.clone(),
                    interface: name.to_owned(),
                    statistics: statistics(bytes),
                })
            })
            .collect(),
        protocol_statistics: Vec::new(),
        sockets: Vec::new(),
    };
    Snapshot {
        collector: Collector {
            name: "netsnap".to_owned(),
            version: "0.1.0".to_owned(),
        },
        collected_at: Timestamp::from_unix_ms(1_000_000),
        duration_ms: 12,
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
            elevated: true,
            capabilities: Vec::new(),
        },
        sources: Vec::new(),
        users: Vec::new(),
        processes: Vec::new(),
        namespaces: vec![namespace],
        names: Vec::new(),
        samples: readings.iter().map(sample).collect(),
        redaction: None,
    }
}

/// Steps as `start-end:bytes`, and the mean, with a blank for what cannot be told.
fn check(own: Option<u64>, readings: Readings<'_>, expected: &str) {
    let rates = rates(&snapshot(own, readings));
    let text = |amounts: Option<Amounts>| match amounts {
        Some(amounts) => amounts.received_bytes.to_string(),
        None => "?".to_owned(),
    };
    let Some(eth0) = rates.first() else {
        assert_eq!(expected, "none");
        return;
    };
    let mut found: Vec<String> = eth0
        .steps
        .iter()
        .map(|step| format!("{}-{}:{}", step.start_ms, step.end_ms, text(step.amounts)))
        .collect();
    found.push(text(eth0.mean));
    assert_eq!(found.join(" "), expected, "{readings:?}");
    assert_eq!(rates[1..], [Rates::default()]);
}

#[test]
fn counters_become_rates_whatever_they_do() {
    for (readings, expected) in [
        (&[][..], "none"),
        (
            &[(0, Some(0)), (1000, Some(500)), (3000, Some(2500))],
            "0-1000:500 1000-3000:1000 833",
        ),
        // The first sample is where time begins.
        (&[(700, Some(5)), (1700, Some(7))], "0-1000:2 2"),
        // Not there for a while: the mean of that while.
        (
            &[(0, Some(0)), (1000, None), (2000, Some(4000))],
            "0-2000:2000 2000",
        ),
        // Begun anew.
        (
            &[(0, Some(9)), (1000, Some(3)), (2000, Some(4))],
            "0-1000:? 1000-2000:1 1",
        ),
        (&[(0, Some(9)), (1000, Some(3))], "0-1000:? ?"),
        // Equal and backward times, and too near.
        (
            &[
                (5, Some(0)),
                (5, Some(9)),
                (0, Some(9)),
                (9, Some(9)),
                (1005, Some(50)),
            ],
            "0-1000:50 50",
        ),
        (
            &[(0, Some(0)), (1000, Some(u64::MAX)), (1010, Some(u64::MAX))],
            "0-1000:18446744073709551615 1000-1010:0 18264103043276783777",
        ),
        (
            &[(0, Some(0)), (10, Some(u64::MAX))],
            "0-10:18446744073709551615 18446744073709551615",
        ),
        (&[(0, None), (1000, None)], "?"),
    ] {
        check(Some(0), readings, expected);
    }
}

#[test]
fn a_single_sample_is_compared_with_the_snapshot() {
    check(Some(100), &[(500, Some(200))], "0-500:200 200");
    check(None, &[(500, Some(200))], "?");
    check(Some(100), &[(500, None)], "?");
}
