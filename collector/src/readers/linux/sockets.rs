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
use crate::readers::base;
use crate::readers::journal::{Journal, Reading, count};

/// Reads every socket of this thread's network namespace. `net` is the namespace's directory of
/// tables in proc(5).
pub(super) fn read(net: &Path, journal: &mut Journal) -> Vec<Row> {
    let registered = journal.read("/proc/net/protocols", || protocols::read(net));
    let mut sockets = Vec::new();
    for (protocol, family) in base::TABLES {
        sockets.extend(table(net, journal, &registered, protocol, family));
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
            from_netstat2(protocol, family)
        }),
        (format!("sock_diag {name}"), || {
            Details::of(sock_diag::read(protocol, family))
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
        Details::of(reading.noting("read because sock_diag gave less than all"))
    });
    with_details(rows, details, journal)
}

/// What a table says of its sockets.
struct Details {
    rows: Vec<Row>,
    /// Whether the table was read completely.
    whole: bool,
}

impl Details {
    fn of(reading: Reading<Vec<Row>>) -> Reading<Self> {
        let whole = reading.status == SourceStatus::Complete;
        reading.map(|rows| Self { rows, whole })
    }
}

/// Joins rows with the details that were read last, and writes down what only one of the two saw.
fn with_details(rows: Vec<Row>, details: Details, journal: &mut Journal) -> Vec<Row> {
    let had_rows = !rows.is_empty();
    let joined = join(rows, details.rows);
    if details.whole && joined.only_base > 0 {
        let bare = count(joined.only_base, "socket that came", "sockets that came");
        let reason = format!("{bare} or went meanwhile without details");
        journal.amend(SourceStatus::Partial, &reason);
    }
    if had_rows && joined.only_details > 0 {
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
