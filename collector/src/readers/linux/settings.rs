//! Settings of a network stack that explain rows.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use netsnap_shared::snapshot::{PortRange, Settings, SourceStatus};
use rustix::fs::{CWD, OFlags, RawDir};
use rustix::io::Errno;

use super::file::Directory;
use crate::readers::journal::{Reading, count, words};

/// The longest file that is read, in bytes; each holds one or two numbers.
const FILE_BYTES: usize = 1024;

/// Where the settings of each interface are.
const INTERFACES: &str = "ipv4/conf";

/// Reads the settings under a namespace's `/proc/sys/net`. What this kernel does not have, such as
/// those of IPv6 where there is none, is named and takes nothing from the rest.
pub(super) fn read(directory: &Path) -> Reading<Settings> {
    let mut source = match Directory::open(CWD, directory) {
        Ok(directory) => Source {
            directory,
            room: Vec::new(),
            read: 0,
            absent: Vec::new(),
            failed: Vec::new(),
        },
        Err(errno) => return Reading::failed(&errno.into()),
    };
    let settings = Settings {
        ephemeral_ports: source.value("ipv4/ip_local_port_range", range),
        ipv4_forwarding: source.value("ipv4/ip_forward", flag),
        ipv6_forwarding: source.value("ipv6/conf/all/forwarding", flag),
        ipv6_only: source.value("ipv6/bindv6only", flag),
        accept_queue_limit: source.value("core/somaxconn", number),
        unprivileged_ports_from: source.value("ipv4/ip_unprivileged_port_start", number),
        syn_cookies: source.value("ipv4/tcp_syncookies", number),
        reverse_path_filter: source.of_interfaces("rp_filter"),
    };
    source.explain(settings)
}

/// The directory, and what became of the files in it.
struct Source {
    directory: Directory,
    room: Vec<u8>,
    /// How many were read.
    read: usize,
    /// Those that there are not.
    absent: Vec<String>,
    /// Those that could not be read, and why.
    failed: Vec<String>,
}

impl Source {
    fn value<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        match self.try_value(name, parse) {
            Ok(value) => Some(value),
            Err(Failure::System(Errno::NOENT)) => {
                self.absent.push(name.to_owned());
                None
            }
            Err(failure) => {
                self.failed.push(format!("{name}: {}", failure.words()));
                None
            }
        }
    }

    fn try_value<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Failure> {
        let (bytes, _) = self
            .directory
            .read(name, FILE_BYTES, &mut self.room)
            .map_err(Failure::System)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Failure::Odd)?;
        let value = parse(text.trim_ascii()).ok_or(Failure::Odd)?;
        self.read += 1;
        Ok(value)
    }

    /// One setting of every interface, and of `all` and `default`. An interface that goes away
    /// meanwhile has none.
    fn of_interfaces(&mut self, setting: &str) -> BTreeMap<String, i64> {
        let names = match names(&self.directory) {
            Ok(names) => names,
            Err(Errno::NOENT) => {
                self.absent.push(INTERFACES.to_owned());
                return BTreeMap::new();
            }
            Err(errno) => {
                let failure = Failure::System(errno).words();
                self.failed.push(format!("{INTERFACES}: {failure}"));
                return BTreeMap::new();
            }
        };
        let mut values = BTreeMap::new();
        let (mut failed, mut last) = (0, None);
        for name in names {
            match self.try_value(&format!("{INTERFACES}/{name}/{setting}"), number) {
                Ok(value) => {
                    values.insert(name, value);
                }
                Err(Failure::System(Errno::NOENT)) => {}
                Err(failure) => {
                    failed += 1;
                    last = Some(failure);
                }
            }
        }
        if let Some(failure) = last {
            let interfaces = count(failed, "interface", "interfaces");
            let why = failure.words();
            self.failed
                .push(format!("{setting} of {interfaces}: {why}"));
        }
        values
    }

    fn explain(self, settings: Settings) -> Reading<Settings> {
        let mut reading = Reading::one(settings);
        reading.rows = self.read;
        if !self.absent.is_empty() {
            let reason = format!("this kernel has no {}", self.absent.join(", "));
            reading = if self.read == 0 && self.failed.is_empty() {
                reading.because(SourceStatus::Unavailable, reason)
            } else {
                reading.noting(reason)
            };
        }
        let status = if self.read == 0 {
            SourceStatus::Failed
        } else {
            SourceStatus::Partial
        };
        let because = |reading: Reading<_>, reason| reading.because(status, reason);
        self.failed.into_iter().fold(reading, because)
    }
}

/// Why there is no value.
enum Failure {
    System(Errno),
    /// It is not what the setting holds.
    Odd,
}

impl Failure {
    fn words(&self) -> String {
        match self {
            Self::System(errno) => words(&(*errno).into()),
            Self::Odd => "an odd value".to_owned(),
        }
    }
}

/// The names of the directories of interfaces.
fn names(directory: &Directory) -> Result<Vec<String>, Errno> {
    let list = directory.open_file(INTERFACES, OFlags::DIRECTORY)?;
    let mut room = Vec::with_capacity(4096);
    let mut list = RawDir::new(&list, room.spare_capacity_mut());
    let mut names = Vec::new();
    while let Some(entry) = list.next() {
        let entry = entry?;
        // A name that is no text would not be found again.
        let name = entry.file_name().to_str().unwrap_or(".");
        if !matches!(name, "." | "..") {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn range(text: &str) -> Option<PortRange> {
    let mut words = text.split_ascii_whitespace();
    Some(PortRange {
        first: words.next()?.parse().ok()?,
        last: words.next()?.parse().ok()?,
    })
}

fn flag(text: &str) -> Option<bool> {
    number::<i64>(text).map(|number| number != 0)
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

#[cfg(test)]
mod tests;
