use std::collections::BTreeSet;

use super::super::table::COLUMNS;
use super::super::{Assignment, assignment, service_name};
use super::*;

/// How many sentences a text has; every one ends with a full stop, and none is inside a word.
fn sentences(text: &str) -> usize {
    text.matches(". ").count() + usize::from(text.ends_with('.'))
}

#[test]
fn there_are_notes_on_the_ports_that_people_meet() {
    assert!(all().count() >= 150, "{} notes", all().count());
}

#[test]
fn a_note_is_two_to_four_plain_sentences() {
    for entry in all() {
        let Note { text, .. } = entry.note;
        let port = entry.ports.first;
        assert!((2..=4).contains(&sentences(text)), "{port}: {text}");
        assert!(text.ends_with('.'), "{port}: {text}");
        assert!(
            (60..=420).contains(&text.len()),
            "{port}: {} bytes: {text}",
            text.len()
        );
        assert!(
            !text.contains("  ") && !text.contains('\n'),
            "{port}: {text}"
        );
        for sentence in text.split_inclusive(". ") {
            let starts = sentence.chars().next().unwrap_or(' ');
            assert!(
                starts.is_ascii_uppercase() || starts.is_ascii_digit(),
                "{port}: {sentence}"
            );
        }
    }
}

#[test]
fn no_note_is_there_twice() {
    let mut texts = BTreeSet::new();
    for entry in all() {
        assert!(texts.insert(entry.note.text), "twice: {}", entry.note.text);
    }
}

#[test]
fn no_port_has_two_notes() {
    for (column, (_, protocol)) in COLUMNS.iter().enumerate() {
        let entries = of_column(column);
        for pair in entries.windows(2) {
            let [one, next] = pair else { continue };
            assert!(
                one.ports.last < next.ports.first,
                "{protocol} {:?} {:?}",
                one.ports,
                next.ports
            );
        }
    }
}

#[test]
fn notes_are_found_by_protocol_and_port() {
    use Privacy::{Cleartext, Encrypted, Negotiated};
    use Protocol::{Dccp, Sctp, Tcp, Udp};
    for (protocol, port, privacy, word) in [
        (Tcp, 22, Encrypted, "SSH"),
        (Tcp, 25, Negotiated, "STARTTLS"),
        (Tcp, 80, Cleartext, "HTTP"),
        (Udp, 443, Encrypted, "QUIC"),
        (Udp, 53, Cleartext, "DNS"),
        (Tcp, 6010, Cleartext, "X11"),
        (Tcp, 6667, Cleartext, "IRC"),
        (Udp, 51820, Encrypted, "WireGuard"),
        (Tcp, 8080, Cleartext, "proxy"),
        (Tcp, 6443, Encrypted, "Kubernetes"),
        (Sctp, 36412, Cleartext, "LTE"),
    ] {
        let note = find(protocol, port).unwrap_or_else(|| panic!("no note on {port}/{protocol}"));
        assert_eq!(note.privacy, privacy, "{port}/{protocol}");
        assert!(note.text.contains(word), "{port}/{protocol}: {}", note.text);
    }
    for (protocol, port) in [
        (Tcp, 0),
        (Tcp, 4),
        (Udp, 22),
        (Dccp, 22),
        (Tcp, 65535),
        (Udp, 6010),
    ] {
        assert_eq!(find(protocol, port), None, "{port}/{protocol}");
    }
}

/// What a note says of IANA is what the table says.
#[test]
fn notes_are_right_about_iana() {
    let mut checked = 0;
    for entry in all() {
        let Entry { ports, note, .. } = entry;
        for (_, protocol) in COLUMNS
            .iter()
            .zip(entry.columns)
            .filter(|(_, is_meant)| *is_meant)
            .map(|(column, _)| column)
        {
            for claim in ["IANA has the port as ", "IANA has it as ", "IANA calls it "] {
                if let Some((_, rest)) = note.text.split_once(claim) {
                    let name = rest.split([' ', ',', '.', ';']).next();
                    assert_eq!(
                        service_name(*protocol, ports.first),
                        name,
                        "{ports:?}/{protocol}"
                    );
                    checked += 1;
                }
            }
            for claim in [
                "IANA has assigned the port to nothing",
                "IANA has assigned it to nothing",
            ] {
                if note.text.contains(claim) {
                    let found = assignment(*protocol, ports.first, None);
                    assert_eq!(found, Assignment::Unassigned, "{ports:?}/{protocol}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 50, "{checked} claims");
}

/// The ports of which the viewer says more than IANA, because another service is met there.
#[test]
fn notes_say_where_iana_names_something_else() {
    for port in [
        3000, 5000, 5601, 6443, 7000, 8000, 8081, 8443, 8888, 9000, 9090, 9200,
    ] {
        let note = find(Protocol::Tcp, port).unwrap_or_else(|| panic!("no note on {port}"));
        assert!(note.text.contains("IANA"), "{port}: {}", note.text);
    }
}
