//! The committed JSON Schema is the model's, and the fixture obeys it.

use std::path::Path;

use netsnap_shared::bundle::{self, Limits};
use serde_json::Value;

use crate::fixture::{BUNDLE_1_1, RELEASED};
use crate::paths;

#[test]
fn the_committed_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/bundle.schema.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == bundle::schema(),
        "docs/bundle.schema.json is not the model's schema: run `netsnap schema > docs/bundle.schema.json`"
    );
}

#[test]
fn each_fixture_and_what_is_encoded_obey_the_schema() {
    let schema: Value = serde_json::from_str(&bundle::schema()).unwrap();
    for (version, text) in RELEASED {
        let decoded = bundle::decode(text.as_bytes(), &Limits::default()).unwrap();
        let encoded = bundle::to_json(&decoded.snapshot).unwrap();
        for bundle in [text.as_bytes(), &encoded] {
            let bundle: Value = serde_json::from_slice(bundle).unwrap();
            assert_eq!(violation(&schema, &schema, &bundle), None, "{version}");
        }
    }
}

#[test]
fn the_newest_fixture_holds_every_field() {
    let schema: Value = serde_json::from_str(&bundle::schema()).unwrap();
    let newest: Value = serde_json::from_str(BUNDLE_1_1).unwrap();
    assert_eq!(paths::of_value(&newest, &schema), paths::of_schema(&schema));
}

#[test]
fn the_schema_refuses_what_the_decoder_refuses() {
    let schema: Value = serde_json::from_str(&bundle::schema()).unwrap();
    let good: Value = serde_json::from_str(BUNDLE_1_1).unwrap();
    for (pointer, value) in [
        ("/format", Value::from("other")),
        ("/duration_ms", Value::from(-1)),
        ("/duration_ms", Value::Null),
        ("/processes", Value::from("none")),
        ("/namespaces/0/sockets/0/state", Value::from("asleep")),
        ("/namespaces/0/sockets/0/local/port", Value::from(65536)),
        (
            "/namespaces/0/sockets/0",
            Value::from(serde_json::Map::new()),
        ),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(violation(&schema, &schema, &bad).is_some(), "{pointer}");
    }
}

/// The first thing in which a value does not obey a schema, by the keywords that the model's schema
/// uses. A keyword that is not known here is itself an answer.
fn violation(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let Some(keywords) = schema.as_object() else {
        return (schema != &Value::Bool(true)).then(|| format!("{schema} refuses {value:.60}"));
    };
    keywords.iter().find_map(|(keyword, wanted)| {
        let refused = || Some(format!("{keyword} {wanted:.200} refuses {value:.200}"));
        match keyword.as_str() {
            "$schema"
            | "$defs"
            | "examples"
            | "title"
            | "description"
            | "default"
            | "format"
            | "pattern"
            | "additionalProperties" => None,
            "$ref" => {
                let target = wanted
                    .as_str()
                    .and_then(|text| root.pointer(text.strip_prefix('#')?));
                target.map_or_else(refused, |target| violation(root, target, value))
            }
            "type" => {
                let is = |name: &Value| match name.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("boolean") => value.is_boolean(),
                    Some("integer") => value.is_i64() || value.is_u64(),
                    Some("null") => value.is_null(),
                    _ => false,
                };
                let fits = wanted
                    .as_array()
                    .map_or_else(|| is(wanted), |names| names.iter().any(is));
                if fits { None } else { refused() }
            }
            "const" => {
                if value == wanted {
                    None
                } else {
                    refused()
                }
            }
            "enum" => {
                let fits = wanted
                    .as_array()
                    .is_some_and(|values| values.contains(value));
                if fits { None } else { refused() }
            }
            "minimum" => {
                if value.as_f64() < wanted.as_f64() {
                    value.as_f64().and_then(|_| refused())
                } else {
                    None
                }
            }
            "maximum" => {
                if value.as_f64() > wanted.as_f64() {
                    refused()
                } else {
                    None
                }
            }
            "maxLength" => {
                let length = value.as_str().map(|text| text.chars().count() as u64);
                if length > wanted.as_u64() {
                    refused()
                } else {
                    None
                }
            }
            "required" => wanted.as_array().and_then(|names| {
                let missing = names
                    .iter()
                    .find(|name| value.get(name.as_str().unwrap_or_default()).is_none())?;
                value
                    .is_object()
                    .then(|| format!("{missing} is missing in {value:.200}"))
            }),
            "properties" => wanted.as_object().and_then(|properties| {
                properties
                    .iter()
                    .find_map(|(name, schema)| violation(root, schema, value.get(name)?))
            }),
            "items" => value
                .as_array()
                .and_then(|items| items.iter().find_map(|item| violation(root, wanted, item))),
            "anyOf" | "oneOf" => {
                let fits = wanted.as_array().is_some_and(|schemas| {
                    schemas
                        .iter()
                        .any(|schema| violation(root, schema, value).is_none())
                });
                if fits { None } else { refused() }
            }
            other => Some(format!("the keyword {other} is not known to this test")),
        }
    })
}
