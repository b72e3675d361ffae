//! `netsnap`: a host's network in one file.

use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use netsnap::{Environment, readers, terminal, viewer_page};

fn main() -> ExitCode {
    let mut stdin = io::stdin().lock();
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    // Not locked: a panic in another thread must be able to say so.
    let mut stderr = io::stderr();
    let mut environment = Environment {
        stdin_is_terminal: io::stdin().is_terminal(),
        stdout_is_terminal: io::stdout().is_terminal(),
        width: terminal::size::columns(),
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        read_host: &readers::read,
        advice: &readers::advice,
        viewer_page: viewer_page(),
    };
    netsnap::run(std::env::args_os(), &mut environment).into()
}
