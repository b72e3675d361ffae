//! Collecting a host with many sockets, and an idle one, beside what people use today.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::measured::{Measured, measure, median, time};
use super::{connections, spent};
use crate::build;
use crate::machine::has;
use crate::workspace::Workspace;

/// What others have for the same question.
const OTHERS: &[&[&str]] = &[
    &["ss", "-tunaH"],
    &["ss", "-tunap"],
    &["ss", "-tunapieom"],
    &["lsof", "-nP", "-i"],
    &["netstat", "-tunap"],
];

/// How often each program runs on the idle host, where it takes milliseconds.
const IDLE_ROUNDS: u32 = 30;

/// After this no further round begins there: a host that is not idle would take all day.
const IDLE_TIME: Duration = Duration::from_mins(1);

/// Measures the host as it is, opens the connections and measures again. The programs run in turn,
/// so that the machine's load hits all alike.
pub(super) fn collect(
    workspace: &Workspace,
    connections: u32,
    processes: u32,
    rounds: u32,
) -> Result<()> {
    let dist = build::build(workspace)?;
    let bundle = workspace.target.join("xtask/bench-collect.json.gz");
    let programs = programs(&dist.netsnap, &bundle);

    let idle = in_turn(&programs, IDLE_ROUNDS, IDLE_TIME, |command| {
        Ok(Measured {
            wall: time(command)?,
            peak_kib: None,
        })
    })?;
    let rounds_done = idle.first().map_or(0, Vec::len);
    println!("The host as it is, median of {rounds_done}:\n");
    print_table(&programs, &idle)?;

    let held = connections::open(connections, processes)?;
    let busy = in_turn(&programs, rounds.max(1), Duration::MAX, measure)?;
    drop(held);
    println!(
        "\n{} more sockets in {processes} processes, median of {rounds}:\n",
        connections * 2
    );
    print_table(&programs, &busy)?;

    let last = busy
        .first()
        .and_then(|runs| runs.last())
        .context("no run")?;
    println!();
    spent::print(&bundle, last.wall)
}

/// A program with its arguments, and what it is called in a table.
struct Program {
    name: String,
    path: PathBuf,
    arguments: Vec<String>,
}

/// netsnap, which comes first, and those of the others that are installed.
fn programs(netsnap: &Path, bundle: &Path) -> Vec<Program> {
    let to = bundle.to_string_lossy();
    let own = Program {
        name: "netsnap collect".to_owned(),
        path: netsnap.to_owned(),
        arguments: ["collect", "--force", "-o", &to].map(str::to_owned).into(),
    };
    let others = OTHERS.iter().filter_map(|words| {
        let (program, arguments) = words.split_first()?;
        has(program).then(|| Program {
            name: words.join(" "),
            path: program.into(),
            arguments: arguments
                .iter()
                .map(|&argument| argument.to_owned())
                .collect(),
        })
    });
    std::iter::once(own).chain(others).collect()
}

/// The runs of each program: so many, or fewer when they take too long.
fn in_turn(
    programs: &[Program],
    rounds: u32,
    longest: Duration,
    measure: impl Fn(&mut Command) -> Result<Measured>,
) -> Result<Vec<Vec<Measured>>> {
    let mut runs: Vec<Vec<Measured>> = programs.iter().map(|_| Vec::new()).collect();
    let start = Instant::now();
    for round in 0..rounds {
        if round > 0 && start.elapsed() > longest {
            break;
        }
        for (program, runs) in programs.iter().zip(&mut runs) {
            let mut command = Command::new(&program.path);
            runs.push(measure(command.args(&program.arguments))?);
        }
    }
    Ok(runs)
}

fn print_table(programs: &[Program], runs: &[Vec<Measured>]) -> Result<()> {
    let wall = |runs: &[Measured]| median(runs.iter().map(|run| run.wall));
    let own = runs.first().and_then(|runs| wall(runs)).context("no run")?;
    let peak = |runs: &[Measured]| median(runs.iter().filter_map(|run| run.peak_kib));
    let with_memory = runs.iter().any(|runs| peak(runs).is_some());
    let (title, line) = if with_memory {
        (" peak MiB |", "--:|")
    } else {
        ("", "")
    };
    println!("| program | ms | netsnap ÷ it |{title}\n|---|--:|--:|{line}");
    for (program, runs) in programs.iter().zip(runs) {
        let wall = wall(runs).context("no run")?;
        print!(
            "| `{}` | {} | {} |",
            program.name,
            ms(wall),
            ratio(own, wall)
        );
        match peak(runs) {
            Some(kib) => println!(" {} |", kib / 1024),
            None => println!("{}", if with_memory { " |" } else { "" }),
        }
    }
    Ok(())
}

fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    format!("{ms:.*}", usize::from(ms < 100.0))
}

fn ratio(own: Duration, other: Duration) -> String {
    format!("{:.2}", own.as_secs_f64() / other.as_secs_f64())
}
