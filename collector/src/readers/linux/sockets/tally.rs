//! How many sockets there are of each protocol and state: a dump without details, and nothing kept of
//! its rows.

use std::collections::BTreeMap;
use std::path::Path;

use netsnap_shared::snapshot::{Family, Protocol, SourceStatus, State};

use super::sock_diag::Detail;
use super::{Answer, FURTHER_TABLES, Modules, Row, answers, base, proc_net, protocols, sock_diag};
use crate::readers::journal::Journal;

/// How many sockets, by protocol and state.
pub(in crate::readers::linux) type Tally = BTreeMap<(Protocol, Option<State>), u64>;

/// Counts the sockets of this thread's network namespace. `net` is the namespace's directory of
/// tables in proc(5).
pub(in crate::readers::linux) fn tally(
    net: &Path,
    modules: &Modules,
    journal: &mut Journal,
) -> Tally {
    let registered = journal.read("/proc/net/protocols", || protocols::read(net));
    let mut tally = Tally::new();
    let mut add = |rows: Vec<Row>| {
        for row in rows {
            *tally.entry((row.protocol, row.state)).or_default() += 1;
        }
    };
    let has = |&(protocol, family): &_| registered.has(protocol, family);
    for (protocol, family) in base::TABLES.into_iter().filter(has) {
        let (rows, whole) = from_kernel(modules, journal, protocol, family);
        let listed = (!whole).then(|| from_file(net, journal, protocol, family));
        add(more(rows, listed.map(|(rows, _)| rows)));
    }
    for (protocol, family) in FURTHER_TABLES.into_iter().filter(has) {
        if registered.count(protocol, family) == Some(0) {
            continue;
        }
        let (listed, whole) = from_file(net, journal, protocol, family);
        let rows = (!whole).then(|| from_kernel(modules, journal, protocol, family));
        add(more(listed, rows.map(|(rows, _)| rows)));
    }
    tally
}

/// The longer of two lists: a table that was not read to its end is the shorter one.
fn more(rows: Vec<Row>, others: Option<Vec<Row>>) -> Vec<Row> {
    match others {
        Some(others) if others.len() > rows.len() => others,
        _ => rows,
    }
}

/// What `sock_diag(7)` tells, without details, and whether that is all.
fn from_kernel(
    modules: &Modules,
    journal: &mut Journal,
    protocol: Protocol,
    family: Family,
) -> (Vec<Row>, bool) {
    let is_known = protocols::module(protocol).is_some();
    if !is_known || !matches!(answers(modules, protocol), Answer::Yes) {
        return (Vec::new(), false);
    }
    let mut whole = false;
    let rows = journal.read(format!("sock_diag {protocol} {family}"), || {
        let reading = sock_diag::read(protocol, family, Detail::Identity);
        whole = reading.status == SourceStatus::Complete;
        reading
    });
    (rows, whole)
}

/// What a file of proc(5) tells, and whether that is all.
fn from_file(
    net: &Path,
    journal: &mut Journal,
    protocol: Protocol,
    family: Family,
) -> (Vec<Row>, bool) {
    let Some(file) = protocols::file_name(protocol, family) else {
        return (Vec::new(), false);
    };
    let mut whole = false;
    let rows = journal.read(format!("/proc/net/{file}"), || {
        let reading = proc_net::read(&net.join(file), protocol, family);
        whole = reading.status == SourceStatus::Complete;
        reading
    });
    (rows, whole)
}
