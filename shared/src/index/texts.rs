//! What stands in a table as text, row by row, for whoever writes it down.

use std::borrow::Cow;

use super::column::{BLANK, Column};
use super::dictionary::{Dictionary, Values};
use super::{Field, Table};

/// What stands between several values of a row.
const BETWEEN: &str = "; ";

/// One field of every row as text: the value itself, without units or grouped digits.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    column: &'a Column,
    values: &'a Dictionary,
}

impl Table {
    /// A field of every row; `None` for a field that the table has no column of.
    pub fn texts(&self, field: Field) -> Option<Texts<'_>> {
        let column = self.columns(field).first().copied()?;
        let values = self.dictionary(column)?;
        Some(Texts { column, values })
    }
}

impl<'a> Texts<'a> {
    /// A row's value; several, each once and in sort order, with `; ` between them; empty where
    /// there is none.
    pub fn of(&self, row: usize) -> Cow<'a, str> {
        let codes = self.column.cells.row(row);
        let mut known = codes.iter().filter(|&&code| code != BLANK);
        let Some(&first) = known.next() else {
            return Cow::Borrowed("");
        };
        if known.all(|&code| code == first) {
            return self.values.text(first as usize);
        }
        let mut codes = codes.to_vec();
        codes.sort_unstable();
        codes.dedup();
        let mut all = String::new();
        for code in codes.into_iter().filter(|&code| code != BLANK) {
            if !all.is_empty() {
                all.push_str(BETWEEN);
            }
            all.push_str(&self.values.text(code as usize));
        }
        Cow::Owned(all)
    }

    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.values.values(), Values::Number(_))
    }
}

#[cfg(test)]
mod tests {
    use super::super::TableKind;
    use super::super::build::{Builder, Cell};
    use super::*;

    #[test]
    fn a_row_says_each_of_its_values_once() {
        let mut builder = Builder::new(TableKind::Sockets, 5);
        let rows = [vec![], vec![7], vec![7, 7], vec![9, 812, 9], vec![812]];
        builder.numbers([Field::Pid], [Cell::many(rows.into_iter())]);
        let names = [Some("b, c"), None, Some("a"), Some(""), Some("b, c")];
        let keyed = Builder::key([Cell::one((0..5).map(Some))]);
        builder.texts_of([Field::Process], &keyed, |row| {
            names.get(usize::try_from(row).ok()?)?.map(str::to_owned)
        });
        let table = builder.words(Vec::new());
        for (field, is_number, expected) in [
            (Field::Pid, true, ["", "7", "7", "9; 812", "812"]),
            (Field::Process, false, ["b, c", "", "a", "", "b, c"]),
        ] {
            let texts = table.texts(field).unwrap();
            let found: Vec<_> = (0..5).map(|row| texts.of(row)).collect();
            assert_eq!(found, expected);
            assert_eq!(texts.is_number(), is_number);
            assert_eq!(texts.of(5), "");
        }
        assert!(table.texts(Field::Mac).is_none());
    }
}
