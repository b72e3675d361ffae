//! The wording.

use super::host::{host, packet};
use crate::walk::walk;

fn check(text: &str, asks: &str, expected: &[&str]) {
    let namespace = host(text);
    let lines = walk(&namespace, &packet(asks)).lines();
    assert_eq!(lines, expected, "{asks}");
}

#[test]
fn a_walk_reads_as_a_story() {
    check(
        "
        rule 0 lookup local
        rule 100 from 10.0.0.0/8 fwmark 1 lookup 77
        rule 101 not fwmark 2/255 lookup 78
        rule 102 lookup main suppress_prefixlength 0
        rule 103 goto 32766
        rule 32766 lookup main
        route default via 192.0.2.1 dev eth0 metric 100
        route default via 192.0.2.2 dev eth0 metric 200
        addr eth0 192.0.2.10/24
        neigh 192.0.2.1 eth0 reachable 02:00:00:00:00:01
        ",
        "9.9.9.9 mark 2",
        &[
            "Rule 0 is for every packet. It looks in the table local.",
            "The table local has no route to 9.9.9.9: the next rule is asked.",
            "Rule 100 is for packets from 10.0.0.0/8 and with the mark 0x1. This one has no source address yet, so the rule is passed over.",
            "Rule 101 is for all packets but those with the mark 0x2 under the mask 0xff. This one is such a packet, so the rule is passed over.",
            "Rule 102 is for every packet. It looks in the table main.",
            "The table main has 2 routes that 9.9.9.9 lies in. 0.0.0.0/0 wins, but the rule passes over prefixes of 0 bits and fewer: the next rule is asked.",
            "  0.0.0.0/0, to the router 192.0.2.1 by eth0, metric 100, wins.",
            "  0.0.0.0/0, to the router 192.0.2.2 by eth0, metric 200, loses: its metric is higher.",
            "Rule 103 is for every packet. It goes on with rule 32766.",
            "Rule 32766 is for every packet. It looks in the table main.",
            "The table main has 2 routes that 9.9.9.9 lies in. 0.0.0.0/0 wins.",
            "  0.0.0.0/0, to the router 192.0.2.1 by eth0, metric 100, wins.",
            "  0.0.0.0/0, to the router 192.0.2.2 by eth0, metric 200, loses: its metric is higher.",
            "A packet to 9.9.9.9 goes to the router 192.0.2.1 by eth0.",
            "The router has the link-layer address 02:00:00:00:00:01 there, by an entry that is reachable.",
            "It most likely gets the source address 192.0.2.10, one of the interface's. That is a guess: neither the packet nor the route names one.",
        ],
    );
}

#[test]
fn outcomes_are_sentences() {
    let text = "
        route blackhole 10.1.0.0/16
        route unreachable 10.2.0.0/16
        route prohibit 10.3.0.0/16
        route nat 10.4.0.0/16
        route 10.5.0.0/16 nexthop via 192.0.2.1 dev eth0 weight 2 nexthop dev eth1
        route local 10.6.0.1 dev lo
        route broadcast 10.6.0.255 dev eth0
        route 224.0.0.0/4 dev eth0
        route fe80::/64 dev eth0
        route 10.7.0.0/16 dev eth0 src 10.6.0.1 linkdown
        neigh 10.7.0.1 eth0 incomplete
    ";
    for (asks, expected) in [
        (
            "10.1.1.1",
            "A packet to 10.1.1.1 is dropped without a word.",
        ),
        (
            "10.2.1.1",
            "A packet to 10.2.1.1 is dropped, and its sender is told \"unreachable\".",
        ),
        (
            "10.3.1.1",
            "A packet to 10.3.1.1 is dropped, and its sender is told \"prohibited\".",
        ),
        (
            "10.4.1.1",
            "A packet to 10.4.1.1 meets a route of kind nat, for which there is no explanation here.",
        ),
        (
            "10.5.1.1",
            "A packet to 10.5.1.1 takes one of 2 ways; packets of one connection usually keep to one. \
             One way is to the router 192.0.2.1 by eth0, with weight 2. \
             One way is straight to the receiver by eth1, with weight 1.",
        ),
        (
            "10.6.0.1",
            "A packet to 10.6.0.1 is for this host itself and does not leave it. \
             It gets the source address 10.6.0.1 as well, for it stays on this host.",
        ),
        (
            "10.6.0.255",
            "A packet to 10.6.0.255 goes to every host on the link by eth0 and to this one.",
        ),
        (
            "224.1.1.1",
            "A packet to 224.1.1.1 goes to a multicast group by eth0.",
        ),
        (
            "fe80::7",
            "A packet to fe80::7 goes straight to its receiver by eth0. A link-local address means \
             something on one link only, so a program has to name the interface. Without one the \
             kernel takes the first.",
        ),
        (
            "10.7.0.1",
            "A packet to 10.7.0.1 goes straight to its receiver by eth0. The receiver's link-layer \
             address is not known: the entry for it is incomplete. The link there has no signal, so \
             the packet most likely gets lost. It gets the source address 10.6.0.1, which the route \
             prefers.",
        ),
        (
            "9.9.9.9",
            "A packet to 9.9.9.9 has no route: it is not sent, and its sender is told \"unreachable\".",
        ),
    ] {
        let namespace = host(text);
        let words = walk(&namespace, &packet(asks)).words();
        assert_eq!(words.join(" "), expected);
    }
}
