//! What holds for every explanation, of whatever row.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain::{self, Explanation};
use netsnap_shared::snapshot::{Ownership, Protocol, State};
use netsnap_shared::walk::{self, Packet};
use proptest::prelude::*;

use crate::arbitrary;

/// Checks the form: sentences, parts in the order of their topics, nothing empty.
pub(crate) fn check(explanation: &Explanation) {
    let is_sentence = |text: &str| {
        assert!(text.ends_with('.'), "no sentence: {text:?}");
        assert!(
            !text.trim_end_matches('…').ends_with(".."),
            "two full stops: {text:?}"
        );
    };
    is_sentence(&explanation.headline);
    let topics: Vec<_> = explanation.sections.iter().map(|part| part.topic).collect();
    assert!(
        topics.is_sorted_by(|left, right| left < right),
        "{topics:?}"
    );
    for section in &explanation.sections {
        assert!(!section.title.is_empty());
        assert!(!section.paragraphs.is_empty(), "{}", section.title);
        section.paragraphs.iter().for_each(|text| is_sentence(text));
    }
}

#[test]
fn ports_states_and_protocols_are_explained_in_sentences() {
    for protocol in Protocol::NAMED.iter().copied().chain([Protocol::Other(47)]) {
        check(&explain::protocol(protocol));
        for number in [
            0, 4, 22, 80, 443, 1023, 1024, 6667, 32768, 49151, 49152, 65535,
        ] {
            check(&explain::port(protocol, number));
        }
    }
    for state in State::NAMED.iter().copied().chain([State::Other(99)]) {
        check(&explain::state(state));
    }
}

#[test]
fn every_verdict_on_the_owner_has_its_own_sentence() {
    let mut sentences: Vec<&str> = [
        Ownership::Owned,
        Ownership::Kernel,
        Ownership::NotAccepted,
        Ownership::Hidden,
        Ownership::OtherPidNamespace,
        Ownership::Missing,
        Ownership::Unknown,
    ]
    .map(explain::ownership)
    .to_vec();
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')));
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), 7);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_bundle_holds_is_explained(snapshot in arbitrary::snapshot()) {
        let catalog = Catalog::new(snapshot);
        for place in catalog.sockets() {
            let explanation = explain::socket(&catalog, place);
            prop_assert!(!explanation.headline.is_empty());
            prop_assert!(explanation.sections.len() >= 5);
            check_length(&explanation)?;
        }
        for row in catalog.counters() {
            check_length(&explain::counter_row(row))?;
        }
        let snapshot = catalog.snapshot();
        for namespace in &snapshot.namespaces {
            for route in &namespace.routes {
                check_length(&explain::route(route))?;
                let packet = Packet::to(route.destination.addr());
                check_lines(walk::walk(namespace, &packet).lines())?;
            }
            for rule in &namespace.rules {
                check_length(&explain::rule(rule))?;
            }
            for neighbour in &namespace.neighbours {
                check_length(&explain::neighbour(neighbour))?;
            }
            for group in &namespace.multicast_groups {
                check_length(&explain::group(group))?;
            }
            for socket in &namespace.unix_sockets {
                check_length(&explain::unix_socket(&catalog, socket))?;
            }
            for socket in &namespace.packet_sockets {
                check_length(&explain::packet_socket(&catalog, socket))?;
            }
            for socket in &namespace.netlink_sockets {
                check_length(&explain::netlink_socket(&catalog, socket))?;
            }
            for socket in &namespace.sockets {
                let remote = socket.remote.unwrap_or(socket.local);
                let packet = Packet::of_socket(socket, remote.ip);
                check_lines(walk::walk(namespace, &packet).lines())?;
            }
            for judged in explain::unhealthy(&namespace.protocol_statistics) {
                check_lines([judged.reason])?;
            }
            for interface in &namespace.interfaces {
                check_length(&explain::interface(interface))?;
            }
        }
        for process in &snapshot.processes {
            check_length(&explain::process(&catalog, process))?;
        }
    }
}

/// Every line is a sentence that can be shown.
fn check_lines(lines: impl IntoIterator<Item = String>) -> Result<(), TestCaseError> {
    for text in lines {
        prop_assert!(text.ends_with('.') && text.chars().count() < 1200, "{text}");
    }
    Ok(())
}

/// No name, however long, makes a sentence that cannot be shown.
fn check_length(explanation: &Explanation) -> Result<(), TestCaseError> {
    let parts = explanation
        .sections
        .iter()
        .flat_map(|part| &part.paragraphs);
    for text in parts.chain([&explanation.headline]) {
        prop_assert!(text.chars().count() < 1200, "{text}");
    }
    Ok(())
}
