//! All fields of a socket.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::snapshot::{AcceptQueue, Owner, Timer};

use super::{Fact, connection, fact, maybe};
use crate::format::{self, counted, duration_us, grouped};

/// How many descriptors are named.
const SHOWN: usize = 50;

pub(super) fn facts(catalog: &Catalog, place: SocketInPlace<'_>) -> Vec<Fact> {
    let socket = place.socket;
    let state = socket
        .state
        .map(|state| format!("{} ({})", format::state(state), state.code()));
    let mut facts = vec![
        fact(
            "Protocol",
            format!("{} ({})", socket.protocol, socket.protocol.code()),
        ),
        fact("Family", socket.family),
        maybe("State", state),
        fact("Local", socket.local),
        maybe("Remote", socket.remote),
        fact("Owner", socket.ownership.name()),
        fact("Descriptors", descriptors(&socket.owners)),
        maybe(
            "User",
            socket.uid.map(|uid| super::process::user(catalog, uid)),
        ),
        maybe("Inode", socket.inode),
        maybe("Interface", socket.interface.as_deref()),
        maybe("Receive queue", socket.receive_queue.map(queue)),
        maybe("Send queue", socket.send_queue.map(queue)),
        maybe("Accept queue", socket.accept_queue.map(accept_queue)),
        maybe("Timer", socket.timer.map(timer)),
    ];
    facts.extend(connection::facts(socket));
    facts.push(fact("Namespace", &place.namespace.id));
    facts
}

pub(super) fn descriptors(owners: &[Owner]) -> String {
    let mut texts: Vec<String> = owners
        .iter()
        .take(SHOWN)
        .map(|owner| match owner.fd {
            Some(fd) => format!("{}/{fd}", owner.pid),
            None => owner.pid.to_string(),
        })
        .collect();
    match owners.len() {
        0 => texts.push("none known".to_owned()),
        count if count > SHOWN => {
            texts.push(format!("and {} more", grouped((count - SHOWN) as u64)));
        }
        _ => {}
    }
    texts.join(", ")
}

pub(super) fn queue(bytes: u32) -> String {
    counted(bytes as usize, "byte", "bytes")
}

pub(super) fn accept_queue(queue: AcceptQueue) -> String {
    let grouped = |number| grouped(u64::from(number));
    format!("{} of {}", grouped(queue.length), grouped(queue.limit))
}

fn timer(timer: Timer) -> String {
    let expires = duration_us(u64::from(timer.expires_in_ms) * 1000);
    let retransmits = counted(usize::from(timer.retransmits), "retransmit", "retransmits");
    format!("{}, in {expires}, {retransmits}", timer.kind)
}
