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
    let rows = journal.read(format!("netstat2 {name}"), || {
        from_netstat2(protocol, family)
    });
    let (rows, whole) = journal.read(format!("sock_diag {name}"), || {
        with_details(rows, sock_diag::read(protocol, family))
    });
    if whole {
        return rows;
    }
    let file = proc_net::file_name(protocol, family);
    let (rows, _) = journal.read(format!("/proc/net/{file}"), || {
        let reading = proc_net::read(&net.join(file), protocol, family);
        with_details(rows, reading).noting("read because sock_diag gave less than all")
    });
    rows
}

fn from_netstat2(protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let (families, protocols) = base::flags(protocol, family);
    base::collect(
        netstat2::iterate_sockets_info_without_pids(families, protocols),
        |info| Row::from_netstat2(protocol, family, &info),
    )
}

/// Joins rows with a reading of their details, and says what only one of the two saw. The flag
/// tells whether the details were read completely.
fn with_details(rows: Vec<Row>, details: Reading<Vec<Row>>) -> Reading<(Vec<Row>, bool)> {
    let whole = details.status == SourceStatus::Complete;
    let had_rows = !rows.is_empty();
    let mut bare = 0;
    let mut new = 0;
    let mut reading = details.map(|details| {
        let joined = join(rows, details);
        bare = joined.only_base;
        new = joined.only_details;
        (joined.rows, whole)
    });
    if whole && bare > 0 {
        let gone = count(bare, "socket was", "sockets were");
        let reason = format!("{gone} gone before the details were read");
        reading = reading.because(SourceStatus::Partial, reason);
    }
    if had_rows && new > 0 {
        let new = count(new, "socket", "sockets");
        reading = reading.noting(format!("{new} that netstat2 had not seen"));
    }
    reading
}
