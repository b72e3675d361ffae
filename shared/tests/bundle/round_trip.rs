//! What is encoded is decoded again, exactly.

use netsnap_shared::bundle::{self, Limits, VERSION};
use netsnap_shared::snapshot::Snapshot;
use proptest::prelude::*;

use crate::arbitrary;
use crate::fixture::{self, BUNDLE_1_0, BUNDLE_1_1, gzip};

fn decode(bytes: &[u8]) -> Snapshot {
    bundle::decode(bytes, &Limits::default())
        .expect("what was encoded is a bundle")
        .snapshot
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_snapshot_survives(snapshot in arbitrary::snapshot()) {
        let bytes = bundle::encode(&snapshot).unwrap();
        prop_assert_eq!(&decode(&bytes), &snapshot);
        prop_assert_eq!(&bundle::encode(&snapshot).unwrap(), &bytes, "the same bytes each time");
        let json = bundle::to_json(&snapshot).unwrap();
        prop_assert_eq!(&decode(&json), &snapshot);
        prop_assert_eq!(&serde_json::from_slice::<Snapshot>(&json).unwrap(), &snapshot);
        let value = serde_json::to_value(&snapshot).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Snapshot>(value).unwrap(), &snapshot);
        prop_assert_eq!(decode(&gzip(&json)), snapshot);
    }

    #[test]
    fn damage_is_an_error_or_harmless(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<Edit>()), 1..6),
        compressed in any::<bool>(),
    ) {
        let mut bytes = if compressed {
            bundle::encode(&fixture::snapshot()).unwrap()
        } else {
            BUNDLE_1_1.as_bytes().to_vec()
        };
        for (index, edit) in edits {
            edit.apply(&mut bytes, index);
        }
        let limits = Limits { json_bytes: 1 << 20, ..Limits::default() };
        if let Ok(decoded) = bundle::decode(&bytes, &limits) {
            let again = bundle::encode(&decoded.snapshot).unwrap();
            prop_assert_eq!(decode(&again), decoded.snapshot);
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_bundle(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(bundle::decode(&bytes, &Limits::default()).is_err());
        let mut gzip_like = vec![0x1f, 0x8b, 8, 0];
        gzip_like.extend(&bytes);
        prop_assert!(bundle::decode(&gzip_like, &Limits::default()).is_err());
        prop_assert!(bundle::decode(&gzip(&bytes), &Limits::default()).is_err());
    }
}

/// One thing that goes wrong with bytes on their way.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Overwrite(u8),
    Insert(u8),
    Remove,
    Truncate,
    /// Something that means much to a JSON parser.
    Structure(u8),
}

impl Arbitrary for Edit {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        prop_oneof![
            any::<u8>().prop_map(Self::Overwrite),
            any::<u8>().prop_map(Self::Insert),
            Just(Self::Remove),
            Just(Self::Truncate),
            prop::sample::select(b"\"\\[]{},:-0".to_vec()).prop_map(Self::Structure),
        ]
        .boxed()
    }
}

impl Edit {
    fn apply(self, bytes: &mut Vec<u8>, index: prop::sample::Index) {
        if bytes.is_empty() {
            return;
        }
        let at = index.index(bytes.len());
        match self {
            Self::Overwrite(byte) | Self::Structure(byte) => bytes[at] = byte,
            Self::Insert(byte) => bytes.insert(at, byte),
            Self::Remove => {
                bytes.remove(at);
            }
            Self::Truncate => bytes.truncate(at),
        }
    }
}

#[test]
fn hostile_names_survive_exactly() {
    for name in arbitrary::value::HOSTILE {
        let mut snapshot = fixture::snapshot();
        snapshot.host.hostname = Some((*name).to_owned());
        (*name).clone_into(&mut snapshot.processes[0].name);
        snapshot.processes[0].command_line = Some(vec![(*name).to_owned(); 3]);
        assert_eq!(
            decode(&bundle::encode(&snapshot).unwrap()),
            snapshot,
            "{name:?}"
        );
    }
    let mut snapshot = fixture::snapshot();
    snapshot.processes[0].name = "x".repeat(1_000_000);
    assert_eq!(decode(&bundle::encode(&snapshot).unwrap()), snapshot);
}

#[test]
fn what_the_file_is_comes_first() {
    let json = bundle::to_json(&fixture::snapshot()).unwrap();
    let start = format!(r#"{{"format":"netsnap","version":"{VERSION}","collector":"#);
    assert!(json.starts_with(start.as_bytes()));
}

#[test]
fn a_byte_order_mark_and_space_around_are_taken() {
    for (before, after) in [("\u{feff}", ""), (" \r\n\t", "\n"), ("\u{feff}\n", " \n\n")] {
        let text = format!("{before}{BUNDLE_1_0}{after}");
        assert_eq!(decode(text.as_bytes()), fixture::snapshot());
    }
}

#[test]
fn gzip_in_several_members_is_one_stream() {
    let (head, tail) = BUNDLE_1_0.as_bytes().split_at(1000);
    assert_eq!(
        decode(&[gzip(head), gzip(tail)].concat()),
        fixture::snapshot()
    );
}

#[test]
fn a_newer_minor_is_read_and_its_new_fields_passed_over() {
    let newer = BUNDLE_1_0
        .replace(
            r#""version": "1.0","#,
            r#""version": "1.7", "planets": [{"name": "Mars"}],"#,
        )
        .replace(r#""kernel":"#, r#""moons": {"of": null}, "kernel":"#)
        .replace(
            r#""protocol": "tcp","#,
            r#""protocol": "tcp", "colour": 1e3,"#,
        )
        .replace(r#""not_accepted""#, r#""from_the_future""#);
    let decoded = bundle::decode(newer.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(decoded.version.to_string(), "1.7");
    assert!(decoded.is_newer());
    let mut expected = fixture::snapshot();
    expected.namespaces[0].sockets[5].ownership = netsnap_shared::snapshot::Ownership::Unknown;
    assert_eq!(decoded.snapshot, expected);
}
