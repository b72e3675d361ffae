//! Collecting a host with many sockets, beside what people use today.

use std::process::Command;

use anyhow::{Context, Result};

use super::connections::Connections;
use super::measured::{Measured, measure, median};
use crate::build;
use crate::machine::has;
use crate::workspace::Workspace;

/// What others have for the same question.
const OTHERS: &[&[&str]] = &[
    &["ss", "-tunaH"],
    &["ss", "-tunap"],
    &["lsof", "-nP", "-i"],
    &["netstat", "-tunap"],
];

/// Opens the connections and runs the programs in turn, so that the machine's load hits all alike.
pub(super) fn collect(
    workspace: &Workspace,
    connections: u32,
    processes: u32,
    rounds: u32,
) -> Result<()> {
    let dist = build::build(workspace)?;
    let bundle = workspace.target.join("xtask/bench-collect.json.gz");
    let netsnap = dist.netsnap.to_string_lossy();
    let bundle = bundle.to_string_lossy();
    let own: &[&str] = &[&netsnap, "collect", "--force", "-o", &bundle];
    let installed = OTHERS.iter().copied().filter(|command| has(command[0]));
    let programs: Vec<&[&str]> = std::iter::once(own).chain(installed).collect();

    let held = Connections::open(connections, processes)?;
    let mut runs: Vec<Vec<Measured>> = vec![Vec::new(); programs.len()];
    for _ in 0..rounds.max(1) {
        for (program, runs) in programs.iter().zip(&mut runs) {
            let mut command = Command::new(program[0]);
            runs.push(measure(command.args(&program[1..]))?);
        }
    }
    drop(held);

    println!(
        "{} sockets in {processes} processes, median of {rounds}:\n",
        connections * 2
    );
    println!("| program | seconds | beside netsnap | peak MiB |\n|---|--:|--:|--:|");
    let wall = |runs: &[Measured]| median(runs.iter().map(|run| run.wall));
    let own_wall = runs.first().and_then(|runs| wall(runs)).context("no run")?;
    for (program, runs) in programs.iter().zip(&runs) {
        let wall = wall(runs).context("no run")?;
        let peak = median(runs.iter().map(|run| run.peak_kib)).context("no run")?;
        let name = if *program == own {
            "netsnap collect".to_owned()
        } else {
            program.join(" ")
        };
        println!(
            "| `{name}` | {:.2} | {:.1} × | {} |",
            wall.as_secs_f64(),
            wall.as_secs_f64() / own_wall.as_secs_f64(),
            peak / 1024,
        );
    }
    Ok(())
}
