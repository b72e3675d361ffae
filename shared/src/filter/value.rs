//! Reads the values of a field, each as its field writes them.

use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

use ipnet::IpNet;

use super::FilterError;
use super::expression::{Bare, Match, Order, Test};
use super::lex::Lexed;
use super::pattern::Pattern;
use super::suggest::{all_of, did_you_mean, shortened};
use crate::index::vocabulary::vocabulary;
use crate::index::{Field, TableKind, ValueKind};

type Parsed<T> = Result<T, FilterError>;

/// One of the values that commas separate.
pub(super) struct Element<'w> {
    pub(super) chars: &'w [Lexed],
    /// Its bytes in the text, quotes included.
    pub(super) range: Range<usize>,
    /// Whether the text ends with it.
    pub(super) is_last: bool,
}

impl<'w> Element<'w> {
    /// The values of a word from the character `after` on, which stand at `range` in a text that
    /// is `end` bytes long.
    pub(super) fn split(
        chars: &'w [Lexed],
        after: usize,
        range: Range<usize>,
        end: usize,
    ) -> Vec<Self> {
        let values = chars.get(after..).unwrap_or_default();
        let mut start = range.start;
        let mut elements: Vec<Self> = Vec::new();
        for part in values.split(|lexed| lexed.is(',')) {
            let length: usize = elements.iter().map(|element| element.chars.len() + 1).sum();
            let comma = values.get(length + part.len());
            let stop = comma.map_or(range.end, |comma| comma.at);
            elements.push(Self {
                chars: part,
                range: start..stop,
                is_last: stop == end,
            });
            start = stop + 1;
        }
        elements
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|lexed| lexed.ch).collect()
    }

    /// Whether it is a word of the language, not a text that happens to read like it.
    fn is_word(&self, word: &str) -> bool {
        self.chars.iter().all(|lexed| !lexed.literal) && self.text().eq_ignore_ascii_case(word)
    }

    fn error(&self, reason: String) -> FilterError {
        FilterError::new(self.range.clone(), reason)
    }

    /// An error that more text can mend, if it is the text's last.
    pub(super) fn unfinished(&self, reason: impl Into<String>) -> FilterError {
        FilterError {
            incomplete: self.is_last,
            ..FilterError::new(self.range.clone(), reason)
        }
    }

    /// An error that more text can mend, if a known word begins like this one.
    pub(super) fn error_while<'k>(
        &self,
        mut known: impl Iterator<Item = &'k str>,
        text: &str,
        reason: String,
    ) -> FilterError {
        if known.any(|known| known.starts_with(&text.to_ascii_lowercase())) {
            return self.unfinished(reason);
        }
        self.error(reason)
    }
}

/// Reads one value of a field; `is_exact` when it was written with `=`.
pub(super) fn value(
    table: TableKind,
    field: Field,
    is_exact: bool,
    element: &Element<'_>,
) -> Parsed<Match> {
    if element.is_word("none") {
        return Ok(Match::Blank);
    }
    let is_ordered = matches!(field.kind(), ValueKind::Number(_) | ValueKind::Time);
    let sign = element
        .chars
        .first()
        .filter(|lexed| lexed.is('<') || lexed.is('>'));
    if let Some(sign) = sign.filter(|_| !is_ordered) {
        let (sign, name) = (sign.ch, field.name());
        return Err(element.error(format!("`{name}` has no order; `{sign}` compares numbers")));
    }
    match field.kind() {
        ValueKind::Keyword => keyword(table, field, element),
        ValueKind::Name | ValueKind::Text => Ok(Match::Text(pattern(element))),
        ValueKind::Number(limit) => number(field, limit, element),
        ValueKind::Address => address(table, element),
        ValueKind::Prefix => prefix(is_exact, element),
        ValueKind::Time => time(element),
    }
}

fn pattern(element: &Element<'_>) -> Pattern {
    Pattern::new(element.chars.iter().map(|lexed| (lexed.ch, lexed.literal)))
}

fn keyword(table: TableKind, field: Field, element: &Element<'_>) -> Parsed<Match> {
    let pattern = pattern(element);
    let (Some(vocabulary), Pattern::Literal(_)) = (vocabulary(table, field), &pattern) else {
        return Ok(Match::Text(pattern));
    };
    let text = element.text();
    if let Some(word) = vocabulary.word(&text) {
        return Ok(Match::Text(Pattern::literal(&word)));
    }
    let words = || vocabulary.words.iter().copied();
    let hint = did_you_mean(&text, words()).unwrap_or_else(|| all_of("it is one of", words()));
    let reason = format!(
        "there is no {} `{}`; {hint}",
        field.name(),
        shortened(&text)
    );
    if vocabulary.has_start(&text) {
        return Err(element.unfinished(reason));
    }
    Err(element.error(reason))
}

/// Splits the sign of a comparison from what it compares with.
fn order(text: &str) -> (Order, &str) {
    let signs = [
        ("<=", Order::UpTo),
        (">=", Order::From),
        ("<", Order::Before),
        (">", Order::After),
        ("=", Order::At),
    ];
    let mut found = signs.into_iter();
    found
        .find_map(|(sign, order)| text.strip_prefix(sign).map(|rest| (order, rest)))
        .unwrap_or((Order::At, text))
}

fn number(field: Field, limit: u64, element: &Element<'_>) -> Parsed<Match> {
    let text = element.text();
    let (order, rest) = order(&text);
    let read = |text: &str| read_number(field, limit, element, text);
    let (first, last) = match (order, rest.split_once('-')) {
        (Order::At, Some((first, last))) => (read(first)?, read(last)?),
        (Order::At, None) => {
            let number = read(rest)?;
            (number, number)
        }
        (Order::UpTo, _) => (0, read(rest)?),
        (Order::From, _) => (read(rest)?, limit),
        (Order::Before, _) => {
            let below = read(rest)?.checked_sub(1);
            (
                0,
                below.ok_or_else(|| element.unfinished("no number is below 0"))?,
            )
        }
        (Order::After, _) => match read(rest)? {
            number if number == limit => {
                let name = field.name();
                return Err(element.error(format!("`{name}` ends at {limit}: nothing is above")));
            }
            number => (number + 1, limit),
        },
    };
    if first > last {
        // While the second number is being typed it may still grow.
        return Err(element.unfinished(format!(
            "this range ends before it begins; write {last}-{first}"
        )));
    }
    Ok(Match::Number { first, last })
}

/// Reads one number, with a unit where the field has units.
fn read_number(field: Field, limit: u64, element: &Element<'_>, text: &str) -> Parsed<u64> {
    if text.is_empty() {
        return Err(element.unfinished("a number is missing here"));
    }
    let is_digit = |ch: char| ch.is_ascii_digit();
    let digits = text.trim_start_matches(is_digit);
    let (digits, unit) = text.split_at(text.len() - digits.len());
    let units = || field.units().iter().map(|(name, _)| *name);
    let mut known = field.units().iter();
    let factor = match known.find(|(name, _)| name.eq_ignore_ascii_case(unit)) {
        Some(&(_, factor)) => Some(factor),
        None => unit.is_empty().then_some(1),
    };
    let Some(factor) = factor.filter(|_| !digits.is_empty()) else {
        let mut reason = format!("`{}` is no number", shortened(text));
        if matches!(field, Field::Port | Field::LocalPort | Field::RemotePort) {
            let name = shortened(text);
            reason = format!("{reason}; `service:{name}` looks for a port by its name");
        } else if text.contains(['*', '?']) {
            reason = format!("{reason}; a range such as 8000-8999 takes several");
        } else if units().next().is_some() {
            reason = format!("{reason}; {}", all_of("it may have a unit:", units()));
        }
        return Err(element.error_while(units().filter(|_| !digits.is_empty()), unit, reason));
    };
    let number: Option<u64> = digits.parse().ok();
    let number = number.and_then(|number| number.checked_mul(factor));
    number.filter(|&number| number <= limit).ok_or_else(|| {
        element.error(format!(
            "`{}` is too large; `{}` ends at {limit}",
            shortened(text),
            field.name()
        ))
    })
}

/// Whether an address may still be in the middle of being typed.
fn may_become_address(text: &str) -> bool {
    text.chars()
        .all(|ch| ch.is_ascii_hexdigit() || matches!(ch, '.' | ':' | '/' | '[' | ']'))
}

fn no_address(element: &Element<'_>, text: &str) -> FilterError {
    let shown = shortened(text);
    let hint = if text.contains('*') {
        "a prefix such as 10.0.0.0/8 takes several"
    } else if text.contains('%') {
        "leave out the scope; `iface:` asks for the interface"
    } else {
        "write one like 192.0.2.7, 10.0.0.0/8, 2001:db8::1 or none"
    };
    let reason = format!("`{shown}` is no address or prefix; {hint}");
    if may_become_address(text) {
        element.unfinished(reason)
    } else {
        element.error(reason)
    }
}

/// A prefix, or an address as the prefix of full length.
fn net(text: &str) -> Option<IpNet> {
    let bracketed = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let net: Option<IpNet> = text.parse().ok();
    let ip = || {
        bracketed
            .unwrap_or(text)
            .parse::<IpAddr>()
            .ok()
            .map(IpNet::from)
    };
    net.map(|net| net.trunc()).or_else(ip)
}

fn endpoint(text: &str) -> Option<(IpAddr, u16)> {
    if text.contains('%') {
        return None;
    }
    let endpoint: SocketAddr = text.parse().ok()?;
    Some((endpoint.ip(), endpoint.port()))
}

fn address(table: TableKind, element: &Element<'_>) -> Parsed<Match> {
    let text = element.text();
    if let Some(net) = net(&text) {
        return Ok(Match::Net(net));
    }
    if let (TableKind::Sockets, Some((ip, port))) = (table, endpoint(&text)) {
        return Ok(Match::Endpoint(ip, port));
    }
    Err(no_address(element, &text))
}

fn prefix(is_exact: bool, element: &Element<'_>) -> Parsed<Match> {
    if element.is_word("default") {
        return Ok(Match::Default);
    }
    let text = element.text();
    if let (false, Ok(ip)) = (is_exact, text.parse()) {
        return Ok(Match::Covers(ip));
    }
    net(&text)
        .map(Match::Inside)
        .ok_or_else(|| no_address(element, &text))
}

fn time(element: &Element<'_>) -> Parsed<Match> {
    const SHAPE: &str = "0000-00-00T00:00:00.000Z";
    let text = element.text().to_ascii_uppercase();
    let (order, start) = order(&text);
    let fits = |(shape, ch): (char, char)| shape == ch || (shape == '0' && ch.is_ascii_digit());
    if start.len() > SHAPE.len() || !SHAPE.chars().zip(start.chars()).all(fits) {
        let reason = format!(
            "`{}` is no moment; write one like 2026-11-22 or 2026-11-22T03:00, in UTC",
            shortened(start)
        );
        return Err(element.error(reason));
    }
    if start.len() < 4 {
        return Err(element.unfinished("a year is missing here"));
    }
    Ok(Match::Time {
        order,
        start: start.to_owned(),
    })
}

/// The test of a word that is an address, a prefix, or an address or `*` with a port.
pub(super) fn bare_address(table: TableKind, chars: &[Lexed]) -> Option<Test> {
    let has_addresses = matches!(
        table,
        TableKind::Sockets
            | TableKind::Routes
            | TableKind::Interfaces
            | TableKind::Rules
            | TableKind::Neighbours
            | TableKind::Groups
    );
    if !has_addresses || chars.iter().any(|lexed| lexed.literal) {
        return None;
    }
    let text: String = chars.iter().map(|lexed| lexed.ch).collect();
    if let Some(net) = net(&text) {
        return Some(Test::Bare(Bare::Net(net)));
    }
    if table != TableKind::Sockets {
        return None;
    }
    if let Some((ip, port)) = endpoint(&text) {
        return Some(Test::Bare(Bare::Endpoint(ip, port)));
    }
    let port = text.strip_prefix('*').unwrap_or(&text).strip_prefix(':')?;
    let port: u16 = port
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| port.parse().ok())??;
    Some(Test::Field {
        field: Field::Port,
        exact: false,
        values: vec![Match::Number {
            first: port.into(),
            last: port.into(),
        }],
    })
}
