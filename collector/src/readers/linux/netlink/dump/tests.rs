//! Dumps against a script of what the kernel says.

use std::cell::RefCell;
use std::collections::VecDeque;

use SourceStatus::{Complete, Denied, Failed, Partial, Unavailable};

use super::super::channel::Datagram;
use super::*;

const PORT: u32 = 77;
const ROW: u16 = 20;

/// What `receive` gives, in turn.
#[derive(Clone)]
enum Event {
    Bytes(Vec<u8>),
    Stranger(Vec<u8>),
    Longer(usize),
    Error(i32),
}
use Event::{Bytes, Error, Longer, Stranger};

struct Script(RefCell<VecDeque<Event>>);

impl Exchange for Script {
    fn port(&self) -> u32 {
        PORT
    }

    fn send(&self, request: &[u8]) -> io::Result<()> {
        assert_eq!(request.len() % 4, 0);
        assert_eq!(usize::from(request[0]), request.len());
        Ok(())
    }

    fn receive(&self, buffer: &mut Vec<u8>) -> io::Result<Datagram> {
        buffer.clear();
        let event = self.0.borrow_mut().pop_front();
        let (bytes, from_kernel) = match event.unwrap_or(Error(11)) {
            Bytes(bytes) => (bytes, true),
            Stranger(bytes) => (bytes, false),
            Longer(length) => {
                return Ok(Datagram {
                    length,
                    from_kernel: true,
                });
            }
            Error(code) => return Err(io::Error::from_raw_os_error(code)),
        };
        buffer.extend(&bytes);
        Ok(Datagram {
            length: bytes.len(),
            from_kernel,
        })
    }
}

fn message(kind: u16, flags: u16, sequence: u32, port: u32, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(u32::try_from(16 + body.len()).unwrap().to_ne_bytes());
    bytes.extend(kind.to_ne_bytes());
    bytes.extend(flags.to_ne_bytes());
    bytes.extend(sequence.to_ne_bytes());
    bytes.extend(port.to_ne_bytes());
    bytes.extend(body);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

fn row(number: u8) -> Vec<u8> {
    message(ROW, 2, 1, PORT, &[number])
}

fn done(errno: i32) -> Vec<u8> {
    message(NLMSG_DONE, 2, 1, PORT, &(-errno).to_ne_bytes())
}

#[track_caller]
fn check(script: &[Event], rows: &[u8], status: SourceStatus, detail: Option<&str>) {
    let script = Script(RefCell::new(script.iter().cloned().collect()));
    let request = Request {
        kind: 18,
        answer: ROW,
        body: &[0; 4],
    };
    let reading = dump(&script, request, |payload| match payload {
        [0, ..] => Parsed::Skip,
        [number, ..] => Parsed::Row(*number),
        [] => Parsed::Odd,
    });
    assert_eq!(reading.given, rows);
    assert_eq!(reading.rows, rows.len());
    assert_eq!(
        (reading.status, reading.detail.as_deref()),
        (status, detail)
    );
}

#[test]
fn whole_answers_are_complete() {
    check(&[Bytes(done(0))], &[], Complete, None);
    check(
        &[
            Bytes([row(1), row(2)].concat()),
            Bytes([row(3), done(0)].concat()),
        ],
        &[1, 2, 3],
        Complete,
        None,
    );
    // "Done" without an errno, and messages that carry nothing.
    let bare = message(NLMSG_DONE, 2, 1, PORT, &[]);
    let noop = message(NLMSG_NOOP, 2, 1, PORT, &[]);
    check(
        &[Bytes([noop, row(0), row(4), bare].concat())],
        &[4],
        Complete,
        None,
    );
}

#[test]
fn what_is_not_meant_for_this_dump_is_passed_over() {
    let other_sequence = message(ROW, 2, 9, PORT, &[8]);
    let other_port = message(ROW, 2, 1, PORT + 1, &[8]);
    check(
        &[
            Error(4),
            Stranger(row(9)),
            Bytes([other_sequence, other_port, row(1), done(0)].concat()),
        ],
        &[1],
        Complete,
        None,
    );
}

#[test]
fn refusals_are_said() {
    let error = |errno: i32| message(NLMSG_ERROR, 0, 1, PORT, &(-errno).to_ne_bytes());
    for (errno, status, words) in [
        (1, Denied, "refused: operation not permitted"),
        (2, Unavailable, "has nothing that answers"),
        (93, Unavailable, "refused: protocol not supported"),
        (95, Unavailable, "refused: operation not supported"),
        (22, Failed, "refused: invalid argument"),
    ] {
        let detail = format!("the kernel {words} (errno {errno})");
        check(&[Bytes(error(errno))], &[], status, Some(&detail));
        check(&[Bytes(done(errno))], &[], status, Some(&detail));
        check(
            &[Bytes(row(1)), Bytes(done(errno))],
            &[1],
            Partial,
            Some(&detail),
        );
    }
}

#[test]
fn what_came_before_an_error_is_kept() {
    for (event, detail) in [
        (
            Error(105),
            "the answer did not come: no buffer space available (errno 105)",
        ),
        (
            Error(11),
            "the answer did not come: resource temporarily unavailable (errno 11)",
        ),
        (Longer(2 << 20), "an answer of 2097152 bytes was cut short"),
        (Bytes(vec![7; 10]), "the answer is malformed"),
        (
            Bytes(message(NLMSG_OVERRUN, 0, 1, PORT, &[])),
            "the kernel lost a part of the answer",
        ),
    ] {
        check(&[Bytes(row(1)), event.clone()], &[1], Partial, Some(detail));
        check(&[event], &[], Failed, Some(detail));
    }
}

#[test]
fn odd_messages_are_counted() {
    let empty = message(ROW, 2, 1, PORT, &[]);
    let other_kind = message(ROW + 1, 2, 1, PORT, &[1]);
    check(
        &[Bytes([empty, row(1), other_kind, done(0)].concat())],
        &[1],
        Partial,
        Some("2 messages were not understood"),
    );
}

#[test]
fn a_list_that_changed_is_read_again() {
    let changed = |sequence, number| {
        let row = message(ROW, 2 | NLM_F_DUMP_INTR, sequence, PORT, &[number]);
        let done = message(NLMSG_DONE, 2, sequence, PORT, &[0; 4]);
        Bytes([row, done].concat())
    };
    let calm = [
        message(ROW, 2, 2, PORT, &[5]),
        message(NLMSG_DONE, 2, 2, PORT, &[0; 4]),
    ]
    .concat();
    check(&[changed(1, 1), Bytes(calm)], &[5], Complete, None);
    check(
        &[changed(1, 1), changed(2, 2), changed(3, 3), changed(4, 4)],
        &[3],
        Partial,
        Some("it changed while it was read, 3 times"),
    );
}

#[test]
fn a_larger_answer_is_asked_for_again() {
    let second = |kind, body: &[u8]| message(kind, 2, 2, PORT, body);
    check(
        &[
            Bytes(row(1)),
            Longer(USUAL_BYTES + 1),
            Bytes([row(3), done(0)].concat()),
            Bytes([second(ROW, &[1]), second(ROW, &[2])].concat()),
            Bytes([second(ROW, &[3]), second(NLMSG_DONE, &[0; 4])].concat()),
        ],
        &[1, 2, 3],
        Complete,
        None,
    );
}
