//! What is offered at the caret, and terms made from values.

use super::sample::{self, tables};
use crate::filter::{Filter, complete, quote};
use crate::index::{Field, TableKind};

/// The text with `|` at the caret, the part that is replaced, and the first items with counts.
#[test]
fn names_and_values_are_offered_at_the_caret() {
    use TableKind::{Interfaces, Routes, Sockets};
    let tables = tables();
    for (table, marked, replaced, first) in [
        (Sockets, "|", "", &["state:", "port:", "proc:"] as &[&str]),
        (Sockets, "state:listen |", "", &["state:", "port:"]),
        (Sockets, "sta|", "sta", &["state:"]),
        (Sockets, "dst|", "dst", &["remote:"]),
        (Sockets, "!(sta|", "sta", &["state:"]),
        (Sockets, "sta|te:x", "state:", &["state:"]),
        (Sockets, "ngi|", "ngi", &["proc:nginx 2"]),
        (
            Sockets,
            "list|",
            "list",
            &["is:listening 3", "state:listen 3"],
        ),
        (
            Sockets,
            "state:|",
            "",
            &["established 3", "listen 3", "77 1"],
        ),
        (Sockets, "state:LI|", "LI", &["listen 3"]),
        (Sockets, "state:listen,e|", "e", &["established 3"]),
        (Sockets, "state:li|sten x:", "listen", &["listen 3"]),
        (Sockets, "port:4|", "4", &["443 2", "40000 1", "5432 2"]),
        (
            Sockets,
            "cmd:\"nginx: w|",
            "\"nginx: w",
            &["\"nginx: worker process\" 2"],
        ),
        (Sockets, "is:ex|", "ex", &["exposed 3"]),
        (Sockets, "is:|", "", &["listening 3", "connected 4"]),
        (Sockets, "has:re|", "re", &["remote", "reach", "recvq"]),
        (Sockets, "is|", "is", &["is:"]),
        (Sockets, "a or|", "", &[]),
        (Sockets, "nosuch:|", "", &[]),
        (Routes, "dest:|", "", &["default 1", "10.0.0.0/24 1"]),
        (Interfaces, "mac:52|", "52", &["52:54:00:ab:cd:ef 1"]),
        (Interfaces, "é|", "é", &[]),
    ] {
        let caret = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let completion = complete(&text, caret, tables.get(table), None);
        assert_eq!(&text[completion.replace.clone()], replaced, "{marked}");
        let items = completion.items.iter();
        let shown = items.map(|item| match item.count {
            Some(count) => format!("{} {count}", item.text),
            None => item.text.clone(),
        });
        let shown: Vec<String> = shown.take(first.len().max(1)).collect();
        assert_eq!(shown, first, "{marked}");
    }
}

#[test]
fn counts_are_those_of_the_rows_that_pass_the_other_terms() {
    let tables = tables();
    let table = tables.get(TableKind::Sockets);
    for (marked, own, field, value) in [
        ("state:|", None, "state:listen", "listen"),
        ("is:ipv4 state:|", None, "is:ipv4 state:listen", "listen"),
        (
            "!(proc:nginx) state:|",
            None,
            "!proc:nginx state:listen",
            "listen",
        ),
        (
            "is:| proto:tcp",
            None,
            "is:listening proto:tcp",
            "listening",
        ),
        (
            "li| proto:tcp",
            None,
            "is:listening proto:tcp",
            "is:listening",
        ),
        ("port: state:|", None, "state:listen", "listen"),
        ("state:|", Some(&[0_u32, 1][..]), "state:listen", "listen"),
        (
            "is:ipv4 state:|",
            Some(&[0, 1][..]),
            "is:ipv4 state:listen",
            "listen",
        ),
    ] {
        let caret = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let completion = complete(&text, caret, table, own);
        let mut expected = Filter::parse(field, TableKind::Sockets)
            .unwrap()
            .select(table);
        expected.retain(|row| own.is_none_or(|own| own.contains(row)));
        let found = completion.items.iter().find(|item| item.text == value);
        let count = found.and_then(|item| item.count).unwrap_or_default();
        assert_eq!(count, expected.len(), "{marked} {own:?}");
    }
}

#[test]
fn a_row_has_the_values_that_its_terms_find() {
    for kind in TableKind::ALL {
        let table = &sample::table(kind);
        for row in 0..u32::try_from(table.len()).unwrap() {
            for &field in kind.fields() {
                let values = table.values_of(field, row, usize::MAX);
                assert_eq!(
                    table.values_of(field, row, 1),
                    values.get(..1).unwrap_or_default()
                );
                let blank = values.is_empty().then(String::new);
                for value in values.iter().chain(&blank) {
                    let term = quote(field, value);
                    let filter = Filter::parse(&term, kind).unwrap();
                    assert!(filter.select(table).contains(&row), "{kind:?} {row} {term}");
                }
            }
        }
        assert_eq!(table.values_of(Field::Namespace, u32::MAX, 9), [""; 0]);
    }
}

#[test]
fn a_caret_anywhere_is_taken() {
    let tables = tables();
    let text = "é:\"ü";
    for caret in 0..9 {
        let completion = complete(text, caret, tables.get(TableKind::Sockets), None);
        assert!(text.get(completion.replace).is_some(), "{caret}");
    }
}

#[test]
fn a_value_becomes_the_term_that_finds_it() {
    for (field, value, term) in [
        (Field::State, "listen", "state:listen"),
        (Field::LocalPort, "443", "lport:443"),
        (Field::Local, "::1", "local:::1"),
        (Field::Process, "nginx", "proc:nginx"),
        (Field::Process, "a b", "proc:\"a b\""),
        (Field::Process, "a*b", "proc:\"a*b\""),
        (Field::Process, "none", "proc:\"none\""),
        (Field::Process, "", "proc:none"),
        (
            Field::Command,
            "sh -c \"x\\y\"",
            "cmd=\"sh -c \\\"x\\\\y\\\"\"",
        ),
        (Field::Executable, "/bin/sh", "exe=/bin/sh"),
        (Field::Destination, "0.0.0.0/0", "dest=0.0.0.0/0"),
        (Field::Remote, "", "remote:none"),
        (Field::Command, "a\nb\r", "cmd=\"a\"?\"b\"?"),
    ] {
        assert_eq!(quote(field, value), term);
    }
}

#[test]
fn every_value_of_every_field_is_found_by_its_term() {
    for kind in TableKind::ALL {
        let table = &sample::table(kind);
        for &field in kind.fields() {
            for (value, count) in table.values(field) {
                let term = quote(field, &value);
                let filter =
                    Filter::parse(&term, kind).unwrap_or_else(|error| panic!("{term}: {error}"));
                let found = filter.select(table).len();
                // A mapped address is the same address on the wire, so more may be found.
                assert!(
                    found == count || (found > count && value.contains("10.0.0.5")),
                    "{kind:?} {term}"
                );
            }
        }
    }
}
