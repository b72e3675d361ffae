//! Ports: IANA's answer and what it proves.

use netsnap_shared::explain::{self, Topic};
use netsnap_shared::snapshot::{Protocol, State};

use crate::host::{check, socket, tcp, udp};

#[test]
fn a_port_alone_gets_ianas_answer() {
    for (protocol, number, headline) in [
        (
            Protocol::Tcp,
            443,
            "IANA assigns TCP port 443 to https: http protocol over TLS/SSL.",
        ),
        (Protocol::Tcp, 0, "IANA keeps TCP port 0 reserved."),
        (Protocol::Tcp, 4, "IANA has assigned TCP port 4 to nothing."),
        (
            Protocol::Udp,
            50000,
            "UDP port 50000 is ephemeral: it is in the range 49152–65535, which is handed out to sockets that ask for any port, so the number names no service.",
        ),
        (Protocol::Icmp, 0, "ICMP has no ports."),
        (Protocol::Raw, 0, "Raw IP has no ports."),
        (Protocol::Other(47), 0, "IP protocol 47 has no ports."),
    ] {
        assert_eq!(explain::port(protocol, number).headline, headline);
    }
    for (protocol, number, start) in [
        (Protocol::Tcp, 22, "IANA assigns TCP port 22 to ssh"),
        (Protocol::Udp, 53, "IANA assigns UDP port 53 to domain"),
        (Protocol::Mptcp, 22, "IANA assigns TCP port 22 to ssh"),
        (Protocol::UdpLite, 53, "IANA assigns UDP port 53 to domain"),
        (
            Protocol::Tcp,
            6667,
            "IANA assigns TCP ports 6665–6669 to ircu",
        ),
        (
            Protocol::Tcp,
            6010,
            "IANA assigns TCP ports 6000–6063 to x11",
        ),
    ] {
        let headline = explain::port(protocol, number).headline;
        assert!(headline.starts_with(start), "{headline}");
    }
}

#[test]
fn every_port_says_which_range_it_is_in() {
    for (number, says) in [
        (0, "No socket can have port 0"),
        (1, "system ports, 0 to 1023"),
        (1023, "system ports, 0 to 1023"),
        (1024, "user ports, 1024 to 49151"),
        (49151, "user ports, 1024 to 49151"),
        (49152, "dynamic ports, 49152 to 65535"),
        (65535, "dynamic ports, 49152 to 65535"),
    ] {
        let explanation = explain::port(Protocol::Tcp, number);
        let paragraphs = explanation.sections[0].paragraphs.join("\n");
        assert!(paragraphs.contains(says), "{paragraphs}");
        assert!(
            paragraphs.contains("does not prove which program"),
            "{paragraphs}"
        );
    }
}

#[test]
fn a_row_says_which_of_its_ports_names_the_service() {
    let open = |local, remote| tcp(State::Established, local, remote);
    for (socket, says, never) in [
        (
            tcp(State::Listen, "0.0.0.0 443", ""),
            "Port 443, https\nIANA assigns TCP port 443 to https",
            "Of the two ports",
        ),
        (
            open("192.0.2.10 41000", "203.0.113.7 443"),
            "Of the two ports the other side's, 443, names the service; this side's, 41000, is in the range 32768–60999 that this host hands out to clients.",
            "",
        ),
        (
            open("192.0.2.10 443", "203.0.113.7 50123"),
            "Of the two ports this side's, 443, names the service; the other side's, 50123, is the client's.",
            "",
        ),
        (
            open("192.0.2.10 41000", "203.0.113.7 50123"),
            "Neither port tells which side offers the service: this end has 41000, the other one 50123.",
            "Of the two",
        ),
        (tcp(State::Closed, "0.0.0.0 0", ""), "No port yet", "IANA"),
        (
            udp("0.0.0.0 41000", ""),
            "UDP port 41000 is ephemeral: it is in the range 32768–60999",
            "",
        ),
        // A name of IANA's within the host's own range says little, unless the socket listens.
        (
            udp("0.0.0.0 40000", ""),
            "Port 40000\nUDP port 40000 is ephemeral: it is in the range 32768–60999 that this host hands out to sockets that ask for any port, so the number most likely names no service.\nIANA assigns UDP port 40000 to safetynetp",
            "by chance",
        ),
        (
            tcp(State::Listen, "0.0.0.0 40000", ""),
            "Port 40000, safetynetp\nIANA assigns TCP port 40000 to safetynetp",
            "is ephemeral",
        ),
        (
            tcp(State::Listen, "0.0.0.0 40000", ""),
            "so the program may have been given 40000 by chance.",
            "",
        ),
        (
            socket(Protocol::Raw, None, "0.0.0.0 58", ""),
            "No port\nA raw socket works below the level of ports. In the port's place stands the number of its IP protocol: 58, ICMPv6.",
            "IANA",
        ),
        (
            socket(Protocol::Icmp, None, "0.0.0.0 7", ""),
            "the identifier by which the kernel",
            "IANA",
        ),
        (
            socket(Protocol::Other(47), None, "0.0.0.0 7", ""),
            "Whether IP protocol 47 has ports",
            "IANA",
        ),
    ] {
        check(vec![socket], Topic::Port, says, never);
    }
}
