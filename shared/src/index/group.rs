//! Rows brought together by a value: what the groups of a table are, and what can be said of one.
//!
//! Works on codes, so that the work is a few passes over the rows and none over texts.

use super::column::{BLANK, Cells, Column};
use super::dictionary::{Dictionary, Values};
use super::{Direction, Field, Table};

/// Rows that have the same value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// What stands for the value in the field's column; none for rows without a value.
    pub code: Option<u32>,
    /// Where its rows end in the list of all rows; they begin where those of the group before it end.
    pub end: u32,
}

/// In which order groups stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupOrder {
    /// The group with the most rows first.
    Size,
    /// As their first rows do.
    First,
    /// By the sum of a field, groups without a number last.
    Sum(Field, Direction),
}

impl Table {
    /// Brings rows with the same value of a field together, and says where each group ends. Within a
    /// group the rows stand as they stood; a row with several values goes by its first.
    pub fn group(&self, rows: &mut [u32], field: Field, order: GroupOrder) -> Vec<Group> {
        let columns = self.columns(field);
        let Some(column) = columns.first() else {
            return Vec::new();
        };
        let blank = self.dictionary(column).map_or(0, Dictionary::len);
        let place = |row: u32| match column.cells.first(row as usize) {
            BLANK => blank,
            code => (code as usize).min(blank),
        };
        let mut members: Vec<Members> = vec![Members::default(); blank + 1];
        let adds = match order {
            GroupOrder::Sum(field, _) => self.numbers(field),
            GroupOrder::Size | GroupOrder::First => None,
        };
        for (at, &row) in rows.iter().enumerate() {
            if let Some(members) = members.get_mut(place(row)) {
                if members.count == 0 {
                    members.first = at;
                }
                members.count += 1;
                if let Some(number) = adds.as_ref().and_then(|adds| adds.of(row)) {
                    members.sum = Some(members.sum.unwrap_or(0).saturating_add(number));
                }
            }
        }
        let mut places: Vec<usize> = (0..members.len()).collect();
        places.retain(|&place| members.get(place).is_some_and(|it| it.count > 0));
        crate::sort::sort_by(&mut places, |&a, &b| {
            let key = |place: usize| members.get(place).map_or((true, 0), |it| it.key(order));
            key(a).cmp(&key(b))
        });
        let mut groups = Vec::with_capacity(places.len());
        let mut end = 0;
        for place in places {
            if let Some(members) = members.get_mut(place) {
                // From here on: where the next of its rows goes.
                members.first = end;
                end += members.count;
            }
            let code = u32::try_from(place).ok().filter(|_| place < blank);
            let end = u32::try_from(end).unwrap_or(u32::MAX);
            groups.push(Group { code, end });
        }
        let before = rows.to_vec();
        for &row in &before {
            if let Some(members) = members.get_mut(place(row)) {
                if let Some(slot) = rows.get_mut(members.first) {
                    *slot = row;
                }
                members.first += 1;
            }
        }
        groups
    }

    /// The sum of a field's numbers over rows; none where no row has one. It ends at the largest
    /// number there is.
    pub fn sum(&self, field: Field, rows: &[u32]) -> Option<u64> {
        let numbers = self.numbers(field)?;
        let present = rows.iter().filter_map(|&row| numbers.of(row));
        present.reduce(u64::saturating_add)
    }

    /// How many of the rows have each value of a field, the most frequent first; a row counts for
    /// the first of its values.
    pub fn counts(&self, field: Field, rows: &[u32]) -> Vec<(String, usize)> {
        let columns = self.columns(field);
        let Some((column, values)) = columns
            .first()
            .and_then(|it| Some((it, self.dictionary(it)?)))
        else {
            return Vec::new();
        };
        let mut counts = vec![0; values.len()];
        for &row in rows {
            let code = column.cells.first(row as usize) as usize;
            if let Some(count) = counts.get_mut(code) {
                *count += 1;
            }
        }
        let mut counts: Vec<(usize, usize)> = counts.into_iter().enumerate().collect();
        counts.retain(|&(_, count)| count > 0);
        crate::sort::sort_by(&mut counts, |(_, a), (_, b)| b.cmp(a));
        let text = |(code, count)| (values.text(code).into_owned(), count);
        counts.into_iter().map(text).collect()
    }

    fn numbers(&self, field: Field) -> Option<Numbers<'_>> {
        let column: &Column = self.columns(field).first().copied()?;
        match self.dictionary(column)?.values() {
            Values::Number(values) => Some(Numbers {
                cells: &column.cells,
                values,
            }),
            _ => None,
        }
    }
}

/// The rows of one value.
#[derive(Debug, Clone, Copy, Default)]
struct Members {
    count: usize,
    /// Where the first of them stands.
    first: usize,
    sum: Option<u64>,
}

impl Members {
    /// What the order compares: whether it comes last, and a number.
    fn key(&self, order: GroupOrder) -> (bool, u64) {
        let first = self.first as u64;
        match order {
            GroupOrder::Size => (false, u64::MAX - self.count as u64),
            GroupOrder::First => (false, first),
            GroupOrder::Sum(_, direction) => match (self.sum, direction) {
                (None, _) => (true, first),
                (Some(sum), Direction::Ascending) => (false, sum),
                (Some(sum), Direction::Descending) => (false, u64::MAX - sum),
            },
        }
    }
}

/// The numbers of a column, by row.
struct Numbers<'a> {
    cells: &'a Cells,
    values: &'a [u64],
}

impl Numbers<'_> {
    fn of(&self, row: u32) -> Option<u64> {
        let code = self.cells.first(row as usize);
        self.values.get(code as usize).copied()
    }
}
