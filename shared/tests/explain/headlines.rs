//! The one sentence that says what a socket is.

use netsnap_shared::snapshot::{Ownership, Protocol, Socket, State};

use crate::arbitrary::value::HOSTILE;
use crate::host::{With, explain, snapshot, socket, tcp, udp};

fn check(sockets: Vec<Socket>, headline: &str) {
    assert_eq!(explain(sockets).headline, headline);
}

#[test]
fn a_listener_says_who_waits_and_where() {
    let nginx = |local| tcp(State::Listen, local, "").owned_by(&[(812, 6)]);
    for (socket, headline) in [
        (
            nginx("0.0.0.0 443"),
            "nginx (812) waits for connections on TCP port 443 (https), on every IPv4 address of this host.",
        ),
        (
            nginx(":: 443"),
            "nginx (812) waits for connections on TCP port 443 (https), on every address of this host, IPv6 and usually IPv4.",
        ),
        (
            nginx("127.0.0.1 443"),
            "nginx (812) waits for connections on TCP port 443 (https), from this host only.",
        ),
        (
            nginx("::1 443"),
            "nginx (812) waits for connections on TCP port 443 (https), from this host only.",
        ),
        (
            nginx("192.0.2.10 443"),
            "nginx (812) waits for connections on TCP port 443 (https), at 192.0.2.10.",
        ),
        (
            nginx("::ffff:192.0.2.10 443"),
            "nginx (812) waits for connections on TCP port 443 (https), at 192.0.2.10.",
        ),
        (
            nginx("fe80::10 443").on("eth0"),
            "nginx (812) waits for connections on TCP port 443 (https), at fe80::10, from the link of eth0 only.",
        ),
        (
            nginx("0.0.0.0 443").on("eth0"),
            "nginx (812) waits for connections on TCP port 443 (https), on every IPv4 address of this host, through eth0 only.",
        ),
        (
            nginx("0.0.0.0 4"),
            "nginx (812) waits for connections on TCP port 4, on every IPv4 address of this host.",
        ),
        (
            nginx("0.0.0.0 443").owned_by(&[(812, 6), (812, 7), (813, 6)]),
            "nginx (812) and one more process wait for connections on TCP port 443 (https), on every IPv4 address of this host.",
        ),
        (
            nginx("0.0.0.0 443").owned_by(&[(812, 6), (813, 6), (814, 6)]),
            "nginx (812) and 2 more processes wait for connections on TCP port 443 (https), on every IPv4 address of this host.",
        ),
        (
            nginx("0.0.0.0 443").owned_by(&[(77, 6)]),
            "process 77 waits for connections on TCP port 443 (https), on every IPv4 address of this host.",
        ),
        (
            socket(Protocol::Sctp, Some(State::Listen), "0.0.0.0 36412", "").owned_by(&[(900, 3)]),
            "app (900) waits for associations on SCTP port 36412 (s1-control), on every IPv4 address of this host.",
        ),
    ] {
        check(vec![socket], headline);
    }
}

#[test]
fn a_listener_without_an_owner_says_why() {
    for (ownership, who) in [
        (Ownership::Kernel, "The kernel itself"),
        (
            Ownership::Hidden,
            "A program that the collector was not allowed to see",
        ),
        (
            Ownership::OtherPidNamespace,
            "A program in another pid namespace",
        ),
        (Ownership::Missing, "A program that was not found"),
        (Ownership::Unknown, "A program that is not named"),
        (Ownership::Owned, "A program that is not named"),
    ] {
        check(
            vec![tcp(State::Listen, "0.0.0.0 22", "").unowned(ownership)],
            &format!(
                "{who} waits for connections on TCP port 22 (ssh), on every IPv4 address of this host."
            ),
        );
    }
}

#[test]
fn a_connection_says_its_direction_and_its_state() {
    let out = |state| tcp(state, "192.0.2.10 41000", "203.0.113.7 443").owned_by(&[(4711, 3)]);
    let into = |state| tcp(state, "192.0.2.10 443", "203.0.113.7 50123").owned_by(&[(813, 9)]);
    let from_curl =
        "A TCP connection from curl (4711) on this host to port 443 (https) at 203.0.113.7";
    let to_nginx =
        "A TCP connection from 203.0.113.7 to nginx (813) on port 443 (https) of this host";
    for (state, says) in [
        (State::Established, "is open"),
        (
            State::FinWait1,
            "is being closed by this side: the other side has not acknowledged that yet",
        ),
        (
            State::FinWait2,
            "was closed by this side and not yet by the other one",
        ),
        (
            State::CloseWait,
            "was closed by the other side and not yet by this one",
        ),
        (State::Closing, "is being closed by both sides at once"),
        (
            State::LastAck,
            "was closed by the other side, then by this one: the last acknowledgement is awaited",
        ),
        (State::TimeWait, "is over"),
        (
            State::Other(77),
            "is in state 77, for which this netsnap has no name",
        ),
    ] {
        check(vec![out(state)], &format!("{from_curl} {says}."));
        check(vec![into(state)], &format!("{to_nginx} {says}."));
    }
    check(
        vec![out(State::SynSent)],
        &format!("{from_curl} is being opened: the other side has not answered yet."),
    );
    for state in [State::SynReceived, State::NewSynReceived] {
        check(
            vec![into(state)],
            &format!("{to_nginx} is being opened: the other side's confirmation is awaited."),
        );
    }
}

#[test]
fn what_is_not_known_of_a_connection_is_not_said() {
    let unknown_state = socket(Protocol::Tcp, None, "192.0.2.10 41000", "203.0.113.7 443");
    for (socket, headline) in [
        (
            tcp(State::TimeWait, "192.0.2.10 41000", "203.0.113.7 443").unowned(Ownership::Kernel),
            "A TCP connection from this host to port 443 (https) at 203.0.113.7 is over.",
        ),
        (
            tcp(State::Established, "192.0.2.10 443", "203.0.113.7 50123")
                .unowned(Ownership::NotAccepted),
            "A TCP connection from 203.0.113.7 to port 443 (https) of this host is open and waits to be accepted by a program.",
        ),
        (
            tcp(State::Established, "192.0.2.10 41000", "203.0.113.7 50123"),
            "A TCP connection between port 41000 of this host and port 50123 at 203.0.113.7 is open.",
        ),
        (
            tcp(State::Established, "192.0.2.10 41000", ""),
            "A TCP connection between port 41000 of this host and an unnamed peer is open.",
        ),
        (
            unknown_state,
            "A TCP connection from this host to port 443 (https) at 203.0.113.7 is in a state that is not known.",
        ),
        (
            socket(Protocol::Tcp, None, "192.0.2.10 41000", ""),
            "A TCP socket with port 41000 is in a state that is not known.",
        ),
        (
            tcp(State::Closed, "0.0.0.0 0", "").owned_by(&[(4711, 3)]),
            "A TCP socket of curl (4711) neither listens nor is connected; it has no port.",
        ),
        (
            tcp(State::BoundInactive, "0.0.0.0 22", "").owned_by(&[(4711, 3)]),
            "A TCP socket of curl (4711) with port 22 (ssh) neither listens nor is connected.",
        ),
    ] {
        check(vec![socket], headline);
    }
}

#[test]
fn datagrams_have_no_connection() {
    for (socket, headline) in [
        (
            udp("127.0.0.1 123", "").owned_by(&[(300, 5)]),
            "A UDP socket of chronyd (300) takes datagrams on port 123 (ntp), from this host only.",
        ),
        (
            udp("0.0.0.0 123", ""),
            "A UDP socket takes datagrams on port 123 (ntp), on every IPv4 address of this host.",
        ),
        (
            udp("0.0.0.0 40000", ""),
            "A UDP socket takes datagrams on port 40000, on every IPv4 address of this host.",
        ),
        (
            udp("224.0.0.251 5353", ""),
            "A UDP socket takes datagrams on port 5353 (mdns), sent to the group 224.0.0.251.",
        ),
        (
            udp("0.0.0.0 0", "").owned_by(&[(300, 5)]),
            "A UDP socket of chronyd (300) has no port yet, so nothing can be sent to it.",
        ),
        (
            udp("192.0.2.10 45000", "192.0.2.53 53").owned_by(&[(4711, 5)]),
            "A UDP socket of curl (4711) exchanges datagrams with port 53 (domain) at 192.0.2.53 only.",
        ),
        (
            udp("192.0.2.10 123", "203.0.113.9 45000").owned_by(&[(300, 5)]),
            "A UDP socket of chronyd (300) exchanges datagrams with port 45000 at 203.0.113.9 only.",
        ),
        (
            socket(
                Protocol::UdpLite,
                Some(State::Unconnected),
                "0.0.0.0 123",
                "",
            ),
            "A UDP-Lite socket takes datagrams on port 123 (ntp), on every IPv4 address of this host.",
        ),
    ] {
        check(vec![socket], headline);
    }
}

#[test]
fn protocols_without_ports_say_what_they_take() {
    let plain = |protocol, local| {
        socket(protocol, Some(State::Unconnected), local, "").owned_by(&[(900, 5)])
    };
    for (socket, headline) in [
        (
            plain(Protocol::Raw, "0.0.0.0 1"),
            "A raw socket of app (900) takes every packet of IP protocol 1 (ICMP), on every IPv4 address of this host.",
        ),
        (
            plain(Protocol::Raw, ":: 58"),
            "A raw socket of app (900) takes every packet of IP protocol 58 (ICMPv6), on every IPv6 address of this host.",
        ),
        (
            plain(Protocol::Raw, "0.0.0.0 200"),
            "A raw socket of app (900) takes every packet of IP protocol 200, on every IPv4 address of this host.",
        ),
        (
            plain(Protocol::Raw, "0.0.0.0 255"),
            "A raw socket of app (900) sends IP packets of any protocol and takes none.",
        ),
        (
            plain(Protocol::Icmp, "0.0.0.0 7"),
            "An ICMP socket of app (900) sends echo requests and takes their answers, on every IPv4 address of this host.",
        ),
        (
            plain(Protocol::Other(47), "192.0.2.10 0"),
            "A socket of IP protocol 47 of app (900) is open, at 192.0.2.10.",
        ),
    ] {
        check(vec![socket], headline);
    }
}

#[test]
fn hostile_names_stay_text_and_long_ones_are_cut() {
    let long = "ä".repeat(100_000);
    let cut = format!("{}…", "ä".repeat(64));
    let hostile = HOSTILE.iter().filter(|name| !name.is_empty());
    let names = hostile.map(|&name| (name, name)).chain([(&*long, &*cut)]);
    for (name, shown) in names {
        let mut snapshot = snapshot(vec![
            tcp(State::Listen, "0.0.0.0 22", "").owned_by(&[(4711, 3)]),
        ]);
        for process in &mut snapshot.processes {
            name.clone_into(&mut process.name);
        }
        assert_eq!(
            crate::host::explain_first(snapshot).headline,
            format!(
                "{shown} (4711) waits for connections on TCP port 22 (ssh), on every IPv4 address of this host."
            )
        );
    }
}
