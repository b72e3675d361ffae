//! The table as the kernel wrote it, and lines that are odd.

use super::super::tests::show;
use super::*;

#[track_caller]
fn check(table: &[u8], expected: &[&str], odd: usize) {
    let lines = parse(table);
    let shown: Vec<_> = lines.rows.iter().map(show).collect();
    assert_eq!(shown, expected);
    assert_eq!(lines.odd, odd);
}

#[test]
fn captured_table() {
    check(
        include_bytes!("../../../../../../fixtures/proc/net/unix"),
        &[
            "2933548 stream connected * peer - uid - queues - -",
            "2933554 datagram connected * peer - uid - queues - -",
            "- stream connected st peer - uid - queues - -",
            "2933547 stream listening st peer - uid - queues - -",
            "2933553 datagram connected dg peer - uid - queues - -",
            "2933555 datagram unconnected new\nline peer - uid - queues - -",
            "2933556 datagram unconnected bad� peer - uid - queues - -",
            "2933557 stream connected * peer - uid - queues - -",
            "2933550 stream connected * peer - uid - queues - -",
            "2933549 stream connected st peer - uid - queues - -",
            "2933558 stream connected * peer - uid - queues - -",
            "- stream connected st peer - uid - queues - -",
            "2933552 seqpacket listening @net@snap peer - uid - queues - -",
        ],
        0,
    );
}

#[test]
fn a_path_goes_on_in_the_next_line() {
    let row = "1: 00000002 00000000 00010000 0001 01 7 ";
    let table = |path: &str| format!("heading\n{row}{path}\n").into_bytes();
    let expected = |path: &str| format!("7 stream listening {path} peer - uid - queues - -");
    for path in [
        "/a",
        "/with space ",
        "/a\nb",
        "/a\n",
        "/a\n\n1: 2",
        "@",
        "\r/a\r",
    ] {
        check(&table(path), &[&expected(path)], 0);
    }
}

#[test]
fn odd_lines_are_counted_and_the_others_kept() {
    let good = "1: 00000002 00000000 00000000 0001 03 7";
    for odd in [
        "",
        "1",
        "1: 00000002 00000000 00000000 0001 03",
        "x: 00000002 00000000 00000000 0001 03 7",
        "1 00000002 00000000 00000000 0001 03 7",
        "1: 2 00000000 00000000 0001 03 7",
        "1: 00000002 00000000 00000000 01 03 7",
        "1: 00000002 00000000 00000000 0001 03 -7",
        "1: 00000002 00000000 00000000 0001 0\u{e9} 7",
    ] {
        let table = format!("heading\n{odd}\n{good}\n");
        let expected = "7 stream connected * peer - uid - queues - -";
        check(table.as_bytes(), &[expected], 1);
    }
    check(b"", &[], 0);
    check(b"heading\n", &[], 0);
}

#[test]
fn states_and_kinds_without_a_name_are_kept() {
    let table = b"h\n1: 00000002 00000000 00000000 000A 09 7";
    check(table, &["7 10 9 * peer - uid - queues - -"], 0);
}
