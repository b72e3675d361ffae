//! `netsnap collect`.

use std::fs;

use netsnap::Exit;
use netsnap_shared::bundle::{Limits, decode};

use crate::fixture::{Shell, host, netsnap};

#[test]
fn a_bundle_goes_to_standard_output() {
    for (arguments, magic) in [
        (
            ["collect", "-o", "-", "--format=gzip"],
            b"\x1f\x8b".as_slice(),
        ),
        (
            ["collect", "-o", "-", "--format=json"],
            b"{\"format\":\"netsnap\",\"version\":\"1.1\",",
        ),
    ] {
        let answer = netsnap(&arguments);
        assert_eq!(answer.exit, Exit::Success);
        assert!(answer.stdout.starts_with(magic));
        let decoded = decode(&answer.stdout, &Limits::default()).unwrap();
        assert_eq!(decoded.snapshot, host());
        let counts = "4 sockets, 4 processes, 2 routes, 2 interfaces; 1 source could not be read \
                      in full; ";
        assert!(answer.stderr.starts_with(counts), "{}", answer.stderr);
    }
}

#[test]
fn what_is_missing_is_said_in_one_line() {
    let shell = Shell {
        advice: Some("run as root\x1b"),
        ..Shell::default()
    };
    for (arguments, told) in [
        (&["collect", "-o", "-"][..], true),
        (&["report", "-o", "-"], true),
        (&["list"], true),
        (&["list", "-t", "routes"], false),
    ] {
        let answer = shell.run(arguments);
        assert_eq!(answer.exit, Exit::Success);
        let line = "netsnap: run as root\\x1b\n";
        assert_eq!(answer.stderr.starts_with(line), told, "{arguments:?}");
    }
}

#[test]
fn a_terminal_is_spared_a_bundle() {
    let shell = Shell {
        stdout_is_terminal: true,
        ..Shell::default()
    };
    for command in ["collect", "report"] {
        let answer = shell.run(&[command, "-o", "-"]);
        assert_eq!(answer.exit, Exit::Failure);
        assert_eq!(answer.out(), "");
        assert_eq!(
            answer.stderr,
            "netsnap: standard output is a terminal: name a file with -o FILE, or pipe it into a \
             program\n"
        );
    }
}

#[test]
fn a_file_is_replaced_only_with_force() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.json");
    let path = path.to_str().unwrap();

    let answer = netsnap(&["collect", "-o", path]);
    assert_eq!(
        (answer.exit, answer.out()),
        (Exit::Success, format!("{path}\n").as_str())
    );
    let first = fs::read(path).unwrap();
    assert!(first.starts_with(b"{"), "the name promises JSON");

    let answer = netsnap(&["collect", "-o", path, "--format=gzip"]);
    assert_eq!(answer.exit, Exit::Failure);
    assert_eq!(
        answer.stderr,
        format!(
            "netsnap: {path} exists already: choose another name, or replace it with --force\n"
        )
    );
    assert_eq!(fs::read(path).unwrap(), first);

    let answer = netsnap(&["collect", "-o", path, "--format=gzip", "--force"]);
    assert_eq!(answer.exit, Exit::Success);
    assert!(fs::read(path).unwrap().starts_with(b"\x1f\x8b"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_an_error_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    let lost = format!("{folder}/missing/a.json.gz");
    for (path, message) in [
        (folder, format!("cannot write {folder}: it is a directory")),
        (
            &lost,
            format!("cannot write {lost}: No such file or directory (os error 2)"),
        ),
        (
            "/dev/full",
            "cannot write /dev/full: No space left on device (os error 28)".to_owned(),
        ),
        (
            "/no\u{202e}ne/\x1b[31m",
            "cannot write /no\\u{202e}ne/\\x1b[31m: No such file or directory (os error 2)"
                .to_owned(),
        ),
    ] {
        let answer = netsnap(&["collect", "-o", path]);
        assert_eq!(answer.exit, Exit::Failure, "{path}");
        assert_eq!(answer.stderr, format!("netsnap: {message}\n"));
        assert_eq!(answer.out(), "");
    }
}
