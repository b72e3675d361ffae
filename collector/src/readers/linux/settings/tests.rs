//! Settings in a directory that the test makes.

use std::fs;

use super::*;

fn add(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let file = root.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

const IPV4: [(&str, &str); 8] = [
    ("ipv4/ip_local_port_range", "32768\t60999\n"),
    ("ipv4/ip_forward", "1\n"),
    ("core/somaxconn", "4096\n"),
    ("ipv4/ip_unprivileged_port_start", "1024\n"),
    ("ipv4/tcp_syncookies", "2\n"),
    ("ipv4/conf/all/rp_filter", "0\n"),
    ("ipv4/conf/eth0.7/rp_filter", "2\n"),
    ("ipv4/conf/gone/forwarding", "0\n"),
];

#[test]
fn every_setting_is_read() {
    let root = tempfile::tempdir().unwrap();
    add(root.path(), &IPV4);
    let ipv4 = Settings {
        ephemeral_ports: Some(PortRange {
            first: 32768,
            last: 60999,
        }),
        ipv4_forwarding: Some(true),
        accept_queue_limit: Some(4096),
        unprivileged_ports_from: Some(1024),
        syn_cookies: Some(2),
        reverse_path_filter: [("all".to_owned(), 0), ("eth0.7".to_owned(), 2)].into(),
        ..Settings::default()
    };
    let reading = read(root.path());
    assert_eq!(reading.given, ipv4);
    assert_eq!((reading.status, reading.rows), (SourceStatus::Complete, 7));
    let detail = "this kernel has no ipv6/conf/all/forwarding, ipv6/bindv6only";
    assert_eq!(reading.detail.as_deref(), Some(detail));

    add(
        root.path(),
        &[
            ("ipv6/conf/all/forwarding", "0\n"),
            ("ipv6/bindv6only", "1\n"),
        ],
    );
    let both = Settings {
        ipv6_forwarding: Some(false),
        ipv6_only: Some(true),
        ..ipv4
    };
    let reading = read(root.path());
    assert_eq!(reading.given, both);
    assert_eq!(
        (reading.status, reading.detail),
        (SourceStatus::Complete, None)
    );
}

#[test]
fn odd_and_missing_files_are_said() {
    let root = tempfile::tempdir().unwrap();
    let reading = read(&root.path().join("none"));
    assert_eq!(reading.status, SourceStatus::Unavailable);
    let reading = read(root.path());
    assert_eq!(
        (reading.status, reading.rows),
        (SourceStatus::Unavailable, 0)
    );
    assert_eq!(reading.given, Settings::default());

    add(root.path(), &IPV4);
    add(
        root.path(),
        &[
            ("core/somaxconn", "many"),
            ("ipv4/conf/all/rp_filter", ""),
            ("ipv6/bindv6only", "0"),
            ("ipv6/conf/all/forwarding", "0"),
        ],
    );
    let reading = read(root.path());
    assert_eq!(reading.given.accept_queue_limit, None);
    assert_eq!(reading.given.reverse_path_filter.len(), 1);
    assert_eq!(reading.status, SourceStatus::Partial);
    let detail = "core/somaxconn: an odd value; rp_filter of 1 interface: an odd value";
    assert_eq!(reading.detail.as_deref(), Some(detail));
}

#[test]
fn a_range_is_two_ports() {
    let between = |first, last| Some(PortRange { first, last });
    for (text, expected) in [
        ("32768\t60999", between(32768, 60999)),
        ("1024 65535", between(1024, 65535)),
        ("32768", None),
        ("1 65536", None),
        ("", None),
    ] {
        assert_eq!(range(text), expected, "{text:?}");
    }
}
