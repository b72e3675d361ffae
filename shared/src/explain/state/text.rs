//! What is true of every socket in a state (RFC 9293, section 3.3.2; tcp(7) for Linux's times).

use std::borrow::Cow;

use crate::snapshot::State;

/// A state in words.
pub(super) struct Text {
    /// What it is.
    pub(super) meaning: &'static str,
    /// What comes next.
    pub(super) next: &'static str,
    /// When it is a problem; empty when it never is.
    pub(super) watch: &'static str,
}

/// A state's name as RFC 9293 writes it.
pub(in super::super) fn state_name(state: State) -> Cow<'static, str> {
    match (state, state.name()) {
        (State::NewSynReceived, _) => Cow::Borrowed("NEW-SYN-RECEIVED"),
        (_, Some(name)) => Cow::Owned(name.to_ascii_uppercase()),
        (_, None) => Cow::Owned(format!("number {}", state.code())),
    }
}

const HANDSHAKE_WATCH: &str = "It usually passes at once. Many at the same time can be a SYN flood, \
     or a way back on which packets get lost.";

/// What is true of every socket in this state; none for a state without a name.
pub(super) fn text(state: State) -> Option<Text> {
    let (meaning, next, watch) = match state {
        State::Listen => (
            "The socket waits for connections. It is connected to nobody itself: each connection \
             that comes in gets a socket of its own.",
            "It stays until the program closes it or ends.",
            "A listener that nobody expects deserves a look, above all when other hosts reach it.",
        ),
        State::SynSent => (
            "This side has asked the other one for a connection (SYN) and has had no answer yet.",
            "With the answer (SYN-ACK) it becomes ESTABLISHED. A refusal (RST) ends it.",
            "It usually lasts no longer than a packet needs there and back. One that stays gets no \
             answer: the other host is down, the address is wrong, or a firewall drops the packets.",
        ),
        State::SynReceived => (
            "The other side has asked for a connection (SYN), this side has agreed (SYN-ACK), and \
             the confirmation (ACK) is awaited.",
            "With the confirmation it becomes ESTABLISHED and waits for the program to accept it.",
            HANDSHAKE_WATCH,
        ),
        State::NewSynReceived => (
            "Linux's name for SYN-RECEIVED as long as the connection is only a small record beside \
             its listener: the other side has asked (SYN), this side has agreed (SYN-ACK), and the \
             confirmation (ACK) is awaited.",
            "With the confirmation it becomes a socket of its own, ESTABLISHED, and waits for the \
             program to accept it.",
            HANDSHAKE_WATCH,
        ),
        State::Established => (
            "The connection is open, and both sides can send.",
            "The side that closes first goes to FIN-WAIT-1, and the other one to CLOSE-WAIT.",
            "An open connection needs no packets to stay open, so it can be idle for days. A peer \
             that vanished without a word is noticed only when something is sent, or by keep-alive \
             probes.",
        ),
        State::FinWait1 => (
            "This side has closed (FIN), and the other side has not acknowledged that yet.",
            "With the acknowledgement it becomes FIN-WAIT-2. If the other side's FIN comes first, it \
             becomes CLOSING.",
            "It usually passes at once. One that stays has lost its peer, or the peer does not read \
             what was sent before the FIN.",
        ),
        State::FinWait2 => (
            "This side has closed and the other side has acknowledged that. The other side has not \
             closed and may still send.",
            "With the other side's FIN it becomes TIME-WAIT.",
            "Many that stay mean that programs at the other end do not close. Linux ends one that no \
             program holds any more after 60 seconds (net.ipv4.tcp_fin_timeout); one that a program \
             still holds may stay.",
        ),
        State::CloseWait => (
            "The other side has closed (FIN). The program on this side has not: the kernel waits \
             for it.",
            "When the program closes, this side sends its own FIN and it becomes LAST-ACK.",
            "It has no time limit. One that stays, or a number that grows, is a fault of the program \
             on this side: it does not close its sockets and runs out of descriptors in the end.",
        ),
        State::Closing => (
            "Both sides closed at the same time. Their FINs crossed, and the acknowledgement of \
             this side's is awaited.",
            "With the acknowledgement it becomes TIME-WAIT.",
            "It is rare and usually passes at once. One that stays has lost its peer.",
        ),
        State::LastAck => (
            "The other side closed first, then this one. The acknowledgement of this side's FIN is \
             awaited.",
            "With the acknowledgement the connection is gone.",
            "It usually passes at once. One that stays has lost its peer.",
        ),
        State::TimeWait => (
            "The connection is over. This side closed first, or both did at once, so it keeps the \
             two addresses and ports for a while: late packets are not taken for those of a new \
             connection, and the last acknowledgement can be sent again.",
            "It disappears by itself, on Linux after 60 seconds.",
            "It is normal and needs no repair. Only tens of thousands to one address and port can \
             become a problem, because they use up the local ports.",
        ),
        State::Closed => (
            "There is no connection: the socket neither listens nor is connected.",
            "The program may connect it, listen on it or close it.",
            "",
        ),
        State::BoundInactive => (
            "Linux's name for a socket that has been given a port and neither listens nor is \
             connected.",
            "The program may listen on it or connect it.",
            "",
        ),
        State::Unconnected => (
            "A socket without a fixed peer. For datagrams that is usual: one socket exchanges them \
             with anyone.",
            "The program may fix a peer with connect(2).",
            "",
        ),
        State::Other(_) => return None,
    };
    Some(Text {
        meaning,
        next,
        watch,
    })
}
