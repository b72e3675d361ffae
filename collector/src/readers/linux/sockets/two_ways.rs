//! The tables of netstat2 (TCP and UDP), each read by it and by a dump of one's own.

use std::collections::HashSet;
use std::time::Duration;

use netsnap_shared::snapshot::{Family, Protocol, SourceStatus};

use super::join::{in_base, join};
use super::protocols;
use super::row::Row;
use super::second_look::Disagreement;
use super::sock_diag::{self, Detail};
use super::{Table, Ways, answers, from_files, unavailable, with_details};
use crate::readers::Clock;
use crate::readers::at_once::both;
use crate::readers::base;
use crate::readers::journal::{Journal, Reading, timed};
use crate::readers::linux::modules::Answer;

const FAMILIES: [Family; 2] = [Family::Ipv4, Family::Ipv6];

/// From this many sockets on, both ways are gone at the same time: the less there is between them,
/// the fewer sockets change. With fewer, a thread takes longer to begin than a table to read.
const MANY: u64 = 500;

/// For each family that is asked for a table, and how long reading it took.
type Tables = [Option<(Reading<Table>, Duration)>; FAMILIES.len()];

/// Reads the tables of a protocol, each way to each of them a source of its own.
pub(super) fn read(ways: Ways<'_>, protocol: Protocol, journal: &mut Journal) -> Vec<Row> {
    let registered = ways.registered;
    let asked = FAMILIES.map(|family| registered.has(protocol, family).then_some(family));
    let (base, details) = match answers(ways.modules, protocol) {
        Answer::Yes => both_ways(ways, protocol, asked, journal.clock()),
        // netstat2 asks sock_diag as well.
        Answer::No(reason) => {
            let nothing = || Reading::nothing(SourceStatus::Unavailable, reason.as_str());
            let unread = || asked.map(|family| family.map(|_| (nothing(), Duration::ZERO)));
            (unread(), unread())
        }
    };
    let mut sockets = Vec::new();
    for (family, ways_to_it) in FAMILIES.into_iter().zip(base.into_iter().zip(details)) {
        let details_name = format!("sock_diag {protocol} {family}");
        let (Some((base, base_took)), Some((details, details_took))) = ways_to_it else {
            let reason = format!("the kernel has no {protocol} over {family}");
            unavailable::<()>(details_name, &reason, journal);
            continue;
        };
        let base = journal.write(format!("netstat2 {protocol} {family}"), base, base_took);
        let details = journal.write(details_name, details, details_took);
        let whole = details.whole;
        let second = || look_again(protocol, family);
        let mut rows = with_details(base, details, journal, second);
        if !whole {
            rows = from_files(ways.net, Table { rows, whole }, journal, protocol, family);
        }
        super::append(&mut sockets, rows);
    }
    sockets
}

fn both_ways(
    ways: Ways<'_>,
    protocol: Protocol,
    asked: [Option<Family>; FAMILIES.len()],
    clock: Clock,
) -> (Tables, Tables) {
    let base = |family| timed(clock, || Table::of(from_netstat2(protocol, family)));
    let details = || details(protocol, asked, clock);
    let counted = |family| ways.registered.count(protocol, family);
    let mut number = asked.into_iter().flatten().filter_map(counted).sum::<u64>();
    if protocol == Protocol::Tcp {
        number = number.saturating_add(protocols::time_waits(ways.net));
    }
    if number >= MANY {
        let all = || asked.map(|family| family.map(base));
        let (base, details) = both(all, details);
        let lost = || Reading::nothing(SourceStatus::Failed, "its thread ended early");
        let lost = || asked.map(|family| family.map(|_| (lost(), Duration::ZERO)));
        return (base.unwrap_or_else(lost), details);
    }
    let details = details();
    let mut tables = asked.into_iter().zip(&details);
    let tables = FAMILIES.map(|_| {
        let (family, details) = tables.next()?;
        let none = counted(family?) == Some(0) && details.as_ref().is_some_and(|it| is_bare(&it.0));
        Some(if none {
            (nothing_to_ask(), Duration::ZERO)
        } else {
            base(family?)
        })
    });
    (tables, details)
}

/// Whether a whole table has nothing that netstat2 would list.
fn is_bare(details: &Reading<Table>) -> bool {
    let table = &details.given;
    table.whole && !table.rows.iter().any(in_base)
}

/// A walk through the kernel's table takes long even where it is empty.
fn nothing_to_ask() -> Reading<Table> {
    let whole = Table {
        rows: Vec::new(),
        whole: true,
    };
    let mut reading = Reading::one(whole);
    reading.rows = 0;
    reading.noting("not asked: the kernel counts no such socket, and sock_diag tells of none")
}

/// What `sock_diag(7)` tells: of both families in one walk where that goes, which takes half of the
/// time and is how long each of them took.
fn details(protocol: Protocol, asked: [Option<Family>; FAMILIES.len()], clock: Clock) -> Tables {
    if protocol == Protocol::Tcp && asked == FAMILIES.map(Some) {
        let (mut both, took) = timed(clock, sock_diag::read_tcp);
        if both.status == SourceStatus::Complete {
            let is_ipv6 = |row: &mut Row| row.family == Family::Ipv6;
            let ipv6: Vec<_> = both.given.extract_if(.., is_ipv6).collect();
            let tables = [both.given, ipv6].map(Reading::complete);
            return tables.map(|table| Some((Table::of(table), took)));
        }
        // What is wrong is found out, and said, of each alone.
    }
    let table = |family| {
        timed(clock, || {
            Table::of(sock_diag::read(protocol, family, Detail::All))
        })
    };
    asked.map(|family| family.map(table))
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

fn from_netstat2(protocol: Protocol, family: Family) -> Reading<Vec<Row>> {
    let (families, protocols) = base::flags(protocol, family);
    base::collect(
        netstat2::iterate_sockets_info_without_pids(families, protocols),
        |info| Row::from_netstat2(protocol, family, &info),
    )
}
