//! Charts of what passed an interface: what they say, and their geometry in whole numbers.
//!
//! What was received stands above a line and what was sent below it, both in one scale; each step
//! from reading to reading is a block, for more than its mean is not known. A gap is a step that
//! cannot be told.

pub mod draw;

#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::time::Duration;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::rates::{Amounts, Rates, Step};

use crate::format::{BLANK, bytes, duration_us, grouped, span};

/// The room for a drawing: its width, and the height above as below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The width.
    pub width: u16,
    /// Half the height.
    pub half: u16,
}

/// The room in a cell of a table.
pub const CELL: Room = Room {
    width: 120,
    half: 10,
};

/// The room in the details.
pub const DETAILS: Room = Room {
    width: 400,
    half: 60,
};

/// How many steps a cell and the details show; of more, some become one with the largest of them.
const STEPS: [usize; 2] = [40, 120];

/// How many lines the table has that says the same as the chart.
const LINES: usize = 60;

/// How to get rates, for whoever has none.
pub const ADVICE: &str = "The bundle has one reading of the counters, so it tells no rates. \
    netsnap collect --interval 1s --count 10 reads them ten times more, a second apart.";

/// What passed an interface while the collector watched, to be drawn and to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The means in a sentence.
    pub sentence: String,
    /// The outlines of what was received and of what was sent, as a path of SVG; none where nothing
    /// passed.
    pub outlines: Option<[String; 2]>,
    /// The largest rate of each way, in words.
    pub most: [String; 2],
    /// The moments at the start, in the middle and at the end, counted from the start.
    pub moments: [String; 3],
    /// Each step: when, then bytes and packets in a second, received and sent.
    pub lines: Vec<[String; 5]>,
}

/// The chart of an interface, or why there is none.
pub fn chart(catalog: &Catalog, row: usize) -> Result<Chart, &'static str> {
    if catalog.snapshot().samples.is_empty() {
        return Err(ADVICE);
    }
    let found = catalog.rates().get(row).and_then(|rates| {
        let ends = rates.steps.first().zip(rates.steps.last())?;
        Some((rates, rates.mean?, ends))
    });
    let Some((rates, mean, (first, last))) = found else {
        return Err(
            "Its counters were not read twice while the collector watched, so there are \
                    no rates of it.",
        );
    };
    let took = last.end_ms.saturating_sub(first.start_ms);
    let way = |size: u64, packets: u64| {
        [&per_second(size), " (", &grouped(packets), " packets/s)"].concat()
    };
    let steps = fewer(&rates.steps, STEPS[1]);
    let lines = fewer(&rates.steps, LINES);
    let most = [RECEIVED, SENT].map(|way| up_to(&rates.steps, way));
    let has_passed = most != [0, 0];
    let watched = moment(took);
    Ok(Chart {
        sentence: if has_passed {
            let received = way(mean.received_bytes, mean.received_packets);
            let sent = way(mean.sent_bytes, mean.sent_packets);
            format!("In {watched} it received {received} and sent {sent}, on the average.")
        } else {
            format!("In {watched} nothing passed.")
        },
        outlines: has_passed.then(|| outlines(&steps, DETAILS)),
        most: most.map(per_second),
        moments: [0, took / 2, took].map(moment),
        lines: lines
            .iter()
            .map(|step| line(first.start_ms, step))
            .collect(),
    })
}

/// The drawing of an interface for a cell, as one path of SVG; empty where there is nothing to draw.
pub fn outline(rates: &Rates) -> String {
    outlines(&fewer(&rates.steps, STEPS[0]), CELL).concat()
}

/// What a drawing in a cell says, for whoever does not see it.
pub fn in_words(rates: &Rates) -> String {
    let most = |way| per_second(up_to(&rates.steps, way));
    [
        "up to ",
        &most(RECEIVED),
        " received, ",
        &most(SENT),
        " sent",
    ]
    .concat()
}

/// A rate of bytes: `1.25 MB/s`.
pub fn per_second(rate: u64) -> String {
    bytes(rate) + "/s"
}

/// One of the ways of a step's bytes.
type Way = fn(&Amounts) -> u64;

const RECEIVED: Way = |amounts| amounts.received_bytes;
const SENT: Way = |amounts| amounts.sent_bytes;

fn up_to(steps: &[Step], way: Way) -> u64 {
    let told = steps.iter().filter_map(|step| step.amounts.as_ref());
    told.map(way).max().unwrap_or(0)
}

/// At most so many steps: neighbours become one, with the largest amounts among them, for a peak is
/// what one looks for.
fn fewer(steps: &[Step], most: usize) -> Vec<Step> {
    let size = steps.len().div_ceil(most).max(1);
    let of = |steps: &[Step]| {
        let (first, last) = steps.first().zip(steps.last())?;
        let told = steps.iter().filter_map(|step| step.amounts);
        let larger = |a: Amounts, b: Amounts| Amounts {
            received_bytes: a.received_bytes.max(b.received_bytes),
            received_packets: a.received_packets.max(b.received_packets),
            sent_bytes: a.sent_bytes.max(b.sent_bytes),
            sent_packets: a.sent_packets.max(b.sent_packets),
        };
        Some(Step {
            start_ms: first.start_ms,
            end_ms: last.end_ms,
            amounts: told.reduce(larger),
        })
    };
    steps.chunks(size).filter_map(of).collect()
}

/// The outline of each way; empty where nothing can be told, and a line where nothing passed.
fn outlines(steps: &[Step], room: Room) -> [String; 2] {
    let most = up_to(steps, RECEIVED).max(up_to(steps, SENT));
    [(RECEIVED, false), (SENT, true)].map(|(way, is_down)| {
        let half = u64::from(room.half);
        let height = |amounts: &Amounts| {
            let height = scaled(way(amounts), most, half);
            if is_down {
                half + height
            } else {
                half - height
            }
        };
        outline_of(steps, room, &height)
    })
}

fn outline_of(steps: &[Step], room: Room, height: &dyn Fn(&Amounts) -> u64) -> String {
    let Some((first, last)) = steps.first().zip(steps.last()) else {
        return String::new();
    };
    let took = last.end_ms.saturating_sub(first.start_ms);
    let place = |ms: u64| scaled(ms.saturating_sub(first.start_ms), took, room.width.into());
    let mut path = String::new();
    let mut is_open = false;
    for step in steps {
        // Writing to a text does not fail.
        let _ = match (&step.amounts, is_open) {
            (Some(amounts), false) => {
                let (x, y) = (place(step.start_ms), height(amounts));
                write!(path, "M{x} {}V{y}H{}", room.half, place(step.end_ms))
            }
            (Some(amounts), true) => {
                write!(path, "V{}H{}", height(amounts), place(step.end_ms))
            }
            (None, true) => write!(path, "V{}Z", room.half),
            (None, false) => Ok(()),
        };
        is_open = step.amounts.is_some();
    }
    if is_open {
        let _ = write!(path, "V{}Z", room.half);
    }
    path
}

/// A part of a whole in a length; all of it at most, and nothing of an empty whole.
fn scaled(part: u64, whole: u64, length: u64) -> u64 {
    let place = u128::from(part) * u128::from(length);
    let place = place.checked_div(whole.into()).unwrap_or(0);
    u64::try_from(place).unwrap_or(length).min(length)
}

fn line(start_ms: u64, step: &Step) -> [String; 5] {
    let [from, to] = [step.start_ms, step.end_ms].map(|ms| moment(ms.saturating_sub(start_ms)));
    let when = [&from, " – ", &to].concat();
    let Some(amounts) = &step.amounts else {
        let [a, b, c, d] = [BLANK; 4].map(str::to_owned);
        return [when, a, b, c, d];
    };
    [
        when,
        bytes(amounts.received_bytes),
        grouped(amounts.received_packets),
        bytes(amounts.sent_bytes),
        grouped(amounts.sent_packets),
    ]
}

/// A moment of the watch, counted from its start.
fn moment(ms: u64) -> String {
    if (1..120_000).contains(&ms) {
        duration_us(ms.saturating_mul(1000))
    } else {
        span(Duration::from_millis(ms))
    }
}
