//! The filters that were used last, of every table. Where a browser keeps them is its own business.

use netsnap_shared::filter::Filter;
use netsnap_shared::index::TableKind;

use crate::place::View;

/// How many filters of a table are kept.
const MOST: usize = 20;

/// How long a filter may be that is kept, in bytes.
const LONGEST: usize = 1_000;

/// The filters that were used last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// The newest first; each is a filter of its table.
    filters: Vec<(TableKind, String)>,
}

impl Recent {
    /// The filters of a table, the newest first.
    pub fn of(&self, table: TableKind) -> impl Iterator<Item = &str> {
        let own = self.filters.iter().filter(move |(of, _)| *of == table);
        own.map(|(_, text)| text.as_str())
    }

    /// Notes a filter, unless it is none. Where it was typed on from another one, that one was only on
    /// the way.
    pub fn note(&mut self, table: TableKind, text: &str, from: Option<&str>) {
        let text = text.trim();
        if !is_worth_keeping(table, text) {
            return;
        }
        let is_on_the_way = |known: &str| from == Some(known) && text.starts_with(known);
        self.filters
            .retain(|(of, known)| *of != table || (known != text && !is_on_the_way(known)));
        self.filters.insert(0, (table, text.to_owned()));
        let mut count = 0;
        self.filters.retain(|(of, _)| {
            count += usize::from(*of == table);
            *of != table || count <= MOST
        });
    }

    /// As a text to keep: a line for each filter, with its view before it.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (table, filter) in &self.filters {
            for part in [View::of_table(*table).name(), "\t", filter, "\n"] {
                text.push_str(part);
            }
        }
        text
    }

    /// From a text that was kept. Whatever else it holds is passed over.
    pub fn read(text: &str) -> Self {
        let mut recent = Self::default();
        let most = MOST * TableKind::ALL.len();
        let lines: Vec<&str> = text.lines().take(most).collect();
        for line in lines.into_iter().rev() {
            let (view, filter) = line.split_once('\t').unwrap_or_default();
            if let Some(table) = View::from_name(view).and_then(View::table) {
                recent.note(table, filter, None);
            }
        }
        recent
    }
}

fn is_worth_keeping(table: TableKind, text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && !text.contains(char::is_control)
        && Filter::parse(text, table).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use TableKind::{Routes, Sockets};

    #[test]
    fn the_last_filters_of_a_table_are_kept_once() {
        let mut recent = Recent::default();
        for (text, from, expected) in [
            ("tcp", None, &["tcp"] as &[&str]),
            ("udp", None, &["udp", "tcp"]),
            (" tcp ", None, &["tcp", "udp"]),
            // Typed on: what was on the way is not kept.
            ("tcp port:8", Some("tcp"), &["tcp port:8", "udp"]),
            ("tcp port:80", Some("tcp port:8"), &["tcp port:80", "udp"]),
            ("raw", Some("tcp port:80"), &["raw", "tcp port:80", "udp"]),
            // No filters of this table, and nothing to keep.
            ("", None, &["raw", "tcp port:80", "udp"]),
            ("port:", None, &["raw", "tcp port:80", "udp"]),
            ("gateway:none", None, &["raw", "tcp port:80", "udp"]),
            ("\"a\nb\"", None, &["raw", "tcp port:80", "udp"]),
        ] {
            recent.note(Sockets, text, from);
            assert_eq!(recent.of(Sockets).collect::<Vec<_>>(), expected, "{text}");
        }
        recent.note(Sockets, &"x".repeat(1_001), None);
        recent.note(Routes, "is:default", None);
        assert_eq!(recent.of(Sockets).count(), 3);
        assert_eq!(recent.of(Routes).collect::<Vec<_>>(), ["is:default"]);
        for number in 0..50 {
            recent.note(Sockets, &number.to_string(), None);
        }
        assert_eq!(recent.of(Sockets).count(), 20);
        assert_eq!(recent.of(Sockets).next(), Some("49"));
        assert_eq!(recent.of(Routes).count(), 1);
    }

    #[test]
    fn what_was_kept_is_read_again_and_anything_else_is_passed_over() {
        let mut recent = Recent::default();
        recent.note(Sockets, "proc:\"a b\"", None);
        recent.note(Routes, "is:default", None);
        recent.note(Sockets, "<b>", None);
        assert_eq!(Recent::read(&recent.write()), recent);
        for (text, count) in [
            ("", 0),
            ("\0\t\n\t\n", 0),
            ("sockets\n", 0),
            ("sockets\tport:\nsockets\t22\nnonsense\t22\noverview\t22", 1),
            (&"sockets\t1\n".repeat(100_000), 1),
        ] {
            assert_eq!(Recent::read(text).of(Sockets).count(), count);
        }
    }
}
