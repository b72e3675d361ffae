//! What keys and clicks do to a table.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::drag::widen;
use super::keys::{self, Cursor, Extent, Move};
use super::tools::Tool;
use super::{GRID_ID, Table, TableProps, window};
use crate::details::DETAILS_ID;
use crate::focus::focus;
use crate::selection::Line;
use crate::store::Action;
use crate::value_menu::is_on_handle;
use crate::views::Column;

impl Table {
    pub(super) fn press(&mut self, props: &TableProps, event: &KeyboardEvent) -> bool {
        let key = event.key();
        let works_a_button = matches!(key.as_str(), "Enter" | " ")
            && target(event)
                .is_some_and(|target| target.closest("button").ok().flatten().is_some());
        if event.meta_key() || event.alt_key() || works_a_button {
            return false;
        }
        let lines = &props.lines;
        let columns = props.columns();
        let extent = Extent {
            rows: lines.len(),
            columns: columns.len(),
            page: window::page(self.view),
        };
        let shifted = event.shift_key().then(|| keys::shifted(&key, self.cursor));
        let movement = shifted
            .flatten()
            .or_else(|| keys::fold(&key, self.cursor, lines))
            .or_else(|| keys::movement(&key, event.ctrl_key(), self.cursor, extent));
        let Some(movement) = movement else {
            return false;
        };
        match movement {
            Move::To(cursor) => {
                let is_other_row = cursor.row != self.cursor.row;
                self.is_cell_new = cursor.column.is_some();
                self.cursor = cursor;
                self.reveal_current(lines.len());
                // Open details follow the current row.
                if let Some(row) = self.current_row(props)
                    && is_other_row
                    && props.selected.is_some()
                {
                    props.on_action.emit(Action::Follow(row));
                }
            }
            Move::Sort(column) => sort(props, column, false),
            Move::SortToo(column) => sort(props, column, true),
            Move::Widen(column, by) => {
                if let Some(column) = columns.get(column) {
                    widen(props, column, by);
                }
            }
            Move::Fold => self.fold(props),
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

    pub(super) fn click(&mut self, props: &TableProps, event: &MouseEvent) -> bool {
        let Some(target) = target(event).filter(|_| !is_on_handle(event)) else {
            return false;
        };
        if edge(event, props).is_some() {
            return false;
        }
        if let Some(column) = index_of(&target, "[role=columnheader]", "aria-colindex") {
            sort(props, column, event.shift_key());
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
        let line = props.lines.get(current);
        let is_fold = line.is_some_and(|line| line.is_head) || target.matches(".twist") == Ok(true);
        if is_fold {
            self.fold(props);
        } else {
            let row = self.current_row(props);
            props.on_action.emit(Action::Select(row));
        }
        true
    }

    /// Folds the current line, or unfolds it.
    pub(super) fn fold(&self, props: &TableProps) {
        let line = self.current_line(props);
        if let Some(line) = line.filter(|line| line.is_open.is_some()) {
            props.on_action.emit(Action::Fold(line.id));
        }
    }

    pub(super) fn tool(&mut self, props: &TableProps, event: &MouseEvent) -> bool {
        let tool = target(event).and_then(|target| Tool::of(&target));
        let Some((tool, action)) = tool.and_then(|tool| Some((tool, tool.action(props)?))) else {
            return false;
        };
        self.focused = tool.source(props);
        props.on_action.emit(action);
        false
    }

    pub(super) fn current_line(&self, props: &TableProps) -> Option<Line> {
        props.lines.get(self.cursor.row?)
    }

    /// The row that the keys are at.
    pub(super) fn current_row(&self, props: &TableProps) -> Option<u32> {
        self.current_line(props)?.row()
    }
}

fn sort(props: &TableProps, column: usize, is_added: bool) {
    if let Some(column) = props.columns().get(column) {
        let field = column.field;
        props.on_action.emit(if is_added {
            Action::SortToo(field)
        } else {
            Action::Sort(field)
        });
    }
}

/// The column whose edge an event is about.
pub(super) fn edge(event: &Event, props: &TableProps) -> Option<&'static Column> {
    let target = target(event).filter(|target| target.matches(".edge") == Ok(true))?;
    let column = index_of(&target, "[role=columnheader]", "aria-colindex")?;
    props.columns().get(column).copied()
}

pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The index, from 0, in a one-based attribute of the element around `target`.
fn index_of(target: &Element, selector: &str, attribute: &str) -> Option<usize> {
    let element = target.closest(selector).ok()??;
    let index: usize = element.get_attribute(attribute)?.parse().ok()?;
    index.checked_sub(1)
}
