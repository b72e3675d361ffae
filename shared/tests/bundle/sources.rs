//! `docs/sources.md` says of each field where it comes from, and of no other.

use std::collections::{BTreeMap, BTreeSet};

use netsnap_shared::bundle;
use serde_json::Value;

use crate::paths;

const DOCUMENT: &str = include_str!("../../../docs/sources.md");

/// A row of a table: a field, where it comes from, and what it takes to read it.
struct Row<'a> {
    field: &'a str,
    from: &'a str,
    privilege: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let lines = DOCUMENT.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [field, from, privilege] = cells[..] else {
                panic!("three cells, not: {line}");
            };
            let field = field.trim_matches('`');
            Row {
                field,
                from,
                privilege,
            }
        })
        .collect()
}

/// The field whose members tell where this one's members come from: "as `FIELD`".
fn like<'a>(row: &Row<'a>) -> Option<&'a str> {
    row.from.strip_prefix("as `")?.split('`').next()
}

#[test]
fn each_field_of_the_schema_has_a_row_and_no_other() {
    let schema: Value = serde_json::from_str(&bundle::schema()).unwrap();
    let fields = paths::of_schema(&schema);
    let rows = rows();
    let mut documented = BTreeMap::<String, u32>::new();
    for row in &rows {
        assert!(!row.from.is_empty(), "{}: from where?", row.field);
        assert!(!row.privilege.is_empty(), "{}: with what?", row.field);
        *documented.entry(row.field.to_owned()).or_default() += 1;
    }
    for row in &rows {
        let Some(like) = like(row) else { continue };
        for other in rows.iter().filter_map(|it| it.field.strip_prefix(like)) {
            if other.starts_with(['.', '[']) {
                let field = format!("{}{other}", row.field);
                *documented.entry(field).or_default() += 1;
            }
        }
    }
    let twice: Vec<&String> = documented
        .iter()
        .filter_map(|(field, count)| (*count > 1).then_some(field))
        .collect();
    assert_eq!(twice, Vec::<&String>::new(), "these have more than one row");
    let documented: BTreeSet<String> = documented.into_keys().collect();
    let without: Vec<&String> = fields.difference(&documented).collect();
    assert_eq!(without, Vec::<&String>::new(), "these have no row");
    let unknown: Vec<&String> = documented.difference(&fields).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "these are no fields");
}
