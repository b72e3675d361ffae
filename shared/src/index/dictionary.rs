//! The different values of a column, each once and in sort order.

use std::borrow::Cow;
use std::net::IpAddr;
use std::ops::Range;
use std::sync::OnceLock;

use ipnet::IpNet;

use super::fold::fold;

/// Different values in sort order: text without regard to case and then by bytes, addresses with
/// IPv4 before IPv6.
#[derive(Debug)]
pub(crate) enum Values {
    Text(Vec<Box<str>>),
    Number(Vec<u64>),
    Address(Vec<IpAddr>),
    Prefix(Vec<IpNet>),
}

/// The different values of one or more columns; a value's code is its position.
#[derive(Debug)]
pub(crate) struct Dictionary {
    values: Values,
    folded: OnceLock<Folded>,
}

impl Dictionary {
    pub(crate) fn new(values: Values) -> Self {
        Self {
            values,
            folded: OnceLock::new(),
        }
    }

    pub(crate) fn values(&self) -> &Values {
        &self.values
    }

    pub(crate) fn len(&self) -> usize {
        match &self.values {
            Values::Text(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Address(values) => values.len(),
            Values::Prefix(values) => values.len(),
        }
    }

    /// A value as text; empty for a code that is none.
    pub(crate) fn text(&self, code: usize) -> Cow<'_, str> {
        let owned = match &self.values {
            Values::Text(values) => {
                return values
                    .get(code)
                    .map_or_else(Cow::default, |text| Cow::Borrowed(&**text));
            }
            Values::Number(values) => values.get(code).map(ToString::to_string),
            Values::Address(values) => values.get(code).map(ToString::to_string),
            Values::Prefix(values) => values.get(code).map(ToString::to_string),
        };
        owned.map_or_else(Cow::default, Cow::Owned)
    }

    /// Every value's text without regard to case; made when it is first asked for.
    pub(crate) fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| match &self.values {
            Values::Address(values) => Folded::of_addresses(values),
            _ => Folded::new((0..self.len()).map(|code| self.text(code))),
        })
    }
}

/// Folded texts one after the other, so that all of them are searched in one go.
#[derive(Debug)]
pub(crate) struct Folded {
    text: String,
    /// Where each text ends; a separator follows.
    ends: Vec<usize>,
}

/// Stands between two texts; a text that holds it is searched by itself.
const SEPARATOR: char = '\0';

impl Folded {
    fn new<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Self {
        let mut folded = Self {
            text: String::new(),
            ends: Vec::new(),
        };
        for text in texts {
            if text.is_ascii() {
                folded.text.push_str(&text);
                let start = folded.text.len() - text.len();
                if let Some(added) = folded.text.get_mut(start..) {
                    added.make_ascii_lowercase();
                }
            } else {
                folded.text.push_str(&fold(&text));
            }
            folded.ends.push(folded.text.len());
            folded.text.push(SEPARATOR);
        }
        folded
    }

    /// The text of addresses, which are as many as rows on some hosts: IPv4 without the library's
    /// formatting, which takes most of the time of a first key.
    fn of_addresses(addresses: &[IpAddr]) -> Self {
        let mut folded = Self {
            text: String::with_capacity(addresses.len() * 14),
            ends: Vec::with_capacity(addresses.len()),
        };
        for address in addresses {
            match address {
                IpAddr::V4(ip) => push_ipv4(&mut folded.text, ip.octets()),
                IpAddr::V6(ip) => folded.text.push_str(&ip.to_string()),
            }
            folded.ends.push(folded.text.len());
            folded.text.push(SEPARATOR);
        }
        folded
    }

    fn range(&self, code: usize) -> Range<usize> {
        let before = code.checked_sub(1).and_then(|code| self.ends.get(code));
        let start = before.map_or(0, |end| end + SEPARATOR.len_utf8());
        start..self.ends.get(code).copied().unwrap_or(start)
    }

    /// Every text, by code.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|code| self.text.get(self.range(code)).unwrap_or_default())
    }

    /// Calls `found` with the code of each text that contains `needle`, which is folded too.
    pub(crate) fn containing(&self, needle: &str, mut found: impl FnMut(usize)) {
        if needle.is_empty() || needle.contains(SEPARATOR) {
            let hits = self.iter().enumerate();
            hits.filter(|(_, text)| text.contains(needle))
                .for_each(|(code, _)| found(code));
            return;
        }
        let mut from = 0;
        let mut code = 0;
        while let Some(hit) = self.text.get(from..).and_then(|rest| rest.find(needle)) {
            let at = from + hit;
            // Hits come in order and mostly lie near each other or far apart: look nearby first.
            if self.ends.get(code).is_some_and(|&end| end < at) {
                code += self
                    .ends
                    .get(code..)
                    .map_or(0, |ends| ends.partition_point(|&end| end < at));
            }
            found(code);
            from = self.range(code).end + SEPARATOR.len_utf8();
            code += 1;
        }
    }
}

/// Four numbers with dots between them.
fn push_ipv4(text: &mut String, octets: [u8; 4]) {
    for (at, octet) in octets.into_iter().enumerate() {
        if at > 0 {
            text.push('.');
        }
        if octet >= 100 {
            text.push(char::from(b'0' + octet / 100));
        }
        if octet >= 10 {
            text.push(char::from(b'0' + octet / 10 % 10));
        }
        text.push(char::from(b'0' + octet % 10));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_the_library_does() {
        for octets in [[0, 9, 10, 99], [100, 101, 110, 199], [200, 209, 250, 255]] {
            let mut text = String::new();
            push_ipv4(&mut text, octets);
            assert_eq!(text, std::net::Ipv4Addr::from(octets).to_string());
        }
    }

    #[test]
    fn a_part_is_found_in_each_text_that_has_it() {
        let texts = [
            "Nginx",
            "",
            "sshd",
            "a\0b",
            "NGINX: worker nginx",
            "Ünïcode",
        ];
        let dictionary = Dictionary::new(Values::Text(texts.map(Box::from).into()));
        for (needle, expected) in [
            ("nginx", vec![0, 4]),
            ("n", vec![0, 4, 5]),
            ("", vec![0, 1, 2, 3, 4, 5]),
            ("b", vec![3]),
            ("a\0b", vec![3]),
            ("xs", vec![]),
            ("x\0s", vec![]),
            ("ünï", vec![5]),
            ("d", vec![2, 5]),
        ] {
            let mut found = Vec::new();
            dictionary
                .folded()
                .containing(needle, |code| found.push(code));
            assert_eq!(found, expected, "{needle:?}");
        }
    }
}
