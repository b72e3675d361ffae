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

/// Work for whichever thread comes to it first.
pub(super) struct Shared<F, T> {
    work: Mutex<Option<F>>,
    result: Mutex<Option<T>>,
}

impl<T, F: FnOnce() -> T> Shared<F, T> {
    /// Work that is not begun yet.
    pub(super) fn new(work: F) -> Self {
        Self {
            work: Mutex::new(Some(work)),
            result: Mutex::new(None),
        }
    }

    /// Does the work, unless another thread has begun it.
    pub(super) fn do_unless_begun(&self) {
        let work = self.work.lock().ok().and_then(|mut work| work.take());
        if let Some(work) = work {
            let result = work();
            if let Ok(mut place) = self.result.lock() {
                *place = Some(result);
            }
        }
    }

    /// What came of it; `None` when a thread began it and ended early.
    pub(super) fn into_result(self) -> Option<T> {
        self.do_unless_begun();
        self.result.into_inner().ok().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_work_is_done_once() {
        let times = std::cell::Cell::new(0);
        let work = || {
            times.set(times.get() + 1);
            times.get()
        };
        assert_eq!(Shared::new(work).into_result(), Some(1));
        let shared = Shared::new(work);
        shared.do_unless_begun();
        shared.do_unless_begun();
        assert_eq!(shared.into_result(), Some(2));
    }

    #[test]
    fn a_lost_thread_loses_only_its_own_work() {
        assert_eq!(both(|| 1, || 2), (Some(1), 2));
        let (lost, kept) = both(|| -> u8 { panic!("on purpose") }, || 2);
        assert_eq!((lost, kept), (None, 2));
    }
}
