//! A filter's text as the terms that must all hold, so that one can be taken out or put in by hand.

use std::ops::Range;

use super::expression::Expression;
use super::lex::{TokenKind, tokens};
use super::{Filter, TableKind};

/// One of the terms of a text that must all hold: a word, or a group in parentheses. A text with
/// `or` outside of parentheses is one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether signs before it negate it.
    pub is_negated: bool,
    /// Its bytes without these signs.
    pub inner: Range<usize>,
}

/// The terms of a text, in their order. The text should be a filter; of any other text these are the
/// terms as far as they can be told apart.
pub fn parts(text: &str) -> Vec<Part> {
    split(text).0
}

/// The terms, and whether the text is one term for an `or` outside of parentheses.
fn split(text: &str) -> (Vec<Part>, bool) {
    let tokens = tokens(text);
    let mut parts: Vec<Part> = Vec::new();
    let mut depth = 0_usize;
    // Whether the last part still lacks what its signs negate, or a closing parenthesis.
    let mut is_open = false;
    for token in &tokens {
        let range = token.range.clone();
        if depth == 0 {
            match token.kind {
                TokenKind::And => continue,
                TokenKind::Or => {
                    let first = tokens.first().map_or(0, |first| first.range.start);
                    let last = tokens.last().map_or(0, |last| last.range.end);
                    let whole = Part {
                        range: first..last,
                        is_negated: false,
                        inner: first..last,
                    };
                    return (vec![whole], true);
                }
                _ if !is_open => parts.push(Part {
                    range: range.clone(),
                    is_negated: false,
                    inner: range.clone(),
                }),
                _ => {}
            }
        }
        let Some(part) = parts.last_mut() else {
            continue;
        };
        part.range.end = range.end;
        if depth == 0 {
            part.inner.start = range.start;
        }
        part.inner.end = range.end;
        is_open = match token.kind {
            TokenKind::Not => {
                part.is_negated ^= depth == 0;
                true
            }
            TokenKind::Open => {
                depth += 1;
                true
            }
            TokenKind::Close => {
                depth = depth.saturating_sub(1);
                depth > 0
            }
            _ => depth > 0,
        };
    }
    (parts, false)
}

/// A text without the term at a place of [`parts`]; what is left of the text stands as it was typed.
pub fn without(text: &str, place: usize) -> String {
    let parts = parts(text);
    let before = place.checked_sub(1).and_then(|before| parts.get(before));
    let (head, tail) = match (parts.get(place), parts.get(place + 1), before) {
        (None, ..) => return text.to_owned(),
        (Some(part), Some(next), _) => (part.range.start, next.range.start),
        (Some(_), None, Some(before)) => (before.range.end, text.len()),
        (Some(_), None, None) => return String::new(),
    };
    let tail = if tail == text.len() {
        ""
    } else {
        text.get(tail..).unwrap_or_default()
    };
    joined(text, head, before, "", tail)
}

/// A text that also asks for a term, which takes the place of its opposite; as it is where it asks for
/// the term already, and where the term is none of this table.
pub fn with(text: &str, term: &str, table: TableKind) -> String {
    let Ok(wanted) = Filter::parse(term, table) else {
        return text.to_owned();
    };
    let (parts, is_either) = split(text);
    let mut before = None;
    for part in &parts {
        let known = text.get(part.range.clone()).unwrap_or_default();
        match Filter::parse(known, table) {
            Ok(known) if known == wanted => return text.to_owned(),
            Ok(known) if is_opposite(&known, &wanted) => {
                let tail = text.get(part.range.end..).unwrap_or_default();
                return joined(text, part.range.start, before, term, tail);
            }
            _ => before = Some(part),
        }
    }
    let Some(last) = before else {
        return term.to_owned();
    };
    let mut all = text.get(..last.range.end).unwrap_or_default().to_owned();
    // At the end of a text a backslash stands for itself.
    if all.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1 {
        all.push('\\');
    }
    if is_either {
        all.insert(last.range.start, '(');
        all.push(')');
    }
    all.push(' ');
    all.push_str(term);
    all
}

/// The text up to a byte, a term or nothing, and a tail; with a blank wherever two terms would touch.
fn joined(text: &str, head: usize, before: Option<&Part>, term: &str, tail: &str) -> String {
    let mut all = text.get(..head).unwrap_or_default().to_owned();
    let touches = before.is_some_and(|before| before.range.end == head);
    if touches && !(term.is_empty() && tail.is_empty()) {
        all.push(' ');
    }
    all.push_str(term);
    if !term.is_empty() && tail.starts_with(|ch: char| !ch.is_whitespace()) {
        all.push(' ');
    }
    all.push_str(tail);
    all
}

/// Whether one of two filters is the other's negation.
fn is_opposite(one: &Filter, other: &Filter) -> bool {
    let negates = |one: &Option<Expression>, other: &Option<Expression>| match (one, other) {
        (Some(Expression::Not(inner)), Some(other)) => **inner == *other,
        _ => false,
    };
    negates(&one.expression, &other.expression) || negates(&other.expression, &one.expression)
}
