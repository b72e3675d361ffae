//! What is wrong with a filter's text, and where.

use netsnap_shared::filter::FilterError;
use yew::prelude::*;

use super::MESSAGE_ID;
use crate::format::{sentence, shown_text_up_to};

/// How much of the text is shown before and after an error, in characters.
const CONTEXT: usize = 24;

/// What is wrong; an alert once it stands.
pub(super) fn message(text: &str, problem: &FilterError, is_standing: bool) -> Html {
    let around = Around::of(text, problem);
    html! {
        <p id={MESSAGE_ID} class="filter-message" role={is_standing.then_some("alert")}>
            <code>{ around.before }<mark>{ around.at }</mark>{ around.after }</code>
            { " " }{ sentence(&problem.reason) }
            <span class="dim">{ " The rows are those of the last valid filter." }</span>
        </p>
    }
}

/// The text around an error, harmless to look at and of a length that fits a line.
#[derive(Debug, PartialEq, Eq)]
struct Around {
    before: String,
    at: String,
    after: String,
}

impl Around {
    fn of(text: &str, problem: &FilterError) -> Self {
        let start = text.floor_char_boundary(problem.at.start);
        let end = text.ceil_char_boundary(problem.at.end.max(start));
        let (before, rest) = text.split_at(start);
        let (at, after) = rest.split_at(end - start);
        let mut characters_before = before.char_indices().rev();
        let cut = characters_before.nth(CONTEXT - 1).map_or(0, |(cut, _)| cut);
        let mut shown_before = String::new();
        if cut > 0 {
            shown_before.push('…');
        }
        shown_before.push_str(&shown_text_up_to(&before[cut..], CONTEXT));
        let tail = after.char_indices().nth(CONTEXT);
        let tail = tail.map_or(after.len(), |(cut, _)| cut);
        let mut shown_after = shown_text_up_to(&after[..tail], CONTEXT).into_owned();
        if tail < after.len() {
            shown_after.push('…');
        }
        let at = if at.is_empty() {
            "▏".to_owned()
        } else {
            shown_text_up_to(at, 2 * CONTEXT).into_owned()
        };
        Self {
            before: shown_before,
            at,
            after: shown_after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_where_it_is() {
        let x = |count| "x".repeat(count);
        for (text, at, before, marked, after) in [
            ("stat:listen x", 0..4, "", "stat", ":listen x"),
            ("port:", 5..5, "port:", "▏", ""),
            ("a\u{202e}b", 1..4, "a", "⟨U+202E⟩", "b"),
            // Ranges that lie outside the text or inside a character are no reason to fall over.
            ("ü", 1..1, "", "ü", ""),
            ("x", 7..9, "x", "▏", ""),
            (
                &x(100),
                50..51,
                &["…", &x(CONTEXT)].concat(),
                "x",
                &[&*x(CONTEXT), "…"].concat(),
            ),
        ] {
            let problem = FilterError {
                at,
                reason: String::new(),
                incomplete: false,
            };
            let around = Around::of(text, &problem);
            let shown = (&*around.before, &*around.at, &*around.after);
            assert_eq!(shown, (before, marked, after), "{text}");
        }
    }
}
