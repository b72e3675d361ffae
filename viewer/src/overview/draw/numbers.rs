//! The key numbers as a quiet strip.

use yew::prelude::*;

use crate::format::grouped;
use crate::overview::summary::Number;

pub(in crate::overview) fn numbers(numbers: &[Number]) -> Html {
    html! {
        <ul class="key-numbers" aria-label="Key numbers">
            { for numbers.iter().map(number) }
        </ul>
    }
}

fn number(number: &Number) -> Html {
    html! {
        <li>
            <button type="button" class="key-number" data-view={number.view.name()} data-filter={number.filter}>
                <b>{ grouped(number.count as u64) }</b>{ " " }<span>{ number.name() }</span>
            </button>
        </li>
    }
}
