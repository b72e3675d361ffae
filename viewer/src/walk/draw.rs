//! Answers made visible: the path hop by hop, and the steps that decided it.

use yew::prelude::*;

use super::Answer;
use super::answer::{Candidate, Hop, Path, Step};
use crate::format::{grouped, shown_text_up_to};
use crate::place::{Selected, View};

/// How many characters of a name and of a sentence are shown.
const NAME: usize = 80;
const SENTENCE: usize = 1_000;

/// The ways that a packet can take.
pub(crate) fn paths(answer: &Answer) -> Html {
    html! {
        <div class="walk">
            { for answer.paths.iter().map(path) }
            if !answer.notes.is_empty() {
                <p class="walk-notes any-text">{ shown(&answer.notes.join(" "), 4 * SENTENCE) }</p>
            }
        </div>
    }
}

/// What decided it, in order.
pub(crate) fn steps(answer: &Answer) -> Html {
    html! { <ol class="walk walk-steps">{ for answer.steps.iter().map(step) }</ol> }
}

fn path(path: &Path) -> Html {
    html! { <ol class="walk-path" aria-label="The way of the packet">{ for path.iter().map(hop) }</ol> }
}

fn hop(hop: &Hop) -> Html {
    html! {
        <li>
            <span class="dim">{ hop.label }</span>
            { named(&hop.value, hop.selected) }
            if !hop.note.is_empty() {
                <small class="dim">{ shown(&hop.note, NAME) }</small>
            }
        </li>
    }
}

fn step(step: &Step) -> Html {
    let words = shown(&step.words, SENTENCE);
    html! {
        <li class={step.is_vain.then_some("vain")}>
            if step.folded.is_empty() {
                <p class="any-text">{ words }</p>
            } else {
                <details>
                    <summary>{ words }</summary>
                    <ul class="folded">
                        { for step.folded.iter().map(|words| html! {
                            <li class="any-text">{ shown(words, SENTENCE) }</li>
                        }) }
                    </ul>
                </details>
            }
            if !step.candidates.is_empty() {
                <ul class="candidates" aria-label="Routes that fit">
                    { for step.candidates.iter().map(candidate) }
                    if step.more > 0 {
                        <li class="dim">{ "and " }{ grouped(step.more as u64) }{ " more" }</li>
                    }
                </ul>
            }
        </li>
    }
}

fn candidate(candidate: &Candidate) -> Html {
    let (class, sign) = if candidate.wins {
        ("wins", "✓")
    } else {
        ("loses", "–")
    };
    html! {
        <li {class}>
            <span class="sign" aria-hidden="true">{ sign }</span>
            { named(&candidate.destination, candidate.selected) }
            { bits(candidate.bits) }
            <span class="any-text">{ shown(&candidate.leads, SENTENCE) }</span>
            <span class="reason">{ candidate.reason }</span>
        </li>
    }
}

/// How much of an address a prefix asks for, as a bar.
fn bits((asked, all): (u8, u8)) -> Html {
    let [asked, all] = [asked, all].map(|bits| bits.to_string());
    let bar = |length: &str| ["M0 0h", length, "v1H0z"].concat();
    html! {
        <svg class="bits" viewBox={["0 0 ", &all, " 1"].concat()} preserveAspectRatio="none" role="img">
            <title>{ &asked }{ " of " }{ &all }{ " bits" }</title>
            <path d={bar(&all)} /><path d={bar(&asked)} />
        </svg>
    }
}

/// An address or a name, which selects its row where it has one.
fn named(text: &str, selected: Option<Selected>) -> Html {
    let text = shown(text, NAME);
    match selected {
        Some(selected) => html! {
            <button type="button" class="link any-text"
                data-view={View::of_table(selected.table()).name()}
                data-row={selected.row().to_string()}>
                { text }
            </button>
        },
        None => html! { <span class="any-text">{ text }</span> },
    }
}

fn shown(text: &str, length: usize) -> String {
    shown_text_up_to(text, length).into_owned()
}
