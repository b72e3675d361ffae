//! The fields of a bundle by path: `namespaces[].sockets[].local.port`.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every field that the schema has.
pub(crate) fn of_schema(schema: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    walk(schema, schema, &[], "", &mut paths);
    paths
}

/// Every field of the schema that a value holds, and is not null there or an empty list.
pub(crate) fn of_value(value: &Value, schema: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    walk(schema, schema, &[value], "", &mut paths);
    paths
}

/// Goes through a schema, and beside it through the values that stand at the same place; without
/// any, through the schema alone.
fn walk(root: &Value, schema: &Value, values: &[&Value], path: &str, paths: &mut BTreeSet<String>) {
    let alone = values.is_empty();
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(target.trim_start_matches('#'));
        let target = target.expect("a reference leads somewhere");
        walk(root, target, values, path, paths);
    }
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        walk(root, one, values, path, paths);
    }
    if schema["items"].is_object() {
        let lists = values.iter().filter_map(|value| value.as_array());
        let elements: Vec<&Value> = lists.flatten().collect();
        if alone || !elements.is_empty() {
            walk(
                root,
                &schema["items"],
                &elements,
                &format!("{path}[]"),
                paths,
            );
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let of_name = values.iter().filter_map(|value| value.get(name));
        let members: Vec<&Value> = of_name.filter(|value| !is_nothing(value)).collect();
        if alone || !members.is_empty() {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{name}");
            walk(root, property, &members, &path, paths);
            paths.insert(path);
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
