//! The counters as rows.

use netsnap_shared::explain::{Verdict, counter_row, counter_rows};
use netsnap_shared::snapshot::{
    Namespace, NamespaceId, ProtocolCounters, ProtocolSample, Sample, Timestamp,
};

use crate::host::snapshot;
use crate::plain;

fn group(protocol: &str, counters: &[(&str, i64)]) -> ProtocolCounters {
    let counters = counters.iter();
    ProtocolCounters {
        protocol: protocol.to_owned(),
        counters: counters
            .map(|&(name, value)| (name.to_owned(), value))
            .collect(),
    }
}

#[test]
fn the_unhealthy_come_first_and_changes_are_told() {
    let mut snapshot = snapshot(Vec::new());
    let mut blue = Namespace::new(NamespaceId("blue".to_owned()));
    blue.protocol_statistics = vec![group("TcpExt", &[("ListenDrops", 7), ("New", -1)])];
    snapshot.namespaces.push(blue);
    snapshot.namespaces[0].protocol_statistics = vec![
        group("Ip", &[("InReceives", 1000), ("OutNoRoutes", 2)]),
        group("Frob", &[("Nicated", 3)]),
    ];
    let own = snapshot.namespaces[0].id.clone();
    let sample = |namespace, protocol: &str, counters| {
        let ProtocolCounters { protocol, counters } = group(protocol, counters);
        ProtocolSample {
            namespace,
            protocol,
            counters,
        }
    };
    snapshot.samples.push(Sample {
        collected_at: Timestamp::from_unix_ms(1_000),
        interfaces: Vec::new(),
        protocol_statistics: vec![
            sample(own, "Ip", &[("InReceives", 1500), ("OutNoRoutes", 1)]),
            sample(
                NamespaceId("nowhere".to_owned()),
                "Ip",
                &[("InReceives", 9)],
            ),
        ],
        sockets: Vec::new(),
    });
    let rows = counter_rows(&snapshot);
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            let verdict = row.judged.as_ref().map(|(verdict, _)| *verdict);
            (row.namespace, row.name.as_str(), row.change, verdict)
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "ListenDrops", None, Some(Verdict::Bad)),
            (0, "OutNoRoutes", None, Some(Verdict::Look)),
            (0, "InReceives", Some(500), None),
            (0, "Nicated", None, None),
            (1, "New", None, None),
        ]
    );
    let said: Vec<String> = rows
        .iter()
        .map(|row| {
            let explanation = counter_row(row);
            plain::check(&explanation);
            explanation.headline
        })
        .collect();
    assert_eq!(
        said,
        [
            "ListenDrops (TCP, more) stands at 7.",
            "OutNoRoutes (IPv4) stands at 2.",
            "InReceives (IPv4) stands at 1,000.",
            "Nicated (Frob) stands at 3.",
            "New (TCP, more) stands at -1.",
        ]
    );
    let grown = counter_row(&rows[2]);
    assert!(format!("{grown:?}").contains("It grew by 500 while"));
}
