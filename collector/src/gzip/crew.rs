//! The threads that compress, and the table where pieces and results lie.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::piece::{Deflater, Level, Piece, Squeezed};

/// What lies between the one that makes pieces and the ones that compress them.
#[derive(Debug, Default)]
pub(super) struct Crew {
    table: Mutex<Table>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Table {
    waiting: VecDeque<Piece>,
    /// How many pieces a thread is at work on.
    in_work: usize,
    finished: BTreeMap<usize, io::Result<Squeezed>>,
    /// Buffers of pieces that are compressed. A new one would cost the kernel more than its
    /// compression costs.
    empty: Vec<Vec<u8>>,
    /// No piece will follow.
    is_over: bool,
}

impl Crew {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Each change is whole before the lock is given back, even by a thread that panics.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a piece where a thread takes it; gives a piece to compress back when there are enough
    /// for now: the oldest, as its result is wanted first.
    pub(super) fn offer(&self, piece: Piece, enough: usize) -> Option<Piece> {
        let mut table = self.table();
        table.waiting.push_back(piece);
        if table.waiting.len() > enough {
            return table.waiting.pop_front();
        }
        self.changed.notify_one();
        None
    }

    /// A piece that no thread has taken yet.
    pub(super) fn accept(&self) -> Option<Piece> {
        self.table().waiting.pop_front()
    }

    /// Puts a result on the table, and the buffer of its piece for the next.
    pub(super) fn put(&self, piece: Piece, squeezed: io::Result<Squeezed>) {
        let Piece {
            number, mut bytes, ..
        } = piece;
        bytes.clear();
        let mut table = self.table();
        table.finished.insert(number, squeezed);
        table.empty.push(bytes);
    }

    /// A buffer for a piece.
    pub(super) fn empty(&self) -> Vec<u8> {
        self.table().empty.pop().unwrap_or_default()
    }

    /// The result with this number, when it is there.
    pub(super) fn take(&self, number: usize) -> Option<io::Result<Squeezed>> {
        self.table().finished.remove(&number)
    }

    /// Waits until no thread is at work.
    pub(super) fn wait(&self) {
        let mut table = self.table();
        while table.in_work > 0 {
            table = self
                .changed
                .wait(table)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Compresses pieces until there will be no more. This is what a thread does.
    pub(super) fn work(&self, level: Level) {
        let mut deflater = Deflater::new(level);
        while let Some(piece) = self.next() {
            let _done = InWork(self);
            let squeezed = deflater.squeeze(&piece);
            self.put(piece, squeezed);
        }
    }

    /// Waits for a piece; `None` when there will be no more.
    fn next(&self) -> Option<Piece> {
        let mut table = self.table();
        loop {
            if let Some(piece) = table.waiting.pop_front() {
                table.in_work += 1;
                return Some(piece);
            }
            if table.is_over {
                return None;
            }
            table = self
                .changed
                .wait(table)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sends the threads home when it is dropped.
    pub(super) fn end_of_work(&self) -> EndOfWork<'_> {
        EndOfWork(self)
    }
}

/// See [`Crew::end_of_work`].
pub(super) struct EndOfWork<'a>(&'a Crew);

impl Drop for EndOfWork<'_> {
    fn drop(&mut self) {
        let mut table = self.0.table();
        table.is_over = true;
        table.waiting.clear();
        drop(table);
        self.0.changed.notify_all();
    }
}

/// Counts a piece as done, however the work on it ends.
struct InWork<'a>(&'a Crew);

impl Drop for InWork<'_> {
    fn drop(&mut self) {
        self.0.table().in_work -= 1;
        self.0.changed.notify_all();
    }
}
