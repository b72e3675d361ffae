//! Examples are filters, find what they say, and are made of the bundle.

use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::State;

use super::*;
use crate::overview::sample::{catalog, process, tcp, tcp_listener};
use crate::sample::bundle;

#[test]
fn every_template_is_a_filter() {
    for kind in TableKind::ALL {
        for template in templates(kind) {
            let term = template.value.map(|(field, among)| {
                assert!(Filter::parse(among, kind).is_ok(), "{kind:?} {among}");
                assert!(kind.fields().contains(&field), "{kind:?} {field:?}");
                [field.names()[0], ":none"].concat()
            });
            let filter = template.filter.replace("{/}", "{}");
            let filter = filter.replace("{}", term.as_deref().unwrap_or("{}"));
            let parsed = Filter::parse(&filter, kind);
            assert!(parsed.is_ok() && !filter.contains('{'), "{kind:?} {filter}");
            let has_place = template.filter.contains("{}") || template.filter.contains("{/}");
            assert_eq!(has_place, template.value.is_some(), "{}", template.filter);
        }
    }
}

#[test]
fn every_example_finds_as_many_rows_as_it_says() {
    let catalog = Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot);
    for kind in TableKind::ALL {
        let table = &Table::new(kind, &catalog);
        for example in examples(table, None) {
            let filter = Filter::parse(&example.filter, kind).unwrap();
            let found = filter.select(table).len();
            assert_eq!(found, example.count, "{kind:?} {example:?}");
            assert!(found > 0);
        }
        assert_eq!(examples(table, Some(&[])), []);
    }
}

#[test]
fn examples_are_made_of_the_bundle() {
    let catalog = catalog(
        vec![process(1, "nginx"), process(2, "a\u{202e} b")],
        vec![
            tcp_listener("0.0.0.0:443", &[1]),
            tcp_listener("127.0.0.1:9000", &[1]),
            tcp_listener("0.0.0.0:8443", &[2]),
            tcp(State::Established, "127.0.0.1:1", "127.0.0.1:2", &[1]),
            tcp(
                State::Established,
                "10.0.0.1:443",
                "203.0.113.7:50000",
                &[1],
            ),
        ],
    );
    let table = &Table::new(TableKind::Sockets, &catalog);
    let made = |own: Option<&[u32]>| -> Vec<(String, String, usize)> {
        let made = examples(table, own).into_iter();
        made.map(|it| (it.filter, it.meaning, it.count)).collect()
    };
    let all = made(None);
    for (filter, meaning, count) in [
        ("state:listen", "waits for connections", 3),
        ("proc:nginx is:listening", "nginx waits for connections", 2),
        (
            "remote:203.0.113.0/24",
            "has a peer in the network 203.0.113.0/24",
            1,
        ),
    ] {
        let expected = (filter.to_owned(), meaning.to_owned(), count);
        assert!(all.contains(&expected), "{filter}: {all:?}");
    }
    // What one cannot look at is no example, and what is misleading is shown as it is.
    let own = made(Some(&[2]));
    let expected = (
        "proc:\"a\u{202e} b\" is:listening".to_owned(),
        "a⟨U+202E⟩ b waits for connections".to_owned(),
        1,
    );
    assert!(own.contains(&expected), "{own:?}");
}

#[test]
fn an_address_lies_in_a_network() {
    for (ip, expected) in [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
    ] {
        assert_eq!(network(ip.parse().unwrap()), expected);
    }
}
