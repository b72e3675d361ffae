//! A question that one message answers.

use std::io;

use netlink_packet_core::{NLM_F_REQUEST, NLMSG_ERROR};

use super::channel::Exchange;
use super::dump::{Request, encode};
use super::wire::{i32_of, split_message};

/// Room for an answer.
const BUFFER_BYTES: usize = 8 << 10;

/// Asks for one thing. The sequence number tells the answer from late ones to other questions.
pub(crate) fn query<T>(
    exchange: &impl Exchange,
    request: Request<'_>,
    sequence: u32,
    parse: impl Fn(&[u8]) -> Option<T>,
) -> io::Result<T> {
    exchange.send(&encode(request, NLM_F_REQUEST, sequence))?;
    let mut buffer = Vec::with_capacity(BUFFER_BYTES);
    loop {
        let datagram = match exchange.receive(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            datagram => datagram?,
        };
        if !datagram.from_kernel {
            continue;
        }
        let message = buffer.get(..datagram.length).and_then(split_message);
        let (message, _) = message.ok_or_else(malformed)?;
        if message.sequence != sequence || message.port != exchange.port() {
            continue;
        }
        return match message.kind {
            NLMSG_ERROR => Err(refusal(message.payload)),
            kind if kind == request.answer => parse(message.payload).ok_or_else(malformed),
            _ => Err(malformed()),
        };
    }
}

/// The errno at the beginning of an error, negative there.
fn refusal(payload: &[u8]) -> io::Error {
    match i32_of(payload).and_then(i32::checked_neg) {
        Some(errno) if errno > 0 => io::Error::from_raw_os_error(errno),
        _ => malformed(),
    }
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the answer is malformed")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::channel::Datagram;
    use super::*;

    /// Gives strangers' and late answers before the one that counts.
    struct Script<'a> {
        answer: &'a [u8],
        turn: Cell<usize>,
    }

    impl Exchange for Script<'_> {
        fn port(&self) -> u32 {
            7
        }

        fn send(&self, _: &[u8]) -> io::Result<()> {
            Ok(())
        }

        fn receive(&self, buffer: &mut Vec<u8>) -> io::Result<Datagram> {
            let turn = self.turn.replace(self.turn.get() + 1);
            let late = message(88, 1, &[9]);
            let bytes = match turn {
                0 => return Err(io::ErrorKind::Interrupted.into()),
                1 => &message(88, 2, &[8]),
                2 => &late,
                3 => self.answer,
                _ => return Err(io::ErrorKind::WouldBlock.into()),
            };
            buffer.clear();
            buffer.extend(bytes);
            Ok(Datagram {
                length: bytes.len(),
                from_kernel: turn != 1,
            })
        }
    }

    fn message(kind: u16, sequence: u32, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(u32::try_from(16 + body.len()).unwrap().to_ne_bytes());
        bytes.extend(kind.to_ne_bytes());
        bytes.extend([0; 2]);
        bytes.extend(sequence.to_ne_bytes());
        bytes.extend(7_u32.to_ne_bytes());
        bytes.extend(body);
        bytes
    }

    #[test]
    fn one_answer_counts() {
        for (answer, expected) in [
            (message(88, 2, &[3]), Ok(3)),
            (message(88, 2, &[]), Err(io::ErrorKind::InvalidData)),
            (message(87, 2, &[3]), Err(io::ErrorKind::InvalidData)),
            (vec![1, 2], Err(io::ErrorKind::InvalidData)),
            (
                message(NLMSG_ERROR, 2, &(-1_i32).to_ne_bytes()),
                Err(io::ErrorKind::PermissionDenied),
            ),
            (
                message(NLMSG_ERROR, 2, &0_i32.to_ne_bytes()),
                Err(io::ErrorKind::InvalidData),
            ),
            (message(88, 3, &[3]), Err(io::ErrorKind::WouldBlock)),
        ] {
            let script = Script {
                answer: &answer,
                turn: Cell::new(0),
            };
            let request = Request {
                kind: 90,
                answer: 88,
                body: &[],
            };
            let found = query(&script, request, 2, |payload| payload.first().copied());
            assert_eq!(found.map_err(|error| error.kind()), expected, "{answer:?}");
        }
    }
}
