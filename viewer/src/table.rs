//! The one table of every view: a grid of which only the rows that can be seen are in the page.
//!
//! For assistive technology it is whole: `aria-rowcount` is the number of rows that pass the filter
//! plus one for the header, and `aria-rowindex` counts the header as row 1. The grid itself has the
//! focus, so that it is one stop for Tab, and `aria-activedescendant` names the row, the cell or the
//! title that the keys are at; a row may be scrolled out of the page.

mod drag;
mod draw;
mod hands;
mod keys;
mod place;
mod print;
mod size;
mod tools;
mod window;

use std::rc::Rc;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{TableKind, Tables};
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use crate::focus::{focus, reveal};
use crate::format::grouped;
use crate::fragment::Sort;
use crate::place::View;
use crate::selection::Lines;
use crate::store::Action;
use crate::views::{Column, Grouping, Layout, shown_columns};
use drag::Drag;
use draw::{CELL_ID, Frame, header, line_id};
use hands::edge;
use keys::Cursor;
use print::PrintWatch;
use size::SizeWatch;
use tools::{Tools, tools};
use window::Window;

#[cfg(test)]
pub(crate) use keys::KEYS as TABLE_KEYS;

/// The id of the grid, for those who want to give it the focus.
pub(crate) const GRID_ID: &str = "grid";

/// What a table shows.
#[derive(Clone, Properties)]
pub(crate) struct TableProps {
    /// Which table it is.
    pub table: TableKind,
    /// Where its cells come from.
    pub catalog: Rc<Catalog>,
    /// Where sums and counts come from.
    pub tables: Rc<Tables>,
    /// Its lines, in order.
    pub lines: Rc<Lines>,
    /// What they are ordered by.
    pub sort: Vec<Sort>,
    /// What is chosen of the columns.
    pub layout: Layout,
    /// How its rows are brought together.
    pub grouping: Grouping,
    /// The row that is explained.
    pub selected: Option<u32>,
    /// The row that something beside the table speaks of.
    pub marked: Option<u32>,
    /// Takes what is done to it.
    pub on_action: Callback<Action>,
}

impl PartialEq for TableProps {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
            && Rc::ptr_eq(&self.catalog, &other.catalog)
            && Rc::ptr_eq(&self.lines, &other.lines)
            && self.sort == other.sort
            && self.layout == other.layout
            && self.grouping == other.grouping
            && self.selected == other.selected
            && self.marked == other.marked
            && self.on_action == other.on_action
    }
}

impl TableProps {
    fn columns(&self) -> Vec<&'static Column> {
        shown_columns(self.table, &self.catalog, &self.layout)
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
    /// It was clicked twice.
    DoubleClick(MouseEvent),
    /// What stands over it was clicked.
    Tool(MouseEvent),
    /// Another grouping was chosen.
    Group,
    /// A button of the mouse, or a finger, went down on something that can be dragged.
    Press(PointerEvent),
    /// It was dragged to here, in CSS pixels from the left and the top; and whether it was let go.
    Drag(i32, i32, bool),
    /// The page is about to be printed, or has been.
    Print(bool),
}

/// The table.
pub(crate) struct Table {
    grid: NodeRef,
    head: NodeRef,
    body: NodeRef,
    select: NodeRef,
    list: NodeRef,
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
    on_double_click: Callback<MouseEvent>,
    on_tool: Callback<MouseEvent>,
    on_group: Callback<Event>,
    on_press: Callback<PointerEvent>,
    size: Option<SizeWatch>,
    drag: Option<Drag>,
    /// What gets the focus back after the next rendering, which may take it away.
    focused: Option<String>,
    /// Whether the page goes to a printer, which scrolls nothing.
    prints: bool,
    _print: Option<PrintWatch>,
}

impl Component for Table {
    type Message = Msg;
    type Properties = TableProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let link = ctx.link();
        // Until the page has measured it, a table is taken to be of usual height.
        let view = 800.0;
        Self {
            grid: NodeRef::default(),
            head: NodeRef::default(),
            body: NodeRef::default(),
            select: NodeRef::default(),
            list: NodeRef::default(),
            view,
            shown: window::window(props.lines.len(), 0.0, view),
            cursor: Cursor {
                row: position(props),
                ..Cursor::default()
            },
            is_cell_new: false,
            on_scroll: link.callback(|_| Msg::Moved),
            on_key: link.callback(Msg::Key),
            on_click: link.callback(Msg::Click),
            on_double_click: link.callback(Msg::DoubleClick),
            on_tool: link.callback(Msg::Tool),
            on_group: link.callback(|_| Msg::Group),
            on_press: link.callback(Msg::Press),
            size: None,
            drag: None,
            focused: None,
            prints: false,
            _print: PrintWatch::new(&link.callback(Msg::Print)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let props = ctx.props();
        match msg {
            Msg::Moved => self.look(props.lines.len()),
            Msg::Key(event) => self.press(props, &event),
            Msg::Click(event) => self.click(props, &event),
            Msg::DoubleClick(event) => {
                if let Some(column) = edge(&event, props) {
                    let mut layout = props.layout.clone();
                    layout.set_width(column.field, None);
                    props.on_action.emit(Action::Columns(layout));
                }
                false
            }
            Msg::Tool(event) => self.tool(props, &event),
            Msg::Group => {
                if let Some(select) = self.select.cast::<HtmlSelectElement>() {
                    let grouping = Grouping::from_name(props.table, &select.value());
                    props.on_action.emit(Action::Group(grouping));
                }
                false
            }
            Msg::Press(event) => {
                self.begin_drag(ctx, &event);
                false
            }
            Msg::Drag(x, y, is_end) => {
                self.go_on_dragging(props, x, y, is_end);
                false
            }
            Msg::Print(prints) => {
                self.prints = prints;
                self.look(props.lines.len())
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &TableProps) -> bool {
        let props = ctx.props();
        let lines = props.lines.len();
        let is_other_table = props.table != old.table || !Rc::ptr_eq(&props.catalog, &old.catalog);
        if is_other_table || !Rc::ptr_eq(props.lines.rows(), old.lines.rows()) {
            if is_other_table {
                self.cursor = Cursor::default();
            }
            self.cursor.row = position(props);
            self.scroll_to(0.0);
            self.look(lines);
            if is_other_table {
                self.reveal_current(lines);
            }
            return true;
        }
        if !Rc::ptr_eq(&props.lines, &old.lines) {
            self.cursor.row = self.cursor.row.and_then(|row| same_line(row, old, props));
            // The page may be shorter now than it is scrolled.
            self.shown = window::window(lines, self.scroll(), self.view);
            self.place();
            self.look(lines);
        }
        if props.selected != old.selected && props.selected.is_some() {
            self.cursor.row = position(props);
            self.reveal_current(lines);
        } else if props.marked != old.marked && props.marked.is_some() {
            self.cursor.row = place_of_row(props, props.marked).or(self.cursor.row);
            self.reveal_current(lines);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let columns = props.columns();
        let name = View::of_table(props.table);
        let count = props.lines.len();
        let last = (self.shown.first + self.shown.count).min(count);
        let lines = (self.shown.first..last).filter_map(|at| Some((at, props.lines.get(at)?)));
        let is_shown = |row: &usize| (self.shown.first..last).contains(row);
        let active = if self.cursor.in_titles {
            Some(AttrValue::from(CELL_ID))
        } else {
            let row = self.cursor.row.filter(is_shown);
            let line = row.and_then(|row| props.lines.get(row));
            line.map(|line| match self.cursor.column {
                Some(_) => AttrValue::from(CELL_ID),
                None => AttrValue::from(line_id(&line)),
            })
        };
        let title = self.cursor.column.filter(|_| self.cursor.in_titles);
        let frame = Frame {
            props,
            columns: &columns,
            cursor: self.cursor,
        };
        let (role, kind) = match props.grouping {
            Grouping::None => ("grid", ""),
            Grouping::By(_) => ("treegrid", "grouped"),
            Grouping::Tree => ("treegrid", ""),
        };
        html! {
            <>
                { tools(&Tools {
                    props,
                    select: &self.select,
                    list: &self.list,
                    on_click: &self.on_tool,
                    on_change: &self.on_group,
                    on_press: &self.on_press,
                }) }
                <div
                    id={GRID_ID}
                    class={classes!("grid", name.name(), kind)}
                    {role}
                    tabindex="0"
                    aria-label={name.title()}
                    aria-rowcount={(count + 1).to_string()}
                    aria-colcount={columns.len().to_string()}
                    aria-activedescendant={active}
                    ref={&self.grid}
                    onscroll={&self.on_scroll}
                    onkeydown={&self.on_key}
                    onclick={&self.on_click}
                >
                    <div class="grid-head" role="rowgroup" ref={&self.head} onpointerdown={&self.on_press} ondblclick={&self.on_double_click}>
                        <div class="grid-row" role="row" aria-rowindex="1">
                            { for columns.iter().enumerate().map(|(at, column)| header(at, column, &props.sort, &props.layout, title)) }
                        </div>
                    </div>
                    <div class="grid-body" role="rowgroup" ref={&self.body}>
                        { for lines.map(|(at, line)| frame.line(at, &line)) }
                    </div>
                    if self.prints && last < count {
                        <p class="printed-part">{ printed_part(last, count) }</p>
                    }
                </div>
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        let props = ctx.props();
        let lines = props.lines.len();
        if first_render {
            let moved = ctx.link().callback(|()| Msg::Moved);
            self.size = self
                .grid
                .cast::<Element>()
                .and_then(|grid| SizeWatch::new(&grid, moved));
            self.place();
            self.look(lines);
            self.reveal_current(lines);
            ctx.link().send_message(Msg::Moved);
        }
        self.place();
        self.lay_out(props);
        // Once a person has chosen, a browser does not follow the options' attributes any more.
        if let Some(select) = self.select.cast::<HtmlSelectElement>() {
            select.set_value(props.grouping.name());
        }
        if std::mem::take(&mut self.is_cell_new) {
            let cell = crate::browser::document().and_then(|page| page.get_element_by_id(CELL_ID));
            if let Some(cell) = cell {
                reveal(&cell);
            }
        }
        if let Some(id) = self.focused.take() {
            focus(&id);
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

fn position(props: &TableProps) -> Option<usize> {
    place_of_row(props, props.selected.or(props.marked))
}

fn place_of_row(props: &TableProps, wanted: Option<u32>) -> Option<usize> {
    props.lines.place_of(wanted?)
}

/// Where the line at a place is now that others are folded; if it is folded away itself, the line
/// above it that is not.
fn same_line(place: usize, old: &TableProps, new: &TableProps) -> Option<usize> {
    let mut at = Some(place);
    while let Some(place) = at {
        let line = old.lines.get(place)?;
        let same = new.lines.place_of_same(&line);
        if same.is_some() {
            return same;
        }
        at = old.lines.parent(place);
    }
    None
}
