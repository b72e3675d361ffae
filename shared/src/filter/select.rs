//! Finds the rows that pass: each different value is asked once, rows compare codes.

use std::net::IpAddr;

use ipnet::IpNet;

use super::expression::{Bare, Expression, Match, Order, Presence, Test};
use super::pattern::Pattern;
use crate::index::column::{Cells, Column};
use crate::index::dictionary::{Dictionary, Values};
use crate::index::vocabulary::vocabulary;
use crate::index::{Field, Table, ValueKind};

/// A set of rows, one bit for each.
pub(super) struct RowSet {
    bits: Vec<u64>,
    len: usize,
}

impl RowSet {
    fn none(len: usize) -> Self {
        Self {
            bits: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// The rows for which something holds.
    fn where_row(len: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Vec::with_capacity(len.div_ceil(64));
        for start in (0..len).step_by(64) {
            let rows = start..len.min(start + 64);
            bits.push(
                rows.rev()
                    .fold(0, |word, row| word << 1 | u64::from(holds(row))),
            );
        }
        Self { bits, len }
    }

    fn and(mut self, other: &Self) -> Self {
        self.bits
            .iter_mut()
            .zip(&other.bits)
            .for_each(|(own, other)| *own &= other);
        self
    }

    fn or(mut self, other: &Self) -> Self {
        self.bits
            .iter_mut()
            .zip(&other.bits)
            .for_each(|(own, other)| *own |= other);
        self
    }

    fn not(mut self) -> Self {
        self.bits.iter_mut().for_each(|word| *word = !*word);
        let beyond = self.len % 64;
        if let Some(last) = self.bits.last_mut().filter(|_| beyond > 0) {
            *last &= (1 << beyond) - 1;
        }
        self
    }

    /// The rows in ascending order.
    pub(super) fn rows(&self) -> Vec<u32> {
        let count = self
            .bits
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum();
        let mut rows = Vec::with_capacity(count);
        for (start, &word) in (0u32..).step_by(64).zip(&self.bits) {
            let mut rest = word;
            while rest != 0 {
                rows.push(start + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        rows
    }
}

/// The rows of a table that pass an expression.
pub(super) fn rows(expression: &Expression, table: &Table) -> RowSet {
    let none = || RowSet::none(table.len());
    match expression {
        Expression::All(parts) => {
            let all = none().not();
            parts
                .iter()
                .fold(all, |all, part| all.and(&rows(part, table)))
        }
        Expression::Any(parts) => parts
            .iter()
            .fold(none(), |any, part| any.or(&rows(part, table))),
        Expression::Not(part) => rows(part, table).not(),
        Expression::Test(Test::Field {
            field,
            exact,
            values,
        }) => field_rows(table, *field, *exact, values),
        Expression::Test(Test::Is(positions)) => word_rows(
            table,
            positions
                .iter()
                .fold(0, |mask, position| mask | 1 << position),
        ),
        Expression::Test(Test::Has(presences)) => {
            presences
                .iter()
                .fold(none(), |any, presence| match *presence {
                    Presence::Field(field) => any.or(&present_rows(table, field)),
                    Presence::Word(_, position) => any.or(&word_rows(table, 1 << position)),
                })
        }
        Expression::Test(Test::Bare(bare)) => bare_rows(table, bare),
    }
}

fn word_rows(table: &Table, mask: u32) -> RowSet {
    let words = table.words();
    RowSet::where_row(table.len(), |row| {
        words.get(row).is_some_and(|word| word & mask != 0)
    })
}

/// The rows with a value of a field.
fn present_rows(table: &Table, field: Field) -> RowSet {
    let columns = table.columns(field);
    let present = columns.iter().map(|column| {
        let values = table.dictionary(column).map_or(0, Dictionary::len);
        passing_rows(table, column, &vec![true; values])
    });
    present.fold(RowSet::none(table.len()), |any, rows| any.or(&rows))
}

/// The rows that have one of the passing values in a column.
fn passing_rows(table: &Table, column: &Column, passes: &[bool]) -> RowSet {
    if !passes.contains(&true) {
        return RowSet::none(table.len());
    }
    let passes = |code: u32| passes.get(code as usize).is_some_and(|&passes| passes);
    match &column.cells {
        Cells::One(codes) => RowSet::where_row(table.len(), |row| {
            codes.get(row).is_some_and(|&code| passes(code))
        }),
        cells @ Cells::Many { .. } => RowSet::where_row(table.len(), |row| {
            cells.row(row).iter().any(|&code| passes(code))
        }),
    }
}

fn field_rows(table: &Table, field: Field, is_exact: bool, values: &[Match]) -> RowSet {
    let columns = table.columns(field);
    let mut found = RowSet::none(table.len());
    let dictionary = columns.first().and_then(|column| table.dictionary(column));
    if let Some(dictionary) = dictionary {
        let is_whole = is_exact || field.kind() != ValueKind::Text;
        let passes = passing_values(dictionary, values, is_whole, is_exact);
        for column in &columns {
            found = found.or(&passing_rows(table, column, &passes));
        }
    }
    for value in values {
        match value {
            Match::Blank => found = found.or(&present_rows(table, field).not()),
            Match::Endpoint(ip, port) => {
                found = found.or(&endpoint_rows(table, field, *ip, *port));
            }
            _ => {}
        }
    }
    found
}

/// For each value of a dictionary whether one of the wanted ones fits.
fn passing_values(
    dictionary: &Dictionary,
    wanted: &[Match],
    is_whole: bool,
    is_exact: bool,
) -> Vec<bool> {
    let passes = |fits: &dyn Fn(&Match) -> bool| wanted.iter().any(fits);
    match dictionary.values() {
        Values::Text(values) => {
            let mut passing = vec![false; values.len()];
            for wanted in wanted {
                match wanted {
                    Match::Text(pattern) => {
                        // With wildcards one says oneself what may stand around.
                        let is_whole = is_whole || matches!(pattern, Pattern::Wild(_));
                        mark_text(dictionary, pattern, is_whole, &mut passing);
                    }
                    Match::Time { order, start } => {
                        for (passing, text) in passing.iter_mut().zip(values) {
                            *passing |= is_in_order(text, *order, start);
                        }
                    }
                    _ => {}
                }
            }
            passing
        }
        Values::Number(values) => {
            let fits = |number: u64| {
                passes(
                    &|wanted| matches!(wanted, Match::Number { first, last } if (*first..=*last).contains(&number)),
                )
            };
            values.iter().map(|&number| fits(number)).collect()
        }
        Values::Address(values) => {
            let fits = |ip| passes(&|wanted| matches!(wanted, Match::Net(net) if holds(net, ip)));
            values.iter().map(|&ip| fits(ip)).collect()
        }
        Values::Prefix(values) => {
            let fits = |prefix: &IpNet| {
                passes(&|wanted| match wanted {
                    Match::Covers(ip) => prefix.contains(ip),
                    Match::Inside(net) if is_exact => prefix.trunc() == *net,
                    Match::Inside(net) => net.contains(prefix),
                    Match::Default => prefix.prefix_len() == 0,
                    _ => false,
                })
            };
            values.iter().map(fits).collect()
        }
    }
}

fn mark_text(dictionary: &Dictionary, pattern: &Pattern, is_whole: bool, passing: &mut [bool]) {
    let folded = dictionary.folded();
    if let (Pattern::Literal(literal), false) = (pattern, is_whole) {
        folded.containing(literal, |code| {
            if let Some(passes) = passing.get_mut(code) {
                *passes = true;
            }
        });
        return;
    }
    for (passes, text) in passing.iter_mut().zip(folded.iter()) {
        *passes |= if is_whole {
            pattern.is_whole(text)
        } else {
            pattern.is_part(text)
        };
    }
}

/// Whether an address lies in a prefix. A prefix of IPv4 also holds mapped addresses, which are
/// IPv4 on the wire; a prefix of IPv6 takes addresses as they are written.
fn holds(net: &IpNet, ip: IpAddr) -> bool {
    match net {
        IpNet::V4(_) => net.contains(&ip.to_canonical()),
        IpNet::V6(_) => net.contains(&ip),
    }
}

fn is_in_order(text: &str, order: Order, start: &str) -> bool {
    match order {
        Order::Before => text < start,
        Order::UpTo => text < start || text.starts_with(start),
        Order::At => text.starts_with(start),
        Order::From => text >= start,
        Order::After => text > start && !text.starts_with(start),
    }
}

/// The rows that have an address and a port at one end; at either end for the field of both.
fn endpoint_rows(table: &Table, field: Field, ip: IpAddr, port: u16) -> RowSet {
    let ends = [
        (Field::Local, Field::LocalPort),
        (Field::Remote, Field::RemotePort),
    ];
    let asked = ends
        .into_iter()
        .filter(|(end, _)| field == *end || field == Field::Address);
    let port = u64::from(port);
    asked.fold(
        RowSet::none(table.len()),
        |any, (address_field, port_field)| {
            let address = Match::Net(ip.into());
            let port = Match::Number {
                first: port,
                last: port,
            };
            let address = field_rows(table, address_field, false, &[address]);
            any.or(&address.and(&field_rows(table, port_field, false, &[port])))
        },
    )
}

/// The rows of which something that is shown fits.
fn bare_rows(table: &Table, bare: &Bare) -> RowSet {
    if let Bare::Endpoint(ip, port) = bare {
        return endpoint_rows(table, Field::Address, *ip, *port);
    }
    let mut found = RowSet::none(table.len());
    let mut known: Option<(usize, Vec<bool>)> = None;
    for &field in table.kind().searched() {
        for column in table.columns(field) {
            let Some(dictionary) = table.dictionary(column) else {
                continue;
            };
            let passes = match known.take() {
                // Both ends share their values.
                Some((of, passes)) if of == column.dictionary => passes,
                _ => bare_values(table, field, dictionary, bare),
            };
            found = found.or(&passing_rows(table, column, &passes));
            known = Some((column.dictionary, passes));
        }
    }
    found
}

/// For each value of a dictionary whether a word without a field fits.
fn bare_values(table: &Table, field: Field, dictionary: &Dictionary, bare: &Bare) -> Vec<bool> {
    let mut passing = vec![false; dictionary.len()];
    match (bare, dictionary.values()) {
        (Bare::Text(pattern), Values::Number(_)) => {
            // Numbers are looked for as a whole, so text can only be one by wildcards.
            if let Pattern::Wild(_) = pattern {
                mark_text(dictionary, pattern, true, &mut passing);
            }
        }
        // Most words have a letter that no address has: the text of addresses need not be made.
        (Bare::Text(Pattern::Literal(literal)), Values::Address(_))
            if literal.contains(|ch: char| !matches!(ch, '0'..='9' | 'a'..='f' | '.' | ':')) => {}
        (Bare::Text(pattern), values) => {
            mark_text(dictionary, pattern, false, &mut passing);
            let Pattern::Literal(literal) = pattern else {
                return passing;
            };
            if let Values::Prefix(prefixes) = values
                && literal == "default"
            {
                for (passes, prefix) in passing.iter_mut().zip(prefixes) {
                    *passes |= prefix.prefix_len() == 0;
                }
            }
            // Another spelling of a word; the number of a code is not one.
            let is_word = literal.contains(|ch: char| ch.is_ascii_alphabetic());
            let vocabulary = vocabulary(table.kind(), field).filter(|_| is_word);
            if let Some(word) = vocabulary.and_then(|vocabulary| vocabulary.word(literal)) {
                mark_text(dictionary, &Pattern::Literal(word), true, &mut passing);
            }
        }
        (Bare::Number(number), Values::Number(values)) => {
            for (passes, value) in passing.iter_mut().zip(values) {
                *passes = value == number;
            }
        }
        (Bare::Number(number), Values::Text(_)) => {
            let digits = Pattern::Literal(number.to_string());
            mark_text(dictionary, &digits, false, &mut passing);
        }
        (Bare::Net(net), Values::Address(values)) => {
            for (passes, &ip) in passing.iter_mut().zip(values) {
                *passes = holds(net, ip);
            }
        }
        (Bare::Net(net), Values::Prefix(values)) => {
            let is_address = net.prefix_len() == net.max_prefix_len();
            for (passes, prefix) in passing.iter_mut().zip(values) {
                *passes = if is_address {
                    prefix.contains(&net.addr())
                } else {
                    net.contains(prefix)
                };
            }
        }
        // Groups are text, because those of the link layer have no IP address.
        (Bare::Net(net), Values::Text(values)) if field == Field::MulticastGroup => {
            for (passes, text) in passing.iter_mut().zip(values) {
                *passes = text.parse().is_ok_and(|ip| holds(net, ip));
            }
        }
        (Bare::Number(_) | Bare::Net(_) | Bare::Endpoint(..), _) => {}
    }
    passing
}
