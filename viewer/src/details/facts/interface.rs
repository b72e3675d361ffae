//! All fields of an interface.

use netsnap_shared::snapshot::{ErrorKinds, Interface, InterfaceStatistics, Namespace};

use super::{Fact, fact, maybe, present, yes_or_no};
use crate::format::{BLANK, bytes_exactly, grouped};

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
    facts.extend(link(interface).into_iter().flatten());
    match &interface.statistics {
        Some(statistics) => facts.extend(counters(statistics)),
        None => facts.push(fact("Counters", "could not be read")),
    }
    facts.push(fact("Namespace", &namespace.id));
    facts
}

/// What only some links have or tell.
fn link(interface: &Interface) -> [Option<Fact>; 13] {
    let asked = interface.promiscuity.filter(|&count| count > 0);
    let peer = interface.peer.as_ref().map(|peer| match &peer.namespace {
        Some(namespace) => format!("interface {} of namespace {namespace}", peer.index),
        None => format!("interface {}", peer.index),
    });
    let speed = interface.speed_mbps.map(|speed| format!("{speed} Mbit/s"));
    let names = &interface.alternative_names;
    [
        present("Promiscuous for", asked),
        present("Carrier", interface.carrier.map(yes_or_no)),
        present("Speed", speed),
        present("Duplex", interface.duplex.as_deref()),
        present("Part of", interface.master.as_deref()),
        present("On top of", interface.lower.as_deref()),
        present("Other end", peer),
        present("VLAN", interface.vlan_id),
        present("Queue length", interface.queue_length),
        present("Queueing", interface.queueing_discipline.as_deref()),
        present("Alias", interface.alias.as_deref()),
        present("Other names", (!names.is_empty()).then(|| names.join(", "))),
        present("Made with MAC", interface.permanent_mac.as_deref()),
    ]
}

fn counters(statistics: &InterfaceStatistics) -> impl Iterator<Item = Fact> {
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
    .into_iter()
    .chain(statistics.kinds.into_iter().flat_map(kinds).flatten())
}

/// Of the kinds of errors and drops those that there were.
fn kinds(kinds: ErrorKinds) -> [Option<Fact>; 12] {
    let number = |name, count| present(name, (count > 0).then(|| grouped(count)));
    [
        number("Of a wrong length", kinds.received_length),
        number("Over the device's room", kinds.received_over),
        number("With a wrong checksum", kinds.received_crc),
        number("Not ending on a byte", kinds.received_frame),
        number("Lost in the device's queue", kinds.received_fifo),
        number("Missed by the host", kinds.received_missed),
        number("Wanted by no protocol", kinds.received_no_handler),
        number("Given up while sending", kinds.sent_aborted),
        number("Sent without a carrier", kinds.sent_carrier),
        number("Not fed by the queue", kinds.sent_fifo),
        number("Without a heartbeat", kinds.sent_heartbeat),
        number("Late collisions", kinds.sent_window),
    ]
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        BLANK.to_owned()
    } else {
        items.join(", ")
    }
}
