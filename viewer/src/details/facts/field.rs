//! Which field of the filter a fact is.

use netsnap_shared::index::TableKind;

/// Facts whose name is none of the field's own.
const NAMED: &[(&str, &str)] = &[
    ("Receive queue", "recvq"),
    ("Send queue", "sendq"),
    ("Descriptors", "pid"),
    ("Inode of the peer", "peer"),
    ("Promiscuous on", "promisc"),
    ("Port id", "portid"),
    ("Command line", "cmd"),
    ("Network namespace", "ns"),
    ("Addresses", "ip"),
    ("Time", "us"),
    ("Outgoing interface", "oif"),
    ("Incoming interface", "iface"),
    ("Changed by", "change"),
];

/// The name in the filter language of the field that a fact of a table is; none where the filter does
/// not know it.
pub(crate) fn field(table: TableKind, fact: &str) -> Option<&'static str> {
    let mut named = NAMED.iter();
    let name = named
        .find(|(known, _)| *known == fact)
        .map_or(fact, |(_, name)| name);
    table.field(name)?.names().first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use TableKind::{
        Counters, Groups, Interfaces, Neighbours, NetlinkSockets, PacketSockets, Processes, Routes,
        Rules, Sockets, Sources, UnixSockets,
    };

    #[test]
    fn a_fact_is_a_field_of_its_table() {
        for (table, fact, expected) in [
            (Sockets, "State", Some("state")),
            (Sockets, "Receive queue", Some("recvq")),
            (Sockets, "Cookie", None),
            (UnixSockets, "Inode of the peer", Some("peer")),
            (PacketSockets, "Promiscuous on", Some("promisc")),
            (NetlinkSockets, "Port id", Some("portid")),
            (NetlinkSockets, "Groups", Some("group")),
            (Processes, "Name", Some("proc")),
            (Processes, "Command line", Some("cmd")),
            (Routes, "Table", Some("table")),
            (Routes, "Flags", None),
            (Interfaces, "Name", Some("iface")),
            (Interfaces, "Addresses", Some("ip")),
            (Rules, "Outgoing interface", Some("oif")),
            (Neighbours, "Address", Some("ip")),
            (Groups, "Joined", Some("joined")),
            (Counters, "Changed by", Some("change")),
            (Sources, "Time", Some("us")),
        ] {
            assert_eq!(field(table, fact), expected, "{table:?} {fact}");
        }
        for (fact, name) in NAMED {
            let is_one = TableKind::ALL
                .iter()
                .any(|table| table.field(name).is_some());
            assert!(is_one, "{fact}");
        }
    }
}
