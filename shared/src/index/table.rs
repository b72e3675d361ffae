//! A table of rows and the tables of a snapshot.

use std::cell::OnceCell;
use std::rc::Rc;

use super::column::{BLANK, Cells, Column, count_rows};
use super::dictionary::Dictionary;
use super::{
    Field, TableKind, counters, groups, interfaces, measures, neighbours, netlink_sockets,
    packet_sockets, processes, routes, rules, sockets, sources, unix_sockets,
};
use crate::catalog::Catalog;

/// Which way a sort goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first; rows without a value last.
    Ascending,
    /// The largest first; rows without a value last.
    Descending,
}

/// One table as columns.
#[derive(Debug)]
pub struct Table {
    pub(super) kind: TableKind,
    pub(super) len: usize,
    pub(super) dictionaries: Vec<Dictionary>,
    pub(super) columns: Vec<Column>,
    /// For each row the words of `is:` that hold, one bit for each.
    pub(super) words: Vec<u32>,
    /// Columns that few ask for, made when somebody does.
    later: Vec<(Field, OnceCell<Later>)>,
    catalog: Option<Rc<Catalog>>,
}

/// A column with its values; none where the rows have no such thing.
type Later = Option<(Dictionary, Column)>;

/// Stands for the place of a dictionary that is a column's own.
const OWN: usize = usize::MAX;

impl Table {
    /// Builds all columns of one table.
    pub fn new(kind: TableKind, catalog: &Catalog) -> Self {
        let mut table = Self::first(kind, catalog);
        for &field in later_fields(kind) {
            let made = OnceCell::from(later(catalog, field));
            table.later.push((field, made));
        }
        table
    }

    /// Builds the columns that most filters ask for; the others follow when they are asked for.
    fn lazily(kind: TableKind, catalog: &Rc<Catalog>) -> Self {
        let mut table = Self::first(kind, catalog);
        let fields = later_fields(kind).iter();
        table.later = fields.map(|&field| (field, OnceCell::new())).collect();
        table.catalog = Some(Rc::clone(catalog));
        table
    }

    pub(super) fn empty(kind: TableKind, len: usize) -> Self {
        Self {
            kind,
            len,
            dictionaries: Vec::new(),
            columns: Vec::new(),
            words: Vec::new(),
            later: Vec::new(),
            catalog: None,
        }
    }

    fn later(&self, field: Field) -> Option<&(Dictionary, Column)> {
        let (_, made) = self.later.iter().find(|(known, _)| *known == field)?;
        let catalog = self.catalog.as_ref();
        let made = made.get_or_init(|| later(catalog?, field));
        made.as_ref()
    }

    fn first(kind: TableKind, catalog: &Catalog) -> Self {
        match kind {
            TableKind::Sockets => sockets::table(catalog),
            TableKind::Processes => processes::table(catalog),
            TableKind::Routes => routes::table(catalog),
            TableKind::Interfaces => interfaces::table(catalog),
            TableKind::Sources => sources::table(catalog),
            TableKind::UnixSockets => unix_sockets::table(catalog),
            TableKind::PacketSockets => packet_sockets::table(catalog),
            TableKind::NetlinkSockets => netlink_sockets::table(catalog),
            TableKind::Counters => counters::table(catalog),
            TableKind::Rules => rules::table(catalog),
            TableKind::Neighbours => neighbours::table(catalog),
            TableKind::Groups => groups::table(catalog),
        }
    }

    /// Which table this is.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Orders rows by several fields, the first one first, rows equal in all of them as they stand.
    ///
    /// Numbers and addresses go by size, IPv4 before IPv6, text goes without regard to case. A row
    /// with several values goes by its first; a field of either end by this end's. A field that
    /// the table does not have is passed over.
    pub fn sort(&self, rows: &mut [u32], by: &[(Field, Direction)]) {
        for &(field, direction) in by.iter().rev() {
            if let Some(column) = self.columns(field).first() {
                let values = self.dictionary(column);
                sort_by_code(
                    rows,
                    &column.cells,
                    values.map_or(0, Dictionary::len),
                    direction,
                );
            }
        }
    }

    /// The different values of a field with the number of rows that have each, the most frequent
    /// first; empty for a field that the table does not have.
    pub fn values(&self, field: Field) -> Vec<(String, usize)> {
        let ranked = self.ranked(field, None);
        ranked
            .map(|(text, count)| (text.into_owned(), count))
            .collect()
    }

    /// The different values that a row has in a field, as text in the order of the row; at most
    /// `most`. Empty for a row or a field that the table does not have.
    pub fn values_of(&self, field: Field, row: u32, most: usize) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for column in self.columns(field) {
            let Some(dictionary) = self.dictionary(column) else {
                continue;
            };
            for &code in column.cells.row(row as usize) {
                if values.len() == most {
                    break;
                }
                let text = dictionary.text(code as usize);
                if code != BLANK && !values.iter().any(|known| *known == text) {
                    values.push(text.into_owned());
                }
            }
        }
        values
    }

    /// The value of a field that most of some rows have; none for rows without one.
    pub fn most_frequent(&self, field: Field, rows: &[u32]) -> Option<String> {
        let mut ranked = self.ranked(field, Some(rows));
        ranked.next().map(|(text, _)| text.into_owned())
    }

    /// Like [`Table::values`], each text made only when it is asked for, and counted among the rows
    /// `own` where there are such.
    pub(crate) fn ranked(
        &self,
        field: Field,
        own: Option<&[u32]>,
    ) -> impl Iterator<Item = (std::borrow::Cow<'_, str>, usize)> {
        let columns = self.columns(field);
        let dictionary = columns.first().and_then(|column| self.dictionary(column));
        let mut ranked = Vec::new();
        if let Some(dictionary) = dictionary {
            let counts = count_rows(dictionary, &columns, self.len, own);
            ranked.extend(
                counts
                    .into_iter()
                    .enumerate()
                    .filter(|&(_, count)| count > 0),
            );
            crate::sort::sort_by(&mut ranked, |(_, a), (_, b)| b.cmp(a));
        }
        let text = move |code| {
            dictionary
                .map(|values| values.text(code))
                .unwrap_or_default()
        };
        ranked
            .into_iter()
            .map(move |(code, count)| (text(code), count))
    }

    /// The columns that answer for a field: its own, or those of both ends, which share their
    /// dictionary.
    pub(crate) fn columns(&self, field: Field) -> Vec<&Column> {
        let of = |field| {
            self.columns
                .iter()
                .find(move |column| column.field == field)
        };
        let later = || self.later(field).map(|(_, column)| column);
        match of(field).or_else(later) {
            Some(column) => vec![column],
            None => field.ends().iter().filter_map(|&end| of(end)).collect(),
        }
    }

    pub(crate) fn dictionary(&self, column: &Column) -> Option<&Dictionary> {
        if column.dictionary == OWN {
            return self.later(column.field).map(|(dictionary, _)| dictionary);
        }
        self.dictionaries.get(column.dictionary)
    }

    pub(crate) fn words(&self) -> &[u32] {
        &self.words
    }
}

/// The fields of columns that few ask for and that take a pass over all rows.
const fn later_fields(kind: TableKind) -> &'static [Field] {
    match kind {
        TableKind::Sockets => measures::LATER,
        _ => &[],
    }
}

fn later(catalog: &Catalog, field: Field) -> Later {
    let mut table = measures::later(catalog, field);
    let mut column = table.columns.pop()?;
    column.dictionary = OWN;
    Some((table.dictionaries.pop()?, column))
}

/// Sorts by counting: codes are dense and in sort order. Equal rows stay as they stand.
fn sort_by_code(rows: &mut [u32], cells: &Cells, values: usize, direction: Direction) {
    let place = |row: u32| match (cells.first(row as usize), direction) {
        (BLANK, _) => values,
        (code, Direction::Ascending) => (code as usize).min(values),
        (code, Direction::Descending) => values.saturating_sub(1 + code as usize),
    };
    let mut starts = vec![0usize; values + 2];
    for &row in &*rows {
        if let Some(start) = starts.get_mut(place(row) + 1) {
            *start += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let before = rows.to_vec();
    for row in before {
        if let Some(start) = starts.get_mut(place(row)) {
            if let Some(slot) = rows.get_mut(*start) {
                *slot = row;
            }
            *start += 1;
        }
    }
}

/// The tables of one snapshot, each built when it is first asked for.
#[derive(Debug)]
pub struct Tables {
    catalog: Rc<Catalog>,
    tables: [OnceCell<Table>; TableKind::ALL.len()],
}

impl Tables {
    /// The tables of a snapshot.
    pub fn new(catalog: &Rc<Catalog>) -> Self {
        Self {
            catalog: Rc::clone(catalog),
            tables: Default::default(),
        }
    }

    /// The table of a kind.
    pub fn get(&self, kind: TableKind) -> &Table {
        self.tables[kind as usize].get_or_init(|| Table::lazily(kind, &self.catalog))
    }
}
