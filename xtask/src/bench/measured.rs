//! A program's time and memory.

use std::fs;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// What a run of a program took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// From start to end.
    pub(super) wall: Duration,
    /// The most memory it had, in KiB, as proc(5) knew it within a millisecond of its end; none where
    /// nobody looked.
    pub(super) peak_kib: Option<u64>,
}

/// Runs a program without its output and does nothing else meanwhile.
pub(super) fn time(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    let status = spawn(command)?.wait()?;
    let wall = start.elapsed();
    accept(command, status)?;
    Ok(wall)
}

/// Runs a program without its output and watches its memory.
pub(super) fn measure(command: &mut Command) -> Result<Measured> {
    let start = Instant::now();
    let mut child = spawn(command)?;
    let status_file = format!("/proc/{}/status", child.id());
    let ended = AtomicBool::new(false);
    let (status, wall, peak_kib) = thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = None;
            while !ended.load(Ordering::Relaxed) {
                peak = peak.max(high_water_kib(&status_file));
                thread::sleep(Duration::from_millis(1));
            }
            peak
        });
        let status = child.wait();
        let wall = start.elapsed();
        ended.store(true, Ordering::Relaxed);
        (status, wall, watcher.join().unwrap_or(None))
    });
    accept(command, status?)?;
    Ok(Measured { wall, peak_kib })
}

fn spawn(command: &mut Command) -> Result<Child> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().with_context(|| format!("{command:?}"))
}

fn accept(command: &Command, status: ExitStatus) -> Result<()> {
    // lsof ends with 1 where it could not see everything.
    let most = i32::from(command.get_program() == "lsof");
    let code = status.code();
    ensure!(code.is_some_and(|code| code <= most), "{command:?} failed");
    Ok(())
}

fn high_water_kib(status_file: &str) -> Option<u64> {
    let status = fs::read_to_string(status_file).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The middle one; of two, the larger.
pub(super) fn median<T: Copy + Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}
