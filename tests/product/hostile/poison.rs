//! A bundle in which every field means harm that may hold anything: found by trying, so that a field of
//! tomorrow is tried too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Result;
use netsnap_tests::dist;
use serde_json::{Value, json};

/// Where a value is: the keys on the way to it; list items have none of their own.
type Shape = Vec<String>;

/// What must stay for the file to be a bundle.
const KEPT: &[&str] = &["format", "version"];

/// The bundle with every row twice, and with `text` in place of each text, and the largest number that
/// is taken in place of each number and each blank, as far as the collector's `check` takes them.
pub(super) fn poisoned(mut bundle: Value, text: &str) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("poisoned.json");
    let tried = [
        json!(text),
        json!(u64::MAX),
        json!(u32::MAX),
        json!(u16::MAX),
        json!(u8::MAX),
    ];
    let twice = |value: &mut Value| {
        if let Value::Array(items) = value {
            items.extend(items.clone());
        }
    };
    for shape in shapes(&bundle, Value::is_array) {
        let mut other = bundle.clone();
        change(&mut other, &shape, &twice);
        if is_taken(&other, &file)? {
            bundle = other;
        }
    }
    for shape in shapes(&bundle, |value| !value.is_array() && !value.is_object()) {
        if KEPT.contains(&shape.join(".").as_str()) {
            continue;
        }
        for value in &tried {
            let mut other = bundle.clone();
            change(&mut other, &shape, &|place| match place {
                // A list of texts or numbers has its items at the same place.
                Value::Array(items) => items.fill(value.clone()),
                Value::Object(_) | Value::Bool(_) => {}
                place => *place = value.clone(),
            });
            if is_taken(&other, &file)? {
                bundle = other;
                break;
            }
        }
    }
    Ok(bundle)
}

fn is_taken(bundle: &Value, file: &Path) -> Result<bool> {
    fs::write(file, bundle.to_string())?;
    let output = dist::netsnap()?.arg("check").arg(file).output()?;
    Ok(output.status.success())
}

/// The places of the values that are wanted.
fn shapes(value: &Value, is_wanted: impl Fn(&Value) -> bool + Copy) -> BTreeSet<Shape> {
    let mut found = BTreeSet::new();
    collect(value, &mut Vec::new(), is_wanted, &mut found);
    found
}

fn collect(
    value: &Value,
    shape: &mut Shape,
    is_wanted: impl Fn(&Value) -> bool + Copy,
    found: &mut BTreeSet<Shape>,
) {
    if is_wanted(value) {
        found.insert(shape.clone());
    }
    match value {
        Value::Array(items) => {
            for item in items {
                collect(item, shape, is_wanted, found);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                shape.push(key.clone());
                collect(field, shape, is_wanted, found);
                shape.pop();
            }
        }
        _ => {}
    }
}

/// Changes every value at a place, within every item of a list on the way.
fn change(value: &mut Value, shape: &[String], how: &impl Fn(&mut Value)) {
    match (value, shape) {
        (Value::Array(items), _) if !shape.is_empty() => {
            for item in items {
                change(item, shape, how);
            }
        }
        (Value::Object(fields), [key, rest @ ..]) => {
            if let Some(field) = fields.get_mut(key) {
                change(field, rest, how);
            }
        }
        (value, []) => how(value),
        _ => {}
    }
}
