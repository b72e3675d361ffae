//! Splits a filter's text into words, parentheses and operators.

use std::ops::Range;

/// A part of the text.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// The bytes of the text that it was read from.
    pub(super) range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum TokenKind {
    Open,
    Close,
    Not,
    And,
    Or,
    Word(Word),
}

/// A word with quotes and backslashes resolved.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) chars: Vec<Lexed>,
    /// Where a quote was opened that is not closed.
    pub(super) open_quote: Option<usize>,
}

/// A character of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexed {
    /// Where it stands in the text, its backslash included.
    pub(super) at: usize,
    pub(super) ch: char,
    /// It was quoted or had a backslash: it stands for itself, whatever it is.
    pub(super) literal: bool,
}

impl Lexed {
    /// Whether this is a character of the language.
    pub(super) fn is(self, ch: char) -> bool {
        self.ch == ch && !self.literal
    }
}

/// Splits a text; it never fails, what is wrong is found by the parser.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(ch) = rest.chars().next()
    {
        let (kind, len) = match ch {
            ch if ch.is_whitespace() => {
                at += ch.len_utf8();
                continue;
            }
            '(' => (TokenKind::Open, 1),
            ')' => (TokenKind::Close, 1),
            '!' | '-' => (TokenKind::Not, 1),
            _ if rest.starts_with("&&") => (TokenKind::And, 2),
            _ if rest.starts_with("||") => (TokenKind::Or, 2),
            _ => {
                let (word, len) = word(rest, at);
                let raw = rest.get(..len).unwrap_or_default();
                let kind = match raw.to_ascii_lowercase().as_str() {
                    "and" => TokenKind::And,
                    "or" => TokenKind::Or,
                    "not" => TokenKind::Not,
                    _ => TokenKind::Word(word),
                };
                (kind, len)
            }
        };
        tokens.push(Token {
            kind,
            range: at..at + len,
        });
        at += len;
    }
    tokens
}

/// Reads the word at the start of `rest`, which stands at `start` in the text, and its length.
fn word(rest: &str, start: usize) -> (Word, usize) {
    let mut chars = Vec::new();
    let mut open_quote = None;
    let mut ahead = rest.char_indices().peekable();
    while let Some(&(offset, ch)) = ahead.peek() {
        let at = start + offset;
        let next = rest
            .get(offset + ch.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let is_in_quotes = open_quote.is_some();
        let ends = ch.is_whitespace()
            || matches!(ch, '(' | ')')
            || matches!((ch, next), ('&', Some('&')) | ('|', Some('|')));
        if ends && !is_in_quotes {
            return (Word { chars, open_quote }, offset);
        }
        ahead.next();
        let escaped = match next {
            Some(next) if is_in_quotes => matches!(next, '"' | '\\'),
            Some(next) => !next.is_alphanumeric(),
            None => false,
        };
        match ch {
            '"' => open_quote = if is_in_quotes { None } else { Some(at) },
            '\\' if escaped => {
                ahead.next();
                let ch = next.unwrap_or(ch);
                chars.push(Lexed {
                    at,
                    ch,
                    literal: true,
                });
            }
            ch => chars.push(Lexed {
                at,
                ch,
                literal: is_in_quotes || ch == '\\',
            }),
        }
    }
    (Word { chars, open_quote }, rest.len())
}
