//! The journal of what was read and how that went: it becomes a snapshot's `sources`.

use std::io;
use std::time::Duration;

use netsnap_shared::snapshot::{NamespaceId, Source, SourceStatus};

use super::Clock;

/// What reading one thing gave.
#[derive(Debug)]
pub(super) struct Reading<T> {
    /// The facts, as far as they could be read.
    pub given: T,
    /// How many rows they are.
    pub rows: usize,
    /// How it went.
    pub status: SourceStatus,
    /// Why, in words.
    pub detail: Option<String>,
}

impl<T> Reading<Vec<T>> {
    /// All rows that there are.
    pub(super) fn complete(given: Vec<T>) -> Self {
        Self {
            rows: given.len(),
            given,
            status: SourceStatus::Complete,
            detail: None,
        }
    }
}

impl<T: Default> Reading<T> {
    /// Nothing, and why.
    pub(super) fn nothing(status: SourceStatus, detail: impl Into<String>) -> Self {
        Self {
            given: T::default(),
            rows: 0,
            status,
            detail: Some(detail.into()),
        }
    }

    /// Nothing, because of an error.
    pub(super) fn failed(error: &io::Error) -> Self {
        Self::nothing(status_of(error), words(error))
    }
}

impl<T> Reading<T> {
    /// One fact.
    pub(super) fn one(given: T) -> Self {
        Self {
            given,
            rows: 1,
            status: SourceStatus::Complete,
            detail: None,
        }
    }

    /// The same with a worse status and one more reason for it.
    #[must_use]
    pub(super) fn because(mut self, status: SourceStatus, reason: impl Into<String>) -> Self {
        if self.status == SourceStatus::Complete {
            self.status = status;
        }
        self.noting(reason)
    }

    /// The same with one more remark.
    #[must_use]
    pub(super) fn noting(mut self, remark: impl Into<String>) -> Self {
        let remark = remark.into();
        self.detail = Some(match self.detail {
            Some(detail) => format!("{detail}; {remark}"),
            None => remark,
        });
        self
    }

    /// The same about something made of the facts.
    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Reading<U> {
        Reading {
            given: convert(self.given),
            rows: self.rows,
            status: self.status,
            detail: self.detail,
        }
    }
}

/// Collects the sources in the order in which they were read.
#[derive(Debug)]
pub(super) struct Journal {
    clock: Clock,
    namespace: Option<NamespaceId>,
    sources: Vec<Source>,
}

impl Journal {
    /// An empty journal.
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            namespace: None,
            sources: Vec::new(),
        }
    }

    /// What is read from here on belongs to this namespace, or to the host.
    #[cfg(target_os = "linux")]
    pub(super) fn enter(&mut self, namespace: Option<NamespaceId>) {
        self.namespace = namespace;
    }

    /// The clock that it goes by.
    #[cfg(target_os = "linux")]
    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// An empty journal by the same clock, to be written at the same time as this one.
    #[cfg(target_os = "linux")]
    pub(super) fn beside(&self) -> Self {
        Self::new(self.clock)
    }

    /// Takes over what was written at the same time, after what is here.
    #[cfg(target_os = "linux")]
    pub(super) fn append(&mut self, other: Self) {
        self.sources.extend(other.sources);
    }

    /// Reads one thing, measures how long it takes and writes down how it went.
    pub(super) fn read<T>(
        &mut self,
        name: impl Into<String>,
        reading: impl FnOnce() -> Reading<T>,
    ) -> T {
        let (reading, took) = timed(self.clock, reading);
        self.write(name.into(), reading, took)
    }

    /// Writes down how something went that was read already.
    pub(super) fn write<T>(&mut self, name: String, reading: Reading<T>, took: Duration) -> T {
        self.sources.push(Source {
            name,
            namespace: self.namespace.clone(),
            status: reading.status,
            rows: reading.rows as u64,
            duration_us: microseconds(took),
            detail: reading.detail,
        });
        reading.given
    }

    /// What was read last.
    #[cfg(target_os = "linux")]
    pub(super) fn last(&self) -> Option<&Source> {
        self.sources.last()
    }

    /// Adds to what was read last, once more is known about it.
    #[cfg(target_os = "linux")]
    pub(super) fn amend(&mut self, status: SourceStatus, remark: &str) {
        let Some(source) = self.sources.last_mut() else {
            return;
        };
        if source.status == SourceStatus::Complete {
            source.status = status;
        }
        source.detail = Some(match source.detail.take() {
            Some(detail) => format!("{detail}; {remark}"),
            None => remark.to_owned(),
        });
    }

    /// The sources.
    pub(super) fn into_sources(self) -> Vec<Source> {
        self.sources
    }
}

/// Reads, and measures how long it takes.
pub(super) fn timed<T>(clock: Clock, reading: impl FnOnce() -> T) -> (T, Duration) {
    let began = clock.elapsed();
    let reading = reading();
    (reading, clock.elapsed().saturating_sub(began))
}

/// A duration as a source has it.
pub(super) fn microseconds(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}

/// The status that an error of the system means.
pub(super) fn status_of(error: &io::Error) -> SourceStatus {
    if error.raw_os_error().is_some_and(is_missing) {
        return SourceStatus::Unavailable;
    }
    match error.kind() {
        io::ErrorKind::PermissionDenied => SourceStatus::Denied,
        io::ErrorKind::NotFound | io::ErrorKind::Unsupported => SourceStatus::Unavailable,
        _ => SourceStatus::Failed,
    }
}

/// Whether an errno says that the system does not have what was asked for, or a sandbox that it may
/// not be used (`RestrictAddressFamilies=` of systemd.exec(5)).
#[cfg(target_os = "linux")]
fn is_missing(errno: i32) -> bool {
    use rustix::io::Errno;
    [
        Errno::AFNOSUPPORT,
        Errno::PROTONOSUPPORT,
        Errno::OPNOTSUPP,
        Errno::NODEV,
    ]
    .map(Errno::raw_os_error)
    .contains(&errno)
}

#[cfg(not(target_os = "linux"))]
fn is_missing(_: i32) -> bool {
    false
}

/// An error of the system in words, without its number.
pub(super) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text
        .split_once(" (os error")
        .map_or(text.as_str(), |(words, _)| words);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// A count with its noun: `1 socket`, `2 sockets`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::snapshot::Timestamp;

    use super::*;

    #[test]
    fn errors_become_a_status_and_words() {
        #[cfg(target_os = "linux")]
        for code in [93, 97] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(status_of(&error), SourceStatus::Unavailable);
        }
        for (code, status, text) in [
            (1, SourceStatus::Denied, "operation not permitted"),
            (2, SourceStatus::Unavailable, "no such file or directory"),
            (5, SourceStatus::Failed, "input/output error"),
            (13, SourceStatus::Denied, "permission denied"),
            (95, SourceStatus::Unavailable, "operation not supported"),
        ] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!((status_of(&error), words(&error).as_str()), (status, text));
        }
    }

    #[test]
    fn a_reading_keeps_its_worst_status_and_every_reason() {
        let reading = Reading::complete(vec![1, 2])
            .noting("seen")
            .because(SourceStatus::Partial, "cut short")
            .because(SourceStatus::Failed, "twice");
        assert_eq!(reading.status, SourceStatus::Partial);
        assert_eq!(reading.detail.as_deref(), Some("seen; cut short; twice"));
        assert_eq!(reading.rows, 2);
    }

    const STANDING: Clock = Clock {
        now: || Timestamp::from_unix_ms(0),
        elapsed: || Duration::from_secs(1),
    };

    #[cfg(target_os = "linux")]
    #[test]
    fn more_is_said_of_what_was_read_last() {
        let mut journal = Journal::new(STANDING);
        assert_eq!(journal.read("first", || Reading::one(1)), 1);
        let took = Duration::from_micros(9);
        assert_eq!(journal.write("second".into(), Reading::one(2), took), 2);
        journal.amend(SourceStatus::Partial, "and more");
        journal.amend(SourceStatus::Failed, "and more still");
        let sources = journal.into_sources();
        assert_eq!((sources[0].duration_us, sources[1].duration_us), (0, 9));
        assert_eq!(sources[0].detail, None);
        assert_eq!(sources[1].status, SourceStatus::Partial);
        assert_eq!(
            sources[1].detail.as_deref(),
            Some("and more; and more still")
        );
    }

    #[test]
    fn the_journal_keeps_the_order_and_the_clock() {
        let mut journal = Journal::new(STANDING);
        assert_eq!(journal.read("b", || Reading::one(7)), 7);
        let none: Vec<u8> = journal.read("a", || {
            Reading::nothing(SourceStatus::Unavailable, "not here")
        });
        assert!(none.is_empty());
        let sources = journal.into_sources();
        let names: Vec<_> = sources.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
        assert!(sources.iter().all(|source| source.duration_us == 0));
        assert_eq!(sources[1].detail.as_deref(), Some("not here"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn journals_written_beside_keep_their_namespaces() {
        let mut journal = Journal::new(STANDING);
        let mut blue = journal.beside();
        blue.enter(Some(NamespaceId("2".into())));
        blue.read("routes", || Reading::one(()));
        journal.enter(Some(NamespaceId("1".into())));
        journal.read("routes", || Reading::one(()));
        journal.append(blue);
        journal.read("links", || Reading::one(()));
        let sources = journal.into_sources();
        let shown: Vec<_> = sources
            .iter()
            .map(|s| (s.name.as_str(), s.namespace.as_ref().map_or("", |id| &id.0)))
            .collect();
        assert_eq!(shown, [("routes", "1"), ("routes", "2"), ("links", "1")]);
    }
}
