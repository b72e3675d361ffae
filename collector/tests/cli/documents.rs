//! The schema, and the document that explains each of its fields.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fixture::netsnap;

const DOCUMENT: &str = include_str!("../../../docs/bundle-format.md");

fn schema() -> Value {
    serde_json::from_str(netsnap(&["schema"]).out()).unwrap()
}

/// The fields of each type: the bundle itself under its title, the others under their name.
fn fields(schema: &Value) -> BTreeMap<String, Vec<String>> {
    let of = |value: &Value| -> Vec<String> {
        let properties = value["properties"].as_object();
        properties
            .map(|map| map.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut fields = BTreeMap::from([("Bundle".to_owned(), of(schema))]);
    for (name, value) in schema["$defs"].as_object().unwrap() {
        fields.insert(name.clone(), of(value));
    }
    fields.retain(|_, names| !names.is_empty());
    fields
}

/// The first column of the tables under the heading that ends in a type's name.
fn documented(name: &str) -> Option<Vec<String>> {
    let heading = format!("(`{name}`)");
    let section = DOCUMENT
        .split("\n## ")
        .flat_map(|part| part.split("\n### "))
        .find(|part| {
            part.lines()
                .next()
                .is_some_and(|line| line.ends_with(&heading))
        })?;
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    Some(
        rows.filter_map(|row| Some(row.split_once('`')?.0.to_owned()))
            .collect(),
    )
}

#[test]
fn each_field_of_the_schema_is_documented_and_no_other() {
    let schema = schema();
    for (name, mut fields) in fields(&schema) {
        let mut rows = documented(&name).unwrap_or_else(|| panic!("no section for {name}"));
        rows.sort();
        fields.sort();
        assert_eq!(rows, fields, "{name}");
    }
}

#[test]
fn each_word_of_the_schema_is_documented() {
    fn words<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    if key == "enum" {
                        found.extend(value.as_array().unwrap().iter().filter_map(Value::as_str));
                    } else if key == "const" {
                        found.extend(value.as_str());
                    } else {
                        words(value, found);
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| words(value, found)),
            _ => {}
        }
    }
    let schema = schema();
    let mut found = Vec::new();
    words(&schema, &mut found);
    assert!(found.contains(&"time-wait") && found.contains(&"not_accepted"));
    for word in found {
        assert!(
            DOCUMENT.contains(&format!("`{word}`")),
            "{word} is not documented"
        );
    }
}
