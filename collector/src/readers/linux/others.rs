//! The network namespaces other than the collector's own, each read by a thread that has moved into
//! it. The thread that asks stays where it is, and so does the process.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, scope};

use netsnap_shared::snapshot::{Namespace, SourceStatus};

use super::namespace::{Context, Place, enter};
use super::{Known, peers, read_namespace, read_tables};
use crate::readers::journal::{Journal, Reading};

/// How many threads go from one namespace to the next. Most of the time is the kernel's.
const THREADS: usize = 2;

/// Reads namespaces, in the order in which they are given.
pub(super) fn read(
    places: &[Place],
    proc: &Path,
    known: &Known,
    journal: &mut Journal,
) -> Vec<Namespace> {
    let next = AtomicUsize::new(0);
    let visits: Vec<_> = places.iter().map(|_| Mutex::new(None)).collect();
    let blank = journal.beside();
    let work = || {
        while let Some((place, done)) = {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            places.get(turn).zip(visits.get(turn))
        } {
            let visit = visit(place, proc, known, blank.beside());
            if let Ok(mut done) = done.lock() {
                *done = Some(visit);
            }
        }
    };
    scope(|scope| {
        let threads: Vec<_> = (0..THREADS.min(places.len()))
            .map_while(|_| Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        for thread in threads {
            // What one that ended early leaves unread is found below.
            let _ = thread.join();
        }
    });
    let mut namespaces = Vec::with_capacity(places.len());
    for (place, visit) in places.iter().zip(visits) {
        let visit = visit.into_inner().ok().flatten();
        let (namespace, visited) = visit.unwrap_or_else(|| unvisited(place, blank.beside()));
        namespaces.push(namespace);
        journal.append(visited);
    }
    namespaces
}

/// Reads one namespace: from inside, or else what can be seen of it from outside. This thread is
/// in another network namespace afterwards.
fn visit(place: &Place, proc: &Path, known: &Known, mut journal: Journal) -> (Namespace, Journal) {
    journal.enter(Some(place.id.clone()));
    let inside = journal.read(place.source_name(), || enter(place, proc));
    let mut context = Context {
        id: place.id.clone(),
        name: place.name.clone(),
        is_collectors: false,
        // The directory `net` is that of the process's first thread.
        tables: proc.join("thread-self/net"),
        settings: proc.join("sys/net"),
    };
    if inside {
        let (mut namespace, ends) = read_namespace(&context, &known.modules, &mut journal);
        let interfaces = &mut namespace.interfaces;
        peers::name(
            interfaces,
            &ends,
            &place.id,
            &known.candidates,
            &mut journal,
        );
        return (namespace, journal);
    }
    let status = journal
        .last()
        .map_or(SourceStatus::Failed, |source| source.status);
    let namespace = match place.tables(proc) {
        Some(tables) => {
            context.tables = tables;
            read_tables(&context, &mut journal)
        }
        None => nothing_of(place),
    };
    for (name, what) in [
        (
            "rtnetlink",
            "interfaces, addresses, routes, rules and neighbours are",
        ),
        ("sock_diag", "the details of sockets are"),
        ("/proc/sys/net", "the settings are"),
    ] {
        let reason = format!("{what} told only to a thread that is in this network namespace");
        journal.read(name, || Reading::<()>::nothing(status, reason));
    }
    (namespace, journal)
}

/// A namespace that no thread got to.
fn unvisited(place: &Place, mut journal: Journal) -> (Namespace, Journal) {
    journal.enter(Some(place.id.clone()));
    journal.read(place.source_name(), || {
        Reading::<()>::nothing(SourceStatus::Failed, "there was no thread to enter it")
    });
    (nothing_of(place), journal)
}

fn nothing_of(place: &Place) -> Namespace {
    Namespace {
        name: place.name.clone(),
        ..Namespace::new(place.id.clone())
    }
}
