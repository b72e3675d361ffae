//! `netsnap check`.

use std::fs;

use netsnap::Exit;

use crate::fixture::{gzip, json, netsnap, netsnap_with};

#[test]
fn a_good_bundle_says_what_is_in_it() {
    let answer = netsnap_with(json().as_bytes(), &["check", "-"]);
    let size = json().len();
    assert_eq!(
        answer.out(),
        format!(
            "\
Format    netsnap bundle 1.0, {}.{} kB of JSON
Host      web-01, linux 6.18.0 x86_64 (Debian GNU/Linux 13 (trixie)), up since 2026-11-01T00:00:00.000Z
Taken     2026-11-22T03:00:00.123Z in 312 ms by netsnap 0.1.0 as alice, without the rights to see every process
Rows      4 sockets, 4 processes, 2 routes, 2 interfaces; 1 source could not be read in full
Sources   1 complete, 1 not:
          /proc/PID/fd: partial: 40 of 60 processes refused
",
            size.div_ceil(100) / 10,
            size.div_ceil(100) % 10,
        )
    );
    assert_eq!((answer.exit, answer.stderr.as_str()), (Exit::Success, ""));
}

#[test]
fn a_file_is_as_good_as_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.json.gz");
    fs::write(&path, gzip()).unwrap();
    let from_file = netsnap(&["check", path.to_str().unwrap()]);
    assert_eq!(from_file, netsnap_with(&gzip(), &["check", "-"]));
    assert_eq!(from_file.exit, Exit::Success);
}

#[test]
fn a_newer_minor_is_said() {
    let newer = json().replace("\"1.0\"", "\"1.7\"");
    let answer = netsnap_with(newer.as_bytes(), &["check", "-"]);
    assert_eq!(answer.exit, Exit::Success);
    assert!(
        answer.out().contains("netsnap bundle 1.7, "),
        "{}",
        answer.out()
    );
    assert!(
        answer
            .out()
            .contains("written by a newer netsnap; this one reads 1.1 and passed over"),
        "{}",
        answer.out()
    );
}

#[test]
fn hostile_names_are_shown_harmlessly() {
    let hostile = "\\u001b]0;x\\u0007\\u202e</script>";
    let json = json()
        .replace("\"web-01\"", &format!("\"{hostile}\""))
        .replace("/proc/PID/fd", &"A".repeat(1 << 20))
        .replace("40 of 60", hostile);
    let answer = netsnap_with(json.as_bytes(), &["check", "-"]);
    assert_eq!(answer.exit, Exit::Success);
    let text = answer.out();
    assert!(
        text.contains("Host      \\x1b]0;x\\x07\\u{202e}</script>, linux"),
        "{text}"
    );
    assert!(text.len() < 2000, "{}", text.len());
    assert!(!text.contains(['\x1b', '\x07', '\u{202e}']));
}
