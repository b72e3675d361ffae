//! Two reads of a table, and what is said where they differ.

use std::time::Duration;

use netsnap_shared::snapshot::Timestamp;

use super::*;
use crate::readers::Clock;

/// Joins two tables of which one may not be whole, looks at two others the second time, and gives
/// what the journal says of it.
#[track_caller]
fn check(
    base: (&[Row], bool),
    details: (&[Row], bool),
    again: (&[Row], &[Row]),
    rows: usize,
    expected: (SourceStatus, Option<&str>),
) {
    let mut journal = Journal::new(Clock {
        now: || Timestamp::from_unix_ms(0),
        elapsed: || Duration::ZERO,
    });
    let table = |(rows, whole): (&[Row], bool)| Table {
        rows: rows.to_vec(),
        whole,
    };
    let again = || {
        let joined = join(again.0.to_vec(), again.1.to_vec());
        Disagreement {
            only_base: joined.only_base,
            only_details: joined.only_details,
        }
    };
    let details = journal.read("details", || Reading::one(table(details)));
    let joined = with_details(table(base), details, &mut journal, again);
    assert_eq!(joined.len(), rows);
    let sources = journal.into_sources();
    assert_eq!((sources[0].status, sources[0].detail.as_deref()), expected);
}

#[test]
fn what_only_one_saw_is_written_down() {
    use SourceStatus::{Complete, Partial};
    let captured = include_bytes!("../../../../fixtures/proc/net/udp");
    let all = &proc_net::parse(captured, Protocol::Udp, Family::Ipv4, 100).0[..];
    let (some, none) = (&all[..2], &all[..0]);
    let went = "2 sockets that came or went meanwhile";
    let hides = "contradiction: 2 sockets that netstat2 does not see, both of two times";
    let one_hides = "1 socket that came or went meanwhile; \
                     contradiction: 1 socket that netstat2 does not see, both of two times";
    let bare = "2 sockets that came or went meanwhile without details";
    let contradicts = "contradiction: 2 sockets that only netstat2 sees, both of two times";
    check((all, true), (all, true), (none, none), 4, (Complete, None));
    check(
        (some, true),
        (all, true),
        (all, all),
        4,
        (Complete, Some(went)),
    );
    check(
        (some, true),
        (all, true),
        (none, none),
        4,
        (Complete, Some(went)),
    );
    check(
        (some, true),
        (all, true),
        (some, all),
        4,
        (Complete, Some(hides)),
    );
    check(
        (some, true),
        (all, true),
        (&all[..3], all),
        4,
        (Complete, Some(one_hides)),
    );
    check(
        (all, true),
        (some, true),
        (all, all),
        4,
        (Partial, Some(bare)),
    );
    check(
        (all, true),
        (some, true),
        (all, some),
        4,
        (Partial, Some(contradicts)),
    );
    // netstat2 may end a table without a word.
    check(
        (none, true),
        (some, true),
        (none, some),
        2,
        (Complete, Some(hides)),
    );
    // One that has said that it failed need not be reminded.
    check((none, false), (all, true), (all, none), 4, (Complete, None));
    check((all, true), (none, false), (none, all), 4, (Complete, None));
}
