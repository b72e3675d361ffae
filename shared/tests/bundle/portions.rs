//! A bundle comes in portions: where they are cut changes nothing.

use netsnap_shared::bundle::{BundleError, Decoded, Decoder, Limit, Limits, decode};

use crate::fixture::{BUNDLE_1_0, BUNDLE_1_1};

fn in_portions(text: &str, size: usize, limits: &Limits) -> Result<Decoded, BundleError> {
    let mut decoder = Decoder::new(limits);
    for portion in text.as_bytes().chunks(size) {
        decoder.push(portion)?;
    }
    decoder.finish()
}

#[test]
fn wherever_it_is_cut_it_says_the_same() {
    let limits = Limits::default();
    let without = |member: &str| BUNDLE_1_1.replacen(member, "\"x\"", 1);
    for text in [
        BUNDLE_1_0,
        BUNDLE_1_1,
        // What is wrong, and where.
        &without("\"hostname\""),
        &without("\"sockets\""),
        &without("\"is_collectors\""),
        &without("\"port\""),
        &without("\"format\""),
        &BUNDLE_1_1.replacen("\"port\": 443", "\"port\": {}", 1),
        &BUNDLE_1_1.replacen("\"is_collectors\": true", "\"is_collectors\": tru", 1),
        &BUNDLE_1_1.replacen("\"sockets\": [", "\"sockets\": [,", 1),
        &BUNDLE_1_1.replacen("\"sockets\": [", "\"sockets\": [null,", 1),
        "[1, 22, 333, \"4444\", {\"a\": [55555]}]",
        "{\"a\": 1, \"b\": [22, 333], \"c\": null}",
    ] {
        let whole = decode(text.as_bytes(), &limits);
        for size in [1, 2, 3, 7, 64, 1000] {
            let cut = in_portions(text, size, &limits);
            assert_eq!(cut, whole, "in portions of {size}: {text:.60}");
        }
    }
}

#[test]
fn what_it_is_may_be_said_at_its_end() {
    let limits = Limits::default();
    let header = |version: &str| format!("\"format\": \"netsnap\", \"version\": \"{version}\"");
    let (_, rest) = BUNDLE_1_1.split_once("\"version\": \"1.1\",").unwrap();
    let (rest, _) = rest.rsplit_once('}').unwrap();
    let late = |rest: &str, version| format!("{{{rest}, {}}}", header(version));

    let whole = decode(BUNDLE_1_1.as_bytes(), &limits).unwrap();
    let text = late(rest, "1.1");
    let decoded = decode(text.as_bytes(), &limits).unwrap();
    assert_eq!(decoded.snapshot, whole.snapshot);
    assert_eq!(decoded.version, whole.version);

    // What cannot be read of a bundle that is newer, or none, is not what is wrong with it.
    let unread = rest.replacen("\"port\": 443", "\"port\": {}", 1);
    for (text, words) in [
        (late(&unread, "1.1"), "the bundle is malformed at byte"),
        (late(&unread, "2.0"), "format version 2.0"),
        (format!("{{{unread}}}"), "not a netsnap bundle"),
    ] {
        let error = decode(text.as_bytes(), &limits).unwrap_err().to_string();
        assert!(error.contains(words), "{words:?} is not in {error:?}");
    }
}

#[test]
fn one_value_is_bounded() {
    let limits = Limits {
        value_bytes: 50_000,
        ..Limits::default()
    };
    let size = 1000;
    assert!(in_portions(BUNDLE_1_1, size, &limits).is_ok());
    let large = format!("\"x\": [{}], \"host\"", "1,".repeat(60_000));
    let text = BUNDLE_1_1.replacen("\"host\"", &large, 1);
    let error = in_portions(&text, size, &limits).unwrap_err();
    assert!(
        matches!(
            error,
            BundleError::OverLimit {
                limit: Limit::ValueBytes,
                allowed: 50_000,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn it_says_how_far_it_is() {
    let mut decoder = Decoder::new(&Limits::default());
    let mut rows = 0;
    for portion in BUNDLE_1_1.as_bytes().chunks(2000) {
        decoder.push(portion).unwrap();
        assert!(decoder.rows() >= rows);
        rows = decoder.rows();
    }
    assert_eq!(decoder.bytes(), BUNDLE_1_1.len() as u64);
    assert!(rows > 20, "{rows}");
}
