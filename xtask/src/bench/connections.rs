//! Many real connections: both ends of each, held by several processes.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// The longest that connections are held, whatever happens to the process that asked for them.
const LONGEST: Duration = Duration::from_mins(15);

/// The word that says that all connections are open.
const READY: &str = "ready";

/// Processes that hold connections until this is dropped.
pub(super) struct Connections {
    holders: Vec<(Child, Option<ChildStdin>)>,
}

impl Connections {
    /// Opens connections in processes of this program, in even shares.
    pub(super) fn open(connections: u32, processes: u32) -> Result<Self> {
        ensure!((1..=250).contains(&processes), "1 to 250 processes");
        let mut holders = Self {
            holders: Vec::new(),
        };
        for process in 0..processes {
            let share = connections / processes + u32::from(process < connections % processes);
            let mut holder = Command::new(env::current_exe()?);
            holder.arg("hold-connections");
            holder.args([share.to_string(), process.to_string()]);
            holder.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut holder = holder.spawn()?;
            let stdin = holder.stdin.take();
            holders.holders.push((holder, stdin));
        }
        for (holder, _) in &mut holders.holders {
            let stdout = holder.stdout.take().context("no output")?;
            let said = BufReader::new(stdout).lines().next().transpose()?;
            if said.as_deref() != Some(READY) {
                bail!("a process could not open its connections");
            }
        }
        Ok(holders)
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        for (holder, stdin) in &mut self.holders {
            // The end of its input tells it to end.
            drop(stdin.take());
            let _ = holder.wait();
        }
    }
}

/// The hidden subcommand: opens connections, says so, and holds them until its input ends.
pub(crate) fn hold(connections: u32, process: u8) -> Result<()> {
    raise_descriptor_limit(u64::from(connections) * 2 + 64)?;
    // An address for each process: ephemeral ports are counted per pair of addresses.
    let listener = TcpListener::bind((Ipv4Addr::new(127, 1, 0, process + 1), 0))?;
    let address = listener.local_addr()?;
    let mut ends = Vec::new();
    for _ in 0..connections {
        ends.push(TcpStream::connect(address)?);
        ends.push(listener.accept()?.0);
    }
    println!("{READY}");
    io::stdout().flush()?;
    thread::spawn(|| {
        thread::sleep(LONGEST);
        std::process::exit(1);
    });
    io::stdin().read_to_end(&mut Vec::new())?;
    drop(ends);
    Ok(())
}

#[cfg(unix)]
fn raise_descriptor_limit(wanted: u64) -> Result<()> {
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
fn raise_descriptor_limit(_: u64) -> Result<()> {
    Ok(())
}
