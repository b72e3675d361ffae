//! What could be written next, as a list below the filter.

use netsnap_shared::filter::{Completion, Item};
use yew::prelude::*;

use crate::format::{grouped, shown_text_up_to};

/// The id of the list.
pub(super) const LIST_ID: &str = "filter-suggestions";

/// How long a suggestion may be, in characters.
const LENGTH: usize = 60;

/// How many of the last filters stand before other suggestions.
const MOST_RECENT: usize = 8;

/// What is suggested, and which of it the keys are at.
#[derive(Debug, PartialEq)]
pub(super) struct Suggestions {
    /// The text that they are for.
    pub(super) text: String,
    completion: Completion,
    current: Option<usize>,
    /// Whether they are the filters that were used last, and nothing else.
    pub(super) is_recent: bool,
}

impl Suggestions {
    /// None when there is nothing to suggest.
    pub(super) fn new(text: String, completion: Completion) -> Option<Self> {
        let replaced = text.get(completion.replace.clone())?;
        let adds_something = completion.items.iter().any(|item| item.text != replaced);
        adds_something.then_some(Self {
            text,
            completion,
            current: None,
            is_recent: false,
        })
    }

    /// The filters that were used last, each in the place of the whole text.
    pub(super) fn recent<'a>(text: &str, recent: impl Iterator<Item = &'a str>) -> Self {
        Self {
            text: text.to_owned(),
            completion: Completion {
                replace: 0..text.len(),
                items: recent.map(used_before).collect(),
            },
            current: None,
            is_recent: true,
        }
    }

    /// Puts the filters that were used last before the others; for an empty text.
    pub(super) fn put_first<'a>(&mut self, recent: impl Iterator<Item = &'a str>) {
        let recent = recent.take(MOST_RECENT).map(used_before);
        self.completion.items.splice(0..0, recent);
    }

    /// Whether they name fields or values of a field. A plain word is most likely meant as it is.
    pub(super) fn is_about_fields(&self) -> bool {
        let written = self.text.get(..self.completion.replace.end);
        let word = written.and_then(|written| written.rsplit([' ', '(']).next());
        let mut items = self.completion.items.iter();
        word.is_some_and(|word| word.contains([':', '=', '<', '>']))
            || items.any(|item| item.text.ends_with(':'))
    }

    /// Moves to the next or the previous one, past the end to none, and from there to the start.
    pub(super) fn step(&mut self, is_down: bool) {
        let last = self.completion.items.len().saturating_sub(1);
        self.current = match (self.current, is_down) {
            (None, true) => Some(0),
            (None, false) => Some(last),
            (Some(at), true) => (at < last).then_some(at + 1),
            (Some(at), false) => at.checked_sub(1),
        };
    }

    /// The place of the one that the keys are at.
    pub(super) fn current(&self) -> Option<usize> {
        self.current
    }

    /// The id of the one that the keys are at.
    pub(super) fn current_id(&self) -> Option<String> {
        self.current.map(id)
    }

    /// The text with a suggestion in its place, and where the caret stands then, in bytes.
    pub(super) fn accept(&self, at: usize) -> Option<(String, usize)> {
        let item = self.completion.items.get(at)?;
        let before = self.text.get(..self.completion.replace.start)?;
        let after = self.text.get(self.completion.replace.end..)?;
        let mut text = [before, &item.text].concat();
        // After the name of a field comes its value; after a value the next term.
        if !item.text.ends_with(':') && after.is_empty() {
            text.push(' ');
        }
        let caret = text.len();
        text.push_str(after);
        Some((text, caret))
    }

    /// The list.
    pub(super) fn view(&self) -> Html {
        html! {
            <ul id={LIST_ID} class="suggestions" role="listbox" aria-label="Suggestions">
                { for self.completion.items.iter().enumerate().map(|(at, item)| {
                    option(at, item, self.current == Some(at))
                }) }
            </ul>
        }
    }
}

fn used_before(filter: &str) -> Item {
    Item {
        text: filter.to_owned(),
        description: "used before",
        count: None,
    }
}

fn option(at: usize, item: &Item, is_current: bool) -> Html {
    let about = match item.count {
        Some(count) if item.description.is_empty() => grouped(count as u64),
        Some(count) => [item.description, " · ", &grouped(count as u64)].concat(),
        None => item.description.to_owned(),
    };
    html! {
        <li id={id(at)} role="option" aria-selected={if is_current { "true" } else { "false" }}>
            <code>{ shown_text_up_to(&item.text, LENGTH).into_owned() }</code>
            <span>{ about }</span>
        </li>
    }
}

fn id(at: usize) -> String {
    ["suggestion-", &at.to_string()].concat()
}

/// Which suggestion an element is.
pub(super) fn place(id: &str) -> Option<usize> {
    id.strip_prefix("suggestion-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestions(
        text: &str,
        replace: std::ops::Range<usize>,
        items: &[&str],
    ) -> Option<Suggestions> {
        let items = items.iter().map(|text| Item {
            text: (*text).to_owned(),
            description: "",
            count: None,
        });
        let completion = Completion {
            replace,
            items: items.collect(),
        };
        Suggestions::new(text.to_owned(), completion)
    }

    #[test]
    fn an_accepted_suggestion_takes_its_place() {
        for (text, replace, item, expected) in [
            ("st", 0..2, "state:", ("state:", 6)),
            ("state:li", 6..8, "listen", ("state:listen ", 13)),
            ("st port:22", 0..2, "state:", ("state: port:22", 6)),
            (
                "state:li port:22",
                6..8,
                "listen",
                ("state:listen port:22", 12),
            ),
        ] {
            let suggestions = suggestions(text, replace, &[item]).unwrap();
            let (text, caret) = suggestions.accept(0).unwrap();
            assert_eq!((&*text, caret), expected);
            assert_eq!(suggestions.accept(1), None);
        }
    }

    #[test]
    fn a_plain_word_is_not_about_fields() {
        for (text, replace, item, expected) in [
            ("ngi", 0..3, "proc:nginx", false),
            ("state:x ngi", 8..11, "proc:nginx", false),
            ("st", 0..2, "state:", true),
            ("state:li", 6..8, "listen", true),
            ("port<", 5..5, "443", true),
        ] {
            let suggestions = suggestions(text, replace, &[item]).unwrap();
            assert_eq!(suggestions.is_about_fields(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_already_there_is_not_suggested() {
        assert_eq!(suggestions("state:listen", 6..12, &["listen"]), None);
        assert_eq!(suggestions("x", 0..1, &[]), None);
        // A range outside the text suggests nothing.
        assert_eq!(suggestions("x", 3..9, &["y"]), None);
    }

    #[test]
    fn the_last_filters_stand_first_or_in_the_place_of_the_text() {
        let used = ["tcp", "udp"];
        let mut suggested = suggestions("", 0..0, &["state:"]).unwrap();
        suggested.put_first(used.into_iter());
        let texts = suggested.completion.items.iter().map(|item| &*item.text);
        assert_eq!(texts.collect::<Vec<_>>(), ["tcp", "udp", "state:"]);
        assert_eq!(suggested.accept(0), Some(("tcp ".to_owned(), 4)));
        let instead = Suggestions::recent("raw x", used.into_iter());
        assert_eq!(instead.accept(1), Some(("udp ".to_owned(), 4)));
    }

    #[test]
    fn keys_go_round() {
        let mut suggestions = suggestions("", 0..0, &["a", "b"]).unwrap();
        for (is_down, expected) in [
            (true, Some(0)),
            (true, Some(1)),
            (true, None),
            (false, Some(1)),
            (false, Some(0)),
            (false, None),
        ] {
            suggestions.step(is_down);
            assert_eq!(suggestions.current(), expected);
        }
    }
}
