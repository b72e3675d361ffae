//! `netsnap report`.

use std::fs;

use netsnap::Exit;
use netsnap_shared::bundle::{Limits, decode};
use netsnap_shared::report::{element_text, extract};

use crate::fixture::{PAGE, Shell, gzip, host, json, netsnap, netsnap_with};

fn carried(report: &str) -> Vec<u8> {
    extract(element_text(report).unwrap()).unwrap().unwrap()
}

#[test]
fn a_report_of_this_host_carries_its_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.html");
    let path = path.to_str().unwrap();
    let answer = netsnap(&["report", "-o", path]);
    assert_eq!(
        (answer.exit, answer.out()),
        (Exit::Success, format!("{path}\n").as_str())
    );
    assert!(
        answer.stderr.starts_with("4 sockets, "),
        "{}",
        answer.stderr
    );
    let report = fs::read_to_string(path).unwrap();
    assert_eq!(carried(&report), gzip());
}

#[test]
fn a_report_of_a_bundle_carries_its_bytes() {
    let answer = netsnap_with(&gzip(), &["report", "-", "-o", "-"]);
    assert_eq!(carried(answer.out()), gzip());

    // A report of a report is the same report.
    let again = netsnap_with(&answer.stdout, &["report", "-", "-o", "-"]);
    assert_eq!(again.stdout, answer.stdout);
}

#[test]
fn a_report_of_plain_json_keeps_what_a_newer_viewer_knows() {
    let newer = json()
        .replace("\"1.0\"", "\"1.9\"")
        .replacen('{', "{\"later\": [7],", 1);
    let answer = netsnap_with(newer.as_bytes(), &["report", "-", "-o", "-"]);
    let carried = carried(answer.out());
    assert!(carried.starts_with(b"\x1f\x8b"));
    let decoded = decode(&carried, &Limits::default()).unwrap();
    assert_eq!(decoded.snapshot, host());
    assert_eq!(decoded.version.to_string(), "1.9");
    assert_eq!(decoded.json_bytes, newer.len() as u64);
}

#[test]
fn a_report_needs_a_viewer() {
    for (page, reason) in [
        (
            None,
            "this netsnap was built without the viewer; build one that has it with `cargo \
                xtask build`, or write a bundle with `netsnap collect`",
        ),
        (
            Some("<html></html>"),
            "the viewer's page does not have exactly one place for a bundle",
        ),
    ] {
        let shell = Shell {
            page,
            ..Shell::default()
        };
        let answer = shell.run(&["report", "-o", "-"]);
        assert_eq!(answer.exit, Exit::Failure);
        assert_eq!(
            answer.stderr,
            format!("netsnap: cannot make a report: {reason}\n")
        );
        assert_eq!(answer.out(), "");
    }
}

#[test]
fn a_report_without_a_bundle_is_no_input() {
    let answer = netsnap_with(PAGE.as_bytes(), &["check", "-"]);
    assert_eq!(answer.exit, Exit::Failure);
    assert_eq!(
        answer.stderr,
        "netsnap: cannot read standard input: this is the viewer without a bundle\n"
    );
    let damaged = PAGE.replace("gzip\"></", "gzip\">???</");
    let answer = netsnap_with(damaged.as_bytes(), &["check", "-"]);
    assert_eq!(
        answer.stderr,
        "netsnap: cannot read standard input: the report is damaged: its bundle is not valid \
         base64\n"
    );
}
