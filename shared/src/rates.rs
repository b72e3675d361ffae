//! What passed each interface while the collector watched, by the second.

#[cfg(test)]
mod tests;

use crate::snapshot::{InterfaceStatistics, Snapshot, Timestamp};

/// Readings that lie nearer together are one: their difference would say more of the clock than of
/// the traffic.
const APART_MS: u64 = 10;

/// How an interface's counters grew from one reading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// From reading to reading, in the order of time.
    pub steps: Vec<Step>,
    /// The mean of all steps that can be told; none where there is no such step.
    pub mean: Option<Amounts>,
}

/// The time between two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it began, in milliseconds since the first reading of the snapshot's interfaces.
    pub start_ms: u64,
    /// When it ended, likewise; always later.
    pub end_ms: u64,
    /// What passed in a second; none where a counter went back, because it began anew.
    pub amounts: Option<Amounts>,
}

/// What passed an interface in one second, cut to whole numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Bytes received.
    pub received_bytes: u64,
    /// Packets received.
    pub received_packets: u64,
    /// Bytes sent.
    pub sent_bytes: u64,
    /// Packets sent.
    pub sent_packets: u64,
}

/// A reading: when, and the interface's counters in the order of [`Amounts`].
type Reading = (u64, [u64; 4]);

/// The rates of every interface, one namespace after the other; none where nobody watched.
///
/// The samples are the readings. Where there is only one, the snapshot's own counters are the
/// reading before it.
pub fn rates(snapshot: &Snapshot) -> Vec<Rates> {
    let samples = &snapshot.samples;
    let Some(first) = samples.first() else {
        return Vec::new();
    };
    let all = snapshot.namespaces.iter();
    let all = all.flat_map(|it| it.interfaces.iter().map(move |interface| (it, interface)));
    let mut places: Vec<(&str, &str, usize)> = Vec::new();
    let mut readings: Vec<Vec<Reading>> = Vec::new();
    let is_alone = samples.len() == 1;
    let start = if is_alone {
        snapshot.collected_at
    } else {
        first.collected_at
    };
    for (row, (namespace, interface)) in all.enumerate() {
        places.push((&namespace.id.0, &interface.name, row));
        let own = interface.statistics.as_ref().filter(|_| is_alone);
        readings.push(own.map(|own| (0, counters(own))).into_iter().collect());
    }
    crate::sort::sort(&mut places);
    for sample in samples {
        let at = after(start, sample.collected_at);
        for read in &sample.interfaces {
            let name = (&*read.namespace.0, &*read.interface);
            // Of several interfaces with one name the first has the counters.
            let place = places.partition_point(|&(id, known, _)| (id, known) < name);
            let found = places.get(place).filter(|it| (it.0, it.1) == name);
            if let Some(readings) = found.and_then(|it| readings.get_mut(it.2)) {
                readings.push((at, counters(&read.statistics)));
            }
        }
    }
    readings.iter().map(|readings| of(readings)).collect()
}

fn of(readings: &[Reading]) -> Rates {
    let mut steps = Vec::new();
    let mut sums = [0_u64; 4];
    let mut watched_ms = 0_u64;
    let mut readings = readings.iter();
    let mut last = readings.next();
    for reading in readings {
        let Some(&(start_ms, before)) = last else {
            break;
        };
        let &(end_ms, now) = reading;
        let took_ms = end_ms.saturating_sub(start_ms);
        if took_ms < APART_MS {
            continue;
        }
        last = Some(reading);
        let mut grown = [0; 4];
        let mut has_gone_back = false;
        for ((grown, before), now) in grown.iter_mut().zip(before).zip(now) {
            *grown = now.saturating_sub(before);
            has_gone_back |= now < before;
        }
        if !has_gone_back {
            watched_ms = watched_ms.saturating_add(took_ms);
            for (sum, grown) in sums.iter_mut().zip(grown) {
                *sum = sum.saturating_add(grown);
            }
        }
        steps.push(Step {
            start_ms,
            end_ms,
            amounts: (!has_gone_back).then(|| by_the_second(grown, took_ms)),
        });
    }
    Rates {
        steps,
        mean: (watched_ms > 0).then(|| by_the_second(sums, watched_ms)),
    }
}

fn by_the_second(grown: [u64; 4], ms: u64) -> Amounts {
    let [received_bytes, received_packets, sent_bytes, sent_packets] = grown.map(|grown| {
        let in_a_second = u128::from(grown) * 1000 / u128::from(ms.max(1));
        u64::try_from(in_a_second).unwrap_or(u64::MAX)
    });
    Amounts {
        received_bytes,
        received_packets,
        sent_bytes,
        sent_packets,
    }
}

fn counters(statistics: &InterfaceStatistics) -> [u64; 4] {
    [
        statistics.received_bytes,
        statistics.received_packets,
        statistics.sent_bytes,
        statistics.sent_packets,
    ]
}

/// The milliseconds from one moment to another; 0 where the clock went back.
fn after(start: Timestamp, at: Timestamp) -> u64 {
    at.unix_ms().saturating_sub(start.unix_ms())
}
