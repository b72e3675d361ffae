//! From arguments to an exit code: the one place where errors become text.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::Environment;
use crate::cli::Cli;
use crate::commands::{self, InvalidFilter, WrongUsage};
use crate::terminal::cut;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked, or whoever read its output wanted no more.
    Success,
    /// It could not do what was asked and said why.
    Failure,
    /// The arguments made no sense.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
        })
    }
}

/// Runs the command that the arguments name; the first argument is the program's own name.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &mut Environment<'_>,
) -> Exit {
    let outcome = match Cli::try_parse_from(arguments) {
        Ok(cli) => commands::run(cli.command, environment),
        Err(error) if error.use_stderr() => {
            let text = plain(&error);
            // With standard error gone, the exit code still tells.
            let _: io::Result<()> = environment.stderr.write_all(text.as_bytes());
            return Exit::Usage;
        }
        Err(help) => write!(environment.stdout, "{}", plain(&help)).map_err(Into::into),
    };
    match outcome.and_then(|()| Ok(environment.stdout.flush()?)) {
        Ok(()) => Exit::Success,
        Err(error) => report(&error, environment),
    }
}

/// The longest message, in columns. Parts of it come from files.
const MESSAGE_WIDTH: usize = 2000;

fn report(error: &anyhow::Error, environment: &mut Environment<'_>) -> Exit {
    if is_broken_pipe(error) {
        return Exit::Success;
    }
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let message = format!("netsnap: {}", causes.join(": "));
    environment.note(&cut(&message, MESSAGE_WIDTH));
    if let Some(invalid) = error.downcast_ref::<InvalidFilter>() {
        for line in invalid.pointer() {
            environment.note(&line);
        }
    }
    if error.is::<WrongUsage>() {
        environment.note("For more information, try '--help'.");
        return Exit::Usage;
    }
    Exit::Failure
}

/// Whether the reader of a pipe has gone, which is how `netsnap list | head` ends.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Help or a complaint of clap's, which may quote an argument, line by line.
fn plain(text: &clap::Error) -> String {
    let text = text.render().to_string();
    let lines = text.lines().map(|line| cut(line, MESSAGE_WIDTH) + "\n");
    lines.collect()
}
