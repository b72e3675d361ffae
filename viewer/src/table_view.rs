//! A view with a table: the filter, the rows, and a word where there are none.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::TableKind;
use yew::prelude::*;

use crate::app::MAIN_ID;
use crate::filter_box::FilterBox;
use crate::format::shown_text;
use crate::navigation::siblings;
use crate::place::View;
use crate::store::{Action, Report, State};
use crate::table::Table;
use crate::views::{incomplete_sources, noun};
use crate::walk::ask;

/// How many of the incomplete sources an empty table names.
const NAMED_SOURCES: usize = 6;

/// The view of a table, and how long finding its rows took, in microseconds.
pub(crate) fn table_view(
    report: &Report,
    state: &State,
    table: TableKind,
    took_us: Option<u32>,
    on_action: &Callback<Action>,
) -> Html {
    let catalog = &report.catalog;
    let pane = state.pane(table);
    let selection = pane.selection();
    let asked = (table == TableKind::Routes).then_some(&state.asked);
    let winner = asked.and_then(|asked| asked.answer()?.route);
    let view = View::of_table(table);
    let text = AttrValue::from(pane.filter.clone());
    html! {
        <main id={MAIN_ID} class="table-view" tabindex="-1">
            <h1 class="visually-hidden">{ view.title() }</h1>
            { siblings(view, catalog, &state.scope, on_action) }
            if let Some(asked) = asked {
                { for ask(catalog, asked, state.scope.place(), on_action) }
            }
            <FilterBox
                {table}
                tables={&report.tables}
                own={state.scope.rows(table).cloned()}
                text={&text}
                problem={selection.problem.clone()}
                shown={selection.rows.len()}
                total={selection.total}
                {took_us}
                recent={&state.recent}
                {on_action}
            />
            <Table
                {table}
                {catalog}
                tables={&report.tables}
                lines={pane.lines()}
                sort={pane.sort.clone()}
                layout={pane.layout.clone()}
                grouping={pane.grouping}
                selected={pane.selected}
                marked={winner.and_then(|winner| u32::try_from(winner.row()).ok())}
                {on_action}
            />
            if selection.total == 0 {
                { nothing_there(catalog, table, state.scope.place().is_some()) }
            } else if selection.rows.is_empty() {
                { nothing_found(table, &selection.filter, on_action) }
            }
        </main>
    }
}

fn nothing_found(table: TableKind, filter: &str, on_action: &Callback<Action>) -> Html {
    let on_click = on_action.reform(|_: MouseEvent| Action::Filter(String::new()));
    html! {
        <div class="nothing">
            <h2>{ "No " }{ noun(table).0 }{ " matches" }</h2>
            <p><code class="any-text">{ shown_text(filter).into_owned() }</code></p>
            <button type="button" onclick={on_click}>{ "Clear the filter" }</button>
        </div>
    }
}

fn nothing_there(catalog: &Catalog, table: TableKind, is_part: bool) -> Html {
    let reasons = incomplete_sources(catalog);
    let left = reasons.len().saturating_sub(NAMED_SOURCES);
    html! {
        <div class="nothing">
            <h2>{ if is_part { "This namespace has no " } else { "The snapshot has no " } }{ noun(table).1 }</h2>
            if reasons.is_empty() {
                <p>{ "Every source was read to the end, so the host had none that the collector looks for." }</p>
            } else {
                <p>{ "Not everything could be read, which may be why:" }</p>
                <ul>
                    { for reasons.into_iter().take(NAMED_SOURCES).map(|reason| html! { <li class="any-text">{ reason }</li> }) }
                </ul>
                if left > 0 {
                    <p><a href={View::Sources.href()}>{ "and " }{ left }{ " more" }</a></p>
                }
            }
        </div>
    }
}
