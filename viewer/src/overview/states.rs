//! How many TCP sockets are in each state of RFC 9293.

use netsnap_shared::snapshot::{Protocol, Socket, State};

/// The eleven states, in the order of RFC 9293 section 3.3.2, the fictional CLOSED first.
pub const ALL: [State; 11] = [
    State::Closed,
    State::Listen,
    State::SynSent,
    State::SynReceived,
    State::Established,
    State::FinWait1,
    State::FinWait2,
    State::CloseWait,
    State::Closing,
    State::LastAck,
    State::TimeWait,
];

/// The counts of TCP's states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States {
    counts: [usize; ALL.len()],
    /// How many TCP sockets have a state that RFC 9293 does not know, or none.
    pub others: usize,
}

impl States {
    /// Counts a socket, if it is one of TCP.
    pub fn add(&mut self, socket: &Socket) {
        if !matches!(socket.protocol, Protocol::Tcp | Protocol::Mptcp) {
            return;
        }
        let place = socket.state.and_then(place);
        match place.and_then(|place| self.counts.get_mut(place)) {
            Some(count) => *count += 1,
            None => self.others += 1,
        }
    }

    /// How many sockets are in a state.
    pub fn count(&self, state: State) -> usize {
        place(state)
            .and_then(|place| self.counts.get(place))
            .copied()
            .unwrap_or_default()
    }
}

/// What a state means, in a few words.
pub const fn meaning(state: State) -> &'static str {
    match state {
        State::Closed | State::BoundInactive => "no connection",
        State::Listen => "waits for connections",
        State::SynSent => "asked for a connection, no answer yet",
        State::SynReceived | State::NewSynReceived => "was asked and answered, awaits confirmation",
        State::Established => "open, data flows both ways",
        State::FinWait1 => "closed here, not yet acknowledged",
        State::FinWait2 => "closed here, the peer may still send",
        State::CloseWait => "the peer has closed, the program here has not",
        State::Closing => "both closed at once",
        State::LastAck => "both have closed, awaits the last acknowledgement",
        State::TimeWait => "over, waits until old segments have died out",
        State::Unconnected => "no fixed peer",
        State::Other(_) => "a state without a name",
    }
}

/// The filter that leaves only the TCP sockets that are counted for a state.
pub const fn filter(state: State) -> &'static str {
    match state {
        State::Closed | State::BoundInactive => "proto:tcp,mptcp state:closed,bound-inactive",
        State::Listen => "proto:tcp,mptcp state:listen",
        State::SynSent => "proto:tcp,mptcp state:syn-sent",
        State::SynReceived | State::NewSynReceived => {
            "proto:tcp,mptcp state:syn-received,new-syn-received"
        }
        State::Established => "proto:tcp,mptcp state:established",
        State::FinWait1 => "proto:tcp,mptcp state:fin-wait-1",
        State::FinWait2 => "proto:tcp,mptcp state:fin-wait-2",
        State::CloseWait => "proto:tcp,mptcp state:close-wait",
        State::Closing => "proto:tcp,mptcp state:closing",
        State::LastAck => "proto:tcp,mptcp state:last-ack",
        State::TimeWait => "proto:tcp,mptcp state:time-wait",
        State::Unconnected | State::Other(_) => "proto:tcp,mptcp",
    }
}

/// The place of a state among the eleven. Linux's two extra states are kinds of RFC 9293's: an
/// embryonic connection is SYN-RECEIVED, a port without a connection is CLOSED.
fn place(state: State) -> Option<usize> {
    let state = match state {
        State::NewSynReceived => State::SynReceived,
        State::BoundInactive => State::Closed,
        state => state,
    };
    ALL.iter().position(|&known| known == state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::sample::{socket, udp};

    #[test]
    fn every_tcp_socket_is_counted_once() {
        let in_state = |state| socket(Protocol::Tcp, state, "10.0.0.1:80", None, &[]);
        for (state, counted) in [
            (State::Closed, Some(State::Closed)),
            (State::BoundInactive, Some(State::Closed)),
            (State::Listen, Some(State::Listen)),
            (State::NewSynReceived, Some(State::SynReceived)),
            (State::TimeWait, Some(State::TimeWait)),
            (State::Other(77), None),
            (State::Unconnected, None),
        ] {
            let mut states = States::default();
            states.add(&in_state(state));
            states.add(&udp("0.0.0.0:53", &[]));
            for known in ALL {
                let expected = usize::from(counted == Some(known));
                assert_eq!(states.count(known), expected, "{state} as {known}");
            }
            assert_eq!(states.others, usize::from(counted.is_none()), "{state}");
        }
    }
}
