//! Queues, timers, and what a snapshot cannot tell.

use netsnap_shared::explain::Topic;
use netsnap_shared::snapshot::{
    AcceptQueue, Protocol, Redaction, Socket, SocketMemory, State, TcpInfo, Timer, TimerKind,
};

use crate::host::{With, check, explain, explain_first, snapshot, socket, tcp, text, udp};

fn in_state(state: State) -> Socket {
    tcp(state, "192.0.2.10 41000", "203.0.113.7 443")
}

#[test]
fn a_listener_says_how_many_wait() {
    for (length, limit, says, never) in [
        (
            0,
            4096,
            "No connection waits to be accepted; up to 4,096 may.",
            "at its limit",
        ),
        (
            1,
            128,
            "1 connection waits to be accepted; up to 128 may.",
            "at its limit",
        ),
        (127, 128, "127 connections wait", "at its limit"),
        (128, 128, "The queue is at its limit", "usual"),
        (129, 128, "The queue is at its limit", "usual"),
        (
            0,
            0,
            "No connection waits to be accepted; up to 0 may.",
            "at its limit",
        ),
    ] {
        let mut socket = tcp(State::Listen, "0.0.0.0 22", "");
        socket.accept_queue = Some(AcceptQueue { length, limit });
        check(vec![socket], Topic::Traffic, says, never);
    }
}

#[test]
fn queues_are_read_by_protocol_and_state() {
    for (socket, says, never) in [
        (
            in_state(State::Established).queues(0, 0),
            "Both queues are empty: the program has read",
            "",
        ),
        (
            in_state(State::Established).queues(1, 0),
            "1 byte in the receive queue",
            "send queue",
        ),
        (
            in_state(State::Established).queues(0, 4321),
            "4,321 bytes in the send queue",
            "receive queue",
        ),
        (in_state(State::Established), "does not have the queues", ""),
        (
            in_state(State::CloseWait).queues(1, 0),
            "most likely the other side's FIN",
            "not yet read",
        ),
        (
            in_state(State::CloseWait).queues(2, 0),
            "2 bytes in the receive queue",
            "FIN",
        ),
        (
            in_state(State::SynSent).queues(0, 1),
            "the SYN, which Linux counts",
            "written",
        ),
        (
            in_state(State::LastAck).queues(0, 1),
            "the FIN, which Linux counts",
            "written",
        ),
        (
            in_state(State::FinWait1).queues(0, 9),
            "9 bytes in the send queue",
            "counts",
        ),
        (
            udp("0.0.0.0 53", "").queues(768, 0),
            "768 bytes (with what the kernel adds to each) in the receive queue",
            "",
        ),
        (
            udp("0.0.0.0 53", "").queues(0, 768),
            "not yet taken by the interface",
            "",
        ),
    ] {
        check(vec![socket], Topic::Traffic, says, never);
    }
    for quiet in [
        in_state(State::TimeWait).queues(0, 0),
        udp("0.0.0.0 53", "").queues(0, 0),
        tcp(State::Listen, "0.0.0.0 22", ""),
    ] {
        assert_eq!(text(&explain(vec![quiet]), Topic::Traffic), "");
    }
}

#[test]
fn a_timer_says_what_it_waits_for() {
    for (state, kind, retransmits, says) in [
        (
            State::Established,
            TimerKind::Retransmit,
            0,
            "it is sent again in 1.5 s",
        ),
        (
            State::SynSent,
            TimerKind::Retransmit,
            1,
            "The same segment was sent again 1 time without an acknowledgement, and is due once more in 1.5 s",
        ),
        (State::Established, TimerKind::Retransmit, 4, "4 times"),
        (
            State::Established,
            TimerKind::Keepalive,
            0,
            "A keep-alive timer runs",
        ),
        (
            State::Established,
            TimerKind::Keepalive,
            2,
            "2 probes of keep-alive had no answer",
        ),
        (
            State::FinWait2,
            TimerKind::Keepalive,
            0,
            "A timer of this state or of keep-alive",
        ),
        (
            State::TimeWait,
            TimerKind::TimeWait,
            0,
            "Its time in this state is over in 1.5 s.",
        ),
        (
            State::Established,
            TimerKind::ZeroWindowProbe,
            0,
            "The next probe is in 1.5 s.",
        ),
        (
            State::Established,
            TimerKind::ZeroWindowProbe,
            3,
            "after 3 unanswered probes",
        ),
        (
            State::Established,
            TimerKind::Other(9),
            0,
            "A timer of kind 9",
        ),
    ] {
        let mut socket = in_state(state);
        socket.timer = Some(Timer {
            kind,
            expires_in_ms: 1500,
            retransmits,
        });
        check(vec![socket], Topic::Traffic, says, "");
    }
}

#[test]
fn drops_and_full_buffers_say_what_was_lost() {
    let memory = |drops, receive_allocated, receive_limit| SocketMemory {
        drops,
        receive_allocated,
        receive_limit,
        ..SocketMemory::default()
    };
    for (socket, memory, says, never) in [
        (
            udp("0.0.0.0 53", ""),
            memory(Some(12), 0, 212_992),
            "12 packets for it were dropped because the receive buffer was full",
            "is full:",
        ),
        (
            udp("0.0.0.0 53", ""),
            memory(Some(1), 0, 0),
            "1 packet for it was dropped because",
            "",
        ),
        (
            tcp(State::Listen, "0.0.0.0 22", ""),
            memory(Some(3), 0, 0),
            "3 packets for it were dropped as happens when too many connections wait",
            "",
        ),
        (
            in_state(State::Established).queues(0, 0),
            memory(Some(3), 0, 0),
            "for want of room, or because they did not fit",
            "",
        ),
        (
            udp("0.0.0.0 53", ""),
            memory(None, 191_693, 212_992),
            "Its receive buffer is full: 191,693 of 212,992 bytes are taken",
            "dropped",
        ),
        (
            in_state(State::Established).queues(0, 0),
            memory(Some(0), 191_692, 212_992),
            "Both queues are empty",
            "buffer",
        ),
    ] {
        let socket = Socket {
            memory: Some(Box::new(memory)),
            ..socket
        };
        check(vec![socket], Topic::Traffic, says, never);
    }
}

#[test]
fn what_tcp_measures_is_told_with_the_queues() {
    let mut socket = in_state(State::Established).queues(0, 0);
    check(
        vec![socket.clone()],
        Topic::Traffic,
        "Queues and timer",
        "How it fares",
    );
    socket.tcp_info = Some(Box::new(TcpInfo {
        rtt_us: Some(300_000),
        ..TcpInfo::default()
    }));
    check(
        vec![socket],
        Topic::Traffic,
        "How it fares\nIt is slow: each question and answer takes 200 ms or longer.\n\
         Its round trip takes 300 ms.\nBoth queues are empty",
        "",
    );
}

#[test]
fn limits_fit_the_row() {
    for (socket, says, never) in [
        (
            tcp(State::Listen, "0.0.0.0 22", ""),
            "What a firewall lets through",
            "it may be a proxy",
        ),
        (
            in_state(State::Established),
            "it may be a proxy",
            "firewall",
        ),
        (
            in_state(State::TimeWait),
            "no content",
            "When it was opened",
        ),
        (
            udp("0.0.0.0 53", ""),
            "With whom it exchanges datagrams",
            "no content",
        ),
        (
            udp("192.0.2.10 41000", "192.0.2.53 53"),
            "Whether the other side exists",
            "firewall",
        ),
        (
            socket(Protocol::Raw, None, "0.0.0.0 1", ""),
            "Which packets it has taken",
            "",
        ),
        (
            tcp(State::Closed, "0.0.0.0 0", ""),
            "What the socket is for",
            "",
        ),
    ] {
        check(vec![socket], Topic::Limits, says, never);
    }
}

#[test]
fn a_redacted_bundle_says_so() {
    let mut snapshot = snapshot(vec![in_state(State::Established)]);
    snapshot.redaction = Some(Redaction {
        replaced: vec!["addresses".to_owned()],
        method: "consistent".to_owned(),
    });
    let limits = text(&explain_first(snapshot), Topic::Limits);
    assert!(limits.contains("this bundle was redacted"), "{limits}");
}
