//! What is written can be read again, and nothing in it is obeyed.

use netsnap_shared::bundle::{Limits, decode, row_texts};
use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Table, TableKind};
use serde_json::{Value, json};

use super::{Draft, Format, Sheet, csv, file_name, markdown, path};
use crate::sample::bundle;
use crate::views::{Layout, shown_columns};

/// Rows of the sample, written in steps as the page does it.
fn written(format: Format, kind: TableKind, rows: &[u32]) -> String {
    let bytes = bundle();
    let catalog = Catalog::new(decode(&bytes, &Limits::default()).unwrap().snapshot);
    let table = Table::new(kind, &catalog);
    let texts = row_texts(&bytes, path(kind));
    let columns = shown_columns(table.kind(), &catalog, &Layout::default());
    let sheet = Sheet {
        catalog: &catalog,
        table: &table,
        columns: &columns,
        texts: &texts,
    };
    let mut draft = Draft::new(format, &sheet, rows.len());
    for rows in rows.chunks(2) {
        draft.add(&sheet, rows);
    }
    draft.finish(&sheet)
}

/// CSV as others read it.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(csv.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        record.iter().map(str::to_owned).collect()
    });
    records.collect()
}

#[test]
fn csv_holds_values_in_the_order_that_is_shown() {
    let csv = written(Format::Csv, TableKind::Sockets, &[2, 0, 1]);
    let expected: Vec<Vec<&str>> = vec![
        vec![
            "Proto",
            "Local address",
            "Local port",
            "Local service",
            "Remote address",
            "Remote port",
            "Remote service",
            "State",
            "Process",
            "PID",
            "Ownership",
            "User",
            "Recv-Q",
            "Send-Q",
            "Interface",
        ],
        vec![
            "udp",
            "fe80::1",
            "546",
            "dhcpv6-client",
            "",
            "",
            "",
            "",
            "",
            "",
            "hidden",
            "0",
            "0",
            "0",
            "eth0",
        ],
        vec![
            "tcp",
            "0.0.0.0",
            "443",
            "https",
            "",
            "",
            "",
            "listen",
            "</script>⟨ESC⟩[31m; nginx",
            "812; 900",
            "owned",
            "www-data",
            "",
            "",
            "",
        ],
        vec![
            "tcp",
            "192.0.2.1",
            "443",
            "https",
            "198.51.100.9",
            "50000",
            "",
            "time-wait",
            "",
            "",
            "kernel",
            "",
            "0",
            "1234",
            "",
        ],
    ];
    assert_eq!(records(&csv), expected);
    assert!(csv.ends_with("\r\n"));
}

#[test]
fn every_table_has_csv_with_whole_lines_and_json_with_every_row() {
    for kind in TableKind::ALL {
        let bytes = bundle();
        let catalog = Catalog::new(decode(&bytes, &Limits::default()).unwrap().snapshot);
        let count = Table::new(kind, &catalog).len();
        let rows: Vec<u32> = (0..u32::try_from(count).unwrap()).collect();
        // The reader refuses lines of different lengths.
        assert_eq!(records(&written(Format::Csv, kind, &rows)).len(), count + 1);
        let json = written(Format::Json, kind, &rows);
        let list: Vec<Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(list.len(), count, "{kind:?}");
        let lines = if count == 0 { 1 } else { count + 2 };
        assert_eq!(json.lines().count(), lines, "{kind:?}");
        for format in [Format::Markdown, Format::Text] {
            let text = written(format, kind, &rows);
            let head = if format == Format::Text { 1 } else { 2 };
            assert_eq!(text.lines().count(), count + head, "{kind:?} {format:?}");
        }
    }
}

#[test]
fn a_cell_is_never_a_formula() {
    for (text, cell) in [
        ("nginx", "nginx"),
        ("", ""),
        ("-5", "-5"),
        ("=1+1", "'=1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("-", "'-"),
        ("-5+3", "'-5+3"),
        ("@SUM(1)", "'@SUM(1)"),
        (" =1", "' =1"),
        ("\u{a0}\u{3000}=1", "'\u{a0}\u{3000}=1"),
        ("＝1", "'＝1"),
        ("＠x", "'＠x"),
        ("a;=1", "a;'=1"),
        ("a; +1;b", "a;' +1;b"),
        (";-1", ";-1"),
        ("\t=1", "⟨TAB⟩=1"),
        ("\r\n=1", "⟨CR⟩⟨LF⟩=1"),
        ("a=1", "a=1"),
        ("a,b", "a,b"),
        ("say \"=1\"", "say \"=1\""),
        ("evil\u{202e}", "evil⟨U+202E⟩"),
        ("é – 日本", "é – 日本"),
    ] {
        let mut csv = "x,".to_owned();
        csv::push(&mut csv, text);
        csv.push_str("\r\n");
        assert_eq!(records(&csv), [["x", cell]], "{text:?} as {csv}");
    }
}

#[test]
fn json_holds_the_very_objects_of_the_bundle() {
    let bundle: Value = serde_json::from_slice(&bundle()).unwrap();
    let json = written(Format::Json, TableKind::Sockets, &[2, 0]);
    let list: Vec<Value> = serde_json::from_str(&json).unwrap();
    let expected = [2, 0].map(|row: usize| {
        let mut socket = bundle["namespaces"][0]["sockets"][row].clone();
        socket["namespace"] = json!("1");
        socket
    });
    assert_eq!(list, expected);
    let json = written(Format::Json, TableKind::Processes, &[2]);
    let list: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(list, [bundle["processes"][2].clone()]);
    assert!(
        json.starts_with("[\n{\"pid\":900,\"parent_pid\":812,"),
        "{json}"
    );
}

#[test]
fn json_keeps_what_it_does_not_know_and_hides_nothing() {
    let list = r#"[ {} , {
        "big" : 18446744073709551615, "text": "a \" b\\" , "new": [ 1 , 2 ],
        "odd": "x@y"
    } ]"#
        .replace('@', "\u{202e}");
    let mut bytes: Value = serde_json::from_slice(&bundle()).unwrap();
    bytes["sources"] = json!([]);
    bytes["processes"] = json!([]);
    let json = ["{\"sources\":", &list, "}"].concat();
    let catalog = Catalog::new(
        decode(bytes.to_string().as_bytes(), &Limits::default())
            .unwrap()
            .snapshot,
    );
    let table = Table::new(TableKind::Sources, &catalog);
    let texts = row_texts(json.as_bytes(), path(TableKind::Sources));
    let columns = shown_columns(table.kind(), &catalog, &Layout::default());
    let sheet = Sheet {
        catalog: &catalog,
        table: &table,
        columns: &columns,
        texts: &texts,
    };
    let mut draft = Draft::new(Format::Json, &sheet, 2);
    draft.add(&sheet, &[1, 0, 7]);
    assert_eq!(
        draft.finish(&sheet),
        "[\n{\"big\":18446744073709551615,\"text\":\"a \\\" b\\\\\",\"new\":[1,2],\
         \"odd\":\"x\\u202ey\"},\n{}\n]\n"
    );
    let none = Draft::new(Format::Json, &sheet, 0).finish(&sheet);
    assert_eq!(none, "[]\n");
}

#[test]
fn markdown_is_a_table_of_what_is_shown() {
    let text = written(Format::Markdown, TableKind::Sockets, &[0]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with("| Proto | Local address | Local port |"),
        "{text}"
    );
    assert!(lines[1].starts_with("|---|---|---|"), "{text}");
    assert!(lines[1].contains("|---:|---:|"), "{text}");
    assert!(lines[2].contains("| 443 (https) |"), "{text}");
    assert!(lines[2].contains("| nginx (812 +1) |"), "{text}");
}

#[test]
fn nothing_in_markdown_is_obeyed() {
    for (text, escaped) in [
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("`x`", r"\`x\`"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("[x](y)", r"\[x\](y)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("a_b *c* ~d~", r"a\_b \*c\* \~d\~"),
        ("a\r\nb", "a  b"),
    ] {
        let mut out = String::new();
        markdown::push(&mut out, text);
        assert_eq!(out, escaped, "{text}");
    }
}

#[test]
fn text_stands_in_columns() {
    let text = written(Format::Text, TableKind::Sources, &[1, 0]);
    let lines: Vec<&str> = text.lines().collect();
    let start = lines[0].find("Status").unwrap();
    assert!(lines[1][start..].starts_with("partial "), "{text}");
    assert!(lines[2][start..].starts_with("complete "), "{text}");
    assert!(lines.iter().all(|line| !line.ends_with(' ')), "{text}");
}

#[test]
fn a_file_has_a_name_that_no_system_minds() {
    for (host, part, name) in [
        ("web-01", "sockets", "netsnap-web-01-sockets.csv"),
        ("web-01.example.org", "", "netsnap-web-01.example.org.csv"),
        ("", "unix sockets", "netsnap-unix-sockets.csv"),
        ("../../etc/passwd", "", "netsnap-etc-passwd.csv"),
        ("..", "x", "netsnap-x.csv"),
        ("a\u{202e}b\0c\\d:e", "x", "netsnap-a-b-c-d-e-x.csv"),
        ("host.", "", "netsnap-host.csv"),
        ("日本", "", "netsnap.csv"),
    ] {
        assert_eq!(file_name(host, part, "csv"), name, "{host:?}");
    }
    assert!(file_name(&"x".repeat(1 << 20), "", "csv").len() < 100);
}
