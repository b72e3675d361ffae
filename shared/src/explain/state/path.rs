//! The states that usually lead to a state, along the diagram of RFC 9293, section 3.3.2.

use super::super::direction::Side;
use crate::snapshot::State;

/// From CLOSED to this state, both included; empty for a state that is not in the diagram.
pub(super) fn usual(state: State, opened_by: Side) -> Vec<State> {
    use State::{
        BoundInactive, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck,
        Listen, NewSynReceived, SynReceived, SynSent, TimeWait,
    };
    let opening: &[State] = match opened_by {
        Side::Here => &[Closed, SynSent, Established],
        Side::There => &[Closed, Listen, SynReceived, Established],
    };
    let with = |closing: &[State]| [opening, closing].concat();
    match state {
        Closed => vec![Closed],
        BoundInactive => vec![Closed, BoundInactive],
        Listen => vec![Closed, Listen],
        SynSent => vec![Closed, SynSent],
        SynReceived | NewSynReceived => vec![Closed, Listen, state],
        Established => with(&[]),
        FinWait1 => with(&[FinWait1]),
        FinWait2 => with(&[FinWait1, FinWait2]),
        Closing => with(&[FinWait1, Closing]),
        TimeWait => with(&[FinWait1, FinWait2, TimeWait]),
        CloseWait => with(&[CloseWait]),
        LastAck => with(&[CloseWait, LastAck]),
        State::Unconnected | State::Other(_) => Vec::new(),
    }
}
