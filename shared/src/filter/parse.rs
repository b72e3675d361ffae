//! Reads a filter's text: the order of `or`, `and` and `not`, and parentheses.

use super::FilterError;
use super::expression::Expression;
use super::lex::{Token, TokenKind, tokens};
use super::term::term;
use crate::index::TableKind;

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
        return Err(FilterError::new(
            text.floor_char_boundary(LONGEST_TEXT)..text.len(),
            reason,
        ));
    }
    let tokens = tokens(text);
    let words = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word(_)));
    if let Some(word) = words.clone().nth(MOST_WORDS) {
        let reason = format!("a filter has at most {MOST_WORDS} terms");
        return Err(FilterError::new(word.range.clone(), reason));
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
        Some(token) => Err(FilterError::new(
            token.range.clone(),
            "this `)` closes nothing",
        )),
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
            return Err(FilterError::unfinished(
                before.map_or(self.end..self.end, |token| token.range.clone()),
                reason,
            ));
        };
        match &token.kind {
            TokenKind::Open | TokenKind::Not if depth >= DEEPEST => {
                let reason = format!("parentheses and negations nest at most {DEEPEST} deep");
                Err(FilterError::new(token.range.clone(), reason))
            }
            TokenKind::Not => Ok(Expression::Not(Box::new(self.one(depth + 1)?))),
            TokenKind::Open => {
                if let Some(Token {
                    kind: TokenKind::Close,
                    range,
                }) = self.peek()
                {
                    return Err(FilterError::new(
                        token.range.start..range.end,
                        "nothing stands in these parentheses",
                    ));
                }
                let inner = self.any(depth + 1)?;
                match self.next() {
                    Some(_) => Ok(inner),
                    None => Err(FilterError::unfinished(
                        token.range.clone(),
                        "this `(` is not closed",
                    )),
                }
            }
            TokenKind::Close => Err(FilterError::new(
                token.range.clone(),
                "this `)` closes nothing",
            )),
            TokenKind::And | TokenKind::Or => {
                let reason =
                    "nothing stands before this; the word itself is searched for in quotes";
                Err(FilterError::new(token.range.clone(), reason))
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
