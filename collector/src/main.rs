//! `netsnap`: a host's network in one file.

use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use netsnap::{Environment, Watch, readers, terminal, viewer_page};

fn main() -> ExitCode {
    let mut stdin = io::stdin().lock();
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    // Not locked: a panic in another thread must be able to say so.
    let mut stderr = io::stderr();
    let watch: &Watch = &readers::watch;
    let mut environment = Environment {
        stdin_is_terminal: io::stdin().is_terminal(),
        stdout_is_terminal: io::stdout().is_terminal(),
        width: terminal::size::columns(),
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        stderr_is_terminal: io::stderr().is_terminal(),
        read_host: &readers::read,
        watch: readers::CAN_WATCH.then_some(watch),
        look_up_names: &readers::look_up_names,
        advice: &readers::advice,
        viewer_page: viewer_page(),
    };
    netsnap::run(std::env::args_os(), &mut environment).into()
}
