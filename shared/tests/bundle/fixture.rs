//! The committed bundles: one of every released version, which stay readable for ever.

use std::io::Write;

use flate2::write::GzEncoder;
use netsnap_shared::bundle::{self, Limits, VERSION};
use netsnap_shared::snapshot::Snapshot;
use serde_json::Value;

/// A bundle of version 1.0, an invented host with something in every list.
pub(crate) const BUNDLE_1_0: &str = include_str!("../../fixtures/bundle-1.0.json");

/// A bundle of version 1.1: the same host with every field that there is.
pub(crate) const BUNDLE_1_1: &str = include_str!("../../fixtures/bundle-1.1.json");

/// A bundle of each released version.
pub(crate) const RELEASED: [(&str, &str); 2] = [("1.0", BUNDLE_1_0), ("1.1", BUNDLE_1_1)];

/// The snapshot of [`BUNDLE_1_0`].
pub(crate) fn snapshot() -> Snapshot {
    bundle::decode(BUNDLE_1_0.as_bytes(), &Limits::default())
        .expect("version 1.0 stays readable")
        .snapshot
}

/// Bytes as gzip, whatever they hold.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

#[test]
fn each_released_version_stays_readable_to_its_last_field() {
    for (version, text) in RELEASED {
        let decoded = bundle::decode(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(decoded.version.to_string(), version);
        assert_eq!(decoded.json_bytes, text.len() as u64);
        assert!(!decoded.is_newer(), "{version}");
        let again = bundle::to_json(&decoded.snapshot).unwrap();
        let again: Value = serde_json::from_slice(&again).unwrap();
        let written: Value = serde_json::from_str(text).unwrap();
        assert_is_within(version, &written, &again);
    }
    let newest = RELEASED.last().map(|(version, _)| (*version).to_owned());
    assert_eq!(newest, Some(VERSION.to_string()));
}

/// Every member that the first value has, the second has too; later versions may add members.
fn assert_is_within(path: &str, written: &Value, again: &Value) {
    match (written, again) {
        (Value::Object(written), Value::Object(again)) => {
            for (key, value) in written {
                let path = format!("{path}.{key}");
                let again = again.get(key).unwrap_or_else(|| panic!("{path} was lost"));
                assert_is_within(&path, value, again);
            }
        }
        (Value::Array(written), Value::Array(again)) => {
            assert_eq!(written.len(), again.len(), "{path}");
            for (index, (written, again)) in written.iter().zip(again).enumerate() {
                assert_is_within(&format!("{path}[{index}]"), written, again);
            }
        }
        // That of the program that writes.
        _ if path.ends_with(".version") && !path.contains("collector") => {}
        _ => assert_eq!(written, again, "{path}"),
    }
}

#[test]
fn each_fixture_has_something_in_every_list() {
    for (version, text) in RELEASED {
        let written: Value = serde_json::from_str(text).unwrap();
        let top = written.as_object().unwrap();
        let first = &written["namespaces"][0];
        for (key, value) in top.iter().chain(first.as_object().unwrap()) {
            let empty = value.as_array().is_some_and(Vec::is_empty);
            assert!(!empty, "{version}: {key} is empty");
        }
    }
}
