//! What of a table is in the page: titles, rows, and heads of groups.

use netsnap_shared::index::{Direction, Field};
use yew::prelude::*;

use super::TableProps;
use super::keys::Cursor;
use crate::format::{counted, grouped, shown_text};
use crate::fragment::Sort;
use crate::selection::Line;
use crate::views::{Cell, Column, Grouping, Layout, Tone, WIDTHS, column, noun, told_apart_by};

/// The id of the cell or the title that the keys are at.
pub(super) const CELL_ID: &str = "cell";

/// How many values of a group's rows are counted in words.
const APART: usize = 4;

/// The most levels of a tree that are set off from each other.
const MOST_LEVELS: u32 = 24;

/// A table as it is drawn now.
pub(super) struct Frame<'a> {
    pub props: &'a TableProps,
    pub columns: &'a [&'static Column],
    pub cursor: Cursor,
}

/// How many columns the head of a group takes for its words: those before the first that it has a sum
/// for, but two at least.
pub(super) fn words_of_head(columns: &[&Column]) -> usize {
    let sums = columns.iter().skip(2);
    let first = sums.take_while(|column| column.sum.is_none()).count() + 2;
    first.min(columns.len())
}

/// The id of a line in the page.
pub(super) fn line_id(line: &Line) -> String {
    let kind = if line.is_head { "group-" } else { "row-" };
    [kind, &line.id.to_string()].concat()
}

/// The title of the column at `at`; `current` is the place of that which the keys are at.
pub(super) fn header(
    at: usize,
    column: &Column,
    sort: &[Sort],
    layout: &Layout,
    current: Option<usize>,
) -> Html {
    let rank = sort.iter().position(|&(field, _)| column.field == field);
    let direction = rank.and_then(|rank| sort.get(rank)).map(|&(_, it)| it);
    let (mut order, mut arrow) = match direction {
        Some(Direction::Ascending) => ("ascending", "▲".to_owned()),
        Some(Direction::Descending) => ("descending", "▼".to_owned()),
        None => ("none", String::new()),
    };
    let mut said = String::new();
    if let Some(rank) = rank.filter(|_| sort.len() > 1) {
        let rank = (rank + 1).to_string();
        arrow.push_str(&rank);
        said = [", sorted ", order, ", key ", &rank].concat();
    }
    // What a table is sorted by is one column.
    if rank.is_some_and(|rank| rank > 0) {
        order = "none";
    }
    let class = if column.is_number { "number" } else { "" };
    let width = layout.width(column.field).unwrap_or(column.width);
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
                if !said.is_empty() {
                    <span class="visually-hidden">{ said }</span>
                }
            </button>
            <span
                class="edge"
                role="separator"
                tabindex="-1"
                aria-orientation="vertical"
                aria-label={["Width of ", column.title].concat()}
                aria-valuenow={width.to_string()}
                aria-valuemin={WIDTHS.start().to_string()}
                aria-valuemax={WIDTHS.end().to_string()}
            />
        </div>
    }
}

impl Frame<'_> {
    /// The line at a place of the order shown.
    pub(super) fn line(&self, place: usize, line: &Line) -> Html {
        let here =
            (self.cursor.row == Some(place) && !self.cursor.in_titles).then_some(self.cursor);
        let is_current = here.is_some_and(|cursor| cursor.column.is_none());
        let column_here = here.and_then(|cursor| cursor.column);
        let row = line.row();
        let is_selected = row.is_some() && self.props.selected == row;
        let is_marked = row.is_some() && self.props.marked == row;
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
        let id = line_id(line);
        let level = self
            .props
            .lines
            .has_levels()
            .then(|| (line.level + 1).to_string());
        let is_open = line
            .is_open
            .map(|is_open| if is_open { "true" } else { "false" });
        html! {
            <div
                key={&*id}
                {id}
                class={classes!(class, line.is_head.then_some("group-head"))}
                role="row"
                aria-rowindex={(place + 2).to_string()}
                aria-level={level}
                aria-expanded={is_open}
                aria-selected={row.map(|_| if is_selected { "true" } else { "false" })}
                aria-current={is_marked.then_some("true")}
            >
                { for self.cells(line, column_here) }
            </div>
        }
    }

    fn cells(&self, line: &Line, here: Option<usize>) -> Vec<Html> {
        if line.is_head {
            return self.head(line, here);
        }
        let catalog = &self.props.catalog;
        let is_tree = self.props.grouping == Grouping::Tree;
        let tree = self
            .columns
            .iter()
            .position(|column| column.field == Field::Process);
        let cells = self.columns.iter().enumerate().map(|(at, column)| {
            let id = (here == Some(at)).then_some(CELL_ID);
            let mut content = (column.cell)(catalog, line.id as usize);
            if is_tree {
                let sum = self.sum(column, line);
                if !sum.is_empty() && sum != content.text {
                    content.note = [&sum, " in all"].concat().into();
                }
                if at == tree.unwrap_or(0) {
                    return branch(id, line, content);
                }
            }
            cell(id, column, content)
        });
        cells.collect()
    }

    /// The cells of a group's head: what its rows have in common and how many there are, and the sums
    /// of columns that have one.
    fn head(&self, line: &Line, here: Option<usize>) -> Vec<Html> {
        let words = words_of_head(self.columns);
        let is_here = here.is_some_and(|here| here < words);
        let label = html! {
            <div
                id={is_here.then_some(CELL_ID)}
                class="group-words"
                role="gridcell"
                aria-colspan={words.to_string()}
            >
                { twist(line) }
                { self.name(line) }
                <small>{ self.counts(line) }</small>
            </div>
        };
        let sums = self.columns.iter().enumerate().skip(words);
        let sums = sums.map(|(at, column)| {
            let id = (here == Some(at)).then_some(CELL_ID);
            html! { <div {id} class="number" role="gridcell">{ self.sum(column, line) }</div> }
        });
        [label].into_iter().chain(sums).collect()
    }

    fn name(&self, line: &Line) -> Html {
        let props = self.props;
        let Grouping::By(field) = props.grouping else {
            return Html::default();
        };
        let Some(column) = column(props.table, field) else {
            return Html::default();
        };
        if line.has_no_value() {
            let name = ["no ", &column.title.to_ascii_lowercase()].concat();
            return html! { <span class="dim">{ name }</span> };
        }
        let first = props
            .lines
            .rows_of(line)
            .first()
            .copied()
            .unwrap_or(u32::MAX);
        let content = (column.cell)(&props.catalog, first as usize);
        html! {
            <>
                <span class="group-name">{ content.text }</span>
                // The number of one process says nothing of others with its name.
                if field != Field::Process && !content.note.is_empty() {
                    <small>{ content.note }</small>
                }
            </>
        }
    }

    /// `12 sockets: 10 listen, 2 established`.
    fn counts(&self, line: &Line) -> String {
        let props = self.props;
        let rows = props.lines.rows_of(line);
        let (one, many) = noun(props.table);
        let mut text = counted(rows.len(), one, many);
        let field = told_apart_by(props.table).filter(|&it| props.grouping != Grouping::By(it));
        let counts = field.map(|field| props.tables.get(props.table).counts(field, rows));
        let mut between = ": ";
        for (place, (value, count)) in counts.unwrap_or_default().into_iter().enumerate() {
            if place == APART {
                text.push_str(", …");
                break;
            }
            text.push_str(between);
            text.push_str(&[&grouped(count as u64), " ", &shown_text(&value)].concat());
            between = ", ";
        }
        text
    }

    fn sum(&self, column: &Column, line: &Line) -> String {
        let props = self.props;
        let rows = props.lines.rows_of(line);
        let sum = column.sum.and_then(|sum| {
            let table = props.tables.get(props.table);
            table.sum(column.field, rows).map(sum)
        });
        sum.unwrap_or_default()
    }
}

fn twist(line: &Line) -> Html {
    let sign = match line.is_open {
        Some(true) => "▾",
        Some(false) => "▸",
        None => "",
    };
    html! { <span class="twist" aria-hidden="true">{ sign }</span> }
}

/// The cell of a tree that shows how deep its row stands.
fn branch(id: Option<&'static str>, line: &Line, content: Cell) -> Html {
    html! {
        <div {id} class="branch" role="gridcell">
            { for (0..line.level.min(MOST_LEVELS)).map(|_| html! { <i /> }) }
            { twist(line) }
            <span>{ content.text }</span><small>{ content.note }</small>
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
    if !content.drawing.is_empty() {
        return html! {
            <div {id} class="drawn" role="gridcell">
                <span class="visually-hidden">{ content.text }</span>
                <svg viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true">
                    <path d={content.drawing} />
                </svg>
            </div>
        };
    }
    if content.note.is_empty() {
        html! { <div {id} class={classes!(number, tone)} role="gridcell">{ content.text }</div> }
    } else {
        let whole = column.is_whole.then_some("whole");
        html! {
            <div {id} class={classes!("noted", number, tone, whole)} role="gridcell">
                <span>{ content.text }</span><small>{ content.note }</small>
            </div>
        }
    }
}
