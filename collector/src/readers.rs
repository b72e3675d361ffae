//! Readers of the operating system. They always give a snapshot: what could not be read is an entry
//! in `sources`.

use std::path::PathBuf;


/// What to read, and where from.
#[derive(Debug, Clone)]
pub struct Options {
    /// The root of proc(5).
    pub proc: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self { proc: PathBuf::from("/proc") }
    }
}
