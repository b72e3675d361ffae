//! Text to look for: as it is, or with wildcards. Case does not matter.

use std::str::Chars;

use crate::index::fold::{fold, lower};

/// What a text is compared with, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    Literal(String),
    /// With at least one wildcard; never two [`Glob::Any`] side by side.
    Wild(Vec<Glob>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glob {
    Char(char),
    /// `?`: any one character.
    One,
    /// `*`: any characters, or none.
    Any,
}

impl Pattern {
    /// Makes a pattern of characters, each with whether it stands for itself: a `*` or `?` that
    /// does not is a wildcard.
    pub(super) fn new(chars: impl Iterator<Item = (char, bool)>) -> Self {
        let mut globs = Vec::new();
        let mut is_wild = false;
        for (ch, literal) in chars {
            match ch {
                '*' if !literal => {
                    is_wild = true;
                    if globs.last() != Some(&Glob::Any) {
                        globs.push(Glob::Any);
                    }
                }
                '?' if !literal => {
                    is_wild = true;
                    globs.push(Glob::One);
                }
                ch => globs.push(Glob::Char(lower(ch))),
            }
        }
        if is_wild {
            return Self::Wild(globs);
        }
        let chars = globs.into_iter().filter_map(|glob| match glob {
            Glob::Char(ch) => Some(ch),
            Glob::One | Glob::Any => None,
        });
        Self::Literal(chars.collect())
    }

    pub(super) fn literal(text: &str) -> Self {
        Self::Literal(fold(text))
    }

    /// Whether this is the whole of a folded text.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        match self {
            Self::Literal(literal) => literal == text,
            Self::Wild(globs) => globs_match(globs, text),
        }
    }

    /// Whether this is a part of a folded text.
    pub(super) fn is_part(&self, text: &str) -> bool {
        match self {
            Self::Literal(literal) => text.contains(literal.as_str()),
            Self::Wild(globs) => {
                let around = [Glob::Any];
                let around = |globs: &[Glob]| [&around, globs, &around].concat();
                globs_match(&around(globs), text)
            }
        }
    }
}

/// Compares with one step back to the last `*`, so that time is at most the product of the lengths.
fn globs_match(globs: &[Glob], text: &str) -> bool {
    let mut rest = text.chars();
    let mut at = 0;
    let mut retry: Option<(usize, Chars<'_>)> = None;
    loop {
        let before = rest.clone();
        let matched = match (globs.get(at), rest.next()) {
            (None, None) => return true,
            (Some(Glob::Any), _) => {
                retry = Some((at + 1, before.clone()));
                rest = before;
                true
            }
            (Some(Glob::One), Some(_)) => true,
            (Some(Glob::Char(wanted)), Some(found)) => *wanted == found,
            (Some(Glob::One | Glob::Char(_)) | None, _) => false,
        };
        if matched {
            at += 1;
            continue;
        }
        let Some((after, from)) = &mut retry else {
            return false;
        };
        if from.next().is_none() {
            return false;
        }
        at = *after;
        rest = from.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_stands_for_what_it_says() {
        for (pattern, text, whole, part) in [
            ("nginx", "nginx", true, true),
            ("nginx", "nginx-1", false, true),
            ("NGIN*", "nginx", true, true),
            ("*gin*", "nginx", true, true),
            ("?ginx", "nginx", true, true),
            ("?ginx", "ginx", false, false),
            ("n*x*z", "nginx", false, false),
            ("a*b*c", "axxbyybzc", true, true),
            ("*", "", true, true),
            ("?", "", false, false),
            ("g?n", "nginx", false, true),
            ("ü*", "übel", true, true),
        ] {
            let pattern = Pattern::new(pattern.chars().map(|ch| (ch, false)));
            assert_eq!(pattern.is_whole(text), whole, "{pattern:?} {text}");
            assert_eq!(pattern.is_part(text), part, "{pattern:?} {text}");
        }
    }
}
