//! What is understood and how it is written again; what is refused, where and why.

use crate::filter::Filter;
use crate::index::{Field, TableKind};

#[test]
fn a_filter_is_written_in_its_usual_form() {
    for (text, written) in [
        ("", ""),
        ("state:LISTENING", "state:listen"),
        ("state=listen", "state:listen"),
        ("state!=listen", "!state:listen"),
        ("sport<1024", "lport:<=1023"),
        ("port>1023", "port:>=1024"),
        ("port:0-65535", "port:>=0"),
        ("port:80,8000-8999", "port:80,8000-8999"),
        ("local:10.1.2.3/8", "local:10.0.0.0/8"),
        ("remote:10.1.2.3/32", "remote:10.1.2.3"),
        ("local:[::1]", "local:::1"),
        ("local:[::1]:53", "local:[::1]:53"),
        ("a and b && c", "a b c"),
        ("a b OR c || d", "a b or c or d"),
        ("(a (b c))", "a (b c)"),
        ("not (a or b)", "!(a or b)"),
        ("- - a", "!!a"),
        ("*:443", "port:443"),
        ("007", "7"),
        ("\"443\"", "\"443\""),
        ("\"or\"", "\"or\""),
        ("cmd=\"a b\"", "cmd=\"a b\""),
        ("cmd:a\\ b", "cmd:\"a b\""),
        ("cmd:C:\\Users", "cmd:\"c:\\\\users\""),
        ("cmd:\"a\\\"b\"", "cmd:\"a\\\"b\""),
        ("proc:none", "proc:none"),
        ("proc:\"none\"", "proc:\"none\""),
        ("proc:a\\*b", "proc:\"a*b\""),
        ("proc:a**b", "proc:a*b"),
        ("ngin*", "ngin*"),
        ("is:listen", "is:listening"),
        ("has:queue,raddr", "has:queue,remote"),
    ] {
        let filter = Filter::parse(text, TableKind::Sockets).unwrap();
        assert_eq!(filter.to_string(), written, "{text}");
        assert_eq!(
            Filter::parse(written, TableKind::Sockets),
            Ok(filter),
            "{text}"
        );
    }
}

/// The text with its mistake between brackets, the reason, and `…` where more text could mend it.
fn check_mistakes(cases: &[(TableKind, &str, &str)]) {
    for &(table, marked, reason) in cases {
        let start = marked.find('[').unwrap();
        let stop = marked.find(']').unwrap() - 1;
        let text = marked.replacen('[', "", 1).replacen(']', "", 1);
        let error = Filter::parse(&text, table).expect_err(&text);
        let more = if error.incomplete { "…" } else { "" };
        assert_eq!(format!("{}{more}", error.reason), reason, "{text}");
        assert_eq!(error.at, start..stop, "{text}");
    }
}

#[test]
fn an_unknown_field_is_named_with_the_way_out() {
    use TableKind::{Interfaces, Processes, Routes, Sockets};
    check_mistakes(&[
        (
            Sockets,
            "[stat]:listen",
            "there is no field `stat`; did you mean `state`?",
        ),
        (
            Sockets,
            "x or [prot]:tcp",
            "there is no field `prot`; did you mean `proto`?",
        ),
        (
            Sockets,
            "[http]://example",
            "there is no field `http`; text with a sign in it is searched for in quotes",
        ),
        (
            Sockets,
            "[:]x",
            "a field is missing before this; quotes search for it as text",
        ),
        (
            Routes,
            "[state]:listen",
            "routes have no `state`; it is a field of sockets and interfaces",
        ),
        (
            Processes,
            "[port]:1",
            "processes have no `port`; it is a field of sockets",
        ),
        (
            Interfaces,
            "[aa]:bb",
            "there is no field `aa`; text with a sign in it is searched for in quotes",
        ),
    ]);
}

#[test]
fn a_value_that_a_field_cannot_have_is_named() {
    use TableKind::{Processes, Sockets};
    check_mistakes(&[
        (
            Sockets,
            "port:[65536]",
            "`65536` is too large; `port` ends at 65535",
        ),
        (
            Sockets,
            "port:80,[99999999999999999999]",
            "`99999999999999999999` is too large; `port` ends at 65535",
        ),
        (
            Sockets,
            "port:[>65535]",
            "`port` ends at 65535: nothing is above",
        ),
        (Sockets, "port:[<0]", "no number is below 0…"),
        (
            Sockets,
            "port:[9-8]",
            "this range ends before it begins; write 8-9…",
        ),
        (Sockets, "port:[8000-]", "a number is missing here…"),
        (Sockets, "port:[<] x", "a number is missing here"),
        (
            Sockets,
            "port:[https]",
            "`https` is no number; `service:https` looks for a port by its name",
        ),
        (
            Sockets,
            "pid:[8*]",
            "`8*` is no number; a range such as 8000-8999 takes several",
        ),
        (
            Sockets,
            "rtt:[>5x]",
            "`5x` is no number; it may have a unit: us, ms, s, min, h",
        ),
        (
            Sockets,
            "rtt:[<ms]",
            "`ms` is no number; it may have a unit: us, ms, s, min, h",
        ),
        (
            Sockets,
            "tx:[99999999999gib]",
            "`99999999999gib` is too large; `tx` ends at 18446744073709551615",
        ),
        (
            Sockets,
            "local:[10.0.0.0/33]",
            "`10.0.0.0/33` is no address or prefix; write one like 192.0.2.7, 10.0.0.0/8, 2001:db8::1 or none…",
        ),
        (
            Sockets,
            "local:[10.*] x",
            "`10.*` is no address or prefix; a prefix such as 10.0.0.0/8 takes several",
        ),
        (
            Sockets,
            "local:[fe80::1%eth0]",
            "`fe80::1%eth0` is no address or prefix; leave out the scope; `iface:` asks for the interface",
        ),
        (
            Sockets,
            "state:[lisen]",
            "there is no state `lisen`; did you mean `listen`?",
        ),
        (
            Sockets,
            "state:[lis]",
            "there is no state `lis`; did you mean `listen`?…",
        ),
        (
            Sockets,
            "family:[x]",
            "there is no family `x`; it is one of ipv4, ipv6",
        ),
        (
            Sockets,
            "state:[>listen]",
            "`state` has no order; `>` compares numbers",
        ),
        (
            Processes,
            "started:[yesterday]",
            "`YESTERDAY` is no moment; write one like 2026-11-22 or 2026-11-22T03:00, in UTC",
        ),
    ]);
}

#[test]
fn an_unknown_word_is_named_with_the_known_ones() {
    use TableKind::Sockets;
    check_mistakes(&[
        (
            Sockets,
            "is:[lisening]",
            "sockets are never `lisening`; did you mean `listening`?",
        ),
        (
            Sockets,
            "is:[expo]",
            "sockets are never `expo`; did you mean `exposed`?…",
        ),
        (
            Sockets,
            "is:[deleted]",
            "sockets are never `deleted`; it is one of listening, connected, established, exposed, loopback, link, wildcard, multicast, public, private, ipv4, ipv6, mapped, tcp, udp, wellknown, ephemeral, owned, unowned, shared, orphan, hidden, kernel, queued, full, trouble",
        ),
        (
            Sockets,
            "has:[finding]",
            "findings are not derived by this version",
        ),
        (
            Sockets,
            "has:[proces]",
            "sockets have no `proces`; did you mean `proc`?",
        ),
    ]);
}

#[test]
fn a_mistake_in_the_structure_is_named_with_its_place() {
    use TableKind::Sockets;
    let long = "x".repeat(4097);
    let long = format!("{}[x]", &long[..4096]);
    let deep = format!("{}[(]x", "(".repeat(64));
    let many = format!("{}[b]", "a ".repeat(256));
    check_mistakes(&[
        (Sockets, "state:[]", "a value is missing here…"),
        (Sockets, "state:[] x", "a value is missing here"),
        (Sockets, "state:listen,[]", "a value is missing here…"),
        (Sockets, "is:[]", "a value is missing here…"),
        (Sockets, "cmd:[\"a b]", "this quote is not closed…"),
        (Sockets, "x [\"]", "this quote is not closed…"),
        (
            Sockets,
            "[\"\"]",
            "there is nothing in these quotes to look for…",
        ),
        (Sockets, "x [(]y or z", "this `(` is not closed…"),
        (Sockets, "[(]", "nothing follows `(`…"),
        (Sockets, "[()]", "nothing stands in these parentheses"),
        (Sockets, "x[)]", "this `)` closes nothing"),
        (Sockets, "[)]x", "this `)` closes nothing"),
        (Sockets, "x [or]", "nothing follows `or`…"),
        (Sockets, "x [&&]", "nothing follows `and`…"),
        (Sockets, "x [!]", "nothing follows the negation…"),
        (
            Sockets,
            "[or] x",
            "nothing stands before this; the word itself is searched for in quotes",
        ),
        (
            Sockets,
            &long,
            "a filter has at most 4096 bytes, this one 4097",
        ),
        (
            Sockets,
            &deep,
            "parentheses and negations nest at most 64 deep",
        ),
        (Sockets, &many, "a filter has at most 256 terms"),
    ]);
}

#[test]
fn a_text_that_is_too_long_is_cut_between_characters() {
    let text = "é".repeat(2049).replacen('é', "x", 1);
    let error = Filter::parse(&text, TableKind::Sockets).unwrap_err();
    assert_eq!(text.get(error.at), Some("é"));
}

#[test]
fn every_name_of_a_field_means_that_field() {
    for table in TableKind::ALL {
        for &field in table.fields() {
            for name in field.names() {
                assert_eq!(table.field(name), Some(field), "{table:?} {name}");
                let has = format!("has:{name}");
                assert!(Filter::parse(&has, table).is_ok(), "{table:?} {name}");
            }
        }
    }
    assert_eq!(TableKind::Sources.field("name"), Some(Field::SourceName));
}
