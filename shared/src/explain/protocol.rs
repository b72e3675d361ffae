//! Protocols in words.

use crate::snapshot::Protocol;

use super::{Explanation, Section, Topic, wording};

/// Explains a protocol.
pub fn protocol(protocol: Protocol) -> Explanation {
    let (headline, paragraphs): (&str, &[&str]) = match protocol {
        Protocol::Tcp => (
            "TCP carries a stream of bytes between two programs, complete and in order (RFC 9293).",
            &[
                "Before the first byte both sides agree on a connection: SYN, SYN-ACK, ACK. Each \
                 side keeps a state of it until both have closed, and so a TCP socket has a state.",
                "A connection is named by its two addresses and two ports. That is why many \
                 connections can share the one port of a server.",
                "It sends again what was lost, slows down when the network or the reader cannot \
                 follow, and encrypts nothing: TLS does that, above it.",
            ],
        ),
        Protocol::Udp => (
            "UDP carries single datagrams, each on its own, without a promise that it arrives (RFC \
             768).",
            &[
                "There is no connection, so nothing is opened or closed and a UDP socket has no \
                 state. One socket exchanges datagrams with anyone, so it usually has no remote \
                 address.",
                "A program may call connect(2) on a UDP socket. That sends nothing; it fixes the \
                 peer, and then the socket has a remote address after all.",
                "A datagram can be lost, doubled or overtaken. Programs use UDP for short questions \
                 (DNS), for what must not wait (voice, games), and as the base of protocols that \
                 bring their own order and encryption (QUIC, WireGuard).",
            ],
        ),
        Protocol::Sctp => (
            "SCTP carries messages in several independent streams within one association (RFC 9260).",
            &[
                "It is opened by a handshake of four messages. Each end may have several addresses, \
                 and the association survives the loss of one.",
                "It is at home in telephone networks and rare elsewhere.",
            ],
        ),
        Protocol::Dccp => (
            "DCCP carries datagrams that may get lost, over a connection that avoids congestion \
             (RFC 4340).",
            &["Hardly any program uses it, and Linux removed it in version 6.16."],
        ),
        Protocol::UdpLite => (
            "UDP-Lite is UDP whose checksum may leave a part of the datagram unprotected (RFC 3828).",
            &[
                "A damaged picture or voice can be better than none. It uses the port numbers of UDP.",
                "Like UDP it has no connection and no state. It is rare.",
            ],
        ),
        Protocol::Mptcp => (
            "Multipath TCP carries one connection over several paths at the same time (RFC 8684).",
            &[
                "To the programs it looks like TCP and has its states and ports. Below it is made of \
                 TCP connections, the subflows, which the system may list as well.",
                "With a peer that does not know it, it falls back to plain TCP.",
            ],
        ),
        Protocol::Icmp => (
            "ICMP carries the internet's own messages: errors, echo requests and their answers (RFC \
             792).",
            &[
                "It has no ports and no connections. An ICMP socket is one that ping uses; the \
                 kernel sorts the answers by an identifier.",
            ],
        ),
        Protocol::Icmpv6 => (
            "ICMPv6 carries the messages that IPv6 itself needs: errors, echo, neighbours and \
             routers (RFC 4443, RFC 4861).",
            &[
                "It has no ports and no connections. Without it IPv6 does not work: it replaces ARP \
                 and tells hosts their routers.",
            ],
        ),
        Protocol::Raw => (
            "A raw socket sends and takes IP packets below the level of TCP and UDP.",
            &[
                "It gets a copy of every packet of its IP protocol that arrives, whichever program \
                 the packet is for. So it needs a privilege, on Linux CAP_NET_RAW.",
                "ping, traceroute, routing daemons and DHCP clients use them; so do scanners and \
                 programs that spy. Each one should be known.",
            ],
        ),
        Protocol::Other(code) => {
            return Explanation {
                headline: format!(
                    "IP protocol {code} is one that this netsnap has no explanation for."
                ),
                sections: Vec::new(),
            };
        }
    };
    let paragraphs = paragraphs.iter().map(|&text| text.to_owned()).collect();
    Explanation {
        headline: headline.to_owned(),
        sections: Section::of(Topic::Meaning, wording::protocol(protocol), paragraphs)
            .into_iter()
            .collect(),
    }
}
