//! Counters at one more moment, in every network namespace that a snapshot has.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, scope};

use netsnap_shared::snapshot::{
    InterfaceSample, NamespaceId, ProtocolSample, Sample, Snapshot, SocketCount, Source,
    SourceStatus,
};

use super::modules::Modules;
use super::namespace::{self, Context, Lives, Place, enter};
use super::{processes, rtnetlink, sockets, statistics};
use crate::readers::journal::{Journal, Reading};
use crate::readers::watch::Taken;
use crate::readers::{Clock, Options, Scope};

/// How many threads go from one namespace to the next. Most of the time is the kernel's.
const THREADS: usize = 2;

/// What it takes to read counters again.
pub(in crate::readers) struct Sampler<'a> {
    options: &'a Options,
    clock: Clock,
    own: Context,
    others: Vec<Place>,
    modules: Modules,
    /// What could be read in full for the snapshot. What could not is told there.
    complete: HashSet<(Option<NamespaceId>, String)>,
}

impl<'a> Sampler<'a> {
    /// Finds the namespaces of a snapshot again.
    pub(in crate::readers) fn new(options: &'a Options, snapshot: &Snapshot, clock: Clock) -> Self {
        let proc = &options.proc;
        // How this went, the snapshot has said.
        let mut journal = Journal::new(clock);
        let own = namespace::own(proc).given;
        let mut others = Vec::new();
        if options.scope == Scope::All {
            let pids = processes::pids(proc).given;
            let mounts = std::fs::read(proc.join("self/mountinfo"));
            let found = namespace::discover(
                proc,
                &options.root,
                &own,
                Lives::unknown(&pids, &mounts),
                &mut journal,
            );
            others = found.others;
        }
        let known = |id: &NamespaceId| snapshot.namespaces.iter().any(|known| known.id == *id);
        others.retain(|place| known(&place.id));
        let complete = snapshot.sources.iter();
        let complete = complete.filter(|source| source.status == SourceStatus::Complete);
        Self {
            options,
            clock,
            own,
            others,
            modules: if options.load_modules {
                Modules::may_be_loaded()
            } else {
                Modules::read(proc, &options.root).given
            },
            complete: complete
                .map(|source| (source.namespace.clone(), source.name.clone()))
                .collect(),
        }
    }

    /// Reads the counters of every namespace, now.
    pub(in crate::readers) fn take(&self) -> Taken {
        let collected_at = self.clock.now();
        let next = AtomicUsize::new(0);
        let parts: Vec<_> = self.others.iter().map(|_| Mutex::new(None)).collect();
        let work = || {
            while let Some((place, part)) = {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                self.others.get(turn).zip(parts.get(turn))
            } {
                let visited = self.visit(place);
                if let Ok(mut part) = part.lock() {
                    *part = Some(visited);
                }
            }
        };
        let own = scope(|scope| {
            for _ in 0..THREADS.min(self.others.len()) {
                // What no thread reads is said to be unread.
                if Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            read(&self.own, &self.modules, Journal::new(self.clock))
        });
        let mut taken = Taken {
            sample: Sample {
                collected_at,
                interfaces: Vec::new(),
                protocol_statistics: Vec::new(),
                sockets: Vec::new(),
            },
            problems: Vec::new(),
        };
        self.add(own, &mut taken);
        for (place, part) in self.others.iter().zip(parts) {
            let part = part.into_inner().ok().flatten();
            self.add(part.unwrap_or_else(|| self.unvisited(place)), &mut taken);
        }
        taken
    }

    /// Reads one namespace from inside. This thread is in it afterwards.
    fn visit(&self, place: &Place) -> Part {
        let proc = &self.options.proc;
        let mut journal = Journal::new(self.clock);
        journal.enter(Some(place.id.clone()));
        if !journal.read(place.source_name(), || enter(place, proc)) {
            return Part::nothing(journal);
        }
        let context = Context {
            id: place.id.clone(),
            name: None,
            is_collectors: false,
            // The directory `net` is that of the process's first thread.
            tables: proc.join("thread-self/net"),
            settings: proc.join("sys/net"),
        };
        read(&context, &self.modules, journal)
    }

    fn unvisited(&self, place: &Place) -> Part {
        let mut journal = Journal::new(self.clock);
        journal.enter(Some(place.id.clone()));
        journal.read(place.source_name(), || {
            Reading::<()>::nothing(SourceStatus::Failed, "there was no thread to enter it")
        });
        Part::nothing(journal)
    }

    /// Adds what was read of one namespace, and what is wrong with it and was not before.
    fn add(&self, part: Part, taken: &mut Taken) {
        taken.sample.interfaces.extend(part.interfaces);
        taken.sample.protocol_statistics.extend(part.statistics);
        taken.sample.sockets.extend(part.sockets);
        let problems = part.sources.into_iter().filter(|source| {
            source.status != SourceStatus::Complete
                && self
                    .complete
                    .contains(&(source.namespace.clone(), source.name.clone()))
        });
        taken.problems.extend(problems);
    }
}

/// What was read of one namespace.
struct Part {
    interfaces: Vec<InterfaceSample>,
    statistics: Vec<ProtocolSample>,
    sockets: Vec<SocketCount>,
    sources: Vec<Source>,
}

impl Part {
    fn nothing(journal: Journal) -> Self {
        Self {
            interfaces: Vec::new(),
            statistics: Vec::new(),
            sockets: Vec::new(),
            sources: journal.into_sources(),
        }
    }
}

/// Reads the counters of one namespace, which this thread must be in.
fn read(context: &Context, modules: &Modules, mut journal: Journal) -> Part {
    let id = &context.id;
    journal.enter(Some(id.clone()));
    let interfaces = rtnetlink::interfaces(&mut journal).all;
    let interfaces = interfaces.into_iter().filter_map(|link| {
        Some(InterfaceSample {
            namespace: id.clone(),
            interface: link.name,
            statistics: link.statistics?,
        })
    });
    let interfaces = interfaces.collect();
    let statistics = statistics::read(&context.tables, &mut journal).into_iter();
    let statistics = statistics.map(|group| ProtocolSample {
        namespace: id.clone(),
        protocol: group.protocol,
        counters: group.counters,
    });
    let sockets = sockets::tally(&context.tables, modules, &mut journal).into_iter();
    let sockets = sockets.map(|((protocol, state), count)| SocketCount {
        namespace: id.clone(),
        protocol,
        state,
        count,
    });
    Part {
        interfaces,
        statistics: statistics.collect(),
        sockets: sockets.collect(),
        sources: journal.into_sources(),
    }
}
