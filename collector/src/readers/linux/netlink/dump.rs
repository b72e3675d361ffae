//! The protocol of a dump: what belongs to the answer, when it ends, and everything that can be
//! wrong with it.

use std::io;

use netlink_packet_core::{
    NLM_F_DUMP, NLM_F_DUMP_INTR, NLM_F_REQUEST, NLMSG_DONE, NLMSG_ERROR, NLMSG_NOOP, NLMSG_OVERRUN,
};
use netsnap_shared::snapshot::SourceStatus;

use super::channel::Exchange;
use super::wire::{i32_of, split_message};
use crate::readers::journal::{Reading, count, status_of, words};

/// How often a dump is asked for again when what it lists changed meanwhile.
const ATTEMPTS: u32 = 3;

/// Room for a datagram. The kernel makes them of at most 32 KiB unless one row alone is larger.
const USUAL_BYTES: usize = 64 << 10;

/// The largest datagram that is taken.
const MOST_BYTES: usize = 1 << 20;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The request's message type.
    pub kind: u16,
    /// The answers' message type; others are no rows.
    pub answer: u16,
    /// The request's body.
    pub body: &'a [u8],
}

/// How one attempt ended.
struct Attempt<T> {
    rows: Vec<T>,
    /// Messages that could not be understood.
    odd: usize,
    /// The kernel says that the list changed while it was read.
    changed: bool,
    end: Result<(), End>,
}

/// Why an answer ended before its end.
enum End {
    System(&'static str, io::Error),
    Refused(io::Error),
    Overrun,
    Cut { length: usize },
    Malformed,
}

/// Asks for every row of a list. `parse` makes rows of the payloads; where it gives nothing, the
/// message is counted as odd. What came before an error is kept.
pub(crate) fn dump<T>(
    exchange: &impl Exchange,
    request: Request<'_>,
    parse: impl Fn(&[u8]) -> Parsed<T>,
) -> Reading<Vec<T>> {
    // Not filled with zeroes, nor so large that the system has to be asked for it: for each of many
    // dumps that would take longer than the dump.
    let mut buffer = Vec::with_capacity(USUAL_BYTES);
    let mut sequence = 0;
    loop {
        sequence += 1;
        let attempt = attempt(exchange, request, sequence, &mut buffer, &parse);
        let is_too_large = match attempt.end {
            Err(End::Cut { length }) => buffer.capacity() < length && length <= MOST_BYTES,
            _ => false,
        };
        let again = is_too_large || (attempt.changed && attempt.end.is_ok());
        if !again || sequence >= ATTEMPTS {
            return reading(attempt, sequence);
        }
        if is_too_large {
            buffer = Vec::with_capacity(MOST_BYTES);
        }
    }
}

/// What a parser makes of a message.
#[derive(Debug, PartialEq)]
pub(crate) enum Parsed<T> {
    /// A row.
    Row(T),
    /// A message that is understood and no row.
    Skip,
    /// A message that is not understood.
    Odd,
}

impl<T> From<Option<T>> for Parsed<T> {
    fn from(row: Option<T>) -> Self {
        row.map_or(Self::Odd, Self::Row)
    }
}

fn attempt<T>(
    exchange: &impl Exchange,
    request: Request<'_>,
    sequence: u32,
    buffer: &mut Vec<u8>,
    parse: &impl Fn(&[u8]) -> Parsed<T>,
) -> Attempt<T> {
    let mut attempt = Attempt {
        rows: Vec::new(),
        odd: 0,
        changed: false,
        end: Ok(()),
    };
    attempt.end = exchange
        .send(&encode(request, NLM_F_REQUEST | NLM_F_DUMP, sequence))
        .map_err(|error| End::System("the request could not be sent", error))
        .and_then(|()| receive(exchange, request, sequence, buffer, parse, &mut attempt));
    attempt
}

fn receive<T>(
    exchange: &impl Exchange,
    request: Request<'_>,
    sequence: u32,
    buffer: &mut Vec<u8>,
    parse: &impl Fn(&[u8]) -> Parsed<T>,
    attempt: &mut Attempt<T>,
) -> Result<(), End> {
    // One that was cut makes the answer useless. It is heard to its end all the same: before that the
    // kernel takes no other question.
    let mut cut = None;
    let or_cut = |cut: Option<usize>, end| match cut {
        Some(length) => Err(End::Cut { length }),
        None => end,
    };
    loop {
        let datagram = match exchange.receive(buffer) {
            Ok(datagram) => datagram,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return or_cut(cut, Err(End::System("the answer did not come", error)));
            }
        };
        if !datagram.from_kernel {
            continue;
        }
        let Some(mut rest) = buffer.get(..datagram.length) else {
            cut = cut.max(Some(datagram.length));
            continue;
        };
        while !rest.is_empty() {
            let (message, next) = split_message(rest).ok_or(End::Malformed)?;
            rest = next;
            if message.sequence != sequence || message.port != exchange.port() {
                continue;
            }
            attempt.changed |= message.flags & NLM_F_DUMP_INTR != 0;
            match message.kind {
                NLMSG_NOOP => {}
                NLMSG_OVERRUN => return Err(End::Overrun),
                NLMSG_DONE | NLMSG_ERROR => {
                    // Both begin with an errno, negative, or 0. A kernel that leaves it out of
                    // "done" has nothing to complain about.
                    let code = i32_of(message.payload).unwrap_or_default();
                    let end = match code.checked_neg() {
                        Some(errno) if errno > 0 => {
                            Err(End::Refused(io::Error::from_raw_os_error(errno)))
                        }
                        _ => Ok(()),
                    };
                    return or_cut(cut, end);
                }
                kind if kind == request.answer => match parse(message.payload) {
                    Parsed::Row(row) => attempt.rows.push(row),
                    Parsed::Skip => {}
                    Parsed::Odd => attempt.odd += 1,
                },
                _ => attempt.odd += 1,
            }
        }
    }
}

/// A request with its header.
pub(super) fn encode(request: Request<'_>, flags: u16, sequence: u32) -> Vec<u8> {
    const HEADER_BYTES: usize = 16;
    let length = HEADER_BYTES + request.body.len();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend(u32::try_from(length).unwrap_or(u32::MAX).to_ne_bytes());
    bytes.extend(request.kind.to_ne_bytes());
    bytes.extend(flags.to_ne_bytes());
    bytes.extend(sequence.to_ne_bytes());
    // The sender's port; the kernel fills it in.
    bytes.extend(0_u32.to_ne_bytes());
    bytes.extend(request.body);
    bytes
}

fn reading<T>(attempt: Attempt<T>, attempts: u32) -> Reading<Vec<T>> {
    let empty = attempt.rows.is_empty();
    let mut reading = Reading::complete(attempt.rows);
    if let Err(end) = attempt.end {
        let (status, reason) = match end {
            End::Refused(error) if error.kind() == io::ErrorKind::NotFound => (
                SourceStatus::Unavailable,
                "the kernel has nothing that answers (errno 2)".into(),
            ),
            End::Refused(error) => (
                status_of(&error),
                format!("the kernel refused: {}", numbered(&error)),
            ),
            End::System(what, error) => {
                (status_of(&error), format!("{what}: {}", numbered(&error)))
            }
            End::Overrun => (
                SourceStatus::Failed,
                "the kernel lost a part of the answer".into(),
            ),
            End::Cut { length } => (
                SourceStatus::Failed,
                format!("an answer of {length} bytes was cut short"),
            ),
            End::Malformed => (SourceStatus::Failed, "the answer is malformed".into()),
        };
        let status = if empty { status } else { SourceStatus::Partial };
        reading = reading.because(status, reason);
    }
    if attempt.odd > 0 {
        let odd = count(attempt.odd, "message was", "messages were");
        reading = reading.because(SourceStatus::Partial, format!("{odd} not understood"));
    }
    if attempt.changed {
        reading = reading.because(
            SourceStatus::Partial,
            format!("it changed while it was read, {attempts} times"),
        );
    }
    reading
}

/// An error of the system in words, with its number.
fn numbered(error: &io::Error) -> String {
    let words = words(error);
    match error.raw_os_error() {
        Some(errno) => format!("{words} (errno {errno})"),
        None => words,
    }
}

#[cfg(test)]
mod tests;
