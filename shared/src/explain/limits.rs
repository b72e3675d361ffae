//! What a snapshot cannot tell of a row.

use crate::snapshot::State;

use super::row::{Role, Row};
use super::{Section, Topic};

pub(super) fn section(row: &Row<'_>) -> Option<Section> {
    let mut limits: Vec<&str> = Vec::new();
    match row.role {
        Role::Listener => limits.extend([
            "Who connected before, and whether anyone has: a snapshot is one moment.",
            "Whether the program answers, and in which version: nothing was sent to it.",
        ]),
        Role::Connection(_) => {
            limits.push("What is sent over it: a snapshot has no content.");
            if row.socket.state != Some(State::TimeWait) {
                limits.push("When it was opened: a snapshot is one moment.");
            }
        }
        Role::Datagrams => limits.extend([
            "With whom it exchanges datagrams: that stands in each datagram and not in the socket.",
            "Whether anything was ever sent or received: a snapshot is one moment.",
        ]),
        Role::ConnectedDatagrams(..) => limits.extend([
            "Whether the other side exists and answers: fixing a peer sends nothing.",
            "What is sent over it: a snapshot has no content.",
        ]),
        Role::Idle if matches!(row.socket.state, None | Some(State::Other(_))) => {
            limits.push("What the socket is for: its state is not known.");
        }
        Role::Idle => limits.push(
            "What the socket is for: the program has not said yet, or its attempt is over already.",
        ),
        Role::Packets => limits.extend([
            "Which packets it has taken: a snapshot has no content.",
            "What the program does with them.",
        ]),
        Role::Unknown => limits.push("What its numbers mean: they depend on the protocol."),
    }
    if row.direction().is_some() {
        limits.push(
            "Who is behind the other address: it may be a proxy, an address translation or a \
             tunnel. No name was looked up, so that nothing leaves this host.",
        );
    }
    if matches!(row.role, Role::Listener | Role::Datagrams) {
        limits.push("What a firewall lets through: its rules are not in the snapshot.");
    }
    if row.catalog.snapshot().redaction.is_some() {
        limits.push(
            "The true addresses and names: this bundle was redacted, so some of what stands here \
             replaces them.",
        );
    }
    let paragraphs = limits.into_iter().map(str::to_owned).collect();
    Section::of(Topic::Limits, "What this snapshot cannot tell", paragraphs)
}
