//! Two pieces of work at the same time.

use std::sync::Mutex;
use std::thread::{Builder, scope};

/// Does both, the first in a thread of its own where there can be one, which begins in the network
/// namespace of this one. The first gives `None` when its thread ended early.
pub(super) fn both<A: Send, B>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (Option<A>, B) {
    // A thread that cannot be made leaves the work here.
    let waiting = Mutex::new(Some(first));
    let work = || {
        let first = waiting.lock().ok()?.take()?;
        Some(first())
    };
    let (first, second) = scope(|scope| {
        let thread = Builder::new().spawn_scoped(scope, work);
        let second = second();
        let first = thread.ok().and_then(|thread| thread.join().ok().flatten());
        (first, second)
    });
    (first.or_else(work), second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_thread_loses_only_its_own_work() {
        assert_eq!(both(|| 1, || 2), (Some(1), 2));
        let (lost, kept) = both(|| -> u8 { panic!("on purpose") }, || 2);
        assert_eq!((lost, kept), (None, 2));
    }
}
