//! Reads one term of a filter: a field with values, `is:`, `has:`, or a word without a field.

use std::ops::Range;

use super::FilterError;
use super::expression::{Bare, Expression, Match, Presence, Test};
use super::lex::{Lexed, Word};
use super::pattern::Pattern;
use super::suggest::{all_of, did_you_mean, shortened};
use super::value::{Element, bare_address, value};
use crate::index::word::{find, words};
use crate::index::{Field, TableKind, ValueKind};

type Parsed<T> = Result<T, FilterError>;

/// What stands between a field and its value.
pub(super) struct Operator {
    /// The position of its first character in the word.
    pub(super) at: usize,
    /// The position after its last.
    pub(super) after: usize,
    is_negated: bool,
    is_exact: bool,
}

impl Operator {
    /// The byte of the text that the values start at.
    pub(super) fn values_at(&self, chars: &[Lexed]) -> usize {
        let last = self.after.checked_sub(1).filter(|_| self.after > self.at);
        // The signs of an operator are one byte each.
        let after = last
            .and_then(|last| chars.get(last))
            .map(|sign| sign.at + 1);
        let at = chars.get(self.at).map_or(0, |sign| sign.at);
        after.unwrap_or(at)
    }
}

/// The first operator of a word. `<` and `>` belong to the value.
pub(super) fn operator(chars: &[Lexed]) -> Option<Operator> {
    let is = |at: usize, ch| chars.get(at).is_some_and(|lexed: &Lexed| lexed.is(ch));
    let starts = |at: usize| {
        is(at, ':') || is(at, '=') || is(at, '<') || is(at, '>') || (is(at, '!') && is(at + 1, '='))
    };
    let at = (0..chars.len()).find(|&at| starts(at))?;
    let is_negated = is(at, '!');
    let is_exact = is_negated || is(at, '=') || (is(at, ':') && is(at + 1, '='));
    let signs = match () {
        () if is(at, '<') || is(at, '>') => 0,
        () if is_negated => 2,
        () if is(at + 1, '=') => 2,
        () => 1,
    };
    Some(Operator {
        at,
        after: at + signs,
        is_negated,
        is_exact,
    })
}

/// Reads a word of a filter that is `end` bytes long.
pub(super) fn term(
    table: TableKind,
    word: &Word,
    range: &Range<usize>,
    end: usize,
) -> Parsed<Expression> {
    if let Some(at) = word.open_quote {
        return Err(FilterError::unfinished(at..end, "this quote is not closed"));
    }
    let chars = word.chars.as_slice();
    if let Some(test) = bare_address(table, chars) {
        return Ok(Expression::Test(test));
    }
    let Some(operator) = operator(chars) else {
        return bare(chars, range).map(Expression::Test);
    };
    let name: String = chars
        .iter()
        .take(operator.at)
        .map(|lexed| lexed.ch)
        .collect();
    let values_at = operator.values_at(chars)..range.end;
    let values = Element::split(chars, operator.after, values_at, end);
    let test = match name.to_ascii_lowercase().as_str() {
        "is" => Test::Is(each(&values, |element| is_word(table, element))?),
        "has" => Test::Has(each(&values, |element| presence(table, element))?),
        _ => match table.field(&name) {
            Some(field) => {
                let is_exact = operator.is_exact
                    && matches!(field.kind(), ValueKind::Text | ValueKind::Prefix);
                let values = each(&values, |element| value(table, field, is_exact, element))?;
                // `=` says the same as `:` of what is no longer text.
                let is_exact = is_exact && values.iter().any(asks_exactly);
                Test::Field {
                    field,
                    exact: is_exact,
                    values,
                }
            }
            None if looks_like_mac(chars) => {
                return bare(chars, range).map(Expression::Test);
            }
            None => {
                let sign = chars.get(operator.at).map_or(range.end, |sign| sign.at);
                return Err(no_field(table, &name, range.start..sign));
            }
        },
    };
    let test = Expression::Test(test);
    Ok(if operator.is_negated {
        Expression::Not(Box::new(test))
    } else {
        test
    })
}

fn asks_exactly(value: &Match) -> bool {
    matches!(value, Match::Text(_) | Match::Inside(_))
}

fn each<T>(values: &[Element<'_>], read: impl Fn(&Element<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    values
        .iter()
        .map(|element| {
            if element.range.is_empty() {
                return Err(element.unfinished("a value is missing here"));
            }
            read(element)
        })
        .collect()
}

/// A word without a field.
fn bare(chars: &[Lexed], range: &Range<usize>) -> Parsed<Test> {
    if chars.is_empty() {
        return Err(FilterError::unfinished(
            range.clone(),
            "there is nothing in these quotes to look for",
        ));
    }
    let text: String = chars.iter().map(|lexed| lexed.ch).collect();
    if chars
        .iter()
        .all(|lexed| lexed.ch.is_ascii_digit() && !lexed.literal)
        && let Ok(number) = text.parse()
    {
        return Ok(Test::Bare(Bare::Number(number)));
    }
    let pattern = Pattern::new(chars.iter().map(|lexed| (lexed.ch, lexed.literal)));
    Ok(Test::Bare(Bare::Text(pattern)))
}

/// Whether a word is pairs of hexadecimal digits with colons, three pairs at least.
fn looks_like_mac(chars: &[Lexed]) -> bool {
    let text: String = chars.iter().map(|lexed| lexed.ch).collect();
    let is_pair = |part: &str| part.len() == 2 && part.chars().all(|ch| ch.is_ascii_hexdigit());
    text.split(':').count() > 2 && text.split(':').all(is_pair)
}

fn is_word(table: TableKind, element: &Element<'_>) -> Parsed<usize> {
    let name = element.text();
    find(table, &name).ok_or_else(|| {
        let names = || {
            words(table)
                .iter()
                .flat_map(|word| word.names.iter().copied())
        };
        let usual = words(table)
            .iter()
            .filter_map(|word| word.names.first().copied());
        let hint = did_you_mean(&name, names()).unwrap_or_else(|| all_of("it is one of", usual));
        let reason = format!("{} are never `{}`; {hint}", table.name(), shortened(&name));
        element.error_while(names(), &name, reason)
    })
}

/// Names of `has:` that ask for more than a value in a field.
const PRESENT: [(TableKind, &str, &str); 11] = [
    (TableKind::Sockets, "owner", "owned"),
    (TableKind::Sockets, "queue", "queued"),
    (TableKind::Processes, "sockets", "networked"),
    (TableKind::Interfaces, "errors", "errors"),
    (TableKind::Interfaces, "drops", "drops"),
    (TableKind::UnixSockets, "owner", "owned"),
    (TableKind::UnixSockets, "queue", "queued"),
    (TableKind::PacketSockets, "owner", "owned"),
    (TableKind::NetlinkSockets, "owner", "owned"),
    (TableKind::NetlinkSockets, "queue", "queued"),
    (TableKind::NetlinkSockets, "drops", "drops"),
];

/// The names of `has:` in a table, each with one line about it.
pub(super) fn presences(
    table: TableKind,
) -> impl Iterator<Item = (&'static str, &'static str, Presence)> {
    let present = PRESENT.into_iter().filter(move |(of, _, _)| *of == table);
    let by_word = present.filter_map(move |(_, name, word)| {
        let position = find(table, word)?;
        let about = words(table).get(position)?.about;
        Some((name, about, Presence::Word(name, position)))
    });
    let fields = table.fields().iter();
    let by_field = fields.map(|&field| (field.name(), field.about(), Presence::Field(field)));
    by_word.chain(by_field)
}

fn presence(table: TableKind, element: &Element<'_>) -> Parsed<Presence> {
    let name = element.text();
    let known = presences(table).find(|(known, _, _)| known.eq_ignore_ascii_case(&name));
    if let Some((_, _, presence)) = known {
        return Ok(presence);
    }
    if let Some(field) = table.field(&name) {
        return Ok(Presence::Field(field));
    }
    if name.eq_ignore_ascii_case("finding") {
        return Err(FilterError::new(
            element.range.clone(),
            "findings are not derived by this version",
        ));
    }
    let names = || presences(table).map(|(name, _, _)| name);
    let mut reason = format!("{} have no `{}`", table.name(), shortened(&name));
    if let Some(hint) = did_you_mean(&name, names()) {
        reason = format!("{reason}; {hint}");
    }
    Err(element.error_while(names(), &name, reason))
}

/// Why a name is no field, and what to write instead.
fn no_field(table: TableKind, name: &str, at: Range<usize>) -> FilterError {
    if name.is_empty() {
        return FilterError::new(
            at.start..at.start + 1,
            "a field is missing before this; quotes search for it as text",
        );
    }
    let others = TableKind::ALL
        .into_iter()
        .filter(|other| other.field(name).is_some())
        .take(2);
    let others: Vec<&str> = others.map(TableKind::name).collect();
    let name = shortened(name);
    if !others.is_empty() {
        let others = others.join(" and ");
        let reason = format!(
            "{} have no `{name}`; it is a field of {others}",
            table.name()
        );
        return FilterError::new(at, reason);
    }
    let names = table
        .fields()
        .iter()
        .flat_map(|field| field.names().iter().copied());
    let hint = did_you_mean(&name, names.chain(["is", "has"]))
        .unwrap_or_else(|| "text with a sign in it is searched for in quotes".to_owned());
    FilterError::new(at, format!("there is no field `{name}`; {hint}"))
}

/// The field that a name means, for completion: also of a name in any case.
pub(super) fn field_of(table: TableKind, chars: &[Lexed], operator: &Operator) -> Option<Field> {
    let name: String = chars
        .iter()
        .take(operator.at)
        .map(|lexed| lexed.ch)
        .collect();
    table.field(&name)
}
