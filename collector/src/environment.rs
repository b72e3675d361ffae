//! What a command is given from outside, so that a test can give it something else.

use std::io::{self, Read, Write};
use std::time::Duration;

use netsnap_shared::snapshot::Snapshot;

use crate::readers::{Options, Plan};
use crate::terminal::harmless;

/// The streams, the host and the page that a command works with.
pub struct Environment<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Whether a person would have to type what is read from standard input.
    pub stdin_is_terminal: bool,
    /// Standard output; flushed when a command ends.
    pub stdout: &'a mut dyn Write,
    /// Whether standard output is shown to a person.
    pub stdout_is_terminal: bool,
    /// Standard error.
    pub stderr: &'a mut dyn Write,
    /// Whether standard error is shown to a person.
    pub stderr_is_terminal: bool,
    /// The columns of the terminal behind standard output; `None` when there is none.
    pub width: Option<usize>,
    /// Takes a snapshot of this host: what the options ask for.
    pub read_host: &'a dyn Fn(&Options) -> Snapshot,
    /// Reads counters again as planned and adds them to a snapshot of this host; `None` where that
    /// is not possible.
    pub watch: Option<&'a Watch>,
    /// Looks up the names of a snapshot's remote addresses, for at most this long, and adds them.
    pub look_up_names: &'a dyn Fn(&mut Snapshot, Duration),
    /// Says how to get what a snapshot of this host lacks; `None` when it lacks nothing.
    pub advice: &'a dyn Fn(&Snapshot) -> Option<String>,
    /// The viewer's page; `None` when this program was built without it.
    pub viewer_page: Option<&'a str>,
}

/// Watches: what is asked for, for how long, and what is told each time counters were read.
pub type Watch = dyn Fn(&mut Snapshot, &Options, Plan, &mut dyn FnMut());

impl Environment<'_> {
    /// Writes a line of text to standard error, as far as that is possible: there is no place
    /// left to report a failure to.
    pub(crate) fn note(&mut self, text: &str) {
        let line = format!("{}\n", harmless(text));
        // What was printed before comes before; should it fail, the end of the command says so.
        let _: io::Result<()> = self.stdout.flush();
        let _: io::Result<()> = self.stderr.write_all(line.as_bytes());
    }

    /// Writes a line of text to standard output.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stdout, "{}", harmless(text))
    }
}
