//! What stands over a table: how its rows are grouped, and which columns it shows.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::TableProps;
use crate::format::counted;
use crate::store::Action;
use crate::views::{Column, Grouping, Layout, column, groupings, has_tree, noun};

/// What the tools need of the table.
pub(super) struct Tools<'a> {
    pub props: &'a TableProps,
    /// The choice of the grouping.
    pub select: &'a NodeRef,
    /// The list of columns.
    pub list: &'a NodeRef,
    /// Takes clicks and changes in the tools.
    pub on_click: &'a Callback<MouseEvent>,
    pub on_change: &'a Callback<Event>,
    /// Takes the beginning of dragging a column.
    pub on_press: &'a Callback<PointerEvent>,
}

/// What a click in the tools asks for; the number is the place of a column in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    /// Shows a column, or no longer.
    Toggle(usize),
    /// Moves a column by so many places.
    Move(usize, isize),
    /// Shows the usual columns.
    Reset,
    /// Folds every line, or unfolds it.
    FoldAll(bool),
}

impl Tool {
    /// What an element of the tools does.
    pub(super) fn of(target: &Element) -> Option<Self> {
        let element = target.closest("[data-do]").ok()??;
        let place = || place_of(&element);
        match element.get_attribute("data-do")?.as_str() {
            "toggle" => Some(Self::Toggle(place()?)),
            "earlier" => Some(Self::Move(place()?, -1)),
            "later" => Some(Self::Move(place()?, 1)),
            "reset" => Some(Self::Reset),
            "fold" => Some(Self::FoldAll(false)),
            "unfold" => Some(Self::FoldAll(true)),
            _ => None,
        }
    }

    /// The id of what asked for it, if that stands at another place of the list then.
    pub(super) fn source(self, props: &TableProps) -> Option<String> {
        let (place, does) = match self {
            Self::Toggle(place) => (place, "toggle"),
            Self::Move(place, by) if by < 0 => (place, "earlier"),
            Self::Move(place, _) => (place, "later"),
            Self::Reset | Self::FoldAll(_) => return None,
        };
        let (choice, _) = props.layout.choice(props.table, &props.catalog);
        choice.get(place).map(|column| worker_id(column, does))
    }

    /// What has to happen.
    pub(super) fn action(self, props: &TableProps) -> Option<Action> {
        let mut layout = props.layout.clone();
        let (choice, _) = layout.choice(props.table, &props.catalog);
        match self {
            Self::Toggle(place) => {
                layout.toggle(props.table, &props.catalog, choice.get(place)?.field);
            }
            Self::Move(place, by) => {
                let to = place.checked_add_signed(by)?;
                layout.move_to(props.table, &props.catalog, choice.get(place)?.field, to);
            }
            Self::Reset => layout = Layout::default(),
            Self::FoldAll(is_open) => return Some(Action::FoldAll(is_open)),
        }
        Some(Action::Columns(layout))
    }
}

/// The place in the list of columns of what an element belongs to.
pub(super) fn place_of(element: &Element) -> Option<usize> {
    let item = element.closest("[data-at]").ok()??;
    item.get_attribute("data-at")?.parse().ok()
}

/// The id of what works on a column in the list.
fn worker_id(column: &Column, does: &str) -> String {
    let name = column.field.names().first().copied().unwrap_or_default();
    [does, "-", name].concat()
}

pub(super) fn tools(tools: &Tools<'_>) -> Html {
    let props = tools.props;
    let groups = match props.grouping {
        Grouping::By(_) => counted(props.lines.groups(), "group", "groups"),
        _ => String::new(),
    };
    html! {
        <div class="table-tools" onclick={tools.on_click} onchange={tools.on_change}>
            <label>
                { "Group by" }
                <select ref={tools.select}>
                    <option value="">{ "nothing" }</option>
                    if has_tree(props.table) {
                        <option value={Grouping::Tree.name()}>{ "parent, as a tree" }</option>
                    }
                    { for groupings(props.table).iter().map(|&field| {
                        let title = column(props.table, field).map_or("", |column| column.title);
                        html! { <option value={Grouping::By(field).name()}>{ title.to_ascii_lowercase() }</option> }
                    }) }
                </select>
            </label>
            if props.lines.has_levels() {
                <span class="dim">{ groups }</span>
                <button type="button" data-do="unfold">{ "Unfold all" }</button>
                <button type="button" data-do="fold">{ "Fold all" }</button>
            }
            { columns(tools) }
        </div>
    }
}

fn columns(tools: &Tools<'_>) -> Html {
    let props = tools.props;
    let (choice, shown) = props.layout.choice(props.table, &props.catalog);
    let on_focus_out = Callback::from(|event: FocusEvent| {
        // A column that goes to another place loses the focus to nobody for a moment.
        if let Some(to) = event.related_target() {
            close(&event, Some(to));
        }
    });
    let on_key = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" && close(&event, None) {
            event.prevent_default();
        }
    });
    html! {
        <details class="columns" onfocusout={on_focus_out} onkeydown={on_key}>
            <summary>{ "Columns" }</summary>
            <div class="columns-panel" tabindex="-1">
                <p class="dim">{ "Which " }{ noun(props.table).1 }{ " show what. Drag to order; widths at the titles’ edges." }</p>
                <ul ref={tools.list} onpointerdown={tools.on_press}>
                    { for choice.iter().enumerate().map(|(at, column)| item(at, column, shown)) }
                </ul>
                <button type="button" data-do="reset">{ "Usual columns" }</button>
            </div>
        </details>
    }
}

fn item(at: usize, column: &Column, shown: usize) -> Html {
    let is_shown = at < shown;
    let place = [" (", &(at + 1).to_string(), " of ", &shown.to_string(), ")"].concat();
    let mover = |does: &'static str, sign: &'static str, way: &str, is_end: bool| {
        html! {
            <button
                type="button"
                class="mover"
                id={worker_id(column, does)}
                data-do={does}
                aria-label={["Move ", column.title, way, &place].concat()}
                aria-disabled={is_end.then_some("true")}
            >{ sign }</button>
        }
    };
    html! {
        <li key={column.title} data-at={at.to_string()} class={is_shown.then_some("shown")}>
            <span class="handle" aria-hidden="true">{ if is_shown { "⠿" } else { "" } }</span>
            <label>
                <input type="checkbox" id={worker_id(column, "toggle")} data-do="toggle" checked={is_shown} disabled={is_shown && shown == 1} />
                { column.title }
            </label>
            if is_shown {
                { mover("earlier", "↑", " to the left", at == 0) }
                { mover("later", "↓", " to the right", at + 1 == shown) }
            }
        </li>
    }
}

/// Closes the list of columns unless the focus goes to something in it; says whether it was open.
fn close(event: &Event, to: Option<web_sys::EventTarget>) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let details = target.and_then(|target| target.closest("details[open]").ok().flatten());
    let Some(details) = details else {
        return false;
    };
    let to = to.and_then(|to| to.dyn_into::<web_sys::Node>().ok());
    if to.is_some() && details.contains(to.as_ref()) {
        return false;
    }
    // It fails only for an element that is gone.
    let _ = details.remove_attribute("open");
    if to.is_none() {
        let summary = details.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = summary.focus();
        }
    }
    true
}
