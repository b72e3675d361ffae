//! The sockets of TCP and UDP: netstat2's rows, joined with the details that it leaves out.

mod join;
mod proc_net;
mod protocols;
mod row;
mod sock_diag;

use std::path::Path;

use netsnap_shared::snapshot::{Family, Protocol, SourceStatus};

use self::join::join;
pub(super) use self::row::Row;
use super::modules::Modules;
use crate::readers::base;
use crate::readers::journal::{Journal, Reading, count};

/// Reads every socket of this thread's network namespace. `net` is the namespace's directory of
/// tables in proc(5).
pub(super) fn read(net: &Path, _modules: &Modules, journal: &mut Journal) -> Vec<Row> {
    let registered = journal.read("/proc/net/protocols", || protocols::read(net));
    let mut sockets = Vec::new();
    for (protocol, family) in base::TABLES {
        sockets.extend(table(net, journal, &registered, protocol, family));
    }
    sockets.sort_unstable_by_key(Row::order);
    sockets
}

/// Reads what the files of a network namespace tell of its sockets, without being in it. `net` is its
/// directory of tables in proc(5).
pub(super) fn read_files(net: &Path, journal: &mut Journal) -> Vec<Row> {
    let mut sockets = Vec::new();
    for (protocol, family) in base::TABLES {
        let file = proc_net::file_name(protocol, family);
        sockets.extend(journal.read(format!("/proc/PID/net/{file}"), || {
            proc_net::read(&net.join(file), protocol, family)
        }));
    }
    sockets.sort_unstable_by_key(Row::order);
    sockets
}

/// Reads one table, each way to it a source of its own.
fn table(
    net: &Path,
    journal: &mut Journal,
    registered: &[String],
    protocol: Protocol,
    family: Family,
) -> Vec<Row> {
    let name = format!("{protocol} {family}");
    if !protocols::has(registered, protocol, family) {
        return journal.read(format!("sock_diag {name}"), || {
            let reason = format!("the kernel has no {protocol} over {family}");
            Reading::nothing(SourceStatus::Unavailable, reason)
        });
    }
    // At the same time: the less there is between them, the fewer sockets change.
    let (rows, details) = journal.read_both(
        (format!("netstat2 {name}"), || {
            Table::of(from_netstat2(protocol, family))
        }),
        (format!("sock_diag {name}"), || {
            Table::of(sock_diag::read(protocol, family))
        }),
    );
    let whole = details.whole;
    let rows = with_details(rows, details, journal);
    if whole {
        return rows;
    }
    let file = proc_net::file_name(protocol, family);
    let details = journal.read(format!("/proc/net/{file}"), || {
        let reading = proc_net::read(&net.join(file), protocol, family);
        Table::of(reading.noting("read because sock_diag gave less than all"))
    });
    with_details(Table { rows, whole }, details, journal)
}

/// What one way to a table gave.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    /// Whether the table was read to its end.
    whole: bool,
}

impl Table {
    fn of(reading: Reading<Vec<Row>>) -> Reading<Self> {
        let whole = reading.status == SourceStatus::Complete;
        reading.map(|rows| Self { rows, whole })
    }
}

/// Joins rows with the details that were read last, and writes down what only one of the two saw.
fn with_details(base: Table, details: Table, journal: &mut Journal) -> Vec<Row> {
    let joined = join(base.rows, details.rows);
    if details.whole && joined.only_base > 0 {
        let lone = count(joined.only_base, "socket", "sockets");
        let reason = format!("{lone} that came or went meanwhile without details");
        journal.amend(SourceStatus::Partial, &reason);
    }
    if base.whole && joined.only_details > 0 {
        let new = count(joined.only_details, "socket", "sockets");
        let remark = format!("{new} not seen by netstat2");
        journal.amend(SourceStatus::Complete, &remark);
    }
    joined.rows
}

fn from_netstat2(protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let (families, protocols) = base::flags(protocol, family);
    base::collect(
        netstat2::iterate_sockets_info_without_pids(families, protocols),
        |info| Row::from_netstat2(protocol, family, &info),
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use netsnap_shared::snapshot::Timestamp;

    use super::*;
    use crate::readers::Clock;

    /// Joins two tables of which one may not be whole, and gives what the journal says of it.
    #[track_caller]
    fn check(
        base: (&[Row], bool),
        details: (&[Row], bool),
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
        let details = journal.read("details", || Reading::one(table(details)));
        assert_eq!(with_details(table(base), details, &mut journal).len(), rows);
        let sources = journal.into_sources();
        assert_eq!((sources[0].status, sources[0].detail.as_deref()), expected);
    }

    #[test]
    fn what_only_one_saw_is_written_down() {
        use SourceStatus::{Complete, Partial};
        let captured = include_bytes!("../../../fixtures/proc/net/udp");
        let all = proc_net::parse(captured, Protocol::Udp, Family::Ipv4, 100).0;
        let (some, none) = (&all[..2], &all[..0]);
        let unseen = (Complete, Some("2 sockets not seen by netstat2"));
        let bare = (
            Partial,
            Some("2 sockets that came or went meanwhile without details"),
        );
        check((&all, true), (&all, true), 4, (Complete, None));
        check((some, true), (&all, true), 4, unseen);
        check((&all, true), (some, true), 4, bare);
        // netstat2 may end a table without a word.
        check((none, true), (some, true), 2, unseen);
        // One that has said that it failed need not be reminded.
        check((none, false), (&all, true), 4, (Complete, None));
        check((&all, true), (none, false), 4, (Complete, None));
    }
}
