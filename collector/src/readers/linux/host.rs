//! The host: its name, system and start, and where it looks up names.

mod resolver;

use std::path::Path;

use netsnap_shared::snapshot::{Host, SourceStatus, Timestamp};

pub(super) use self::resolver::read as resolver;
use super::file;
use crate::readers::journal::Reading;

/// When the host was started, and in what it counts the time since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct BootTime {
    pub at: Option<Timestamp>,
    pub ticks_per_second: u64,
}

/// Where os-release(5) may be, in the order in which it is looked for.
const OS_RELEASE: [&str; 2] = ["etc/os-release", "usr/lib/os-release"];

/// The longest file that is read, in bytes; they are much shorter. `/proc/stat` has a number for
/// each interrupt.
const FILE_BYTES: usize = 4 << 20;

/// Reads the moment of the boot from `/proc/stat`.
pub(super) fn boot_time(proc: &Path) -> Reading<BootTime> {
    let ticks_per_second = rustix::param::clock_ticks_per_second();
    let (at, problem) = match file::read(&proc.join("stat"), FILE_BYTES) {
        Ok((bytes, _)) => (parse_boot_time(&bytes), None),
        Err(error) => (None, Some(error)),
    };
    let mut reading = match (at, problem) {
        (Some(_), _) => Reading::one(BootTime::default()),
        (None, Some(error)) => Reading::failed(&error),
        (None, None) => Reading::nothing(SourceStatus::Failed, "there is no btime in it"),
    };
    reading.given = BootTime {
        at,
        ticks_per_second,
    };
    reading
}

/// Reads the host's facts; the name of its system is the one that may be missing.
pub(super) fn read(root: &Path, boot: BootTime) -> Reading<Host> {
    let uname = rustix::system::uname();
    let text = |text: &std::ffi::CStr| Some(text.to_string_lossy().into_owned());
    let host = Host {
        hostname: text(uname.nodename()),
        os: "linux".to_owned(),
        os_version: None,
        kernel: text(uname.release()),
        architecture: text(uname.machine()),
        boot_time: boot.at,
        resolver: None,
    };
    let mut reading = Reading::one(None);
    for place in OS_RELEASE {
        reading = match file::read(&root.join(place), FILE_BYTES) {
            Ok((bytes, _)) => Reading::one(pretty_name(&bytes)),
            Err(error) => Reading::failed(&error),
        };
        if reading.status == SourceStatus::Complete {
            break;
        }
    }
    let mut reading = reading.map(|os_version| Host { os_version, ..host });
    reading.rows = usize::from(reading.given.os_version.is_some());
    reading
}

/// The seconds after `btime`.
fn parse_boot_time(bytes: &[u8]) -> Option<Timestamp> {
    let text = String::from_utf8_lossy(bytes);
    let seconds = text.lines().find_map(|line| line.strip_prefix("btime "))?;
    let seconds: u64 = seconds.trim().parse().ok()?;
    Some(Timestamp::from_unix_ms(seconds.checked_mul(1000)?))
}

/// The value of `PRETTY_NAME`, quoted as in a shell.
fn pretty_name(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut values = text
        .lines()
        .filter_map(|line| line.strip_prefix("PRETTY_NAME="));
    values.next_back().map(|value| unquote(value.trim()))
}

fn unquote(value: &str) -> String {
    let single = value
        .strip_prefix('\'')
        .and_then(|value| value.strip_suffix('\''));
    if let Some(plain) = single {
        return plain.to_owned();
    }
    let double = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let mut plain = String::new();
    let mut characters = double.unwrap_or(value).chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.extend(characters.next()),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_named_as_a_shell_reads_it() {
        for (text, name) in [
            (
                "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
                Some("Debian GNU/Linux 12 (bookworm)"),
            ),
            ("NAME=x\nPRETTY_NAME='A \\ B'\n", Some("A \\ B")),
            ("PRETTY_NAME=\"a \\\"b\\\" \\$c\"", Some("a \"b\" $c")),
            ("PRETTY_NAME=Arch", Some("Arch")),
            ("PRETTY_NAME=\"", Some("\"")),
            ("NAME=x", None),
            ("", None),
        ] {
            assert_eq!(pretty_name(text.as_bytes()).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn the_boot_is_found() {
        for (text, at) in [
            (
                "cpu 1 2\nbtime 1795000000\nprocesses 4\n",
                Some(1_795_000_000_000),
            ),
            ("cpu 1 2\n", None),
            ("btime x", None),
            ("btime 18446744073709551615", None),
        ] {
            let expected = at.map(Timestamp::from_unix_ms);
            assert_eq!(parse_boot_time(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn the_second_place_of_os_release_counts() {
        let root = tempfile::tempdir().unwrap();
        let reading = read(root.path(), BootTime::default());
        assert_eq!(reading.status, SourceStatus::Unavailable);
        assert_eq!(reading.given.os_version, None);
        assert_eq!(reading.given.os, "linux");
        assert!(reading.given.kernel.is_some());

        std::fs::create_dir_all(root.path().join("usr/lib")).unwrap();
        std::fs::write(root.path().join("usr/lib/os-release"), "PRETTY_NAME=Here\n").unwrap();
        let reading = read(root.path(), BootTime::default());
        assert_eq!(reading.status, SourceStatus::Complete);
        assert_eq!(reading.given.os_version.as_deref(), Some("Here"));
    }
}
