//! A watch: counters read again and again on a fixed schedule, so that rates can be made of them.

use std::collections::BTreeSet;
use std::time::Duration;

use netsnap_shared::snapshot::{NamespaceId, Sample, Snapshot, Source, SourceStatus};

use super::journal::{count, microseconds};
use super::{Clock, Options};
#[cfg(target_os = "linux")]
use crate::interrupt;

/// Whether this version can read counters again on this system.
pub const CAN_WATCH: bool = cfg!(target_os = "linux");

/// How many counters all samples together may hold: more than that would fill the memory of a
/// watch that runs for weeks, and of whoever opens its bundle.
const MOST_VALUES: usize = 2_000_000;

/// How many different problems are named.
const MOST_PROBLEMS: usize = 5;

/// When to read counters again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The time from one sample to the next.
    pub interval: Duration,
    /// How many times; `None` until a signal comes.
    pub count: Option<u64>,
}

/// What was read at one moment.
#[derive(Debug)]
pub(super) struct Taken {
    pub sample: Sample,
    /// What could not be read in full this time and could when the snapshot was taken.
    pub problems: Vec<Source>,
}

/// Adds samples to a snapshot of this host: one for the snapshot's own moment, at once, and then as
/// planned. After each of these `told` is called. A signal that asks the program to end ends only
/// the watch.
pub fn watch(snapshot: &mut Snapshot, options: &Options, plan: Plan, told: &mut dyn FnMut()) {
    #[cfg(target_os = "linux")]
    {
        let held = interrupt::hold();
        let clock = Clock::system();
        let sampler = super::linux::Sampler::new(options, snapshot, clock);
        let pause = |time| held.pause(time);
        run(snapshot, plan, clock, pause, || sampler.take(), told);
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (snapshot, options, plan, told);
    }
}

/// How far a watch has come.
#[derive(Debug, Default)]
struct Course {
    /// The number of the last moment of the schedule that is over.
    tick: u64,
    taken: u64,
    missed: u64,
    values: usize,
    problems: BTreeSet<(Option<NamespaceId>, String, String)>,
    /// Why it ended early.
    ended: Option<&'static str>,
}

/// The schedule. `pause` waits and gives whether a signal came.
fn run(
    snapshot: &mut Snapshot,
    plan: Plan,
    clock: Clock,
    mut pause: impl FnMut(Duration) -> bool,
    mut take: impl FnMut() -> Taken,
    told: &mut dyn FnMut(),
) {
    let began = clock.elapsed();
    let mut course = Course::default();
    course.add(take(), &mut snapshot.samples);
    while plan.count.is_none_or(|count| course.tick < count) {
        if course.values >= MOST_VALUES {
            course.ended = Some("there are as many counters as a bundle should hold");
            break;
        }
        let now = clock.elapsed().saturating_sub(began);
        let next = next_tick(course.tick, now, plan.interval);
        // One that is to come too late never comes.
        let next = plan.count.map_or(next, |count| next.min(count + 1));
        course.missed += next - course.tick - 1;
        course.tick = next;
        if plan.count.is_some_and(|count| next > count) {
            break;
        }
        if pause(moment(next, plan.interval).saturating_sub(now)) {
            course.ended = Some("a signal ended it");
            break;
        }
        course.add(take(), &mut snapshot.samples);
        course.taken += 1;
        told();
    }
    let took = clock.elapsed().saturating_sub(began);
    let rows = snapshot.samples.len() as u64;
    snapshot.sources.push(course.source(plan, rows, took));
}

/// The next moment of the schedule that has not passed, after the moment `last`. Samples are late by
/// as much as reading takes, and no later: what was missed is left out.
fn next_tick(last: u64, now: Duration, interval: Duration) -> u64 {
    let due = moment(last.saturating_add(1), interval);
    if now <= due {
        return last.saturating_add(1);
    }
    let passed = now.as_nanos() / interval.as_nanos().max(1);
    u64::try_from(passed).unwrap_or(u64::MAX - 1) + 1
}

/// When a sample of the schedule is due.
fn moment(tick: u64, interval: Duration) -> Duration {
    interval.saturating_mul(u32::try_from(tick).unwrap_or(u32::MAX))
}

impl Course {
    fn add(&mut self, taken: Taken, samples: &mut Vec<Sample>) {
        let Taken { sample, problems } = taken;
        self.values += values(&sample);
        samples.push(sample);
        for problem in problems {
            if self.problems.len() <= MOST_PROBLEMS {
                let detail = problem.detail.unwrap_or_default();
                self.problems
                    .insert((problem.namespace, problem.name, detail));
            }
        }
    }

    /// How it went, as one source.
    fn source(self, plan: Plan, rows: u64, took: Duration) -> Source {
        let interval = humantime::format_duration(plan.interval);
        let mut detail = vec![match plan.count {
            Some(count) => format!("{} of {count}, every {interval}", self.taken),
            None => format!("every {interval}"),
        }];
        detail.extend(self.ended.map(str::to_owned));
        if self.missed > 0 {
            let missed = usize::try_from(self.missed).unwrap_or(usize::MAX);
            let missed = count(missed, "moment was", "moments were");
            detail.push(format!("{missed} missed as reading took longer than that"));
        }
        let is_whole = plan.count.is_none_or(|count| self.taken == count) && self.missed == 0;
        let status = if is_whole && self.problems.is_empty() {
            SourceStatus::Complete
        } else {
            SourceStatus::Partial
        };
        for (number, (namespace, name, reason)) in self.problems.into_iter().enumerate() {
            if number == MOST_PROBLEMS {
                detail.push("and more".to_owned());
                break;
            }
            let place = namespace.map(|id| format!(" (namespace {id})"));
            detail.push(format!("{name}{}: {reason}", place.unwrap_or_default()));
        }
        Source {
            name: "watch".to_owned(),
            namespace: None,
            status,
            rows,
            duration_us: microseconds(took),
            detail: Some(detail.join("; ")),
        }
    }
}

/// How many numbers a sample holds.
fn values(sample: &Sample) -> usize {
    /// Those of `InterfaceStatistics` and its kinds of errors.
    const OF_AN_INTERFACE: usize = 24;
    let statistics = sample.protocol_statistics.iter();
    let statistics: usize = statistics.map(|of| of.counters.len()).sum();
    sample.interfaces.len() * OF_AN_INTERFACE + statistics + sample.sockets.len()
}

#[cfg(test)]
mod tests;
