//! Files that are no bundle: every command that takes one says the same sentence.

use std::fs;

use netsnap::Exit;

use crate::fixture::{Shell, gzip, json, netsnap, netsnap_with};

fn check(bytes: &[u8], why: &str) {
    for command in ["check", "list", "report"] {
        let answer = netsnap_with(bytes, &[command, "-"]);
        assert_eq!(
            answer.stderr,
            format!("netsnap: cannot read standard input: {why}\n"),
            "{command}"
        );
        assert_eq!(
            (answer.exit, answer.out()),
            (Exit::Failure, ""),
            "{command}"
        );
    }
}

#[test]
fn bad_files_are_answered_with_a_sentence() {
    let truncated = "the file is truncated: it ends in the middle; get it again from where it was \
                     made";
    check(b"", "the file is empty");
    check(b" \n", "the file is empty");
    check(
        b"PK\x03\x04...",
        "this is not a netsnap bundle: it is neither gzip nor JSON; it looks like a zip archive: \
         unpack it first",
    );
    check(
        b"hello",
        "this is not a netsnap bundle: it is neither gzip nor JSON",
    );
    check(
        b"<!doctype html><p>no report",
        "this is not a netsnap bundle: it is neither gzip nor JSON; it looks like a web page: if \
         it is a netsnap report, open it in a browser",
    );
    check(&gzip()[..200], truncated);
    check(&json().as_bytes()[..500], truncated);
    check(
        b"{}",
        "this is JSON, but not a netsnap bundle: it does not say \"format\": \"netsnap\"",
    );
    check(
        json().replacen("1.0", "2.0", 1).as_bytes(),
        "the bundle has format version 2.0, and this netsnap reads versions up to 1.x; open it \
         with a netsnap that reads 2.x",
    );
    check(
        &b"[".repeat(40),
        "the bundle is over a limit: the depth of nesting is 33 or more, and at most 32 is read",
    );
}

#[test]
fn the_parsers_reasons_are_passed_on() {
    let mut corrupt = gzip();
    let middle = corrupt.len() / 2;
    corrupt[middle] ^= 0xff;
    for (bytes, parts) in [
        (
            corrupt,
            ["cannot read standard input: the file is ", "get it again"],
        ),
        (
            b"{\"format\": \"netsnap\" \"version\"}".to_vec(),
            ["it is not valid JSON (byte ", "expected"],
        ),
        (
            json()
                .replace("\"duration_ms\": 312", "\"duration_ms\": -1")
                .into_bytes(),
            ["the bundle is malformed at byte ", "-1"],
        ),
    ] {
        let answer = netsnap_with(&bytes, &["check", "-"]);
        assert_eq!(answer.exit, Exit::Failure);
        for part in parts {
            assert!(answer.stderr.contains(part), "{part}: {}", answer.stderr);
        }
        assert_eq!(answer.stderr.lines().count(), 1);
    }
}

#[test]
fn a_path_is_named_harmlessly() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    let bad = format!("{folder}/\x1b[31m\u{202e}.gz");
    fs::write(&bad, b"hello").unwrap();
    for (path, message) in [
        (
            bad.as_str(),
            format!(
                "cannot read {folder}/\\x1b[31m\\u{{202e}}.gz: this is not a netsnap bundle: it is \
                 neither gzip nor JSON"
            ),
        ),
        (folder, format!("cannot read {folder}: it is a directory")),
        (
            "/missing.gz",
            "cannot read /missing.gz: No such file or directory (os error 2)".to_owned(),
        ),
    ] {
        let answer = netsnap(&["check", path]);
        assert_eq!(answer.stderr, format!("netsnap: {message}\n"));
        assert_eq!(answer.exit, Exit::Failure);
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json.gz");
    // A hole: it takes no room on the disk, and reading it would take a second.
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let answer = netsnap(&["check", path.to_str().unwrap()]);
    assert_eq!(answer.exit, Exit::Failure);
    assert!(
        answer.stderr.ends_with(
            "the bundle is over a limit: the file's size in bytes is 1099511627776 or more, and \
             at most 268435456 is read\n"
        ),
        "{}",
        answer.stderr
    );
}

#[test]
fn nobody_has_to_type_a_bundle() {
    let shell = Shell {
        stdin_is_terminal: true,
        ..Shell::default()
    };
    let answer = shell.run(&["check", "-"]);
    assert_eq!(answer.exit, Exit::Failure);
    assert_eq!(
        answer.stderr,
        "netsnap: standard input is a terminal: pipe a bundle into it, or name a file\n"
    );
}
