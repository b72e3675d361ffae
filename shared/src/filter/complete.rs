//! What can be written at the caret: names of fields, and the values that a table really has.

use std::ops::Range;

use super::expression::write_literal;
use super::lex::{TokenKind, Word, tokens};
use super::parts::{parts, without};
use super::term::{field_of, operator, presences};
use super::value::Element;
use super::{Filter, select};
use crate::index::fold::fold;
use crate::index::word::words;
use crate::index::{Field, Table, ValueKind};

/// The most items of a list.
const MOST_ITEMS: usize = 50;
/// The most values of one field among the names of fields.
const MOST_VALUES: usize = 5;

/// What can be written at the caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that an item takes the place of.
    pub replace: Range<usize>,
    /// What can stand there, the likeliest first; at most 50.
    pub items: Vec<Item>,
}

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The text that takes the place; quoted where it needs quotes. The name of a field ends with
    /// a colon, and its value is expected next.
    pub text: String,
    /// One line about it; empty for the value of a field.
    pub description: &'static str,
    /// How many of the rows have it that pass the text's other terms; `None` for the name of a field.
    pub count: Option<usize>,
}

/// A table, and the rows of it that are looked at: those that pass the other terms of the text.
#[derive(Clone, Copy)]
struct Rows<'t> {
    table: &'t Table,
    /// None for all.
    own: Option<&'t [u32]>,
}

/// What can be written at the caret, which is a byte of the text. Only the rows `own` count, where
/// there are such; they are in ascending order.
pub fn complete(text: &str, caret: usize, table: &Table, own: Option<&[u32]>) -> Completion {
    let beside = beside(text, caret, table, own);
    let own = beside.as_deref().or(own);
    complete_among(text, caret, Rows { table, own })
}

/// The rows that pass the terms beside the one at the caret; none for no other terms, and where they
/// are no filter.
fn beside(text: &str, caret: usize, table: &Table, own: Option<&[u32]>) -> Option<Vec<u32>> {
    let parts = parts(text);
    let is_at_caret = |range: &Range<usize>| range.start < caret && caret <= range.end;
    let place = parts.iter().position(|part| is_at_caret(&part.range));
    let others = match place {
        Some(place) => without(text, place),
        None => text.to_owned(),
    };
    let filter = Filter::parse(&others, table.kind()).ok()?;
    let mut rows = select::rows(filter.expression.as_ref()?, table).rows();
    if let Some(own) = own {
        rows.retain(|row| own.binary_search(row).is_ok());
    }
    Some(rows)
}

fn complete_among(text: &str, caret: usize, rows: Rows<'_>) -> Completion {
    let caret = text.floor_char_boundary(caret);
    let tokens = tokens(text);
    let at_caret = tokens
        .iter()
        .filter(|token| token.range.start < caret && caret <= token.range.end);
    for token in at_caret {
        match &token.kind {
            TokenKind::Word(word) => {
                return complete_word(word, &token.range, text.len(), caret, rows);
            }
            // A letter more and it is a word; none may be put right behind it.
            TokenKind::And | TokenKind::Or
                if text.get(token.range.clone()).is_some_and(is_letters) =>
            {
                return Completion {
                    replace: caret..caret,
                    items: Vec::new(),
                };
            }
            _ => {}
        }
    }
    Completion {
        replace: caret..caret,
        items: names(rows, ""),
    }
}

fn is_letters(text: &str) -> bool {
    text.chars().all(char::is_alphabetic)
}

fn complete_word(
    word: &Word,
    range: &Range<usize>,
    end: usize,
    caret: usize,
    rows: Rows<'_>,
) -> Completion {
    let table = rows.table;
    let chars = word.chars.as_slice();
    let typed = |from: usize| -> String {
        let before = chars.iter().skip(from).take_while(|lexed| lexed.at < caret);
        fold(&before.map(|lexed| lexed.ch).collect::<String>())
    };
    let Some(operator) = operator(chars).filter(|operator| operator.values_at(chars) <= caret)
    else {
        let ends = operator(chars).map_or(range.end, |operator| operator.values_at(chars));
        return Completion {
            replace: range.start..ends,
            items: names(rows, &typed(0)),
        };
    };
    let start = operator.values_at(chars);
    let elements = Element::split(chars, operator.after, start..range.end, end);
    let element = elements
        .into_iter()
        .find(|element| caret <= element.range.end);
    let replace = element.map_or(caret..caret, |element| element.range);
    let from = chars.iter().position(|lexed| lexed.at >= replace.start);
    let typed = from.map(typed).unwrap_or_default();
    let name: String = chars
        .iter()
        .take(operator.at)
        .map(|lexed| lexed.ch)
        .collect();
    let items = match fold(&name).as_str() {
        "is" => matching_words(rows, &typed).map(|(_, item)| item).collect(),
        "has" => {
            let presences = presences(table.kind()).filter(|(name, ..)| name.starts_with(&typed));
            let items = presences.map(|(name, description, _)| Item {
                text: name.to_owned(),
                description,
                count: None,
            });
            items.take(MOST_ITEMS).collect()
        }
        _ => field_of(table.kind(), chars, &operator)
            .map(|field| values(rows, field, &typed))
            .unwrap_or_default(),
    };
    Completion { replace, items }
}

/// Names of fields that begin like this, and values and words that do.
fn names(rows: Rows<'_>, typed: &str) -> Vec<Item> {
    let table = rows.table;
    let mut items = Vec::new();
    for (name, description) in [
        ("is", "what can be said of a row"),
        ("has", "what a row has a value for"),
    ] {
        if !typed.is_empty() && name.starts_with(typed) {
            items.push(named(name, description));
        }
    }
    let fields = table.kind().fields();
    let begins = |field: &Field| field.names().iter().any(|name| name.starts_with(typed));
    let begun = fields.iter().filter(|field| begins(field));
    items.extend(begun.map(|field| named(field.name(), field.about())));
    if typed.is_empty() {
        items.push(named("is", "what can be said of a row"));
        items.push(named("has", "what a row has a value for"));
        return items;
    }
    if typed.len() > 1 {
        let words = matching_words(rows, typed);
        let words = words.map(|(name, item)| Item {
            text: format!("is:{name}"),
            ..item
        });
        items.extend(words);
        let is_worded = |field: Field| {
            field.kind() == ValueKind::Keyword || matches!(field, Field::Process | Field::User)
        };
        for &field in fields.iter().filter(|field| is_worded(**field)) {
            let begun = table
                .ranked(field, rows.own)
                .filter(|(value, _)| fold(value).starts_with(typed));
            items.extend(begun.take(MOST_VALUES).map(|(value, count)| Item {
                text: quote(field, &value),
                description: field.about(),
                count: Some(count),
            }));
        }
    }
    items.truncate(MOST_ITEMS);
    items
}

fn named(name: &str, description: &'static str) -> Item {
    Item {
        text: format!("{name}:"),
        description,
        count: None,
    }
}

/// The words of `is:` that begin like this, by their usual names.
fn matching_words(rows: Rows<'_>, typed: &str) -> impl Iterator<Item = (&'static str, Item)> {
    let table = rows.table;
    let begun = (0u32..)
        .zip(words(table.kind()))
        .filter(move |(_, word)| word.names.iter().any(|name| name.starts_with(typed)));
    begun.filter_map(move |(bit, word)| {
        let name = *word.names.first()?;
        let masks = table.words();
        let has = |row: usize| masks.get(row).is_some_and(|mask| mask >> bit & 1 == 1);
        let count = match rows.own {
            Some(own) => own.iter().filter(|&&row| has(row as usize)).count(),
            None => (0..masks.len()).filter(|&row| has(row)).count(),
        };
        let item = Item {
            text: name.to_owned(),
            description: word.about,
            count: Some(count),
        };
        Some((name, item))
    })
}

/// The values of a field that begin like this, and then those that contain it, the most frequent
/// first.
fn values(rows: Rows<'_>, field: Field, typed: &str) -> Vec<Item> {
    let mut begun = Vec::new();
    let mut contained = Vec::new();
    for (value, count) in rows.table.ranked(field, rows.own) {
        let folded = fold(&value);
        let into = if folded.starts_with(typed) {
            &mut begun
        } else if contained.len() < MOST_ITEMS && folded.contains(typed) {
            &mut contained
        } else {
            continue;
        };
        let is_default = field.kind() == ValueKind::Prefix && value.ends_with("/0");
        let mut text = String::new();
        if is_default {
            "default".clone_into(&mut text);
        } else if write_literal(&mut text, &value).is_err() {
            continue;
        }
        into.push(Item {
            text,
            description: "",
            count: Some(count),
        });
        if begun.len() == MOST_ITEMS {
            break;
        }
    }
    begun.append(&mut contained);
    begun.truncate(MOST_ITEMS);
    begun
}

/// The term that a row passes whose value in a field is this one, as a table shows it; the term
/// for a row without a value where the value is empty.
pub fn quote(field: Field, value: &str) -> String {
    if value.is_empty() {
        return format!("{}:none", field.name());
    }
    let is_exact = matches!(field.kind(), ValueKind::Text | ValueKind::Prefix);
    let mut term = format!("{}{}", field.name(), if is_exact { '=' } else { ':' });
    // Writing to a string does not fail.
    let _ = write_literal(&mut term, value);
    term
}
