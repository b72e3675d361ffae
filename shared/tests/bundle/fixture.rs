//! The committed bundles: one of every released version, which stay readable for ever.

use std::io::Write;

use flate2::write::GzEncoder;
use netsnap_shared::bundle::{self, Limits, VERSION};
use netsnap_shared::snapshot::Snapshot;
use serde_json::Value;

/// A bundle of version 1.0, an invented host with something in every list.
pub(crate) const BUNDLE_1_0: &str = include_str!("../../fixtures/bundle-1.0.json");

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
fn version_1_0_stays_readable_to_its_last_field() {
    let again = bundle::to_json(&snapshot()).unwrap();
    let again: Value = serde_json::from_slice(&again).unwrap();
    let written: Value = serde_json::from_str(BUNDLE_1_0).unwrap();
    assert_is_within("", &written, &again);
    let decoded = bundle::decode(BUNDLE_1_0.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(decoded.version.to_string(), "1.0");
    assert_eq!(decoded.json_bytes, BUNDLE_1_0.len() as u64);
    assert_eq!(decoded.is_newer(), decoded.version > VERSION);
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
        _ if path == ".version" => {}
        _ => assert_eq!(written, again, "{path}"),
    }
}

#[test]
fn the_fixture_has_something_in_every_list() {
    let written: Value = serde_json::from_str(BUNDLE_1_0).unwrap();
    let top = written.as_object().unwrap();
    let first = &written["namespaces"][0];
    for (key, value) in top.iter().chain(first.as_object().unwrap()) {
        assert!(
            value.as_array().is_none_or(|list| !list.is_empty()),
            "{key} is empty"
        );
    }
    let snapshot = snapshot();
    let namespace = &snapshot.namespaces[0];
    for (what, length) in [
        ("processes", snapshot.processes.len()),
        ("samples", snapshot.samples.len()),
        ("sockets", namespace.sockets.len()),
        ("unix sockets", namespace.unix_sockets.len()),
        ("packet sockets", namespace.packet_sockets.len()),
        ("routes", namespace.routes.len()),
        ("interfaces", namespace.interfaces.len()),
        ("neighbours", namespace.neighbours.len()),
        ("multicast groups", namespace.multicast_groups.len()),
        ("protocol statistics", namespace.protocol_statistics.len()),
    ] {
        assert!(length > 0, "{what}");
    }
}
