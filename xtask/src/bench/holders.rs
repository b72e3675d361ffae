//! Processes that hold something open while others are measured.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// The longest that anything is held, whatever happens to the process that asked for it.
const LONGEST: Duration = Duration::from_mins(15);

/// The word that says that all is open.
const READY: &str = "ready";

/// Processes that hold things until this is dropped.
pub(super) struct Holders(Vec<(Child, Option<ChildStdin>)>);

impl Holders {
    /// Runs a hidden subcommand of this program as several processes, each with its share of `all`
    /// and its number as arguments, and waits until every one is ready.
    pub(super) fn start(subcommand: &str, all: u32, processes: u32) -> Result<Self> {
        ensure!((1..=250).contains(&processes), "1 to 250 processes");
        let mut holders = Self(Vec::new());
        for process in 0..processes {
            let share = all / processes + u32::from(process < all % processes);
            let mut holder = Command::new(env::current_exe()?);
            holder.arg(subcommand);
            holder.args([share.to_string(), process.to_string()]);
            holder.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut holder = holder.spawn()?;
            let stdin = holder.stdin.take();
            holders.0.push((holder, stdin));
        }
        for (holder, _) in &mut holders.0 {
            let stdout = holder.stdout.take().context("no output")?;
            let said = BufReader::new(stdout).lines().next().transpose()?;
            if said.as_deref() != Some(READY) {
                bail!("a process could not do its share of {subcommand}");
            }
        }
        Ok(holders)
    }
}

impl Drop for Holders {
    fn drop(&mut self) {
        for (holder, stdin) in &mut self.0 {
            // The end of its input tells it to end.
            drop(stdin.take());
            let _ = holder.wait();
        }
    }
}

/// What a holder does once all is open: it says so, and ends with its input.
pub(super) fn hold() -> Result<()> {
    println!("{READY}");
    io::stdout().flush()?;
    thread::spawn(|| {
        thread::sleep(LONGEST);
        std::process::exit(1);
    });
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Lets this process have so many descriptors.
#[cfg(unix)]
pub(super) fn raise_descriptor_limit(wanted: u64) -> Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= wanted) {
        return Ok(());
    }
    let maximum = limit.maximum.map(|maximum| maximum.max(wanted));
    let current = Some(wanted);
    setrlimit(Resource::Nofile, Rlimit { current, maximum })
        .with_context(|| format!("{wanted} descriptors are too many for this user"))
}

/// Elsewhere nothing limits the handles of a process in this order of magnitude.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the shape of its neighbour")]
pub(super) fn raise_descriptor_limit(_: u64) -> Result<()> {
    Ok(())
}
