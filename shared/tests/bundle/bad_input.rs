//! Files that are no bundles, and the sentence that each one gets.

use netsnap_shared::bundle::{self, BundleError, Limits};

use crate::fixture::{BUNDLE_1_0, gzip};

fn error(bytes: &[u8]) -> String {
    match bundle::decode(bytes, &Limits::default()) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Checks that plain and compressed input give an error with these words.
fn check(text: &str, words: &str) {
    for bytes in [text.as_bytes().to_vec(), gzip(text.as_bytes())] {
        let error = error(&bytes);
        assert!(
            error.contains(words),
            "{words:?} is not in {error:?} for {text:.80}"
        );
    }
}

#[test]
fn what_is_no_bundle_is_told_what_it_looks_like() {
    for (bytes, words) in [
        (&b""[..], "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\x1f", "neither gzip nor JSON"),
        (b"hello", "neither gzip nor JSON"),
        (b"\0\0\0\0", "neither gzip nor JSON"),
        (b"\xff\xfe{\0", "neither gzip nor JSON"),
        (b"PK\x03\x04\x14\0", "a zip archive: unpack it first"),
        (b"\x28\xb5\x2f\xfd\x04", "zstd-compressed"),
        (b"\xfd7zXZ\0", "xz-compressed"),
        (b"BZh91AY", "bzip2-compressed"),
        (b"\xd4\xc3\xb2\xa1\x02", "a packet capture"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x7fELF\x02", "a program"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<!doctype html>", "a web page"),
        (b"Netid State  Recv-Q", "the output of ss"),
        (b"Active Internet connections", "the output of netstat"),
        (b"Proto Recv-Q Send-Q", "the output of netstat"),
    ] {
        let error = error(bytes);
        assert!(error.contains(words), "{words:?} is not in {error:?}");
    }
}

#[test]
fn a_file_that_ends_early_is_truncated_wherever_it_ends() {
    let compressed = gzip(BUNDLE_1_0.as_bytes());
    for bytes in [&compressed[..], BUNDLE_1_0.trim_end().as_bytes()] {
        // Two bytes tell what it is; with less it could be anything.
        let ends = (0..20).map(|part| 2 + (bytes.len() - 2) * part / 20);
        let near_the_start = 2..80;
        let near_the_end = bytes.len() - 12..bytes.len();
        for end in ends.chain(near_the_start).chain(near_the_end) {
            let end_of = &bytes[..end];
            assert_eq!(
                bundle::decode(end_of, &Limits::default()),
                Err(BundleError::Truncated),
                "{end} of {} bytes",
                bytes.len()
            );
        }
    }
    check(&BUNDLE_1_0[..5000], "the file is truncated");
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let compressed = gzip(BUNDLE_1_0.as_bytes());
    let changed = |at: usize, byte: u8| {
        let mut bytes = compressed.clone();
        bytes[at] ^= byte;
        bytes
    };
    let length = compressed.len();
    for (what, bytes) in [
        ("a method that gzip does not have", changed(2, 0xff)),
        ("the first block", changed(10, 0xff)),
        ("the checksum", changed(length - 8, 1)),
        ("the length", changed(length - 4, 1)),
        (
            "bytes behind it",
            [&compressed[..], b"and more than a header"].concat(),
        ),
    ] {
        let error = bundle::decode(&bytes, &Limits::default());
        assert!(
            matches!(error, Err(BundleError::Corrupt(_))),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn what_is_not_json_says_where() {
    for (text, words) in [
        (
            "{nonsense}",
            "it is not valid JSON (byte 2: key must be a string)",
        ),
        ("{\"a\": 1,}", "it is not valid JSON (byte 9"),
        ("[1 2]", "it is not valid JSON (byte 4"),
        ("{\n\n \"a\": tru}", "it is not valid JSON (byte 13"),
        ("{} {}", "it is not valid JSON"),
    ] {
        check(text, words);
    }
    let broken = BUNDLE_1_0.replacen("\"uid\": 0", "\"uid\": @", 1);
    check(&broken, "it is not valid JSON (byte");
    let half = BUNDLE_1_0.replacen("web-01", r"\ud800", 1);
    check(&half, "it is not valid JSON (byte");
    let mut not_utf8 = BUNDLE_1_0.as_bytes().to_vec();
    let at = BUNDLE_1_0.find("web-01").unwrap();
    not_utf8[at] = 0xff;
    assert!(error(&not_utf8).contains("it is not valid JSON"));
}

#[test]
fn another_programs_json_is_foreign() {
    for text in [
        "{}",
        "[]",
        "[{\"format\":\"netsnap\"}]",
        r#"{"format":"other","version":"1.0"}"#,
        r#"{"format":["netsnap"]}"#,
        r#"{"format":null}"#,
        r#"{"a":{"format":"netsnap","version":"1.0"}}"#,
        r#"{"x":"format","y":"netsnap"}"#,
        r#"[ "format", "netsnap" ]"#,
    ] {
        check(text, "this is JSON, but not a netsnap bundle");
    }
}

#[test]
fn a_newer_major_says_which_netsnap_reads_it() {
    for version in ["2.0", "2.7", "65535.0"] {
        let text = format!(r#"{{"format":"netsnap","version":"{version}","anything":{{}}}}"#);
        let major = version.split('.').next().unwrap_or_default();
        check(
            &text,
            &format!(
                "the bundle has format version {version}, and this netsnap reads versions up to 1.x; open it with a netsnap that reads {major}.x"
            ),
        );
    }
}

#[test]
fn a_malformed_bundle_says_what_and_where() {
    for (from, to, words) in [
        (
            r#""version": "1.0""#,
            r#""version": 1"#,
            "the version is missing",
        ),
        (r#""version": "1.0","#, "", "the version is missing"),
        (
            r#""version": "1.0""#,
            r#""version": "1""#,
            "byte 39: a version is two numbers",
        ),
        (
            r#""version": "1.0""#,
            r#""version": "0.9""#,
            "there is no format version below 1.0",
        ),
        (
            r#""duration_ms": 184"#,
            r#""duration_ms": -184"#,
            "invalid value: integer `-184`, expected u64",
        ),
        (
            r#""duration_ms": 184"#,
            r#""duration_ms": 1.5"#,
            "floating point `1.5`, expected u64",
        ),
        (
            r#""duration_ms": 184"#,
            r#""duration_ms": 99999999999999999999"#,
            "expected u64",
        ),
        (
            r#""duration_ms": 184"#,
            r#""duration_ms": "184""#,
            "string \"184\", expected u64",
        ),
        (r#""duration_ms": 184,"#, "", "missing field `duration_ms`"),
        (
            r#""duration_ms": 184"#,
            r#""duration_ms": 184, "duration_ms": 185"#,
            "duplicate field `duration_ms`",
        ),
        (
            r#""collected_at": "2026-11-22T03:00:00.000Z""#,
            r#""collected_at": "now""#,
            "RFC 3339",
        ),
        (r#""port": 443"#, r#""port": 65536"#, "65536"),
        (r#""port": 443"#, r#""port": null"#, "null, expected u16"),
        (r#""ip": "0.0.0.0""#, r#""ip": "0.0.0.0.0""#, "IP address"),
        (
            r#""destination": "0.0.0.0/0""#,
            r#""destination": "0.0.0.0/33""#,
            "invalid",
        ),
        (r#""state": "listen""#, r#""state": "asleep""#, "a State"),
        (r#""state": "listen""#, r#""state": 256"#, "a State"),
        (r#""state": "listen""#, r#""state": -1"#, "a State"),
        (r#""protocol": "tcp""#, r#""protocol": {}"#, "a Protocol"),
        (
            r#""processes": ["#,
            r#""processes": {}, "x": ["#,
            "map, expected a sequence",
        ),
        (
            r#""collector": {"#,
            r#""collector": ["netsnap", "1"], "x": {"#,
            "sequence, expected struct Collector",
        ),
        (
            r#""elevated": true"#,
            r#""elevated": 1"#,
            "integer `1`, expected a boolean",
        ),
        (
            r#""name": "#,
            r#""name": 7, "x": "#,
            "integer `7`, expected a string",
        ),
        (
            r#""port": 443"#,
            r#""port": [443]"#,
            "sequence, expected u16",
        ),
        (
            r#""port": 443"#,
            r#""port": 4.43e2"#,
            "floating point `443.0`, expected u16",
        ),
        (r#""port": 443"#, r#""port": -0"#, "expected u16"),
    ] {
        assert!(BUNDLE_1_0.contains(from), "{from}");
        let text = BUNDLE_1_0.replacen(from, to, 1);
        check(&text, "the bundle is malformed at byte ");
        check(&text, words);
    }
}

#[test]
fn a_hostile_message_is_cut() {
    let long = "x".repeat(100_000);
    let text = BUNDLE_1_0.replacen(r#""state": "listen""#, &format!(r#""state": "{long}""#), 1);
    assert!(error(text.as_bytes()).chars().count() < 300);
}
