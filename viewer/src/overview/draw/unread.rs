//! What could not be read, in words, with how to get the rest.

use netsnap_shared::filter::quote;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{Ownership, SourceStatus};
use yew::prelude::*;

use super::{link, panel, sockets_link};
use crate::format::{counted, grouped, shown_text_up_to};
use crate::overview::unread::{Gap, Unread, filter, status_words};
use crate::place::View;

/// How many sources are named; the rest is a number.
const SHOWN: usize = 8;

/// How many characters of a source's detail are shown.
const LENGTH: usize = 400;

pub(in crate::overview) fn unread(unread: &Unread) -> Html {
    let body = html! {
        <>
            <p class="panel-note">{ sentence(unread) }</p>
            if let Some(advice) = &unread.advice {
                <p class="advice any-text">{ shown_text_up_to(advice, LENGTH).into_owned() }</p>
            }
            if !unread.gaps.is_empty() {
                <ul class="gaps">{ for unread.gaps.iter().take(SHOWN).map(gap) }</ul>
            }
            if unread.gaps.len() > SHOWN {
                <p class="more">
                    { link(
                        ["and ", &grouped((unread.gaps.len() - SHOWN) as u64), " more"].concat(),
                        View::Sources,
                        "!status:complete",
                    ) }
                </p>
            }
            if !unread.unowned.is_empty() {
                <h3>{ "Sockets without a known process" }</h3>
                <ul class="verdicts">{ for unread.unowned.iter().map(verdict) }</ul>
            }
        </>
    };
    panel("unread", "not-read", "What could not be read", body)
}

fn sentence(unread: &Unread) -> Html {
    let all = unread.gaps.len() + unread.complete;
    if all == 0 {
        return html! { { "The bundle does not say what was read." } };
    }
    if unread.gaps.is_empty() {
        return html! {
            <><span class="chip ok">{ "✓ complete" }</span>
            { " Everything was read in full: " }{ all_sources(all) }{ "." }</>
        };
    }
    html! {
        <>{ grouped(unread.complete as u64) }{ " of " }{ all_sources(all) }{ " read in full." }</>
    }
}

fn all_sources(count: usize) -> Html {
    link(counted(count, "source", "sources"), View::Sources, "")
}

fn gap(gap: &Gap) -> Html {
    let class = match gap.status {
        SourceStatus::Failed | SourceStatus::Denied => "bad",
        SourceStatus::Partial | SourceStatus::Unknown => "warn",
        SourceStatus::Unavailable | SourceStatus::Complete => "plain",
    };
    html! {
        <li>
            <p>
                { link(
                    shown_text_up_to(&gap.name, LENGTH).into_owned(),
                    View::Sources,
                    quote(Field::SourceName, &gap.name),
                ) }
                { " " }
                <span class={classes!("chip", class)}>{ status_words(gap.status) }</span>
            </p>
            if let Some(detail) = &gap.detail {
                <p class="dim any-text">{ shown_text_up_to(detail, LENGTH).into_owned() }</p>
            }
        </li>
    }
}

fn verdict(&(verdict, count): &(Ownership, usize)) -> Html {
    html! {
        <li>
            <b>{ grouped(count as u64) }</b>
            <span>{ sockets_link(words(verdict).to_owned(), filter(verdict)) }</span>
        </li>
    }
}

/// What a verdict says, as a line of a list.
const fn words(verdict: Ownership) -> &'static str {
    match verdict {
        Ownership::Owned => "have an owner",
        Ownership::Kernel => "kept by the kernel, no process can have them",
        Ownership::NotAccepted => "not yet accepted by the program that listens",
        Ownership::Hidden => "hidden: their processes could not be looked at",
        Ownership::OtherPidNamespace => "held in a pid namespace that cannot be seen from here",
        Ownership::Missing => "nobody found, although every process was looked at",
        Ownership::Unknown => "for a reason that this viewer does not know",
    }
}
