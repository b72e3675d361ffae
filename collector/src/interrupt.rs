//! Signals that ask the program to end: SIGINT, SIGTERM and SIGHUP. They end it at once, as always,
//! except where work must not be cut off in the middle: a watch keeps what it has, and a file that
//! is half written goes away.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use signal_hook::consts::signal;
use signal_hook::flag;

#[cfg(unix)]
const SIGNALS: [i32; 3] = [signal::SIGINT, signal::SIGTERM, signal::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [signal::SIGINT, signal::SIGTERM];

/// Whether a signal ends the program there and then.
static AT_ONCE: AtomicBool = AtomicBool::new(true);

/// Whether a signal came while it did not.
static CAME: AtomicBool = AtomicBool::new(false);

/// How many [`Held`] there are.
static HOLDERS: AtomicUsize = AtomicUsize::new(0);

/// How long a pause may go on after a signal.
const STEP: Duration = Duration::from_millis(20);

/// As long as it lives, a signal is only remembered.
#[derive(Debug)]
pub(crate) struct Held(());

/// Holds signals back. What came before is forgotten: it was dealt with.
pub(crate) fn hold() -> Held {
    static HANDLERS: Once = Once::new();
    HANDLERS.call_once(install);
    if HOLDERS.fetch_add(1, Ordering::SeqCst) == 0 {
        CAME.store(false, Ordering::SeqCst);
        AT_ONCE.store(false, Ordering::SeqCst);
    }
    Held(())
}

impl Held {
    /// Whether a signal has come.
    #[expect(
        clippy::unused_self,
        reason = "only while signals are held back is there something to ask"
    )]
    pub(crate) fn came(&self) -> bool {
        CAME.load(Ordering::SeqCst)
    }

    /// Waits, and gives whether a signal came. Then it does not wait any longer.
    pub(crate) fn pause(&self, mut time: Duration) -> bool {
        while !self.came() && !time.is_zero() {
            let step = time.min(STEP);
            std::thread::sleep(step);
            time -= step;
        }
        self.came()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if HOLDERS.fetch_sub(1, Ordering::SeqCst) == 1 {
            AT_ONCE.store(true, Ordering::SeqCst);
        }
    }
}

/// Without a handler, which the system may refuse, a signal ends the program as always.
fn install() {
    let ignored = ignored();
    for signal in SIGNALS {
        // nohup(1) and shells ask for that, and mean it.
        if ignored & 1_u64.rotate_left(signal.unsigned_abs() - 1) != 0 {
            continue;
        }
        // In this order: the first does not come back when it applies.
        let _ = flag::register_conditional_default(signal, &AT_ONCE)
            .and_then(|_| flag::register(signal, &CAME));
    }
}

/// The signals that this process was started to ignore: bit N - 1 is signal N.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    parse_ignored(&status).unwrap_or_default()
}

/// The line `SigIgn:` of `/proc/PID/status` (proc(5)).
fn parse_ignored(status: &str) -> Option<u64> {
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_signals_are_a_mask() {
        for (status, mask) in [
            (
                "Name:\tx\nSigIgn:\t0000000000001001\nSigCgt:\t1\n",
                Some(0x1001),
            ),
            ("SigIgn:\tx\n", None),
            ("", None),
        ] {
            assert_eq!(parse_ignored(status), mask, "{status:?}");
        }
    }
}
