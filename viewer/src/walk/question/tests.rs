//! Questions and the packets that they make.

use netsnap_shared::snapshot::{Interface, NamespaceId, User};

use super::*;
use crate::overview::sample::snapshot;

fn place() -> (Snapshot, Namespace) {
    let mut snapshot = snapshot(Vec::new(), Vec::new());
    snapshot.users = vec![User {
        uid: Uid(33),
        name: "www-data".to_owned(),
    }];
    let mut namespace = Namespace::new(NamespaceId("1".to_owned()));
    namespace.interfaces = vec![
        Interface::new(1, "lo".to_owned()),
        Interface::new(2, "eth0".to_owned()),
    ];
    (snapshot, namespace)
}

#[test]
fn a_question_makes_a_packet() {
    let (snapshot, namespace) = place();
    let to = |text: &str| Packet::to(text.parse().unwrap());
    let v4 = || Question::to("192.0.2.9");
    for (question, packet) in [
        (Question::default().with(Part::Mark, "nonsense"), None),
        (Question::to("  "), None),
        (v4(), Some(to("192.0.2.9"))),
        (Question::to(" ::ffff:192.0.2.9 "), Some(to("192.0.2.9"))),
        (
            v4().with(Part::Source, "10.0.0.1").with(Part::Mark, "0xA"),
            Some(Packet {
                source: Some("10.0.0.1".parse().unwrap()),
                mark: Some(10),
                ..to("192.0.2.9")
            }),
        ),
        (
            v4().with(Part::User, "www-data")
                .with(Part::Interface, "eth0"),
            Some(Packet {
                uid: Some(Uid(33)),
                outgoing_interface: Some("eth0"),
                ..to("192.0.2.9")
            }),
        ),
        (
            Question::to("fe80::1%eth0").with(Part::User, "7"),
            Some(Packet {
                uid: Some(Uid(7)),
                outgoing_interface: Some("eth0"),
                ..to("fe80::1")
            }),
        ),
    ] {
        assert_eq!(question.packet(&snapshot, &namespace), Ok(packet));
    }
}

#[test]
fn a_question_that_makes_none_says_why_and_where() {
    let (snapshot, namespace) = place();
    let ask = |part, text: &str| Question::to("192.0.2.9").with(part, text);
    for (question, part, reason, incomplete) in [
        (Question::to("192.0.2"), Part::To, "four numbers", true),
        (
            Question::to("fe80::1%eth1"),
            Part::To,
            "no interface of this name, but lo, eth0.",
            false,
        ),
        (ask(Part::Source, "10."), Part::Source, "four numbers", true),
        (ask(Part::Source, "::1"), Part::Source, "is of IPv6", false),
        (ask(Part::Mark, "0x"), Part::Mark, "32 bits", true),
        (ask(Part::Mark, "4294967296"), Part::Mark, "32 bits", false),
        (ask(Part::Mark, "0x+1"), Part::Mark, "32 bits", false),
        (ask(Part::User, "www"), Part::User, "no user", true),
        (ask(Part::User, "-1"), Part::User, "no user", false),
        (ask(Part::Interface, "eth"), Part::Interface, "eth0", true),
    ] {
        let problem = question.packet(&snapshot, &namespace).unwrap_err();
        assert!(problem.reason.contains(reason), "{}", problem.reason);
        assert_eq!(
            (problem.part, problem.incomplete),
            (part, incomplete),
            "{question:?}"
        );
    }
}
