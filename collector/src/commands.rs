//! The commands, one file each.

mod check;
mod collect;
mod explain;
mod file_name;
mod list;
mod report;
mod schema;

use std::io::{self, Write};
use std::time::Duration;

use anyhow::anyhow;
use netsnap_shared::bundle;
use netsnap_shared::snapshot::{Namespace, Snapshot, Source, SourceStatus};

use crate::Environment;
use crate::cli::{Command, More, NamespaceScope, What};
use crate::gzip::{self, Level};
use crate::output::Target;
use crate::progress::Progress;
use crate::readers::{Options, Plan, Scope};
use crate::terminal::{bytes, counted};

pub(crate) use list::InvalidFilter;

/// Arguments that clap could not know to be wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongUsage(String);

pub(crate) fn run(command: Command, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    match command {
        Command::Report(arguments) => report::run(&arguments, environment),
        Command::Collect(arguments) => collect::run(&arguments, environment),
        Command::List(arguments) => list::run(&arguments, environment),
        Command::Explain(arguments) => explain::run(&arguments, environment),
        Command::Check(arguments) => check::run(&arguments, environment),
        Command::Schema => schema::run(environment),
    }
}

/// Takes a snapshot of this host and says how to get what it lacks.
fn read_host(what: &What, environment: &mut Environment<'_>) -> Snapshot {
    let snapshot = (environment.read_host)(&options(what));
    if let Some(advice) = (environment.advice)(&snapshot) {
        environment.note(&format!("netsnap: {advice}"));
    }
    snapshot
}

/// Does what is asked for beyond a snapshot: further samples, names.
fn read_more(more: &More, what: &What, snapshot: &mut Snapshot, environment: &mut Environment<'_>) {
    if let (Some(plan), Some(watch)) = (plan(more), environment.watch) {
        let progress = Progress::new(plan, environment.stderr_is_terminal);
        watch(snapshot, &options(what), plan, &mut || progress.step());
    }
    if let Some(limit) = more.resolve {
        (environment.look_up_names)(snapshot, limit);
    }
}

/// Finds out whether this can be done, before the work begins.
fn check_more(more: &More, environment: &Environment<'_>) -> anyhow::Result<()> {
    if plan(more).is_some() && environment.watch.is_none() {
        let os = std::env::consts::OS;
        return Err(anyhow!(
            "cannot watch: this version cannot read counters on {os}"
        ));
    }
    Ok(())
}

/// How to watch; `None` where that was not asked for.
fn plan(more: &More) -> Option<Plan> {
    (more.interval.is_some() || more.count.is_some()).then(|| Plan {
        interval: more.interval.unwrap_or(Duration::from_secs(1)),
        count: more.count,
    })
}

/// What the command line asks to be read.
fn options(what: &What) -> Options {
    Options {
        scope: match what.namespace {
            NamespaceScope::All => Scope::All,
            NamespaceScope::Own => Scope::Own,
        },
        load_modules: what.load_modules,
        ..Options::default()
    }
}

/// Writes a snapshot as a bundle, with every processor of this host.
fn write_gzip(snapshot: &Snapshot, out: &mut dyn Write) -> io::Result<()> {
    gzip::compress(out, Level(bundle::COMPRESSION), |pieces| {
        bundle::write_json(snapshot, pieces)
    })
}

/// Says what was written: the path to standard output, where a script can take it from, and what
/// is in it to standard error.
fn wrote(
    target: &Target,
    size: u64,
    snapshot: &Snapshot,
    environment: &mut Environment<'_>,
) -> anyhow::Result<()> {
    if let Target::File { path, .. } = target {
        environment.line(&path.display().to_string())?;
    }
    environment.note(&format!("{}; {}", counts(snapshot), bytes(size)));
    Ok(())
}

/// How many of each thing a snapshot holds, in one line.
fn counts(snapshot: &Snapshot) -> String {
    let all = |rows: fn(&Namespace) -> usize| snapshot.namespaces.iter().map(rows).sum::<usize>();
    let incomplete = snapshot
        .sources
        .iter()
        .filter(|source| !is_complete(source))
        .count();
    let mut parts = vec![
        counted(all(|n| n.sockets.len()), "socket", "sockets"),
        counted(snapshot.processes.len(), "process", "processes"),
        counted(all(|n| n.routes.len()), "route", "routes"),
        counted(all(|n| n.interfaces.len()), "interface", "interfaces"),
    ];
    for (number, one, many) in [
        (all(|n| n.unix_sockets.len()), "unix socket", "unix sockets"),
        (
            all(|n| n.packet_sockets.len()),
            "packet socket",
            "packet sockets",
        ),
        (all(|n| n.neighbours.len()), "neighbour", "neighbours"),
        (
            all(|n| n.multicast_groups.len()),
            "multicast group",
            "multicast groups",
        ),
        (snapshot.samples.len(), "sample", "samples"),
        (snapshot.names.len(), "name", "names"),
    ] {
        if number > 0 {
            parts.push(counted(number, one, many));
        }
    }
    let counts = parts.join(", ");
    if incomplete == 0 {
        return counts;
    }
    let sources = counted(incomplete, "source", "sources");
    format!("{counts}; {sources} could not be read in full")
}

fn is_complete(source: &Source) -> bool {
    source.status == SourceStatus::Complete
}
