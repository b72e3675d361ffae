//! A listener as the kernel told of it, and listeners that it left out.

use super::super::tests::show;
use super::*;
use crate::readers::linux::netlink::payloads;

#[test]
fn captured_backlogs() {
    let dump = include_bytes!("../../../../../../fixtures/netlink/unix_waiting.bin");
    let mut shown = Vec::new();
    for payload in payloads(dump) {
        let backlog = parse(payload).unwrap();
        shown.push(format!("{:?}", backlog.listener));
        shown.extend(backlog.waiting.iter().map(show));
    }
    assert_eq!(shown, EXPECTED);
    assert_eq!(parse(&[1; 15]), None);
    assert_eq!(parse(&[2; 16]), None);
}

const EXPECTED: [&str; 4] = [
    "Some(Inode(2933547))",
    "- stream connected st peer 2933550 uid - queues - -",
    "- stream connected st peer - uid - queues - -",
    "Some(Inode(2933552))",
];

#[test]
fn a_backlog_that_is_not_told_is_said() {
    let awaited = HashSet::from([Some(Inode(1)), Some(Inode(2))]);
    let backlog = |inode, waiting| Backlog {
        listener: Some(Inode(inode)),
        waiting: vec![unix_socket("stream".into(), "connected".into()); waiting],
    };
    let complete = SourceStatus::Complete;
    for (backlogs, rows, status, detail) in [
        (vec![backlog(1, 2), backlog(2, 0)], 2, complete, None),
        (
            vec![backlog(2, 1), backlog(1, 1), backlog(3, 3)],
            5,
            complete,
            None,
        ),
        (
            vec![backlog(2, 1)],
            1,
            SourceStatus::Partial,
            Some("the backlog of 1 listener is not in it"),
        ),
    ] {
        let reading = reading(&awaited, Reading::complete(backlogs));
        assert_eq!((reading.rows, reading.given.len()), (rows, rows));
        assert_eq!(
            (reading.status, reading.detail.as_deref()),
            (status, detail)
        );
    }
}
