//! All fields of an interface.

use netsnap_shared::snapshot::{Interface, InterfaceStatistics, Namespace};

use super::{Fact, fact, maybe, yes_or_no};
use crate::format::{BLANK, bytes, grouped};

pub(super) fn facts(namespace: &Namespace, interface: &Interface) -> Vec<Fact> {
    let addresses: Vec<String> = interface
        .addresses
        .iter()
        .map(|address| format!("{}/{}", address.ip, address.prefix_length))
        .collect();
    let mut facts = vec![
        fact("Index", interface.index),
        fact("Name", &interface.name),
        maybe("Kind", interface.kind.as_deref()),
        maybe("MAC", interface.mac.as_deref()),
        maybe(
            "MTU",
            interface.mtu.map(|mtu| bytes_exactly(u64::from(mtu))),
        ),
        maybe("State", interface.operational_state.as_deref()),
        fact("Flags", list(&interface.flags)),
        maybe("Promiscuous", interface.promiscuous.map(yes_or_no)),
        fact("Addresses", list(&addresses)),
    ];
    match &interface.statistics {
        Some(statistics) => facts.extend(counters(statistics)),
        None => facts.push(fact("Counters", "could not be read")),
    }
    facts.push(fact("Namespace", &namespace.id));
    facts
}

fn counters(statistics: &InterfaceStatistics) -> [Fact; 10] {
    let size = |name, count| fact(name, bytes_exactly(count));
    let number = |name, count| fact(name, grouped(count));
    [
        size("Received", statistics.received_bytes),
        number("Packets received", statistics.received_packets),
        number("Received with errors", statistics.received_errors),
        number("Received and dropped", statistics.received_dropped),
        number("Multicast received", statistics.received_multicast),
        size("Sent", statistics.sent_bytes),
        number("Packets sent", statistics.sent_packets),
        number("Sent with errors", statistics.sent_errors),
        number("Dropped while sending", statistics.sent_dropped),
        number("Collisions", statistics.collisions),
    ]
}

fn bytes_exactly(count: u64) -> String {
    if count < 10_000 {
        format!("{} bytes", grouped(count))
    } else {
        format!("{} ({} bytes)", bytes(count), grouped(count))
    }
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        BLANK.to_owned()
    } else {
        items.join(", ")
    }
}
