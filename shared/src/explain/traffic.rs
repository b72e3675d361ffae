//! Queues, timers and what TCP measures, in words.

use crate::snapshot::{AcceptQueue, State, Timer, TimerKind};

use super::row::{Role, Row};
use super::{Section, Topic, connection, memory, wording};

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    let mut paragraphs = Vec::new();
    let socket = row.socket;
    match row.role {
        Role::Listener => paragraphs.extend(socket.accept_queue.map(accept_queue)),
        Role::Connection(_) => paragraphs.extend(connection_queues(row)),
        _ => paragraphs.extend(datagram_queues(row)),
    }
    paragraphs.extend(
        socket
            .timer
            .map(|timer| timer_in_words(timer, socket.state)),
    );
    paragraphs.extend(memory::in_words(socket));
    let measures = connection::connection(socket);
    let title = if measures.is_empty() {
        "Queues and timer"
    } else {
        "How it fares"
    };
    // The verdict first, what speaks for it after it.
    paragraphs.splice(0..0, measures);
    Section::of(Topic::Traffic, title, paragraphs)
}

fn accept_queue(queue: AcceptQueue) -> String {
    let AcceptQueue { length, limit } = queue;
    let limit_text = wording::number(limit.into());
    let waiting = match length {
        0 => format!("No connection waits to be accepted; up to {limit_text} may."),
        1 => format!("1 connection waits to be accepted; up to {limit_text} may."),
        _ => format!(
            "{} connections wait to be accepted; up to {limit_text} may.",
            wording::number(length.into())
        ),
    };
    if queue.is_full() {
        format!(
            "{waiting} The queue is at its limit: the program does not accept fast enough, and the \
             system drops or refuses what comes on top."
        )
    } else if length > 0 {
        format!(
            "{waiting} That is usual for a moment; a number that stays means that the program \
             does not accept them."
        )
    } else {
        waiting
    }
}

fn connection_queues(row: &Row<'_>) -> Vec<String> {
    let socket = row.socket;
    match (socket.receive_queue, socket.send_queue) {
        // What is over has no queues.
        _ if matches!(
            socket.state,
            Some(State::TimeWait | State::NewSynReceived)
        ) =>
        {
            Vec::new()
        }
        (None, None) => vec!["The snapshot does not have the queues of this socket.".to_owned()],
        (Some(0), Some(0)) => vec![match socket.state {
            Some(State::Established) => {
                "Both queues are empty: the program has read everything that arrived, and the other \
                 side has acknowledged everything that was sent."
                    .to_owned()
            }
            _ => "Both queues are empty.".to_owned(),
        }],
        (received, sent) => {
            let received = received.filter(|&bytes| bytes > 0);
            let sent = sent.filter(|&bytes| bytes > 0);
            received
                .map(|bytes| receive_queue(row, bytes))
                .into_iter()
                .chain(sent.map(|bytes| send_queue(row, bytes)))
                .collect()
        }
    }
}

fn receive_queue(row: &Row<'_>, bytes: u32) -> String {
    // Linux counts a FIN as one byte until the program has read up to it.
    let after_fin = matches!(
        row.socket.state,
        Some(State::CloseWait | State::LastAck | State::Closing)
    );
    if bytes == 1 && after_fin && row.is_linux() {
        return "The receive queue holds 1: most likely the other side's FIN, which Linux counts as \
                a byte until the program notices it."
            .to_owned();
    }
    let waiting = wording::counted(bytes.into(), "byte");
    format!(
        "{waiting} in the receive queue: arrived, and not yet read by the program. If that stays, \
         the program is busy or stuck."
    )
}

fn send_queue(row: &Row<'_>, bytes: u32) -> String {
    let sent_sign = match row.socket.state {
        Some(State::SynSent) => Some("SYN"),
        Some(State::FinWait1 | State::Closing | State::LastAck) => Some("FIN"),
        _ => None,
    };
    if let Some(sign) = sent_sign.filter(|_| bytes == 1 && row.is_linux()) {
        return format!(
            "The send queue holds 1: the {sign}, which Linux counts as a byte until it is \
             acknowledged."
        );
    }
    let waiting = wording::counted(bytes.into(), "byte");
    format!(
        "{waiting} in the send queue: written by the program, and not yet acknowledged by the other \
         side. If that stays, the other side does not read, or the network loses packets."
    )
}

fn datagram_queues(row: &Row<'_>) -> Vec<String> {
    let of_kernel = if row.is_linux() {
        " (with what the kernel adds to each)"
    } else {
        ""
    };
    let received = row.socket.receive_queue.filter(|&bytes| bytes > 0);
    let sent = row.socket.send_queue.filter(|&bytes| bytes > 0);
    let received = received.map(|bytes| {
        format!(
            "{}{of_kernel} in the receive queue: arrived, and not yet read by the program. If that \
             grows, the program is too slow, and what does not fit is lost.",
            wording::counted(bytes.into(), "byte")
        )
    });
    let sent = sent.map(|bytes| {
        format!(
            "{}{of_kernel} in the send queue: written by the program, and not yet taken by the \
             interface.",
            wording::counted(bytes.into(), "byte")
        )
    });
    received.into_iter().chain(sent).collect()
}

fn timer_in_words(timer: Timer, state: Option<State>) -> String {
    let when = wording::duration(timer.expires_in_ms.into());
    let again = timer.retransmits;
    match timer.kind {
        TimerKind::Retransmit if again == 0 => format!(
            "A retransmission timer runs: something was sent, and without an acknowledgement it is \
             sent again in {when}. That is usual while data is on its way."
        ),
        TimerKind::Retransmit => format!(
            "The same segment was sent again {} without an acknowledgement, and is due once more in {when}: \
             packets get lost, or the other side is gone.",
            wording::counted(again.into(), "time")
        ),
        TimerKind::Keepalive if state == Some(State::Established) && again == 0 => format!(
            "A keep-alive timer runs: the other side is asked for a sign of life in {when}, unless \
             something arrives before."
        ),
        TimerKind::Keepalive if again == 0 => {
            format!("A timer of this state or of keep-alive runs and ends in {when}.")
        }
        TimerKind::Keepalive => format!(
            "{} of keep-alive had no answer so far; the next step is in {when}.",
            wording::counted(again.into(), "probe")
        ),
        TimerKind::TimeWait => format!("Its time in this state is over in {when}."),
        TimerKind::ZeroWindowProbe => format!(
            "The other side takes no more data at present (its window is closed): its program does \
             not read. The next probe is in {when}{}.",
            match again {
                0 => String::new(),
                _ => format!(
                    ", after {}",
                    wording::counted(again.into(), "unanswered probe")
                ),
            }
        ),
        TimerKind::Other(code) => {
            format!("A timer of kind {code}, which has no name here, runs out in {when}.")
        }
    }
}
