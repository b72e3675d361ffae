//! Streams, help and exit codes.

use std::process::Command;

use netsnap::Exit;

use crate::fixture::{Broken, Shell, host, netsnap};

#[test]
fn a_reader_that_has_gone_is_no_error() {
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["list", "-t", "processes"],
        &["explain", "443"],
        &["schema"],
        &["collect", "-o", "-"],
        &["report", "-o", "-"],
        &["--help"],
        &["--version"],
    ] {
        let (exit, stderr) = Shell::default().run_into(arguments, &mut Broken);
        assert_eq!(exit, Exit::Success, "{arguments:?}");
        assert_eq!(stderr, "", "{arguments:?}");
    }
}

#[test]
fn wrong_usage_is_told_apart() {
    for arguments in [
        &[][..],
        &["frobnicate"],
        &["list", "--table", "cats"],
        &["list", "--json", "--no-header"],
        &["explain"],
        &["check"],
        &["check", "a", "b\x1b[31m"],
    ] {
        let answer = netsnap(arguments);
        assert_eq!(answer.exit, Exit::Usage, "{arguments:?}");
        assert_eq!(answer.out(), "");
        assert!(answer.stderr.contains("--help"), "{}", answer.stderr);
        assert!(!answer.stderr.contains('\x1b'), "{}", answer.stderr);
    }
}

#[test]
fn every_command_has_help_with_examples() {
    let top = netsnap(&["--help"]);
    assert_eq!(top.exit, Exit::Success);
    for command in ["report", "collect", "list", "explain", "check", "schema"] {
        assert!(top.out().contains(&format!("\n  {command} ")), "{command}");
        let help = netsnap(&[command, "--help"]);
        assert_eq!(
            (help.exit, help.stderr.as_str()),
            (Exit::Success, ""),
            "{command}"
        );
        let example = format!("Examples:\n  netsnap {command}");
        assert!(help.out().contains(&example), "{}", help.out());
    }
}

#[test]
fn hostile_names_reach_no_terminal() {
    let hostile = "\x1b[2J\u{202e}\u{9b}\r\n";
    let mut host = host();
    host.host.hostname = Some(hostile.repeat(3));
    let namespace = &mut host.namespaces[0];
    namespace.interfaces[0].name = "A".repeat(1 << 20);
    namespace.sockets[0].interface = Some(hostile.to_owned());
    for process in &mut host.processes {
        process.name = hostile.repeat(100_000);
        process.command_line = Some(vec![hostile.to_owned(); 100_000]);
    }
    host.sources[0].detail = Some(hostile.repeat(100_000));
    let shell = Shell {
        host,
        stdout_is_terminal: true,
        ..Shell::default()
    };
    let dangerous = ['\x1b', '\u{202e}', '\u{9b}', '\r'];
    for table in ["sockets", "processes", "routes", "interfaces", "sources"] {
        let answer = shell.run(&["list", "-H", "-t", table]);
        assert!(!answer.out().contains(dangerous), "{table}");
        assert!(answer.out().lines().count() <= 4, "{table}");
        assert!(
            answer.out().len() < 20_000,
            "{table} is {} long",
            answer.out().len()
        );
        let answer = shell.run(&["list", "--json", "-t", table]);
        assert!(!answer.out().contains(dangerous), "{table}");
    }
}

/// The built program itself, for what only a process has: its default file names and exit codes.
#[test]
fn the_program_names_its_files_after_host_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_netsnap"))
        .arg("collect")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let name = String::from_utf8(output.stdout).unwrap();
    let name = name.trim_end();
    assert!(name.starts_with("netsnap-"), "{name}");
    let time = name
        .strip_suffix("Z.json.gz")
        .and_then(|name| name.rsplit('-').next());
    let time = time.unwrap();
    assert_eq!(time.len(), "20261122T030000".len(), "{name}");
    assert!(folder.path().join(name).is_file());

    for (arguments, code) in [
        (&["check", name][..], 0),
        (&["check", "missing"], 1),
        (&["x"], 2),
    ] {
        let status = Command::new(env!("CARGO_BIN_EXE_netsnap"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap()
            .status;
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}
