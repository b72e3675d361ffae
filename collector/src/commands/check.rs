//! `netsnap check`: whether a file is a bundle, what is in it and what could not be read.

use std::io;

use netsnap_shared::bundle::{Decoded, Limits, VERSION};
use netsnap_shared::snapshot::{Snapshot, Source};

use super::{counts, is_complete};
use crate::cli::Check;
use crate::terminal::{bytes, counted, cut, grouped};
use crate::{Environment, input};

/// The longest value in the answer, in columns.
const VALUE_WIDTH: usize = 400;

/// The most sources that are named.
const SOURCES: usize = 200;

pub(super) fn run(arguments: &Check, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    let input = input::read(&arguments.bundle, &Limits::default(), environment)?;
    print(&input.decoded, input.bytes.len() as u64, environment)?;
    Ok(())
}

fn print(decoded: &Decoded, size: u64, environment: &mut Environment<'_>) -> io::Result<()> {
    let snapshot = &decoded.snapshot;
    let mut row = |name: &str, value: &str| {
        environment.line(&format!("{name:<10}{}", cut(value, VALUE_WIDTH)))
    };
    let json = bytes(decoded.json_bytes);
    let format = if size == decoded.json_bytes {
        format!("netsnap bundle {}, {json} of JSON", decoded.version)
    } else {
        format!(
            "netsnap bundle {}, {} for {json} of JSON",
            decoded.version,
            bytes(size)
        )
    };
    row("Format", &format)?;
    if decoded.is_newer() {
        let newer = format!(
            "written by a newer netsnap; this one reads {VERSION} and passed over what it does not \
             know"
        );
        row("", &newer)?;
    }
    row("Host", &host(snapshot))?;
    row("Taken", &taken(snapshot))?;
    row("Rows", &counts(snapshot))?;
    if let Some(redaction) = &snapshot.redaction {
        let replaced = redaction.replaced.join(", ");
        row("Redacted", &format!("{replaced} ({})", redaction.method))?;
    }
    let incomplete: Vec<&Source> = snapshot
        .sources
        .iter()
        .filter(|source| !is_complete(source))
        .collect();
    let complete = snapshot.sources.len() - incomplete.len();
    let sources = match incomplete.len() {
        0 => format!("{}, all complete", counted(complete, "source", "sources")),
        some => format!(
            "{} complete, {} not:",
            grouped(complete as u64),
            grouped(some as u64)
        ),
    };
    row("Sources", &sources)?;
    for source in incomplete.iter().take(SOURCES) {
        row("", &reason(source))?;
    }
    if let Some(more) = incomplete
        .len()
        .checked_sub(SOURCES)
        .filter(|&more| more > 0)
    {
        row("", &format!("and {} more", grouped(more as u64)))?;
    }
    Ok(())
}

fn host(snapshot: &Snapshot) -> String {
    let host = &snapshot.host;
    let system = [
        Some(host.os.as_str()),
        host.kernel.as_deref(),
        host.architecture.as_deref(),
    ];
    let system: Vec<&str> = system.into_iter().flatten().collect();
    let version = host.os_version.as_deref();
    let version = version.map(|version| format!(" ({version})"));
    let boot_time = host.boot_time.map(|time| format!(", up since {time}"));
    format!(
        "{}, {}{}{}",
        host.hostname.as_deref().unwrap_or("without a name"),
        system.join(" "),
        version.unwrap_or_default(),
        boot_time.unwrap_or_default(),
    )
}

fn taken(snapshot: &Snapshot) -> String {
    let (collector, privilege) = (&snapshot.collector, &snapshot.privilege);
    let user = match (&privilege.user, privilege.uid) {
        (Some(name), _) => format!(" as {name}"),
        (None, Some(uid)) => format!(" as user {uid}"),
        (None, None) => String::new(),
    };
    let sight = if privilege.elevated {
        "with the rights to see every process"
    } else {
        "without the rights to see every process"
    };
    format!(
        "{} in {} ms by {} {}{user}, {sight}",
        snapshot.collected_at,
        grouped(snapshot.duration_ms),
        collector.name,
        collector.version,
    )
}

fn reason(source: &Source) -> String {
    let detail = source.detail.as_deref().unwrap_or("no reason given");
    let place = source
        .namespace
        .as_ref()
        .map(|id| format!(" (namespace {id})"));
    format!(
        "{}{}: {}: {detail}",
        cut(&source.name, 100),
        place.unwrap_or_default(),
        source.status.name(),
    )
}
