//! The sockets of the internet protocols: netstat2's rows of TCP and UDP, joined with the details that
//! it leaves out, and the protocols that it does not know.

mod join;
mod proc_net;
mod protocols;
mod row;
mod second_look;
mod sock_diag;
mod tally;
mod tcp_info;

use std::collections::HashSet;
use std::path::Path;

use netsnap_shared::snapshot::{Family, Inode, Protocol, SourceStatus};

use self::join::join;
pub(super) use self::row::Row;
use self::second_look::Disagreement;
use self::sock_diag::Detail;
pub(super) use self::tally::tally;
use super::modules::{Answer, Modules};
use crate::readers::base;
use crate::readers::journal::{Journal, Reading};

/// The tables that netstat2 does not know.
const FURTHER_TABLES: [(Protocol, Family); 12] = [
    (Protocol::UdpLite, Family::Ipv4),
    (Protocol::UdpLite, Family::Ipv6),
    (Protocol::Mptcp, Family::Ipv4),
    (Protocol::Mptcp, Family::Ipv6),
    (Protocol::Sctp, Family::Ipv4),
    (Protocol::Sctp, Family::Ipv6),
    (Protocol::Dccp, Family::Ipv4),
    (Protocol::Dccp, Family::Ipv6),
    (Protocol::Raw, Family::Ipv4),
    (Protocol::Raw, Family::Ipv6),
    (Protocol::Icmp, Family::Ipv4),
    (Protocol::Icmpv6, Family::Ipv6),
];

/// Reads every socket of this thread's network namespace. `net` is the namespace's directory of
/// tables in proc(5).
pub(super) fn read(net: &Path, modules: &Modules, journal: &mut Journal) -> Vec<Row> {
    let registered = journal.read("/proc/net/protocols", || protocols::read(net));
    let mut sockets = Vec::new();
    for (protocol, family) in base::TABLES {
        let rows = if protocols::has(&registered, protocol, family) {
            table(net, modules, journal, protocol, family)
        } else {
            let reason = format!("the kernel has no {protocol} over {family}");
            unavailable(format!("sock_diag {protocol} {family}"), &reason, journal)
        };
        append(&mut sockets, rows);
    }
    for (protocol, family) in FURTHER_TABLES {
        if protocols::has(&registered, protocol, family) {
            let rows = further_table(net, modules, journal, protocol, family);
            append(&mut sockets, rows);
        }
    }
    sockets.sort_unstable_by_key(Row::order);
    sockets
}

/// Reads what the files of a network namespace tell of its sockets, without being in it. `net` is its
/// directory of tables in proc(5).
pub(super) fn read_files(net: &Path, journal: &mut Journal) -> Vec<Row> {
    let registered = journal.read("/proc/PID/net/protocols", || protocols::read(net));
    let mut sockets = Vec::new();
    for (protocol, family) in base::TABLES.into_iter().chain(FURTHER_TABLES) {
        if !protocols::has(&registered, protocol, family) {
            continue;
        }
        if let Some(file) = protocols::file_name(protocol, family) {
            sockets.extend(journal.read(format!("/proc/PID/net/{file}"), || {
                proc_net::read(&net.join(file), protocol, family)
            }));
        }
    }
    sockets.sort_unstable_by_key(Row::order);
    sockets
}

/// Adds rows; the first are taken as they are.
fn append(sockets: &mut Vec<Row>, mut rows: Vec<Row>) {
    if sockets.is_empty() {
        *sockets = rows;
    } else {
        sockets.append(&mut rows);
    }
}

/// Writes down that there is nothing to read, and why.
fn unavailable<T: Default>(name: String, reason: &str, journal: &mut Journal) -> T {
    journal.read(name, || Reading::nothing(SourceStatus::Unavailable, reason))
}

/// Reads one table of netstat2's, each way to it a source of its own.
fn table(
    net: &Path,
    modules: &Modules,
    journal: &mut Journal,
    protocol: Protocol,
    family: Family,
) -> Vec<Row> {
    let base_name = format!("netstat2 {protocol} {family}");
    let details_name = format!("sock_diag {protocol} {family}");
    let (base, details): (Table, Table) = match answers(modules, protocol) {
        // At the same time: the less there is between them, the fewer sockets change.
        Answer::Yes => journal.read_both(
            (base_name, || Table::of(from_netstat2(protocol, family))),
            (details_name, || {
                Table::of(sock_diag::read(protocol, family, Detail::All))
            }),
        ),
        // netstat2 asks sock_diag as well.
        Answer::No(reason) => (
            unavailable(base_name, &reason, journal),
            unavailable(details_name, &reason, journal),
        ),
    };
    let whole = details.whole;
    let second = || look_again(protocol, family);
    let rows = with_details(base, details, journal, second);
    if whole {
        return rows;
    }
    from_files(net, Table { rows, whole }, journal, protocol, family)
}

/// Reads one table that netstat2 does not know. Most hosts have no such socket: where a file of
/// proc(5) says so, nothing else is asked.
fn further_table(
    net: &Path,
    modules: &Modules,
    journal: &mut Journal,
    protocol: Protocol,
    family: Family,
) -> Vec<Row> {
    let listed = protocols::file_name(protocol, family).map(|file| {
        journal.read(format!("/proc/net/{file}"), || {
            Table::of(proc_net::read(&net.join(file), protocol, family))
        })
    });
    let nothing_more = |table: &Table| table.whole && table.rows.is_empty();
    let base = match (protocols::module(protocol), listed) {
        (None, base) => return base.unwrap_or_default().rows,
        (Some(_), Some(base)) if nothing_more(&base) => return Vec::new(),
        (Some(_), base) => base.unwrap_or_default(),
    };
    let name = format!("sock_diag {protocol} {family}");
    let details: Table = match answers(modules, protocol) {
        Answer::Yes => journal.read(name, || {
            Table::of(sock_diag::read(protocol, family, Detail::All))
        }),
        Answer::No(reason) => unavailable(name, &reason, journal),
    };
    with_details(base, details, journal, Disagreement::default)
}

/// Whether the sockets of one of netstat2's protocols may be asked for.
fn answers(modules: &Modules, protocol: Protocol) -> Answer {
    protocols::module(protocol).map_or(Answer::Yes, |module| modules.answers(module))
}

/// Adds what the files of proc(5) know to a table that is not whole.
fn from_files(
    net: &Path,
    table: Table,
    journal: &mut Journal,
    protocol: Protocol,
    family: Family,
) -> Vec<Row> {
    let Some(file) = protocols::file_name(protocol, family) else {
        return table.rows;
    };
    let details = journal.read(format!("/proc/net/{file}"), || {
        let reading = proc_net::read(&net.join(file), protocol, family);
        Table::of(reading.noting("read because sock_diag gave less than all"))
    });
    with_details(table, details, journal, Disagreement::default)
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
/// Where that is something, `again` takes a second look.
fn with_details(
    base: Table,
    details: Table,
    journal: &mut Journal,
    again: impl FnOnce() -> Disagreement,
) -> Vec<Row> {
    let joined = join(base.rows, details.rows);
    // One that has said that it failed need not be reminded.
    let seen = |whole: bool, only| if whole { only } else { Vec::new() };
    let disagreement = Disagreement {
        only_base: seen(details.whole, joined.only_base),
        only_details: seen(base.whole, joined.only_details),
    };
    if !disagreement.is_empty() {
        second_look::record(&disagreement, &again(), journal);
    }
    joined.rows
}

/// Reads a table by both ways again, one after the other, and gives what only one of them sees now:
/// of netstat2's only what is there before and after the other has looked. So whatever the first
/// look showed in the same way has stood while it was not seen.
fn look_again(protocol: Protocol, family: Family) -> Disagreement {
    let base = from_netstat2(protocol, family).given;
    let details = sock_diag::read(protocol, family, Detail::Identity).given;
    let joined = join(base, details);
    let mut only_base = joined.only_base;
    if !only_base.is_empty() {
        let after = from_netstat2(protocol, family).given;
        let after: HashSet<_> = after.iter().map(Row::identity).collect();
        only_base.retain(|socket| after.contains(socket));
    }
    Disagreement {
        only_base,
        only_details: joined.only_details,
    }
}

/// The inodes that sockets of a table have now; `None` where that cannot be known for sure.
pub(super) fn inodes(
    modules: &Modules,
    protocol: Protocol,
    family: Family,
) -> Option<HashSet<Inode>> {
    let is_known = protocols::module(protocol).is_some();
    if !is_known || !matches!(answers(modules, protocol), Answer::Yes) {
        return None;
    }
    let reading = sock_diag::read(protocol, family, Detail::Identity);
    let is_whole = reading.status == SourceStatus::Complete;
    is_whole.then(|| reading.given.iter().filter_map(|row| row.inode).collect())
}

fn from_netstat2(protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let (families, protocols) = base::flags(protocol, family);
    base::collect(
        netstat2::iterate_sockets_info_without_pids(families, protocols),
        |info| Row::from_netstat2(protocol, family, &info),
    )
}

#[cfg(test)]
mod tests;
