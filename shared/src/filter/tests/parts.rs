//! Terms are taken out of a text and put into it.

use proptest::prelude::*;

use super::arbitrary;
use crate::filter::{Filter, parts, with, without};
use crate::index::TableKind;

fn check_parts(text: &str, expected: &[&str]) {
    let parts = parts(text);
    let shown = parts.iter().map(|part| {
        let sign = if part.is_negated { "not " } else { "" };
        format!("{sign}{}", &text[part.inner.clone()])
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn a_text_is_split_into_the_terms_that_must_all_hold() {
    for (text, expected) in [
        ("", &[] as &[&str]),
        ("  ", &[]),
        ("a", &["a"]),
        (
            " state:listen  port:<1024 ",
            &["state:listen", "port:<1024"],
        ),
        ("a and b && c", &["a", "b", "c"]),
        ("!a -b not c !!d", &["not a", "not b", "not c", "d"]),
        ("(a or b) c", &["(a or b)", "c"]),
        ("!(a (b or c))(d)e", &["not (a (b or c))", "(d)", "e"]),
        ("a or b c", &["a or b c"]),
        ("!a or (b)", &["!a or (b)"]),
        ("proc:\"a b\" \"or\"", &["proc:\"a b\"", "\"or\""]),
        // No filters: what can be told apart is.
        ("a !", &["a", "not !"]),
        ("(a b", &["(a b"]),
        ("a) b", &["a", ")", "b"]),
    ] {
        check_parts(text, expected);
    }
}

#[test]
fn a_term_is_taken_out() {
    for (text, place, expected) in [
        ("a", 0, ""),
        ("a b", 0, "b"),
        ("a b", 1, "a"),
        ("a  b  c ", 1, "a  c "),
        ("a and b and c", 1, "a and c"),
        ("a and b", 1, "a"),
        ("a and b", 0, "b"),
        ("a&&b", 1, "a"),
        ("a(b)c", 1, "a c"),
        ("a\\ (b)c", 1, "a\\  c"),
        ("a or b", 0, ""),
        ("!(a or b) c", 0, "c"),
        ("a", 7, "a"),
    ] {
        assert_eq!(without(text, place), expected, "{text} {place}");
    }
}

#[test]
fn a_term_is_put_in_or_takes_the_place_of_its_opposite() {
    for (text, term, expected) in [
        ("", "state:listen", "state:listen"),
        ("  ", "state:listen", "state:listen"),
        ("tcp", "state:listen", "tcp state:listen"),
        ("tcp  ", "state:listen", "tcp state:listen"),
        ("state:listen", "state:listen", "state:listen"),
        ("STATE=LISTENING x", "state:listen", "STATE=LISTENING x"),
        ("state:listen x", "!state:listen", "!state:listen x"),
        ("x !state:listen y", "state:listen", "x state:listen y"),
        ("x -(state:listen)y", "state:listen", "x state:listen y"),
        ("x(!state:listen)y", "state:listen", "x state:listen y"),
        ("state!=listen", "state:listen", "state:listen"),
        ("a or b", "state:listen", "(a or b) state:listen"),
        ("a or b\\", "state:listen", "(a or b\\\\) state:listen"),
        ("a\\", "state:listen", "a\\\\ state:listen"),
        ("a\\\\", "state:listen", "a\\\\ state:listen"),
        // Not of this table.
        ("a", "gateway:none", "a"),
        ("a", "(", "a"),
    ] {
        assert_eq!(with(text, term, TableKind::Sockets), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_left_is_the_filter_of_the_others(text in arbitrary::filter()) {
        let parse = |text: &str| Filter::parse(text, TableKind::Sockets);
        let parts = parts(&text);
        let terms: Vec<&str> = parts.iter().map(|part| &text[part.range.clone()]).collect();
        let joined = |terms: &[&str]| match terms {
            // Alone a term with `or` needs no parentheses, and it stands alone.
            [only] => (*only).to_owned(),
            terms => terms.join(" "),
        };
        prop_assert_eq!(parse(&joined(&terms)), parse(&text));
        for place in 0..terms.len() {
            let mut others = terms.clone();
            others.remove(place);
            let left = without(&text, place);
            prop_assert_eq!(parse(&left), parse(&joined(&others)), "{} without {}", text, place);
        }
    }

    #[test]
    fn a_term_that_is_put_in_can_be_taken_out_again(text in arbitrary::filter()) {
        let term = "inode:987654";
        let parse = |text: &str| Filter::parse(text, TableKind::Sockets);
        let more = with(&text, term, TableKind::Sockets);
        let last = parts(&more).len() - 1;
        prop_assert_eq!(&more[parts(&more)[last].range.clone()], term);
        prop_assert_eq!(parse(&without(&more, last)), parse(&text), "{}", more);
        prop_assert!(parse(&more).is_ok());
    }

    #[test]
    fn any_text_is_split_somehow(text in r#"(a|b:|or|and|not|[-!()"\\&| é]){0,12}"#, place in 0usize..8) {
        for part in parts(&text) {
            prop_assert!(text.get(part.range.clone()).is_some());
            prop_assert!(text.get(part.inner.clone()).is_some());
        }
        without(&text, place);
        with(&text, "state:listen", TableKind::Sockets);
    }
}
