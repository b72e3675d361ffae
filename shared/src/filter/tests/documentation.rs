//! The examples of docs/filter.md are filters of the tables that they stand under.

use crate::filter::Filter;
use crate::index::TableKind;
use crate::index::word::words;

const DOCUMENT: &str = include_str!("../../../../docs/filter.md");

/// The examples of a block ```` ```filter TABLE ````, one a line, up to a comment after two spaces
/// and `#`.
fn examples() -> Vec<(TableKind, &'static str)> {
    let mut examples = Vec::new();
    let mut table = None;
    for line in DOCUMENT.lines() {
        if let Some(language) = line.strip_prefix("```") {
            let kind = language.strip_prefix("filter ");
            table = kind.map(|name| {
                let known = TableKind::ALL.into_iter().find(|kind| kind.name() == name);
                known.unwrap_or_else(|| panic!("there is no table {name}"))
            });
        } else if let Some(table) = table {
            let example = line.split("  #").next().unwrap_or_default().trim();
            examples.push((table, example));
        }
    }
    examples
}

#[test]
fn every_example_is_a_filter() {
    let examples = examples();
    assert!(examples.len() > 40, "{}", examples.len());
    for (table, example) in examples {
        if let Err(error) = Filter::parse(example, table) {
            panic!("{example}: {error}");
        }
    }
}

#[test]
fn every_field_and_word_is_told_of() {
    for table in TableKind::ALL {
        let fields = table
            .fields()
            .iter()
            .filter_map(|field| field.names().first());
        let words = words(table).iter().filter_map(|word| word.names.first());
        for name in fields.chain(words) {
            let quoted = format!("`{name}`");
            assert!(DOCUMENT.contains(&quoted), "{} {quoted}", table.name());
        }
    }
}
