//! Reads a filter's text: the order of `or`, `and` and `not`, parentheses, and what each word asks.

use std::ops::Range;

use super::FilterError;
use super::expression::{Bare, Expression, Match, Presence, Test};
use super::lex::{Lexed, Token, TokenKind, Word, tokens};
use super::pattern::Pattern;
use super::suggest::{all_of, did_you_mean};
use super::value::{Element, bare_address, value};
use crate::index::word::{find, words};
use crate::index::{Field, TableKind, ValueKind};

/// The longest text, in bytes.
const LONGEST_TEXT: usize = 4096;
/// The most words, which bounds the time that a filter takes.
const MOST_WORDS: usize = 256;
/// How deep parentheses and negations may be nested, which bounds the stack.
const DEEPEST: usize = 64;

type Parsed<T> = Result<T, FilterError>;

/// Reads a text; `None` is the filter that every row passes.
pub(super) fn parse(text: &str, table: TableKind) -> Parsed<Option<Expression>> {
    if text.len() > LONGEST_TEXT {
        let reason = format!(
            "a filter has at most {LONGEST_TEXT} bytes, this one {}",
            text.len()
        );
        return Err(error(LONGEST_TEXT..text.len(), reason));
    }
    let tokens = tokens(text);
    let words = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word(_)));
    if let Some(word) = words.clone().nth(MOST_WORDS) {
        let reason = format!("a filter has at most {MOST_WORDS} terms");
        return Err(error(word.range.clone(), reason));
    }
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut parser = Parser {
        table,
        tokens: &tokens,
        at: 0,
        end: text.len(),
    };
    let expression = parser.any(0)?;
    match parser.next() {
        None => Ok(Some(expression)),
        Some(token) => Err(error(token.range.clone(), "this `)` closes nothing")),
    }
}

pub(super) fn error(at: Range<usize>, reason: impl Into<String>) -> FilterError {
    FilterError {
        at,
        reason: reason.into(),
        incomplete: false,
    }
}

struct Parser<'t> {
    table: TableKind,
    tokens: &'t [Token],
    at: usize,
    /// The length of the text.
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'t Token> {
        let token = self.peek();
        self.at += usize::from(token.is_some());
        token
    }

    fn any(&mut self, depth: usize) -> Parsed<Expression> {
        let mut parts = vec![self.all(depth)?];
        while matches!(
            self.peek(),
            Some(Token {
                kind: TokenKind::Or,
                ..
            })
        ) {
            self.at += 1;
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Expression::Any))
    }

    fn all(&mut self, depth: usize) -> Parsed<Expression> {
        let mut parts = vec![self.one(depth)?];
        loop {
            match self.peek().map(|token| &token.kind) {
                None | Some(TokenKind::Or | TokenKind::Close) => break,
                Some(TokenKind::And) => self.at += 1,
                Some(TokenKind::Not | TokenKind::Open | TokenKind::Word(_)) => {}
            }
            parts.push(self.one(depth)?);
        }
        Ok(one_or(parts, Expression::All))
    }

    fn one(&mut self, depth: usize) -> Parsed<Expression> {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        let Some(token) = self.next() else {
            let reason = match before.map(|token| &token.kind) {
                Some(TokenKind::Or) => "nothing follows `or`",
                Some(TokenKind::And) => "nothing follows `and`",
                Some(TokenKind::Not) => "nothing follows the negation",
                _ => "nothing follows `(`",
            };
            return Err(FilterError {
                at: before.map_or(self.end..self.end, |token| token.range.clone()),
                reason: reason.to_owned(),
                incomplete: true,
            });
        };
        match &token.kind {
            TokenKind::Open | TokenKind::Not if depth >= DEEPEST => {
                let reason = format!("parentheses and negations nest at most {DEEPEST} deep");
                Err(error(token.range.clone(), reason))
            }
            TokenKind::Not => Ok(Expression::Not(Box::new(self.one(depth + 1)?))),
            TokenKind::Open => {
                if let Some(Token {
                    kind: TokenKind::Close,
                    range,
                }) = self.peek()
                {
                    return Err(error(
                        token.range.start..range.end,
                        "nothing stands in these parentheses",
                    ));
                }
                let inner = self.any(depth + 1)?;
                match self.next() {
                    Some(_) => Ok(inner),
                    None => Err(FilterError {
                        at: token.range.clone(),
                        reason: "this `(` is not closed".to_owned(),
                        incomplete: true,
                    }),
                }
            }
            TokenKind::Close => Err(error(token.range.clone(), "this `)` closes nothing")),
            TokenKind::And | TokenKind::Or => {
                let reason =
                    "nothing stands before this; the word itself is searched for in quotes";
                Err(error(token.range.clone(), reason))
            }
            TokenKind::Word(word) => term(self.table, word, &token.range, self.end),
        }
    }
}

fn one_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            several(parts)
        }
    }
}

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

fn term(table: TableKind, word: &Word, range: &Range<usize>, end: usize) -> Parsed<Expression> {
    if let Some(at) = word.open_quote {
        return Err(FilterError {
            at: at..end,
            reason: "this quote is not closed".to_owned(),
            incomplete: true,
        });
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
        return Err(FilterError {
            at: range.clone(),
            reason: "there is nothing in these quotes to look for".to_owned(),
            incomplete: true,
        });
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
const PRESENT: [(TableKind, &str, &str); 5] = [
    (TableKind::Sockets, "owner", "owned"),
    (TableKind::Sockets, "queue", "queued"),
    (TableKind::Processes, "sockets", "networked"),
    (TableKind::Interfaces, "errors", "errors"),
    (TableKind::Interfaces, "drops", "drops"),
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
        return Err(error(
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
        return error(
            at.start..at.start + 1,
            "a field is missing before this; quotes search for it as text",
        );
    }
    let others = TableKind::ALL
        .into_iter()
        .filter(|other| other.field(name).is_some());
    let others: Vec<&str> = others.map(TableKind::name).collect();
    let name = shortened(name);
    if !others.is_empty() {
        let others = others.join(" and ");
        let reason = format!(
            "{} have no `{name}`; it is a field of {others}",
            table.name()
        );
        return error(at, reason);
    }
    let names = table
        .fields()
        .iter()
        .flat_map(|field| field.names().iter().copied());
    let hint = did_you_mean(&name, names.chain(["is", "has"]))
        .unwrap_or_else(|| "text with a sign in it is searched for in quotes".to_owned());
    error(at, format!("there is no field `{name}`; {hint}"))
}

/// A text as far as a message has room for it.
pub(super) fn shortened(text: &str) -> String {
    const ROOM: usize = 40;
    if text.chars().count() <= ROOM {
        return text.to_owned();
    }
    text.chars().take(ROOM).chain(['…']).collect()
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
