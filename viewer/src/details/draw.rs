//! The details made visible.

mod icon;
mod path;

use netsnap_shared::explain::{Health, Section};
use netsnap_shared::index::TableKind;
use yew::prelude::*;

use super::Account;
use super::actions::Action;
use super::facts::Fact;
use super::facts::field::field;
use super::relatives::{Relative, Relatives};
use crate::charts::draw as charts;
use crate::format::{grouped, shown_text_up_to};
use crate::place::View;
use crate::walk::draw as walk;

/// How many characters of a line, of a paragraph and of a field are shown.
const LINE: usize = 120;
const PARAGRAPH: usize = 2_000;
const FIELD: usize = 4_000;

pub(super) fn account(account: Option<&Account>, table: TableKind) -> Html {
    let Some(account) = account else {
        return html! {
            <>
                { head("Nothing selected", "This row is not in the snapshot.") }
            </>
        };
    };
    let explanation = &account.explanation;
    html! {
        <>
            { head(&account.kind, &explanation.headline) }
            if let Some((health, verdict)) = &account.health {
                <p class="health">
                    <span class={classes!("chip", health_class(*health))}>{ health.name() }</span>
                    { " " }{ shown(verdict, PARAGRAPH) }
                </p>
            }
            <div class="details-actions">
                { for account.actions.iter().map(action) }
                <button type="button" class="chip" data-copy="">{ "Copy as text" }</button>
            </div>
            if let Some(rates) = &account.rates {
                <section class="details-section">
                    <h3>{ icon::rates() }{ "While the collector watched" }</h3>
                    { match rates {
                        Ok(chart) => charts::chart(chart),
                        Err(why) => html! { <p>{ *why }</p> },
                    } }
                </section>
            }
            { for explanation.sections.iter().map(section) }
            if let Some(answer) = &account.way {
                <section class="details-section">
                    <h3>{ icon::way() }{ "The way of its packets" }</h3>
                    if answer.paths.is_empty() {
                        <p class="any-text">{ shown(&answer.outcome, PARAGRAPH) }</p>
                    }
                    { walk::paths(answer) }
                    <details>
                        <summary>{ "Step by step" }</summary>
                        { walk::steps(answer) }
                    </details>
                </section>
            }
            { for account.relatives.iter().map(relatives) }
            <section class="details-section">
                <h3>{ icon::fields() }{ "All fields" }</h3>
                <dl class="facts">{ for account.facts.iter().map(|it| fact(it, table)) }</dl>
            </section>
        </>
    }
}

const fn health_class(health: Health) -> &'static str {
    match health {
        Health::Fine => "ok",
        Health::Idle => "plain",
        Health::Stuck => "bad",
        _ => "warn",
    }
}

fn head(kind: &str, headline: &str) -> Html {
    html! {
        <header class="details-head">
            <p class="kind one-line">{ shown(kind, LINE) }</p>
            <button type="button" class="close" data-close="" aria-label="Close the details" title="Close (Esc)">
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13" /></svg>
            </button>
            <h2 class="headline any-text" aria-live="polite">{ shown(headline, PARAGRAPH) }</h2>
        </header>
    }
}

fn action(action: &Action) -> Html {
    html! {
        <button type="button" class="chip" data-view={action.view.name()} data-filter={action.filter.clone()}>
            <span class="one-line">{ shown(&action.label, LINE) }</span>
        </button>
    }
}

fn section(section: &Section) -> Html {
    html! {
        <section class="details-section">
            <h3 class="any-text">{ icon::of(section.topic) }{ shown(&section.title, LINE) }</h3>
            { path::path(&section.path) }
            { for section.paragraphs.iter().map(|text| html! {
                <p class="any-text">{ shown(text, PARAGRAPH) }</p>
            }) }
        </section>
    }
}

fn relatives(list: &Relatives) -> Html {
    html! {
        <section class="details-section">
            <h3>{ icon::relatives() }{ list.title }</h3>
            <ul class="relatives">{ for list.rows.iter().map(relative) }</ul>
            if let Some((count, view, filter)) = list.all() {
                <p>
                    <button type="button" class="link" data-view={view.name()} data-filter={filter.to_owned()}>
                        { "Show all " }{ grouped(count as u64) }
                    </button>
                </p>
            }
        </section>
    }
}

fn relative(row: &Relative) -> Html {
    let label = shown(&row.label, LINE);
    html! {
        <li>
            if let Some(selected) = row.selected {
                <button type="button" class="link any-text"
                    data-view={View::of_table(selected.table()).name()}
                    data-row={selected.row().to_string()}>
                    { label }
                </button>
            } else {
                <span>{ label }</span>
            }
            { " " }<span class="dim">{ shown(&row.note, LINE) }</span>
        </li>
    }
}

fn fact(fact: &Fact, table: TableKind) -> Html {
    html! {
        <div>
            <dt>{ fact.name }</dt>
            <dd>
                <span class="any-text">{ shown(&fact.value, FIELD) }</span>
                if let Some(field) = field(table, fact.name) {
                    <button
                        type="button"
                        class="value-handle"
                        data-value={field}
                        title={fact.name}
                        aria-label={["Filter by ", fact.name].concat()}
                        aria-haspopup="menu"
                    >
                        { "⋯" }
                    </button>
                }
            </dd>
        </div>
    }
}

fn shown(text: &str, length: usize) -> String {
    shown_text_up_to(text, length).into_owned()
}
