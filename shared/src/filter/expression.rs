//! A filter that was understood, and how it is written.

use std::fmt::{self, Display, Write};
use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use super::pattern::{Glob, Pattern};
use crate::index::word::words;
use crate::index::{Field, TableKind, ValueKind};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// All of at least two.
    All(Vec<Expression>),
    /// Any of at least two.
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Test(Test),
}

/// One question to a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// Whether a field has one of some values.
    Field {
        field: Field,
        /// Written with `=`: text and prefixes must be the same as a whole.
        exact: bool,
        values: Vec<Match>,
    },
    /// Whether one of some words holds, by position in the table's list.
    Is(Vec<usize>),
    /// Whether one of some things is there.
    Has(Vec<Presence>),
    /// Whether anything that is shown fits.
    Bare(Bare),
}

/// What `has:` can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Field(Field),
    /// A name that stands for a word of `is:`, by position in the table's list.
    Word(&'static str, usize),
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Match {
    /// `none`: the row has no value.
    Blank,
    Text(Pattern),
    /// A number from `first` to `last`.
    Number {
        first: u64,
        last: u64,
    },
    /// An address in a prefix; a single address is a prefix of full length.
    Net(IpNet),
    Endpoint(IpAddr, u16),
    /// A prefix that holds this address.
    Covers(IpAddr),
    /// A prefix that lies in this one; with `=`, that is this one.
    Inside(IpNet),
    /// The prefixes of default routes.
    Default,
    /// A moment, by the beginning of its text.
    Time {
        order: Order,
        start: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Before,
    UpTo,
    At,
    From,
    After,
}

/// What a word without a field looks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Bare {
    Text(Pattern),
    Number(u64),
    Net(IpNet),
    Endpoint(IpAddr, u16),
}

/// An expression of a table, to be written.
pub(super) struct Shown<'a>(pub(super) TableKind, pub(super) &'a Expression);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table, expression) = *self;
        match expression {
            Expression::All(parts) => joined(f, " ", parts, |part| Inner(table, part, Place::All)),
            Expression::Any(parts) => {
                joined(f, " or ", parts, |part| Inner(table, part, Place::Any))
            }
            Expression::Not(part) => write!(f, "!{}", Inner(table, part, Place::Not)),
            Expression::Test(test) => write_test(f, table, test),
        }
    }
}

/// What an expression is a part of.
#[derive(Clone, Copy)]
enum Place {
    All,
    Any,
    Not,
}

/// An expression within another, in parentheses where it needs them.
struct Inner<'a>(TableKind, &'a Expression, Place);

impl Display for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(table, expression, place) = *self;
        let shown = Shown(table, expression);
        match (place, expression) {
            (_, Expression::Any(_)) | (Place::All | Place::Not, Expression::All(_)) => {
                write!(f, "({shown})")
            }
            _ => shown.fmt(f),
        }
    }
}

fn joined<'p, T, D: Display>(
    f: &mut fmt::Formatter<'_>,
    between: &str,
    parts: &'p [T],
    shown: impl Fn(&'p T) -> D,
) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(between)?;
        }
        shown(part).fmt(f)?;
    }
    Ok(())
}

fn write_test(f: &mut fmt::Formatter<'_>, table: TableKind, test: &Test) -> fmt::Result {
    match test {
        Test::Field {
            field,
            exact,
            values,
        } => {
            write!(f, "{}{}", field.name(), if *exact { '=' } else { ':' })?;
            joined(f, ",", values, |value| ShownMatch(*field, value.clone()))
        }
        Test::Is(positions) => {
            f.write_str("is:")?;
            joined(f, ",", positions, |&position| {
                let word = words(table).get(position);
                word.and_then(|word| word.names.first())
                    .copied()
                    .unwrap_or_default()
            })
        }
        Test::Has(presences) => {
            f.write_str("has:")?;
            joined(f, ",", presences, |presence| match *presence {
                Presence::Field(field) => field.name(),
                Presence::Word(name, _) => name,
            })
        }
        Test::Bare(Bare::Text(pattern)) => write_bare(f, pattern),
        Test::Bare(Bare::Number(number)) => number.fmt(f),
        Test::Bare(Bare::Net(net)) => write_net(f, net),
        Test::Bare(Bare::Endpoint(ip, port)) => SocketAddr::new(*ip, *port).fmt(f),
    }
}

struct ShownMatch(Field, Match);

impl Display for ShownMatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = match self.0.kind() {
            ValueKind::Number(limit) => limit,
            _ => u64::MAX,
        };
        match &self.1 {
            Match::Blank => f.write_str("none"),
            Match::Text(pattern) => write_value(f, pattern),
            Match::Number { first, last } if first == last => first.fmt(f),
            Match::Number { first, last } if *last == limit => write!(f, ">={first}"),
            Match::Number { first: 0, last } => write!(f, "<={last}"),
            Match::Number { first, last } => write!(f, "{first}-{last}"),
            Match::Net(net) => write_net(f, net),
            Match::Endpoint(ip, port) => SocketAddr::new(*ip, *port).fmt(f),
            Match::Covers(ip) => ip.fmt(f),
            Match::Inside(net) => net.fmt(f),
            Match::Default => f.write_str("default"),
            Match::Time { order, start } => {
                let order = match order {
                    Order::Before => "<",
                    Order::UpTo => "<=",
                    Order::At => "",
                    Order::From => ">=",
                    Order::After => ">",
                };
                write!(f, "{order}{start}")
            }
        }
    }
}

fn write_net(f: &mut fmt::Formatter<'_>, net: &IpNet) -> fmt::Result {
    if net.prefix_len() == net.max_prefix_len() {
        net.addr().fmt(f)
    } else {
        net.fmt(f)
    }
}

/// Whether a character in a value, or at the start of one, means nothing to the language.
fn is_plain(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '_' | '.' | '/' | '@' | '+' | '-' | ':' | '%' | '~')
}

fn write_value(f: &mut impl Write, pattern: &Pattern) -> fmt::Result {
    match pattern {
        Pattern::Literal(text) => {
            if !text.is_empty() && text != "none" && text.chars().all(is_plain) {
                f.write_str(text)
            } else {
                write_quoted(f, text)
            }
        }
        Pattern::Wild(globs) => write_globs(f, globs, is_plain),
    }
}

fn write_bare(f: &mut impl Write, pattern: &Pattern) -> fmt::Result {
    let is_plain = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    match pattern {
        Pattern::Literal(text) => {
            let is_keyword = matches!(text.as_str(), "and" | "or" | "not");
            let begins = text.starts_with(|ch: char| ch.is_ascii_alphabetic());
            if begins && !is_keyword && text.chars().all(is_plain) {
                f.write_str(text)
            } else {
                write_quoted(f, text)
            }
        }
        Pattern::Wild(globs) => write_globs(f, globs, is_plain),
    }
}

/// Writes a text in quotes, which stand for nothing but itself.
pub(super) fn write_quoted(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for ch in text.chars() {
        if matches!(ch, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(ch)?;
    }
    f.write_char('"')
}

fn write_globs(f: &mut impl Write, globs: &[Glob], is_plain: impl Fn(char) -> bool) -> fmt::Result {
    globs.iter().try_for_each(|glob| match *glob {
        Glob::Any => f.write_char('*'),
        Glob::One => f.write_char('?'),
        Glob::Char(ch) if is_plain(ch) => f.write_char(ch),
        Glob::Char(ch) => write_quoted(f, ch.encode_utf8(&mut [0; 4])),
    })
}

/// Writes a text so that it is read as one value that is this text.
pub(super) fn write_literal(f: &mut impl Write, text: &str) -> fmt::Result {
    if !text.is_empty()
        && !text.eq_ignore_ascii_case("none")
        && !text.eq_ignore_ascii_case("default")
        && text.chars().all(is_plain)
    {
        f.write_str(text)
    } else if text.contains(['\n', '\r']) {
        // A box for text has one line only.
        for (place, line) in text.split(['\n', '\r']).enumerate() {
            if place > 0 {
                f.write_char('?')?;
            }
            if !line.is_empty() {
                write_quoted(f, line)?;
            }
        }
        Ok(())
    } else {
        write_quoted(f, text)
    }
}
