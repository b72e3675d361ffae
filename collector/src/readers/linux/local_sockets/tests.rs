//! Dump and table held together, and what is asked.

use std::time::Duration;

use netsnap_shared::snapshot::Timestamp;

use super::*;
use crate::readers::Clock;
use crate::readers::journal::status_of;

const STANDING: Clock = Clock {
    now: || Timestamp::from_unix_ms(0),
    elapsed: || Duration::ZERO,
};

/// Reads sockets that are their inodes; the table's lines are numbers.
#[track_caller]
fn check(
    modules: Option<&Modules>,
    dump: Reading<Vec<u64>>,
    table: Option<&str>,
    rows: &[u64],
    sources: &[(&str, SourceStatus, Option<&str>)],
) {
    let net = tempfile::tempdir().unwrap();
    if let Some(table) = table {
        std::fs::write(net.path().join("kind"), table).unwrap();
    }
    let mut journal = Journal::new(STANDING);
    let found = by_dump_or_table(
        Ways {
            net: net.path(),
            modules,
        },
        Kind("kind", DiagModule::Unix),
        || dump,
        |bytes| table::parse(bytes, |line| line.parse().ok()),
        |inode| inode_of(*inode),
        &mut journal,
    );
    assert_eq!(found.rows, rows);
    assert_eq!(
        found.dumped,
        !sources.iter().any(|source| source.0.starts_with('/'))
    );
    let written = journal.into_sources();
    let written: Vec<_> = written
        .iter()
        .map(|source| {
            (
                source.name.as_str(),
                source.status,
                source.detail.as_deref(),
            )
        })
        .collect();
    assert_eq!(written, sources);
}

#[test]
fn the_table_completes_the_dump() {
    use SourceStatus::{Complete, Denied, Partial, Unavailable};
    let (dump, table) = ("sock_diag kind", "/proc/net/kind");
    let because = "read because sock_diag gave less than all";
    let modules = Modules::may_be_loaded();
    let any = || Some(&modules);
    check(
        any(),
        Reading::complete(vec![1, 2]),
        Some("heading\n3\n"),
        &[1, 2],
        &[(dump, Complete, None)],
    );
    check(
        any(),
        Reading::nothing(Unavailable, "not here"),
        Some("heading\n3\n0\n0\n"),
        &[3, 0, 0],
        &[
            (dump, Unavailable, Some("not here")),
            (table, Complete, Some(because)),
        ],
    );
    check(
        any(),
        Reading::complete(vec![1, 2]).because(Partial, "cut"),
        Some("heading\n2\nodd\n\n3\n"),
        &[1, 2, 3],
        &[
            (dump, Partial, Some("cut")),
            (
                table,
                Partial,
                Some(&format!("1 line was not understood; {because}")),
            ),
        ],
    );
    check(
        any(),
        Reading::nothing(Denied, "no"),
        None,
        &[],
        &[
            (dump, Denied, Some("no")),
            (
                table,
                status_of(&std::io::ErrorKind::NotFound.into()),
                Some(&format!("no such file or directory; {because}")),
            ),
        ],
    );
}

#[test]
fn what_must_not_be_asked_is_not_asked() {
    let because = "read because sock_diag gave less than all";
    let in_table = ("/proc/net/kind", SourceStatus::Complete, Some(because));
    check(
        None,
        Reading::complete(vec![1]),
        Some("h\n3\n"),
        &[3],
        &[in_table],
    );

    let host = tempfile::tempdir().unwrap();
    let lists = host.path().join("lib/modules/1.0");
    std::fs::create_dir_all(&lists).unwrap();
    std::fs::create_dir_all(host.path().join("sys/kernel")).unwrap();
    for (file, text) in [
        ("modules", ""),
        ("sys/kernel/osrelease", "1.0\n"),
        ("sys/kernel/modprobe", "/sbin/modprobe\n"),
        (
            "lib/modules/1.0/modules.dep",
            "kernel/net/unix/unix_diag.ko:\n",
        ),
    ] {
        std::fs::write(host.path().join(file), text).unwrap();
    }
    let modules = Modules::read(host.path(), host.path()).given;
    let Answer::No(reason) = modules.answers(DiagModule::Unix) else {
        panic!("it is not loaded");
    };
    check(
        Some(&modules),
        Reading::complete(vec![1]),
        Some("h\n3\n"),
        &[3],
        &[
            ("sock_diag kind", SourceStatus::Unavailable, Some(&reason)),
            in_table,
        ],
    );
}

#[test]
fn a_request_has_its_numbers_in_place() {
    let body = request_body::<20>(17, 3, &[(8, 0x0102_0304)]);
    let show = 0x0102_0304_u32.to_ne_bytes();
    assert_eq!(body[..8], [17, 3, 0, 0, 0, 0, 0, 0]);
    assert_eq!(body[8..12], show);
    assert_eq!(body[12..], [0xff; 8]);
}
