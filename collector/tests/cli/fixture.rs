//! A small invented host, and a command line around it.

use std::ffi::OsString;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::time::Duration;

use netsnap::readers::{Options, Plan};
use netsnap::{Environment, Exit, run};
use netsnap_shared::bundle;
use netsnap_shared::snapshot::{AddressName, Sample, Snapshot, Timestamp};

/// The page that reports are made of.
pub(crate) const PAGE: &str = concat!(
    "<!doctype html><title>x</title>",
    r#"<script id="netsnap-bundle" type="application/gzip"></script>"#,
    "<script>boot()</script>"
);

/// A command line with what it is given and what it answered.
pub(crate) struct Shell {
    pub(crate) stdin: Vec<u8>,
    pub(crate) stdin_is_terminal: bool,
    pub(crate) stdout_is_terminal: bool,
    pub(crate) width: Option<usize>,
    pub(crate) page: Option<&'static str>,
    pub(crate) host: Snapshot,
    pub(crate) advice: Option<&'static str>,
    pub(crate) watches: bool,
}

/// What a command answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) exit: Exit,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Answer {
    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            stdin: Vec::new(),
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            width: None,
            page: Some(PAGE),
            host: host(),
            advice: None,
            watches: true,
        }
    }
}

impl Shell {
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let mut stdout = Vec::new();
        let (exit, stderr) = self.run_into(arguments, &mut stdout);
        Answer {
            exit,
            stdout,
            stderr,
        }
    }

    /// The same with a standard output of the caller's.
    pub(crate) fn run_into(&self, arguments: &[&str], stdout: &mut dyn Write) -> (Exit, String) {
        let mut stderr = Vec::new();
        let arguments = std::iter::once("netsnap").chain(arguments.iter().copied());
        let exit = run(
            arguments.map(OsString::from),
            &mut Environment {
                stdin: &mut self.stdin.as_slice(),
                stdin_is_terminal: self.stdin_is_terminal,
                stdout,
                stdout_is_terminal: self.stdout_is_terminal,
                stderr: &mut stderr,
                stderr_is_terminal: false,
                width: self.width,
                read_host: &|_| self.host.clone(),
                watch: self.watches.then_some(&watch),
                look_up_names: &|snapshot, limit| snapshot.names.push(name(limit)),
                advice: &|_| self.advice.map(str::to_owned),
                viewer_page: self.page,
            },
        );
        (exit, String::from_utf8(stderr).unwrap())
    }
}

/// A watch that reads nothing: a sample for each that is asked for, at most three, as far apart as
/// is asked for.
fn watch(snapshot: &mut Snapshot, _: &Options, plan: Plan, told: &mut dyn FnMut()) {
    for number in 0..=plan.count.unwrap_or(3) {
        let since = plan.interval * u32::try_from(number).unwrap();
        let since = u64::try_from(since.as_millis()).unwrap();
        snapshot.samples.push(Sample {
            collected_at: Timestamp::from_unix_ms(snapshot.collected_at.unix_ms() + since),
            interfaces: Vec::new(),
            protocol_statistics: Vec::new(),
            sockets: Vec::new(),
        });
        told();
    }
}

/// The name of a resolver that tells for how long it was asked.
fn name(limit: Duration) -> AddressName {
    AddressName {
        ip: Ipv4Addr::LOCALHOST.into(),
        name: format!("{limit:?}"),
    }
}

/// Runs a command with nothing unusual around it.
pub(crate) fn netsnap(arguments: &[&str]) -> Answer {
    Shell::default().run(arguments)
}

/// Runs a command with these bytes on standard input.
pub(crate) fn netsnap_with(stdin: &[u8], arguments: &[&str]) -> Answer {
    Shell {
        stdin: stdin.to_owned(),
        ..Shell::default()
    }
    .run(arguments)
}

/// A writer whose reader has gone.
pub(crate) struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

/// The bundle of the invented host as plain JSON.
pub(crate) fn json() -> String {
    include_str!("host.json").to_owned()
}

/// The bundle of the invented host.
pub(crate) fn gzip() -> Vec<u8> {
    bundle::encode(&host()).unwrap()
}

/// The invented host.
pub(crate) fn host() -> Snapshot {
    let limits = bundle::Limits::default();
    bundle::decode(json().as_bytes(), &limits).unwrap().snapshot
}
