//! The one table of every view: a grid of which only the rows that can be seen are in the page.
//!
//! For assistive technology it is whole: `aria-rowcount` is the number of rows that pass the filter
//! plus one for the header, and `aria-rowindex` counts the header as row 1. The grid itself has the
//! focus, so that it is one stop for Tab, and `aria-activedescendant` names the row, the cell or the
//! title that the keys are at; a row may be scrolled out of the page.

mod keys;
mod print;
mod size;
mod window;

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Direction, TableKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::details::DETAILS_ID;
use crate::focus::{focus, reveal};
use crate::format::grouped;
use crate::fragment::Sort;
use crate::place::View;
use crate::store::Action;
use crate::value_menu::is_on_handle;
use crate::views::{Cell, Column, Layout, Tone, rems, shown_columns};
use keys::{Cursor, Extent, Move};
use print::PrintWatch;
use size::SizeWatch;
use window::{Window, whole};

#[cfg(test)]
pub(crate) use keys::KEYS as TABLE_KEYS;

/// The id of the grid, for those who want to give it the focus.
pub(crate) const GRID_ID: &str = "grid";

/// The id of the cell or the title that the keys are at.
const CELL_ID: &str = "cell";

/// What a row has beside its columns, in CSS pixels at the usual size of text.
const PADDING: u32 = 16;

/// What a table shows.
#[derive(Clone, Properties)]
pub(crate) struct TableProps {
    /// Which table it is.
    pub table: TableKind,
    /// Where its cells come from.
    pub catalog: Rc<Catalog>,
    /// Its rows, in order.
    pub rows: Rc<Vec<u32>>,
    /// What they are ordered by.
    pub sort: Option<Sort>,
    /// What is chosen of the columns.
    pub layout: Layout,
    /// The row that is explained.
    pub selected: Option<u32>,
    /// The row that something beside the table speaks of.
    pub marked: Option<u32>,
    /// Takes sorts and selections.
    pub on_action: Callback<Action>,
}

impl PartialEq for TableProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.catalog, &other.catalog)
            && Rc::ptr_eq(&self.rows, &other.rows)
            && self.sort == other.sort
            && self.layout == other.layout
            && self.selected == other.selected
            && self.marked == other.marked
            && self.on_action == other.on_action
    }
}

/// What happens to a table.
#[derive(Debug)]
pub(crate) enum Msg {
    /// It was scrolled, or its size has changed.
    Moved,
    /// A key was pressed in it.
    Key(KeyboardEvent),
    /// It was clicked.
    Click(MouseEvent),
    /// The page is about to be printed, or has been.
    Print(bool),
}

/// The table.
pub(crate) struct Table {
    grid: NodeRef,
    head: NodeRef,
    body: NodeRef,
    /// The height in which rows can be seen, in CSS pixels.
    view: f64,
    shown: Window,
    /// Where the keys are.
    cursor: Cursor,
    /// Whether the cell that the keys are at may be out of sight.
    is_cell_new: bool,
    on_scroll: Callback<Event>,
    on_key: Callback<KeyboardEvent>,
    on_click: Callback<MouseEvent>,
    size: Option<SizeWatch>,
    /// Whether the page goes to a printer, which scrolls nothing.
    prints: bool,
    _print: Option<PrintWatch>,
}

impl Component for Table {
    type Message = Msg;
    type Properties = TableProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        // Until the page has measured it, a table is taken to be of usual height.
        let view = 800.0;
        Self {
            grid: NodeRef::default(),
            head: NodeRef::default(),
            body: NodeRef::default(),
            view,
            shown: window::window(props.rows.len(), 0.0, view),
            cursor: Cursor {
                row: position(props),
                ..Cursor::default()
            },
            is_cell_new: false,
            on_scroll: ctx.link().callback(|_| Msg::Moved),
            on_key: ctx.link().callback(Msg::Key),
            on_click: ctx.link().callback(Msg::Click),
            size: None,
            prints: false,
            _print: PrintWatch::new(&ctx.link().callback(Msg::Print)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Moved => self.look(ctx.props().rows.len()),
            Msg::Key(event) => self.press(ctx.props(), &event),
            Msg::Click(event) => self.click(ctx.props(), &event),
            Msg::Print(prints) => {
                self.prints = prints;
                self.look(ctx.props().rows.len())
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &TableProps) -> bool {
        let props = ctx.props();
        let is_other_table = props.table != old.table || !Rc::ptr_eq(&props.catalog, &old.catalog);
        if is_other_table || !Rc::ptr_eq(&props.rows, &old.rows) {
            if is_other_table {
                self.cursor = Cursor::default();
            }
            self.cursor.row = position(props);
            self.scroll_to(0.0);
            self.look(props.rows.len());
            if is_other_table {
                self.reveal_current(props.rows.len());
            }
        } else if props.selected != old.selected && props.selected.is_some() {
            self.cursor.row = position(props);
            self.reveal_current(props.rows.len());
        } else if props.marked != old.marked && props.marked.is_some() {
            self.cursor.row = place_of(props, props.marked).or(self.cursor.row);
            self.reveal_current(props.rows.len());
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let columns = shown_columns(props.table, &props.catalog, &props.layout);
        let name = View::of_table(props.table);
        let last = self.shown.first + self.shown.count;
        let rows = props.rows.get(self.shown.first..last).unwrap_or_default();
        let is_shown = |row: &usize| (self.shown.first..last).contains(row);
        let active = if self.cursor.in_titles {
            Some(AttrValue::from(CELL_ID))
        } else {
            let row = self.cursor.row.filter(is_shown);
            let row = row.and_then(|row| props.rows.get(row));
            row.map(|row| match self.cursor.column {
                Some(_) => AttrValue::from(CELL_ID),
                None => AttrValue::from(row_id(*row)),
            })
        };
        let title = self.cursor.column.filter(|_| self.cursor.in_titles);
        html! {
            <div
                id={GRID_ID}
                class={classes!("grid", name.name())}
                role="grid"
                tabindex="0"
                aria-label={name.title()}
                aria-rowcount={(props.rows.len() + 1).to_string()}
                aria-colcount={columns.len().to_string()}
                aria-activedescendant={active}
                ref={&self.grid}
                onscroll={&self.on_scroll}
                onkeydown={&self.on_key}
                onclick={&self.on_click}
            >
                <div class="grid-head" role="rowgroup" ref={&self.head}>
                    <div class="grid-row" role="row" aria-rowindex="1">
                        { for columns.iter().enumerate().map(|(at, column)| header(at, column, props.sort, title)) }
                    </div>
                </div>
                <div class="grid-body" role="rowgroup" ref={&self.body}>
                    { for rows.iter().enumerate().map(|(at, &row)| self.row(props, &columns, self.shown.first + at, row)) }
                </div>
                if self.prints && last < props.rows.len() {
                    <p class="printed-part">{ printed_part(last, props.rows.len()) }</p>
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        let rows = ctx.props().rows.len();
        if first_render {
            let moved = ctx.link().callback(|()| Msg::Moved);
            self.size = self
                .grid
                .cast::<Element>()
                .and_then(|grid| SizeWatch::new(&grid, moved));
            self.place();
            self.look(rows);
            self.reveal_current(rows);
            ctx.link().send_message(Msg::Moved);
        }
        self.place();
        self.lay_out(ctx.props());
        if std::mem::take(&mut self.is_cell_new) {
            let cell = crate::browser::document().and_then(|page| page.get_element_by_id(CELL_ID));
            if let Some(cell) = cell {
                reveal(&cell);
            }
        }
    }
}

impl Table {
    /// Looks where the table is scrolled to; says whether other rows have to be in the page.
    fn look(&mut self, rows: usize) -> bool {
        let mut scroll = 0.0;
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            let head = self
                .head
                .cast::<HtmlElement>()
                .map_or(0, |head| head.offset_height());
            self.view = f64::from((grid.client_height() - head).max(0));
            scroll = f64::from(grid.scroll_top());
        }
        let shown = if self.prints {
            window::printed(rows, print::MOST_ROWS)
        } else {
            window::window(rows, scroll, self.view)
        };
        let is_other = shown != self.shown;
        self.shown = shown;
        is_other
    }

    /// Puts the rows where they belong. A style attribute would be blocked by the page's policy.
    fn place(&self) {
        if let Some(body) = self.body.cast::<HtmlElement>() {
            let style = body.style();
            for (name, pixels) in [("--height", self.shown.height), ("--top", self.shown.top)] {
                // As a whole number: writing fractions would take ten kilobytes of the page.
                let value = [&whole(pixels).to_string(), "px"].concat();
                // Only an invalid name could fail.
                let _ = style.set_property(name, &value);
            }
        }
    }

    /// Makes the columns as wide as they are to be.
    fn lay_out(&self, props: &TableProps) {
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            let columns = shown_columns(props.table, &props.catalog, &props.layout);
            let (template, least) = props.layout.template(&columns);
            let style = grid.style();
            // Only an invalid name could fail.
            let _ = style.set_property("--columns", &template);
            let _ = style.set_property("--width", &rems(least + PADDING));
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates; heights are bounded"
    )]
    fn scroll_to(&self, scroll: f64) {
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            grid.set_scroll_top(scroll.ceil() as i32);
        }
    }

    fn reveal_current(&mut self, rows: usize) {
        if let (Some(current), Some(grid)) = (self.cursor.row, self.grid.cast::<HtmlElement>()) {
            let scroll = f64::from(grid.scroll_top());
            let wanted = window::scroll_to_show(current, rows, scroll, self.view);
            if (wanted - scroll).abs() > 0.5 {
                // The page may not be as tall yet as it is about to be.
                self.place();
                self.scroll_to(wanted);
                self.look(rows);
            }
        }
    }

    fn press(&mut self, props: &TableProps, event: &KeyboardEvent) -> bool {
        let key = event.key();
        let works_a_button = matches!(key.as_str(), "Enter" | " ")
            && target(event)
                .is_some_and(|target| target.closest("button").ok().flatten().is_some());
        if event.meta_key() || event.alt_key() || works_a_button {
            return false;
        }
        let rows = props.rows.len();
        let extent = Extent {
            rows,
            columns: shown_columns(props.table, &props.catalog, &props.layout).len(),
            page: window::page(self.view),
        };
        let Some(movement) = keys::movement(&key, event.ctrl_key(), self.cursor, extent) else {
            return false;
        };
        match movement {
            Move::To(cursor) => {
                let is_other_row = cursor.row != self.cursor.row;
                self.is_cell_new = cursor.column.is_some();
                self.cursor = cursor;
                self.reveal_current(rows);
                // Open details follow the current row.
                if let Some(row) = self.current_row(props)
                    && is_other_row
                    && props.selected.is_some()
                {
                    props.on_action.emit(Action::Follow(row));
                }
            }
            Move::Sort(column) => sort(props, column),
            Move::Open => match self.current_row(props) {
                Some(row) if props.selected == Some(row) => focus(DETAILS_ID),
                row => props.on_action.emit(Action::Select(row.or(props.selected))),
            },
            Move::Close if props.selected.is_some() => props.on_action.emit(Action::Select(None)),
            Move::Close => return false,
        }
        event.prevent_default();
        true
    }

    fn click(&mut self, props: &TableProps, event: &MouseEvent) -> bool {
        let Some(target) = target(event).filter(|_| !is_on_handle(event)) else {
            return false;
        };
        if let Some(column) = index_of(&target, "[role=columnheader]", "aria-colindex") {
            sort(props, column);
            // The title's button is no stop of its own.
            focus(GRID_ID);
            return false;
        }
        // Who has marked text wants to copy it.
        let marks_text = web_sys::window()
            .and_then(|window| window.get_selection().ok().flatten())
            .is_some_and(|selection| !selection.is_collapsed());
        let row = index_of(&target, ".grid-body [role=row]", "aria-rowindex");
        let Some(current) = row
            .and_then(|row| row.checked_sub(1))
            .filter(|_| !marks_text)
        else {
            return false;
        };
        self.cursor = Cursor {
            row: Some(current),
            ..Cursor::default()
        };
        props
            .on_action
            .emit(Action::Select(self.current_row(props)));
        true
    }

    /// The row that the keys are at.
    fn current_row(&self, props: &TableProps) -> Option<u32> {
        props.rows.get(self.cursor.row?).copied()
    }

    fn row(&self, props: &TableProps, columns: &[&Column], place: usize, row: u32) -> Html {
        let is_selected = props.selected == Some(row);
        let here =
            (self.cursor.row == Some(place) && !self.cursor.in_titles).then_some(self.cursor);
        let is_current = here.is_some_and(|cursor| cursor.column.is_none());
        let column_here = here.and_then(|cursor| cursor.column);
        let is_marked = props.marked == Some(row);
        let class = match (is_selected, is_current, is_marked) {
            (false, false, false) => "grid-row",
            (true, false, false) => "grid-row selected",
            (false, true, false) => "grid-row current",
            (true, true, false) => "grid-row selected current",
            (false, false, true) => "grid-row marked",
            (true, false, true) => "grid-row selected marked",
            (false, true, true) => "grid-row current marked",
            (true, true, true) => "grid-row selected current marked",
        };
        html! {
            <div
                key={row}
                id={row_id(row)}
                {class}
                role="row"
                aria-rowindex={(place + 2).to_string()}
                aria-selected={if is_selected { "true" } else { "false" }}
                aria-current={is_marked.then_some("true")}
            >
                { for columns.iter().enumerate().map(|(at, column)| {
                    let id = (column_here == Some(at)).then_some(CELL_ID);
                    cell(id, column, (column.cell)(&props.catalog, row as usize))
                }) }
            </div>
        }
    }
}

fn sort(props: &TableProps, column: usize) {
    if let Some(column) = shown_columns(props.table, &props.catalog, &props.layout).get(column) {
        props.on_action.emit(Action::Sort(column.field));
    }
}

/// The title of the column at `at`; `current` is the place of that which the keys are at.
fn header(at: usize, column: &Column, sort: Option<Sort>, current: Option<usize>) -> Html {
    let direction = sort
        .filter(|&(field, _)| column.field == field)
        .map(|(_, direction)| direction);
    let (order, arrow) = match direction {
        Some(Direction::Ascending) => ("ascending", "▲"),
        Some(Direction::Descending) => ("descending", "▼"),
        None => ("none", ""),
    };
    let class = if column.is_number { "number" } else { "" };
    html! {
        <div
            {class}
            id={(current == Some(at)).then_some(CELL_ID)}
            role="columnheader"
            aria-colindex={(at + 1).to_string()}
            aria-sort={order}
            data-field={column.field.names().first().copied()}
        >
            <button type="button" tabindex="-1">
                { column.title }
                <span class="sort-arrow" aria-hidden="true">{ arrow }</span>
            </button>
        </div>
    }
}

/// A cell has as few elements as it can: most of the time that a key in the filter takes goes into
/// making them.
fn cell(id: Option<&'static str>, column: &Column, content: Cell) -> Html {
    let tone = match content.tone {
        Tone::Plain => "",
        Tone::Dim => "dim",
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    };
    let number = if column.is_number { "number" } else { "" };
    if content.note.is_empty() {
        html! { <div {id} class={classes!(number, tone)} role="gridcell">{ content.text }</div> }
    } else {
        html! {
            <div {id} class={classes!("noted", number, tone, column.is_whole.then_some("whole"))} role="gridcell">
                <span>{ content.text }</span><small>{ content.note }</small>
            </div>
        }
    }
}

fn printed_part(printed: usize, rows: usize) -> String {
    let [printed, rows, left] = [printed, rows, rows - printed].map(|it| grouped(it as u64));
    [
        "The first ",
        &printed,
        " of ",
        &rows,
        " rows are printed; ",
        &left,
        " are left out.",
    ]
    .concat()
}

fn row_id(row: u32) -> String {
    ["row-", &row.to_string()].concat()
}

fn position(props: &TableProps) -> Option<usize> {
    place_of(props, props.selected.or(props.marked))
}

fn place_of(props: &TableProps, wanted: Option<u32>) -> Option<usize> {
    let wanted = wanted?;
    props.rows.iter().position(|&row| row == wanted)
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The index, from 0, in a one-based attribute of the element around `target`.
fn index_of(target: &Element, selector: &str, attribute: &str) -> Option<usize> {
    let element = target.closest(selector).ok()??;
    let index: usize = element.get_attribute(attribute)?.parse().ok()?;
    index.checked_sub(1)
}
