//! States in words: what one means for its row, what comes next, and when it is a problem.

mod path;
mod text;

use crate::snapshot::{Ownership, Protocol, State};

use super::direction::{Direction, Evidence, Side};
use super::row::{Role, Row};
use super::{Explanation, Section, Topic, wording};

pub(super) use text::state_name;
use text::{Text, text};

/// Explains a state: those of RFC 9293, and those that a system has beside them.
pub fn state(state: State) -> Explanation {
    let name = state_name(state);
    let Some(Text {
        meaning,
        next,
        watch,
    }) = text(state)
    else {
        return Explanation {
            headline: format!("State {name} is one that this netsnap has no name for."),
            sections: Vec::new(),
        };
    };
    let paragraphs = [next, watch].into_iter().filter(|text| !text.is_empty());
    let mut section = Section::of(
        Topic::State,
        format!("State {name}"),
        paragraphs.map(str::to_owned).collect(),
    );
    if let Some(section) = &mut section {
        section.path = path::usual(state, opener(state));
    }
    Explanation {
        headline: format!("{name}: {meaning}"),
        sections: section.into_iter().collect(),
    }
}

/// The side that usually opened a connection in this state, where no row tells more.
fn opener(state: State) -> Side {
    match state {
        State::SynReceived | State::NewSynReceived => Side::There,
        _ => Side::Here,
    }
}

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    match row.role {
        Role::Listener | Role::Connection(_) | Role::Idle => stream(row),
        Role::Datagrams => Section::of(
            Topic::State,
            format!(
                "No state: {} has no connections",
                wording::protocol(row.socket.protocol)
            ),
            datagrams(row),
        ),
        Role::ConnectedDatagrams(..) => Section::of(
            Topic::State,
            format!(
                "No state, but a peer: a connected {} socket",
                wording::protocol(row.socket.protocol)
            ),
            connected_datagrams(row),
        ),
        Role::Packets => Section::of(
            Topic::State,
            "No state",
            vec![
                "It sends and takes single packets. There is no connection, and so no state of one."
                    .to_owned(),
            ],
        ),
        Role::Unknown => {
            let paragraph = match row.socket.state {
                None => "The snapshot has no state for it.".to_owned(),
                Some(state) => format!(
                    "The system reports the state {}. What that means for {} is not known here.",
                    state_name(state),
                    wording::protocol(row.socket.protocol)
                ),
            };
            Section::of(Topic::State, "State", vec![paragraph])
        }
    }
}

fn stream(row: &Row<'_>) -> Option<Section> {
    let Some(state) = row.socket.state else {
        let why = "The snapshot has no state for this socket: what read it did not tell.";
        return Section::of(Topic::State, "State unknown", vec![why.to_owned()]);
    };
    let name = state_name(state);
    let mut paragraphs = Vec::new();
    let is_tcp = matches!(row.socket.protocol, Protocol::Tcp | Protocol::Mptcp);
    if !is_tcp && text(state).is_some() {
        paragraphs.push(format!(
            "{} has states of its own. The system reports this one under the name that TCP has \
             for it.",
            wording::protocol(row.socket.protocol)
        ));
    }
    match text(state) {
        Some(text) => {
            paragraphs.push(text.meaning.to_owned());
            paragraphs.extend(
                row.direction()
                    .map(|(_, direction)| who_opened(row, direction)),
            );
            paragraphs.push(text.next.to_owned());
            paragraphs.push(text.watch.to_owned());
            paragraphs.extend(how_many(row, state));
        }
        None => paragraphs.push(format!(
            "The system reports state {name}, for which this netsnap has no name. A newer one may."
        )),
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    let mut section = Section::of(Topic::State, format!("State {name}"), paragraphs)?;
    let opened_by = row
        .direction()
        .map_or(Side::Here, |(_, direction)| direction.opened_by);
    section.path = path::usual(state, opened_by);
    Some(section)
}

/// Who opened a connection, and how sure that is.
fn who_opened(row: &Row<'_>, direction: Direction) -> String {
    let local = row.socket.local.port;
    match (direction.evidence, direction.opened_by) {
        (Evidence::State, Side::Here) => {
            "This side opens it: only the side that asks is in this state.".to_owned()
        }
        (Evidence::State, Side::There) => {
            "The other side opens it: only the side that is asked is in this state, unless both \
             ask at once."
                .to_owned()
        }
        (Evidence::Backlog, _) => {
            "The other side opened it: it waits in the backlog of a listener here.".to_owned()
        }
        (Evidence::ListenerHere, _) => format!(
            "The other side opened it, most likely: this host has a socket that takes whatever \
             comes to port {local}."
        ),
        (Evidence::ListenerThere, _) => {
            "This side opened it, most likely: the other end is on this host as well, and its port \
             has a listener."
                .to_owned()
        }
        (Evidence::Ports, Side::Here) => {
            "This side opened it, as the ports suggest: the other side's is a service's, and this \
             side's is not. The snapshot does not record it."
                .to_owned()
        }
        (Evidence::Ports, Side::There) => {
            "The other side opened it, as the ports suggest: this side's is a service's, and the \
             other one's is not. The snapshot does not record it."
                .to_owned()
        }
        (Evidence::Nothing, _) => {
            "Which side opened it is not known. No listener is on its port here now, which speaks a \
             little for this side."
                .to_owned()
        }
    }
}

/// How many sockets are in the same state, for the states whose number says something.
fn how_many(row: &Row<'_>, state: State) -> Option<String> {
    let in_state = || {
        row.namespace
            .sockets
            .iter()
            .filter(|other| other.protocol == row.socket.protocol && other.state == Some(state))
    };
    let name = state_name(state);
    match state {
        State::CloseWait | State::FinWait2 | State::SynSent => {
            let pid = row.socket.owners.first()?.pid;
            let is_its = |owner: &crate::snapshot::Owner| owner.pid == pid;
            let count = in_state()
                .filter(|other| other.owners.iter().any(is_its))
                .count() as u64;
            let process = wording::process(row.catalog, pid);
            Some(format!(
                "{process} has {} in {name} in this snapshot.",
                wording::counted(count, "socket")
            ))
        }
        State::TimeWait | State::SynReceived | State::NewSynReceived => Some(format!(
            "This snapshot has {} in {name} in this network namespace.",
            wording::counted(in_state().count() as u64, "socket")
        )),
        _ => None,
    }
}

fn datagrams(row: &Row<'_>) -> Vec<String> {
    let protocol = wording::protocol(row.socket.protocol);
    let mut paragraphs = vec![
        format!(
            "{protocol} keeps no connection: each datagram stands alone, nothing is opened or \
             closed, and so there is no state to show."
        ),
        "It has no remote address, as is usual: one socket takes datagrams from anyone, and the \
         program names the receiver of each one that it sends."
            .to_owned(),
    ];
    match row.socket.state {
        Some(State::Unconnected) => {}
        None if row.is_linux() => paragraphs.push(
            "The details of this socket could not be read, so whether it has a fixed peer after all \
             is not known."
                .to_owned(),
        ),
        None => paragraphs.push(
            "A program may also fix one peer. This system does not tell, so whether this one has \
             is not known."
                .to_owned(),
        ),
        Some(state) => paragraphs.push(odd_state(row, state)),
    }
    if row.socket.state != Some(State::Unconnected)
        && let Some(second) = paragraphs.get_mut(1)
    {
        "The snapshot has no remote address for it, as is usual: one socket can take datagrams from \
         anyone, and the program names the receiver of each one that it sends."
            .clone_into(second);
    }
    paragraphs
}

fn connected_datagrams(row: &Row<'_>) -> Vec<String> {
    let protocol = wording::protocol(row.socket.protocol);
    let mut paragraphs = vec![
        format!(
            "{protocol} keeps no connection, and yet this socket has a remote address: its program \
             called connect(2) on it. Since then the kernel hands it only datagrams from that \
             address and port, and sends what it writes there."
        ),
        "That sent no packet and got no answer: the peer may not know of it, and need not exist."
            .to_owned(),
    ];
    match row.socket.state {
        Some(State::Established) => paragraphs.push(
            "The system reports ESTABLISHED for it, which here means just this, that the peer is \
             fixed."
                .to_owned(),
        ),
        None | Some(State::Unconnected) => {}
        Some(state) => paragraphs.push(odd_state(row, state)),
    }
    if let Some((_, direction)) = row.direction()
        && direction.evidence != Evidence::Nothing
    {
        paragraphs.push(match direction.opened_by {
            Side::Here => "Its ports suggest that this side is the client.".to_owned(),
            Side::There => "Its ports suggest that this side is the server.".to_owned(),
        });
    }
    paragraphs
}

fn odd_state(row: &Row<'_>, state: State) -> String {
    format!(
        "The system reports the state {} for it. What that means for {} is not known here.",
        state_name(state),
        wording::protocol(row.socket.protocol)
    )
}

/// Whether the program has let go of the socket, so that only the kernel still works on it.
pub(super) fn is_left_to_the_kernel(row: &Row<'_>) -> bool {
    row.socket.ownership == Ownership::Kernel
        && matches!(
            row.socket.state,
            Some(
                State::TimeWait
                    | State::FinWait1
                    | State::FinWait2
                    | State::Closing
                    | State::LastAck
            )
        )
}
