//! Builds a table's columns: codes from values, each value once.

use std::net::IpAddr;

use ipnet::IpNet;

use super::column::{BLANK, Cells, Column};
use super::dictionary::{Dictionary, Values};
use super::fold::fold;
use super::{Field, Table, TableKind};
use crate::sort;

/// The values of a column before they are coded.
pub(super) struct Cell<K> {
    keys: Vec<Option<K>>,
    /// Where each row's values end; `None` for one value in each row.
    ends: Option<Vec<u32>>,
}

impl<K> Cell<K> {
    /// One value in each row, or none, as they are.
    pub(super) fn of(keys: Vec<Option<K>>) -> Self {
        Self { keys, ends: None }
    }

    /// Any number of values in each row; `ends` says where each row's end.
    pub(super) fn lists(keys: Vec<Option<K>>, ends: Vec<u32>) -> Self {
        let ends = Some(ends);
        Self { keys, ends }
    }

    /// One value in each row, or none.
    pub(super) fn one(rows: impl Iterator<Item = Option<K>>) -> Self {
        Self {
            keys: rows.collect(),
            ends: None,
        }
    }

    /// Any number of values in each row.
    pub(super) fn many<R: IntoIterator<Item = K>>(rows: impl Iterator<Item = R>) -> Self {
        let mut keys = Vec::new();
        let ends = rows.map(|row| {
            keys.extend(row.into_iter().map(Some));
            u32::try_from(keys.len()).unwrap_or(u32::MAX)
        });
        let ends = Some(ends.collect());
        Self { keys, ends }
    }
}

/// Numbers that stand for texts, coded: see [`Builder::key`].
pub(super) struct Keyed {
    keys: Vec<u64>,
    columns: Vec<(Vec<u32>, Option<Vec<u32>>)>,
}

/// Collects the columns of one table.
pub(super) struct Builder {
    table: Table,
}

impl Builder {
    pub(super) fn new(kind: TableKind, len: usize) -> Self {
        Self {
            table: Table::empty(kind, len),
        }
    }

    /// The words of `is:` that hold for each row, as a mask.
    pub(super) fn words(mut self, words: Vec<u32>) -> Table {
        self.table.words = words;
        self.table
    }

    /// Columns of numbers that share their values.
    pub(super) fn numbers<const N: usize>(&mut self, fields: [Field; N], cells: [Cell<u64>; N]) {
        let (keys, columns) = encode_numbers(cells);
        self.add(Values::Number(keys), fields, columns);
    }

    /// Columns of addresses that share their values.
    pub(super) fn addresses<const N: usize>(
        &mut self,
        fields: [Field; N],
        cells: [Cell<IpAddr>; N],
    ) {
        let (keys, columns) = encode_addresses(cells);
        self.add(Values::Address(keys), fields, columns);
    }

    /// A column of prefixes.
    pub(super) fn prefixes(&mut self, field: Field, cells: Cell<IpNet>) {
        let (keys, columns) = encode([cells]);
        self.add(Values::Prefix(keys), [field], columns);
    }

    /// A column of texts where each row has one of its own.
    pub(super) fn texts(&mut self, field: Field, text: impl Fn(usize) -> Option<String>) {
        let keyed = Self::key([Cell::one((0..self.table.len as u64).map(Some))]);
        self.texts_of([field], &keyed, |row| text(usize::try_from(row).ok()?));
    }

    /// Codes keys that texts will be found for, once for each key and not for each row.
    pub(super) fn key<const N: usize>(cells: [Cell<u64>; N]) -> Keyed {
        let (keys, columns) = encode_numbers(cells);
        Keyed { keys, columns }
    }

    /// Columns of the keys themselves.
    pub(super) fn keys_of<const N: usize>(&mut self, fields: [Field; N], keyed: &Keyed) {
        let values = Values::Number(keyed.keys.clone());
        self.add(values, fields, keyed.columns.clone());
    }

    /// Columns of the texts of keys; a key without a text, or with an empty one, is blank.
    pub(super) fn texts_of<const N: usize>(
        &mut self,
        fields: [Field; N],
        keyed: &Keyed,
        mut text: impl FnMut(u64) -> Option<String>,
    ) {
        let texts = keyed.keys.iter();
        let texts = texts.map(|&key| text(key).filter(|text| !text.is_empty()));
        let texts = texts.collect();
        let (values, code_of) = rank(texts);
        let recode = |codes: &Vec<u32>| {
            let codes = codes.iter();
            codes
                .map(|&code| code_of.get(code as usize).copied().unwrap_or(BLANK))
                .collect()
        };
        let columns = keyed.columns.iter();
        let columns = columns.map(|(codes, ends)| (recode(codes), ends.clone()));
        let columns = columns.collect();
        self.add(Values::Text(values), fields, columns);
    }

    fn add<const N: usize>(
        &mut self,
        values: Values,
        fields: [Field; N],
        columns: Vec<(Vec<u32>, Option<Vec<u32>>)>,
    ) {
        let dictionary = self.table.dictionaries.len();
        self.table.dictionaries.push(Dictionary::new(values));
        for (field, (codes, ends)) in fields.into_iter().zip(columns) {
            let cells = match ends {
                Some(ends) => Cells::Many { ends, codes },
                None => Cells::One(codes),
            };
            self.table.columns.push(Column {
                field,
                dictionary,
                cells,
            });
        }
    }
}

type Codes = (Vec<u32>, Option<Vec<u32>>);

/// The different keys in order, and each cell's position among them.
fn encode<K: Copy + Ord, const N: usize>(cells: [Cell<K>; N]) -> (Vec<K>, Vec<Codes>) {
    let mut keys: Vec<K> = Vec::new();
    for key in cells.iter().flat_map(|cell| cell.keys.iter().flatten()) {
        // Neighbours are often alike.
        if keys.last() != Some(key) {
            keys.push(*key);
        }
    }
    sort::sort(&mut keys);
    keys.dedup();
    let columns = code(cells, |key| {
        let position = keys.binary_search(&key).unwrap_or(usize::MAX);
        u32::try_from(position).unwrap_or(BLANK)
    });
    (keys, columns)
}

/// Like [`encode`] for numbers, which mostly lie close enough to be looked up in a list.
///
/// In plain loops: the viewer is built for size, and chains of adapters are slow then.
fn encode_numbers<const N: usize>(cells: [Cell<u64>; N]) -> (Vec<u64>, Vec<Codes>) {
    let mut count = 0;
    let (mut first, mut last) = (u64::MAX, 0);
    for cell in &cells {
        count += cell.keys.len();
        for &key in cell.keys.iter().flatten() {
            first = first.min(key);
            last = last.max(key);
        }
    }
    let Some(span) = usize::try_from(last.saturating_sub(first))
        .ok()
        .filter(|&span| span < 1024 + 16 * count)
    else {
        return encode_far_numbers(cells);
    };
    let place = |key: u64| usize::try_from(key - first).unwrap_or(usize::MAX);
    let mut code_of = vec![BLANK; span + 1];
    for cell in &cells {
        for &key in cell.keys.iter().flatten() {
            if let Some(code) = code_of.get_mut(place(key)) {
                *code = 0;
            }
        }
    }
    let mut keys = Vec::new();
    let mut key = first;
    for code in &mut code_of {
        if *code != BLANK {
            *code = u32::try_from(keys.len()).unwrap_or(BLANK);
            keys.push(key);
        }
        key = key.wrapping_add(1);
    }
    let columns = code(cells, |key| {
        code_of.get(place(key)).copied().unwrap_or(BLANK)
    });
    (keys, columns)
}

/// Like [`encode_numbers`] for numbers that lie far from each other.
fn encode_far_numbers<const N: usize>(cells: [Cell<u64>; N]) -> (Vec<u64>, Vec<Codes>) {
    let mut keys: Vec<u128> = Vec::new();
    for &key in cells.iter().flat_map(|cell| cell.keys.iter().flatten()) {
        if keys.last() != Some(&key.into()) {
            keys.push(key.into());
        }
    }
    sort_numbers(&mut keys);
    let columns = code(cells, |key| {
        let position = keys.binary_search(&key.into()).unwrap_or(usize::MAX);
        u32::try_from(position).unwrap_or(BLANK)
    });
    let keys = keys.into_iter().filter_map(|key| u64::try_from(key).ok());
    (keys.collect(), columns)
}

/// The different numbers in order. Of every width as the widest: one sort serves them all.
fn sort_numbers(numbers: &mut Vec<u128>) {
    numbers.sort_unstable();
    numbers.dedup();
}

/// Like [`encode`] for addresses: as integers they compare much faster.
fn encode_addresses<const N: usize>(cells: [Cell<IpAddr>; N]) -> (Vec<IpAddr>, Vec<Codes>) {
    let mut v4: Vec<u128> = Vec::new();
    let mut v6: Vec<u128> = Vec::new();
    for key in cells.iter().flat_map(|cell| cell.keys.iter().flatten()) {
        match key {
            IpAddr::V4(ip) if v4.last() != Some(&ip.to_bits().into()) => {
                v4.push(ip.to_bits().into());
            }
            IpAddr::V6(ip) if v6.last() != Some(&ip.to_bits()) => v6.push(ip.to_bits()),
            _ => {}
        }
    }
    sort_numbers(&mut v4);
    sort_numbers(&mut v6);
    let columns = code(cells, |key| {
        let position = match key {
            IpAddr::V4(ip) => v4.binary_search(&ip.to_bits().into()),
            IpAddr::V6(ip) => v6.binary_search(&ip.to_bits()).map(|at| v4.len() + at),
        };
        u32::try_from(position.unwrap_or(usize::MAX)).unwrap_or(BLANK)
    });
    let v4 = v4.into_iter().filter_map(|bits| u32::try_from(bits).ok());
    let v4 = v4.map(|bits| IpAddr::V4(bits.into()));
    let v6 = v6.into_iter().map(|bits| IpAddr::V6(bits.into()));
    (v4.chain(v6).collect(), columns)
}

/// Replaces each key by its code; neighbours are often alike.
fn code<K: Copy + PartialEq, const N: usize>(
    cells: [Cell<K>; N],
    code: impl Fn(K) -> u32,
) -> Vec<Codes> {
    let mut columns = Vec::with_capacity(N);
    for cell in cells {
        let mut codes = Vec::with_capacity(cell.keys.len());
        let mut last = None;
        for key in cell.keys {
            let Some(key) = key else {
                codes.push(BLANK);
                continue;
            };
            codes.push(match last {
                Some((known, code)) if known == key => code,
                _ => {
                    let code = code(key);
                    last = Some((key, code));
                    code
                }
            });
        }
        columns.push((codes, cell.ends));
    }
    columns
}

/// The different texts in sort order, and for each given text its place among them.
fn rank(texts: Vec<Option<String>>) -> (Vec<Box<str>>, Vec<u32>) {
    let mut code_of = vec![BLANK; texts.len()];
    let mut ordered: Vec<(String, String, usize)> = Vec::with_capacity(texts.len());
    for (place, text) in texts.into_iter().enumerate() {
        if let Some(text) = text {
            ordered.push((fold(&text), text, place));
        }
    }
    sort::sort(&mut ordered);
    let mut values: Vec<Box<str>> = Vec::new();
    for (_, text, place) in ordered {
        if values.last().is_none_or(|last| **last != *text) {
            values.push(text.into());
        }
        if let (Some(code), Ok(last)) = (code_of.get_mut(place), u32::try_from(values.len() - 1)) {
            *code = last;
        }
    }
    (values, code_of)
}
