//! The terms of a filter, one after the other, each with a button that takes it out.

use netsnap_shared::filter::{Part, parts};
use yew::prelude::*;

use crate::format::{grouped, shown_text_up_to};

/// How many terms are shown one by one.
const MOST: usize = 40;

/// How many characters of a term are shown.
const LENGTH: usize = 48;

/// The terms of a text that is a filter.
pub(super) fn terms(text: &str) -> Html {
    let parts = parts(text);
    if parts.is_empty() {
        return Html::default();
    }
    let left = parts.len().saturating_sub(MOST);
    html! {
        <ul class="terms" aria-label="Terms of the filter">
            { for parts.iter().take(MOST).enumerate().map(|(place, part)| term(text, place, part)) }
            if left > 0 {
                <li class="dim">{ "and " }{ grouped(left as u64) }{ " more" }</li>
            }
        </ul>
    }
}

fn term(text: &str, place: usize, part: &Part) -> Html {
    let inner = text.get(part.inner.clone()).unwrap_or_default();
    let shown = shown_text_up_to(inner, LENGTH);
    let sign = if part.is_negated { "not " } else { "" };
    let label = ["Remove ", sign, &shown].concat();
    html! {
        <li class={if part.is_negated { "chip term negated" } else { "chip term" }}>
            if part.is_negated {
                <b>{ "not" }</b>
            }
            <code class="one-line">{ shown.into_owned() }</code>
            <button type="button" id={id(place)} data-term={place.to_string()} aria-label={label}>
                { "×" }
            </button>
        </li>
    }
}

/// The id of the button of a term.
pub(super) fn id(place: usize) -> String {
    ["filter-term-", &place.to_string()].concat()
}

/// The term that has the focus after a key on the one at a place, of so many.
pub(super) fn neighbour(key: &str, place: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowLeft" => Some(place.saturating_sub(1)),
        "ArrowRight" => Some((place + 1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_among_terms() {
        for (key, place, count, expected) in [
            ("ArrowRight", 0, 3, Some(1)),
            ("ArrowRight", 2, 3, Some(2)),
            ("ArrowLeft", 2, 3, Some(1)),
            ("ArrowLeft", 0, 3, Some(0)),
            ("Home", 2, 3, Some(0)),
            ("End", 0, 3, Some(2)),
            ("End", 0, 0, None),
            ("x", 0, 3, None),
        ] {
            assert_eq!(neighbour(key, place, count), expected, "{key} at {place}");
        }
    }
}
