//! `netsnap list`.

use netsnap::Exit;

use crate::fixture::{Shell, gzip, host, netsnap, netsnap_with};

fn check(arguments: &[&str], expected: &str) {
    let mut all = vec!["list", "-"];
    all.extend(arguments);
    let answer = netsnap_with(&gzip(), &all);
    assert_eq!(answer.stderr, "", "{arguments:?}");
    assert_eq!(answer.out(), expected, "{arguments:?}");
    assert_eq!(answer.exit, Exit::Success);
}

/// The pids of the processes in the order in which they are listed.
fn pids(arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["list", "-H", "-t", "processes"];
    all.extend(arguments);
    let answer = netsnap(&all);
    assert_eq!(answer.exit, Exit::Success, "{}", answer.stderr);
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    answer.out().lines().filter_map(first).collect()
}

#[test]
fn a_filter_chooses_rows_and_a_sort_orders_them() {
    for (arguments, expected) in [
        (&["-f", "user:root"][..], &["1", "2"][..]),
        (&["-f", "!user:root"], &["812", "900"]),
        (&["-f", "-user:root"], &["812", "900"]),
        (&["-f", "proc:ngin* or pid:2"], &["2", "812"]),
        (&["-f", "pid:7"], &[]),
        (&["--sort=-pid"], &["900", "812", "2", "1"]),
        (
            &["--sort", "user,-pid", "-f", "pid:<900"],
            &["812", "2", "1"],
        ),
    ] {
        assert_eq!(pids(arguments), expected, "{arguments:?}");
    }
}

#[test]
fn an_invalid_filter_points_to_its_place() {
    for (filter, start, lines) in [
        (
            "user:root stat:listen",
            "netsnap: the filter is not valid: ",
            "  user:root stat:listen\n            ^^^^\n",
        ),
        (
            "\u{202e} port:70000",
            "netsnap: the filter is not valid: ",
            "  \\u{202e} port:70000\n                ^^^^^\n",
        ),
    ] {
        // The arguments are looked at before the file.
        let answer = netsnap(&["list", "missing.json.gz", "-f", filter]);
        assert_eq!(answer.exit, Exit::Failure, "{filter}");
        assert_eq!(answer.out(), "");
        assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
        assert!(answer.stderr.ends_with(lines), "{}", answer.stderr);
    }
}

#[test]
fn the_count_says_how_many_there_were() {
    let shell = Shell {
        stdout_is_terminal: true,
        ..Shell::default()
    };
    let answer = shell.run(&["list", "-t", "processes", "-f", "user:root"]);
    assert_eq!(answer.stderr, "2 of 4 processes\n");
}

/// The rows of a table without the column of services, whose names are other tests' matter.
fn without_services(text: &str) -> String {
    let header = text.lines().next().unwrap();
    let (start, end) = (
        header.find("SERVICE").unwrap(),
        header.find("PROCESS").unwrap(),
    );
    text.lines()
        .flat_map(|line| [&line[..start], &line[end..], "\n"])
        .collect()
}

#[test]
fn sockets_are_listed_with_their_owner_or_the_reason_for_none() {
    let answer = netsnap_with(&gzip(), &["list", "-"]);
    assert_eq!(
        without_services(answer.out()),
        "\
PROTO  STATE        RECV-Q  SEND-Q  LOCAL               REMOTE             PROCESS
tcp    LISTEN            2     511  0.0.0.0:443         -                  nginx (pid 812, fd 6)
tcp    TIME-WAIT         0       0  192.0.2.10:443      203.0.113.7:51234  (kernel)
udp    UNCONNECTED       0       0  [fe80::1]%eth0:546  -                  (hidden: no permission)
200    -                 -       -  127.0.0.1:0         -                  nginx (pid 812), ? (pid 7777, fd 3)
"
    );
}

#[test]
fn processes_are_listed() {
    check(
        &["-t", "processes"],
        "\
PID  PPID  USER   STARTED               NAME      COMMAND
  1     -  root   2026-11-01T00:00:01Z  systemd   /sbin/init
  2     -  root   -                     kthreadd  [kthreadd]
812     1  alice  2026-11-01T00:00:02Z  nginx     nginx: master process -g daemon on; (file deleted)
900     1  5      -                     secret    (not readable)
",
    );
}

#[test]
fn routes_are_listed() {
    check(
        &["-t", "routes"],
        "\
DESTINATION    GATEWAY    INTERFACE  SOURCE  METRIC  TABLE  PROTOCOL  SCOPE   KIND
0.0.0.0/0      192.0.2.1  eth0       -          100  main   dhcp      global  unicast
2001:db8::/32  fe80::2,-  eth0,eth1  -            -  7      static    global  unicast
",
    );
}

#[test]
fn interfaces_are_listed() {
    check(
        &["-t", "interfaces"],
        "\
INDEX  NAME  KIND      STATE      MTU  MAC                 RECEIVED  SENT  ADDRESSES
    1  lo    loopback  unknown  65536  -                          -     -  127.0.0.1/8,::1/128
    2  eth0  ethernet  up        1500  02:00:00:00:00:01  123456789    42  -
",
    );
}

#[test]
fn sources_are_listed() {
    check(
        &["-t", "sources"],
        "\
STATUS    ROWS     MS  NAMESPACE   SOURCE              DETAIL
complete     3  1.234  4026531840  sock_diag tcp ipv4  -
partial      2  0.050  -           /proc/PID/fd        40 of 60 processes refused
",
    );
    check(
        &["-t", "sources", "-H"],
        "\
complete  3  1.234  4026531840  sock_diag tcp ipv4  -
partial   2  0.050  -           /proc/PID/fd        40 of 60 processes refused
",
    );
}

#[test]
fn several_namespaces_have_a_column() {
    let mut host = host();
    let mut second = host.namespaces[0].clone();
    second.name = Some("blue".to_owned());
    host.namespaces.push(second);
    let shell = Shell {
        host,
        ..Shell::default()
    };
    let answer = shell.run(&["list", "-H", "-t", "interfaces"]);
    let first: Vec<&str> = answer
        .out()
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(first, ["4026531840", "4026531840", "blue", "blue"]);
}

#[test]
fn json_rows_are_the_bundle_s_own() {
    let bundle = netsnap_shared::bundle::to_json(&host()).unwrap();
    let bundle: serde_json::Value = serde_json::from_slice(&bundle).unwrap();
    for table in ["sockets", "processes", "routes", "interfaces", "sources"] {
        let answer = netsnap(&["list", "--json", "-t", table]);
        let mut rows: serde_json::Value = serde_json::from_str(answer.out()).unwrap();
        let expected = match table {
            "processes" | "sources" => &bundle[table],
            _ => {
                for row in rows.as_array_mut().unwrap() {
                    let namespace = row.as_object_mut().unwrap().remove("namespace");
                    assert_eq!(namespace, Some("4026531840".into()));
                }
                &bundle["namespaces"][0][table]
            }
        };
        assert_eq!(&rows, expected, "{table}");
        let lines = expected.as_array().unwrap().len() + 2;
        assert_eq!(answer.out().lines().count(), lines, "{table}");
    }
}

#[test]
fn a_list_without_rows_is_a_list() {
    let mut host = host();
    host.processes.clear();
    let shell = Shell {
        host,
        ..Shell::default()
    };
    let answer = shell.run(&["list", "--json", "-t", "processes"]);
    assert_eq!(answer.out(), "[]\n");
    let answer = shell.run(&["list", "-t", "processes"]);
    assert_eq!(answer.out(), "PID  PPID  USER  STARTED  NAME  COMMAND\n");
}

#[test]
fn a_person_is_told_how_many_rows_there_are() {
    let shell = Shell {
        stdout_is_terminal: true,
        width: Some(60),
        ..Shell::default()
    };
    let answer = shell.run(&["list", "-t", "processes"]);
    assert_eq!(answer.stderr, "4 processes\n");
    let row = answer.out().lines().nth(3).unwrap();
    assert_eq!(
        row,
        "812     1  alice  2026-11-01T00:00:02Z  nginx     nginx: master proce…"
    );
    assert_eq!(row.chars().count(), 70, "the last column keeps a minimum");
}

#[test]
fn an_unknown_field_to_sort_by_is_wrong_usage() {
    let answer = netsnap(&["list", "--sort=-nonsense"]);
    assert_eq!(answer.exit, Exit::Usage);
    assert!(
        answer
            .stderr
            .starts_with("netsnap: cannot sort by '-nonsense': sockets can be sorted by "),
        "{}",
        answer.stderr
    );
}
