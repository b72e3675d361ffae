//! The words of `is:`: what can be said of a row with yes or no.

use super::{
    TableKind, counters, groups, interfaces, neighbours, netlink_sockets, packet_sockets,
    processes, routes, rules, sockets, sources, unix_sockets,
};

/// A word that holds for a row or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// The names in the language, the usual one first.
    pub(crate) names: &'static [&'static str],
    /// One line that says when it holds.
    pub(crate) about: &'static str,
}

/// The words of a table; a word's position is its bit in the mask of a row.
pub(crate) const fn words(kind: TableKind) -> &'static [Word] {
    match kind {
        TableKind::Sockets => sockets::WORDS,
        TableKind::Processes => processes::WORDS,
        TableKind::Routes => routes::WORDS,
        TableKind::Interfaces => interfaces::WORDS,
        TableKind::Sources => sources::WORDS,
        TableKind::UnixSockets => unix_sockets::WORDS,
        TableKind::PacketSockets => packet_sockets::WORDS,
        TableKind::NetlinkSockets => netlink_sockets::WORDS,
        TableKind::Counters => counters::WORDS,
        TableKind::Rules => rules::WORDS,
        TableKind::Neighbours => neighbours::WORDS,
        TableKind::Groups => groups::WORDS,
    }
}

/// The word of a table that a name means, as its position.
pub(crate) fn find(kind: TableKind, name: &str) -> Option<usize> {
    words(kind).iter().position(|word| {
        let mut names = word.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Declares the words of a table, and the function that says which of them hold for a row.
macro_rules! define_words {
    ($row:ident: $Row:ty; $( [$($name:literal),+] $about:literal => $holds:expr; )*) => {
        pub(super) const WORDS: &[crate::index::word::Word] = &[
            $( crate::index::word::Word { names: &[$($name),+], about: $about }, )*
        ];

        fn mask($row: &$Row) -> u32 {
            let holds = [$($holds),*];
            holds.into_iter().rev().fold(0, |mask, holds| mask << 1 | u32::from(holds))
        }
    };
}

pub(super) use define_words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_bit_and_a_name_of_its_own() {
        for kind in TableKind::ALL {
            let words = words(kind);
            assert!(words.len() <= 32, "{kind:?}");
            for (position, word) in words.iter().enumerate() {
                for name in word.names {
                    assert_eq!(find(kind, name), Some(position), "{kind:?} {name}");
                }
            }
        }
    }
}
