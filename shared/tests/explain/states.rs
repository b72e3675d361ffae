//! States: what they mean for the row, and how it came to them.

use netsnap_shared::explain::{self, Topic};
use netsnap_shared::snapshot::{Ownership, Protocol, Socket, State};

use crate::host::{With, check, explain, snapshot, socket, tcp, udp};

const OUT: (&str, &str) = ("192.0.2.10 41000", "203.0.113.7 443");
const IN: (&str, &str) = ("192.0.2.10 443", "203.0.113.7 50123");

fn path(socket: Socket) -> String {
    let explanation = explain(vec![socket]);
    let state = explanation
        .sections
        .iter()
        .find(|section| section.topic == Topic::State)
        .expect("a part on the state");
    let names: Vec<String> = state.path.iter().map(ToString::to_string).collect();
    names.join(" ")
}

#[test]
fn each_state_is_reached_from_the_side_that_opened() {
    for (state, out, into) in [
        (State::Listen, "closed listen", "closed listen"),
        (State::Closed, "closed", "closed"),
        (
            State::BoundInactive,
            "closed bound-inactive",
            "closed bound-inactive",
        ),
        (State::SynSent, "closed syn-sent", "closed syn-sent"),
        (
            State::SynReceived,
            "closed listen syn-received",
            "closed listen syn-received",
        ),
        (
            State::NewSynReceived,
            "closed listen new-syn-received",
            "closed listen new-syn-received",
        ),
        (
            State::Established,
            "closed syn-sent established",
            "closed listen syn-received established",
        ),
        (
            State::FinWait1,
            "closed syn-sent established fin-wait-1",
            "closed listen syn-received established fin-wait-1",
        ),
        (
            State::FinWait2,
            "closed syn-sent established fin-wait-1 fin-wait-2",
            "closed listen syn-received established fin-wait-1 fin-wait-2",
        ),
        (
            State::Closing,
            "closed syn-sent established fin-wait-1 closing",
            "closed listen syn-received established fin-wait-1 closing",
        ),
        (
            State::TimeWait,
            "closed syn-sent established fin-wait-1 fin-wait-2 time-wait",
            "closed listen syn-received established fin-wait-1 fin-wait-2 time-wait",
        ),
        (
            State::CloseWait,
            "closed syn-sent established close-wait",
            "closed listen syn-received established close-wait",
        ),
        (
            State::LastAck,
            "closed syn-sent established close-wait last-ack",
            "closed listen syn-received established close-wait last-ack",
        ),
        (State::Other(99), "", ""),
    ] {
        assert_eq!(path(tcp(state, OUT.0, OUT.1)), out, "{state} out");
        assert_eq!(path(tcp(state, IN.0, IN.1)), into, "{state} in");
    }
    assert_eq!(path(udp(OUT.0, OUT.1)), "");
    assert_eq!(path(udp(OUT.0, "")), "");
}

#[test]
fn each_state_says_what_it_means_and_when_it_is_a_problem() {
    for (state, means, watch) in [
        (
            State::Listen,
            "State LISTEN\nThe socket waits for connections.",
            "nobody expects",
        ),
        (
            State::SynSent,
            "State SYN-SENT\nThis side has asked",
            "gets no answer",
        ),
        (
            State::SynReceived,
            "State SYN-RECEIVED\nThe other side has asked",
            "SYN flood",
        ),
        (
            State::NewSynReceived,
            "State NEW-SYN-RECEIVED\nLinux's name",
            "SYN flood",
        ),
        (
            State::Established,
            "State ESTABLISHED\nThe connection is open",
            "idle for days",
        ),
        (
            State::FinWait1,
            "State FIN-WAIT-1\nThis side has closed",
            "lost its peer",
        ),
        (
            State::FinWait2,
            "State FIN-WAIT-2\nThis side has closed",
            "after 60 seconds",
        ),
        (
            State::CloseWait,
            "State CLOSE-WAIT\nThe other side has closed",
            "does not close its sockets",
        ),
        (State::Closing, "State CLOSING\nBoth sides closed", "rare"),
        (
            State::LastAck,
            "State LAST-ACK\nThe other side closed first",
            "lost its peer",
        ),
        (
            State::TimeWait,
            "State TIME-WAIT\nThe connection is over.",
            "on Linux after 60 seconds",
        ),
        (
            State::Closed,
            "State CLOSED\nThere is no connection",
            "listen on it",
        ),
        (
            State::BoundInactive,
            "State BOUND-INACTIVE\nLinux's name",
            "listen on it",
        ),
        (State::Other(99), "State number 99", "has no name"),
    ] {
        for ends in [OUT, IN] {
            let row = || vec![tcp(state, ends.0, ends.1)];
            check(row(), Topic::State, means, "");
            check(row(), Topic::State, watch, "");
        }
    }
    let unread = socket(Protocol::Tcp, None, OUT.0, OUT.1);
    check(vec![unread], Topic::State, "State unknown", "");
}

#[test]
fn the_direction_comes_with_what_speaks_for_it() {
    let open = |local, remote| tcp(State::Established, local, remote);
    let listener = |local| tcp(State::Listen, local, "");
    for (sockets, says) in [
        (
            vec![open(OUT.0, OUT.1)],
            "This side opened it, as the ports suggest",
        ),
        (
            vec![open(IN.0, IN.1)],
            "The other side opened it, as the ports suggest",
        ),
        (
            vec![
                open("192.0.2.10 8720", "203.0.113.7 50123"),
                listener("0.0.0.0 8720"),
            ],
            "The other side opened it, most likely: this host has a socket that takes whatever comes to port 8720.",
        ),
        (
            vec![
                open("::ffff:192.0.2.10 8720", "::ffff:203.0.113.7 50123"),
                listener(":: 8720"),
            ],
            "The other side opened it, most likely",
        ),
        (
            vec![
                open("127.0.0.1 41000", "127.0.0.1 8720"),
                listener("127.0.0.1 8720"),
            ],
            "This side opened it, most likely: the other end is on this host as well",
        ),
        // A listener on another address or of another protocol speaks for nothing.
        (
            vec![
                open("192.0.2.10 8720", "203.0.113.7 50123"),
                listener("127.0.0.1 8720"),
                udp("0.0.0.0 8720", ""),
            ],
            "Which side opened it is not known.",
        ),
        (
            vec![open("192.0.2.10 41000", "203.0.113.7 50123")],
            "Which side opened it is not known.",
        ),
        (
            vec![open(OUT.0, "203.0.113.7 50123").unowned(Ownership::NotAccepted)],
            "The other side opened it: it waits in the backlog of a listener here.",
        ),
        (vec![tcp(State::SynSent, IN.0, IN.1)], "This side opens it"),
        (
            vec![tcp(State::SynReceived, OUT.0, OUT.1)],
            "The other side opens it",
        ),
    ] {
        check(sockets, Topic::State, says, "");
    }
}

#[test]
fn states_that_pile_up_are_counted() {
    let row = |state, port: u16, pid| {
        tcp(state, &format!("192.0.2.10 {port}"), "203.0.113.7 443").owned_by(&[(pid, 3)])
    };
    check(
        vec![
            row(State::CloseWait, 41000, 4711),
            row(State::CloseWait, 41001, 4711),
            row(State::CloseWait, 41002, 812),
            row(State::Established, 41003, 4711),
        ],
        Topic::State,
        "curl (4711) has 2 sockets in CLOSE-WAIT in this snapshot.",
        "",
    );
    check(
        vec![tcp(State::TimeWait, OUT.0, OUT.1).unowned(Ownership::Kernel)],
        Topic::State,
        "This snapshot has 1 socket in TIME-WAIT in this network namespace.",
        "",
    );
}

#[test]
fn udp_says_why_there_is_no_state_and_whether_there_is_a_peer() {
    for (socket, says, never) in [
        (
            udp("0.0.0.0 53", ""),
            "No state: UDP has no connections",
            "could not be read",
        ),
        (
            udp("0.0.0.0 53", ""),
            "It has no remote address, as is usual",
            "connect(2)",
        ),
        (
            udp(OUT.0, "192.0.2.53 53"),
            "its program called connect(2) on it",
            "no remote address",
        ),
        (
            udp(OUT.0, "192.0.2.53 53"),
            "ESTABLISHED for it, which here means just this",
            "",
        ),
        (udp(OUT.0, "192.0.2.53 53"), "this side is the client", ""),
        (
            udp("192.0.2.10 53", "192.0.2.9 50000"),
            "this side is the server",
            "",
        ),
        (
            socket(Protocol::Udp, None, "0.0.0.0 53", ""),
            "whether it has a fixed peer after all is not known",
            "It has no remote address",
        ),
        (
            socket(Protocol::Udp, Some(State::Other(9)), "0.0.0.0 53", ""),
            "the state number 9 for it",
            "",
        ),
        (
            socket(Protocol::Raw, None, "0.0.0.0 1", ""),
            "There is no connection, and so no state",
            "",
        ),
        (
            socket(Protocol::Other(47), Some(State::Closed), "0.0.0.0 1", ""),
            "What that means for IP protocol 47 is not known here.",
            "",
        ),
        (
            socket(Protocol::Sctp, Some(State::Established), OUT.0, OUT.1),
            "SCTP has states of its own.",
            "",
        ),
    ] {
        check(vec![socket], Topic::State, says, never);
    }
}

#[test]
fn another_system_is_not_told_about_linux() {
    let mut snapshot = snapshot(vec![socket(Protocol::Udp, None, "0.0.0.0 53", "")]);
    snapshot.host.os = "windows".to_owned();
    let explanation = crate::host::explain_first(snapshot);
    let state = crate::host::text(&explanation, Topic::State);
    assert!(state.contains("This system does not tell"), "{state}");
    let owner = crate::host::text(&explanation, Topic::Owner);
    assert!(!owner.contains("below 1024"), "{owner}");
}

#[test]
fn a_state_alone_is_explained_without_a_row() {
    for (state, headline) in [
        (
            State::CloseWait,
            "CLOSE-WAIT: The other side has closed (FIN). The program on this side has not: the kernel waits for it.",
        ),
        (
            State::Other(99),
            "State number 99 is one that this netsnap has no name for.",
        ),
    ] {
        assert_eq!(explain::state(state).headline, headline);
    }
    let path = &explain::state(State::SynReceived).sections[0].path;
    assert_eq!(path, &[State::Closed, State::Listen, State::SynReceived]);
}
