//! Groups as the kernel listed them, and lines that are none.

use super::*;
use crate::readers::Clock;

fn show(rows: &[Row]) -> Vec<String> {
    let rows = rows.iter();
    rows.map(|row| {
        let users = row.users.map_or("-".to_owned(), |users| users.to_string());
        format!("{} {} {} {users}", row.index, row.interface, row.group)
    })
    .collect()
}

#[track_caller]
fn check(parse: Parser, text: &str, expected: &[&str], odd: usize) {
    let (rows, found) = parse(text);
    assert_eq!(show(&rows), expected);
    assert_eq!(found, odd);
}

#[test]
fn groups_of_ipv4() {
    check(
        igmp,
        include_str!("../../../../fixtures/proc/net/igmp"),
        &[
            "1 lo 224.0.0.1 1",
            "10 br0 224.0.0.1 1",
            "10 br0 224.0.0.106 1",
            "2 v2 239.1.2.3 2",
            "2 v2 224.0.0.1 1",
            "3 avery-long-name 224.0.0.1 1",
        ],
        0,
    );
    let heading = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n";
    for (lines, expected, odd) in [
        ("", &[][..], 0),
        ("1\tlo :\n\t\t\t\t010000E0\n", &["1 lo 224.0.0.1 -"], 0),
        ("1\tlo :\n\t\t\t\t010000E0 many\n", &["1 lo 224.0.0.1 -"], 0),
        ("1\tlo :\n\t\t\t\tG10000E0 1\n", &[], 1),
        ("1\tlo :\n\t\t\t\t010000E00 1\n", &[], 1),
        // Groups below a line that names no interface.
        ("1\tlo :\nodd\n\t\t\t\t010000E0 1\n", &[], 2),
        ("\t\t\t\t010000E0 1\n", &[], 1),
        (
            "x\tlo :\n2\tv2:\n\n\t010000E0 1\n",
            &["2 v2 224.0.0.1 1"],
            1,
        ),
    ] {
        check(igmp, &format!("{heading}{lines}"), expected, odd);
    }
}

#[test]
fn groups_of_ipv6() {
    let (rows, odd) = igmp6(include_str!("../../../../fixtures/proc/net/igmp6"));
    assert_eq!((rows.len(), odd), (12, 0));
    assert_eq!(show(&rows[..1]), ["1 lo ff02::1 1"]);
    check(
        igmp6,
        "1 lo ff02000000000000000000000000001 1 0 0\n2 x ff 1 0\n3 y\n",
        &[],
        3,
    );
    check(
        igmp6,
        "1 a\u{fffd} ff020000000000000000000000000001 -1 00000004 0\n",
        &["1 a\u{fffd} ff02::1 -"],
        0,
    );
}

#[test]
fn groups_of_the_link_layer() {
    let (rows, odd) = dev_mcast(include_str!("../../../../fixtures/proc/net/dev_mcast"));
    assert_eq!((rows.len(), odd), (13, 0));
    assert_eq!(show(&rows[3..4]), ["2 v2 01:00:5e:00:00:99 1"]);
    check(
        dev_mcast,
        "4 ib0 2 0 00ffffffff12401bffff0000000000000000ffff\n4 eth0 1 0\n4 eth0 1 0 3\n4 eth0 1 0 3g\n",
        &["4 ib0 00:ff:ff:ff:ff:12:40:1b:ff:ff:00:00:00:00:00:00:00:00:ff:ff 2"],
        3,
    );
}

#[test]
fn tables_are_joined_by_interface_and_each_is_a_source() {
    let net = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/proc/net"));
    let mut journal = Journal::new(Clock::system());
    let groups = read(net, &mut journal);
    let first: Vec<_> = groups.iter().map(|group| &*group.group).take(4).collect();
    assert_eq!(first, ["224.0.0.1", "ff01::1", "ff02::1", "224.0.0.1"]);
    assert_eq!(groups.len(), 6 + 12 + 13);

    let nowhere = read(Path::new("/nonexistent"), &mut journal);
    assert!(nowhere.is_empty());
    let sources: Vec<_> = journal
        .into_sources()
        .into_iter()
        .map(|source| (source.name, source.rows, source.status))
        .collect();
    let expected = |rows: [u64; 3], status: SourceStatus| {
        let names = ["igmp", "igmp6", "dev_mcast"].into_iter().zip(rows);
        let names = names.map(move |(name, rows)| (format!("/proc/net/{name}"), rows, status));
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        sources,
        [
            expected([6, 12, 13], SourceStatus::Complete),
            expected([0, 0, 0], SourceStatus::Unavailable),
        ]
        .concat()
    );
}
