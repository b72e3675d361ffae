//! What the language can say of a table: examples that find something, the fields, and the words of
//! `is:`. A click writes them.

use netsnap_shared::filter::{Item, complete};
use netsnap_shared::index::Table;
use yew::prelude::*;

use super::examples::{Example, examples};
use crate::format::{counted, grouped, shown_text_up_to};
use crate::views::noun;

/// The id of the panel.
pub(super) const PANEL_ID: &str = "filter-examples";

/// How many characters of a filter are shown.
const LENGTH: usize = 80;

/// What is shown, computed when it is opened.
#[derive(Debug, PartialEq)]
pub(super) struct Panel {
    examples: Vec<Example>,
    fields: Vec<Item>,
    words: Vec<Item>,
    noun: (&'static str, &'static str),
}

impl Panel {
    /// The panel of a table, of the rows `own` where not all can be shown.
    pub(super) fn new(table: &Table, own: Option<&[u32]>) -> Self {
        let mut words = complete("is:", 3, table, own).items;
        for word in &mut words {
            word.text.insert_str(0, "is:");
        }
        Self {
            examples: examples(table, own),
            fields: complete("", 0, table, own).items,
            words,
            noun: noun(table.kind()),
        }
    }

    pub(super) fn view(&self) -> Html {
        html! {
            <section id={PANEL_ID} class="examples" role="region" aria-label="Examples of filters" tabindex="0">
                if !self.examples.is_empty() {
                    <h2>{ "From this bundle" }</h2>
                    <ul class="examples-made">{ for self.examples.iter().map(|it| self.example(it)) }</ul>
                }
                <p class="examples-signs">
                    { "Terms side by side must all hold. " }
                    { for SIGNS.iter().map(|(sign, what)| html! { <span><code>{ *sign }</code>{ *what }</span> }) }
                </p>
                <h2>{ "Fields" }</h2>
                <ul>{ for self.fields.iter().map(piece) }</ul>
                if !self.words.is_empty() {
                    <h2>{ "What can be said of " }{ self.noun.1 }</h2>
                    <ul>{ for self.words.iter().map(piece) }</ul>
                }
            </section>
        }
    }

    fn example(&self, example: &Example) -> Html {
        html! {
            <li>
                <button type="button" data-filter={example.filter.clone()}>
                    <code>{ shown_text_up_to(&example.filter, LENGTH).into_owned() }</code>
                    <span>{ example.shown_meaning() }</span>
                    <small>{ counted(example.count, self.noun.0, self.noun.1) }</small>
                </button>
            </li>
        }
    }
}

const SIGNS: &[(&str, &str)] = &[
    ("or", "either"),
    ("!", "not"),
    ("( )", "a group"),
    ("\" \"", "a text with blanks"),
    ("*", "any text"),
    ("80,443", "one of several"),
    ("1-1023", "a range"),
    ("<1024", "smaller"),
];

/// A part of a filter that is written behind what is there.
fn piece(item: &Item) -> Html {
    html! {
        <li>
            <button type="button" data-add={item.text.clone()}>
                <code>{ &item.text }</code>
                <span>{ item.description }</span>
                if let Some(count) = item.count {
                    <small>{ grouped(count as u64) }</small>
                }
            </button>
        </li>
    }
}
