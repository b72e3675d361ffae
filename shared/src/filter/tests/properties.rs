//! What holds for every text, every filter and every table.

use proptest::prelude::*;

use super::{arbitrary, naive, sample};
use crate::filter::{Filter, complete};
use crate::index::{Direction, Field, Table, TableKind};

proptest! {
    #[test]
    fn any_text_is_a_filter_or_has_a_mistake_in_it(text in any::<String>(), caret in 0usize..64) {
        check_any_text(&text, caret)?;
    }

    #[test]
    fn any_text_of_the_language_is_a_filter_or_has_a_mistake_in_it(
        text in r#"((is|has|port|cmd|dest|ip|state|started|or|not)?[-!()"\\:=<>,*? |&/.\[\]0-9a-fé]{0,6}){0,8}"#,
        caret in 0usize..64,
    ) {
        check_any_text(&text, caret)?;
    }

    #[test]
    fn a_written_filter_is_the_same_filter(text in arbitrary::filter()) {
        let filter = Filter::parse(&text, TableKind::Sockets).expect(&text);
        prop_assert_eq!(Filter::parse(&filter.to_string(), TableKind::Sockets), Ok(filter));
    }

    #[test]
    fn the_index_finds_what_a_look_at_each_row_finds(
        catalog in arbitrary::catalog(),
        texts in proptest::collection::vec(arbitrary::filter(), 4),
    ) {
        let table = Table::new(TableKind::Sockets, &catalog);
        for text in texts {
            let filter = Filter::parse(&text, TableKind::Sockets).expect(&text);
            let found = filter.select(&table);
            prop_assert_eq!(found, naive::select(&filter, &catalog), "{}", text);
        }
    }

    #[test]
    fn a_sort_is_stable_and_keeps_every_row(
        catalog in arbitrary::catalog(),
        (first, second) in (0..27usize, 0..27usize),
    ) {
        let table = Table::new(TableKind::Sockets, &catalog);
        let fields = TableKind::Sockets.fields();
        let by = [(fields[first], Direction::Ascending), (fields[second], Direction::Descending)];
        let key = |field: Field, row: u32| {
            let column = *table.columns(field).first().expect("every field has a column");
            let code = column.cells.row(row as usize).iter().find(|&&code| code != u32::MAX);
            code.copied()
        };
        let mut rows: Vec<u32> = (0u32..).take(table.len()).collect();
        let mut expected = rows.clone();
        table.sort(&mut rows, &by);
        expected.sort_by_key(|&row| {
            let (first, second) = (key(by[0].0, row), key(by[1].0, row));
            (first.is_none(), first, second.is_none(), std::cmp::Reverse(second))
        });
        prop_assert_eq!(rows, expected);
    }
}

fn check_any_text(text: &str, caret: usize) -> Result<(), TestCaseError> {
    for kind in TableKind::ALL {
        let table = &sample::table(kind);
        match Filter::parse(text, kind) {
            Ok(filter) => {
                let written = filter.to_string();
                prop_assert_eq!(filter.select(table).len() <= table.len(), true);
                prop_assert_eq!(Filter::parse(&written, kind), Ok(filter), "{}", written);
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
                prop_assert!(!error.reason.is_empty() && !error.reason.ends_with('.'));
            }
        }
        let completion = complete(text, caret, table, None);
        prop_assert!(text.get(completion.replace).is_some());
    }
    Ok(())
}
