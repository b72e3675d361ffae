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
mod two_ways;

use std::collections::HashSet;
use std::path::Path;

use netsnap_shared::snapshot::{Family, Inode, Protocol, SourceStatus};

use self::join::join;
use self::protocols::Registered;
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

/// The ways to the sockets of this thread's network namespace.
#[derive(Debug, Clone, Copy)]
struct Ways<'a> {
    /// The namespace's directory of tables in proc(5).
    net: &'a Path,
    modules: &'a Modules,
    registered: &'a Registered,
}

/// Reads every socket of this thread's network namespace. `net` is the namespace's directory of
/// tables in proc(5).
pub(super) fn read(net: &Path, modules: &Modules, journal: &mut Journal) -> Vec<Row> {
    let registered = journal.read("/proc/net/protocols", || protocols::read(net));
    let ways = Ways {
        net,
        modules,
        registered: &registered,
    };
    let mut sockets = Vec::new();
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        append(&mut sockets, two_ways::read(ways, protocol, journal));
    }
    for (protocol, family) in FURTHER_TABLES {
        if registered.has(protocol, family) {
            let rows = further_table(ways, protocol, family, journal);
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
        if !registered.has(protocol, family) {
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

/// Reads one table that netstat2 does not know. Most hosts have no such socket: where the kernel
/// counts none, or a file of proc(5) says so, nothing else is asked.
fn further_table(
    Ways {
        net,
        modules,
        registered,
    }: Ways<'_>,
    protocol: Protocol,
    family: Family,
    journal: &mut Journal,
) -> Vec<Row> {
    let file = protocols::file_name(protocol, family);
    let details_name = || format!("sock_diag {protocol} {family}");
    if registered.count(protocol, family) == Some(0) {
        let name = file.map_or_else(details_name, |file| format!("/proc/net/{file}"));
        let none = || Reading::complete(Vec::new()).noting("not asked: the kernel counts none");
        return journal.read(name, none);
    }
    let listed = file.map(|file| {
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
    let name = details_name();
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

#[cfg(test)]
mod tests;
