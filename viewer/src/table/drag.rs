//! Dragging: the edge of a title makes its column wider, a column in the list goes to another place.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent, PointerEvent};
use yew::Context;

use super::hands::{edge, target};
use super::tools::place_of;
use super::window::whole;
use super::{Msg, Table, TableProps};
use crate::browser;
use crate::store::Action;
use crate::views::{Column, Layout};

/// What is dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dragged {
    /// The edge of a column: from where, and how wide the column was, in CSS pixels.
    Edge(i32, i32),
    /// A column in the list.
    Item,
}

/// Something on its way.
pub(super) struct Drag {
    dragged: Dragged,
    column: &'static Column,
    /// The columns as they look meanwhile.
    pub(super) layout: Option<Layout>,
    _listeners: [EventListener; 3],
}

impl Table {
    pub(super) fn begin_drag(&mut self, ctx: &Context<Self>, event: &PointerEvent) {
        let Some(target) = target(event).filter(|_| event.button() == 0) else {
            return;
        };
        let props = ctx.props();
        let begun = if let Some(column) = edge(event, props) {
            let title = target.closest("[role=columnheader]").ok().flatten();
            let title = title.and_then(|title| title.dyn_into::<HtmlElement>().ok());
            let width = title.map_or(0, |title| title.offset_width());
            Some((Dragged::Edge(event.client_x(), width), column))
        } else if target.matches(".handle") == Ok(true) {
            let (choice, shown) = props.layout.choice(props.table, &props.catalog);
            let place = place_of(&target).filter(|&place| place < shown);
            place.and_then(|place| Some((Dragged::Item, *choice.get(place)?)))
        } else {
            None
        };
        if let (Some((dragged, column)), Some(window)) = (begun, browser::window()) {
            // Nothing is marked, and nothing is scrolled by a finger.
            event.prevent_default();
            let listener = |name: &'static str, is_end: bool| {
                let link = ctx.link().clone();
                EventListener::new(&window, name, move |event| {
                    if let Some(event) = event.dyn_ref::<MouseEvent>() {
                        link.send_message(Msg::Drag(event.client_x(), event.client_y(), is_end));
                    }
                })
            };
            self.drag = Some(Drag {
                dragged,
                column,
                layout: None,
                _listeners: [
                    listener("pointermove", false),
                    listener("pointerup", true),
                    listener("pointercancel", true),
                ],
            });
        }
    }

    pub(super) fn go_on_dragging(&mut self, props: &TableProps, x: i32, y: i32, is_end: bool) {
        let Some(drag) = &mut self.drag else {
            return;
        };
        match drag.dragged {
            Dragged::Edge(from, width) => {
                // Who has not moved it may have clicked twice.
                if x != from || drag.layout.is_some() {
                    let mut layout = props.layout.clone();
                    let width = u16::try_from(width + x - from).unwrap_or(0);
                    layout.set_width(drag.column.field, Some(width));
                    drag.layout = Some(layout);
                    self.lay_out(props);
                }
            }
            Dragged::Item => {
                if let Some(place) = self.place_in_list(props, y) {
                    let field = self.drag.as_ref().map(|drag| drag.column.field);
                    let mut layout = props.layout.clone();
                    if let Some(field) = field {
                        layout.move_to(props.table, &props.catalog, field, place);
                    }
                    if layout != props.layout {
                        props.on_action.emit(Action::Columns(layout));
                    }
                }
            }
        }
        if is_end {
            let layout = self.drag.take().and_then(|drag| drag.layout);
            if let Some(layout) = layout {
                props.on_action.emit(Action::Columns(layout));
            }
        }
    }

    /// The place among the columns that are shown of what is at this height of the page.
    fn place_in_list(&self, props: &TableProps, y: i32) -> Option<usize> {
        let list = self.list.cast::<HtmlElement>()?;
        let (choice, shown) = props.layout.choice(props.table, &props.catalog);
        let count = i32::try_from(choice.len()).ok()?;
        let top = whole(list.get_bounding_client_rect().top().max(0.0));
        let y = y - i32::try_from(top).ok()?;
        let place = y * count / list.offset_height().max(1);
        Some(
            usize::try_from(place)
                .unwrap_or(0)
                .min(shown.checked_sub(1)?),
        )
    }
}

/// Makes the column whose title the keys are at wider by so many CSS pixels, or narrower.
pub(super) fn widen(props: &TableProps, column: &Column, by: i32) {
    let page = browser::document();
    let title = page.and_then(|page| page.get_element_by_id(super::CELL_ID));
    let title = title.and_then(|title| title.dyn_into::<HtmlElement>().ok());
    let width = title.map_or(i32::from(column.width), |title| title.offset_width());
    let mut layout = props.layout.clone();
    let width = u16::try_from(width + by).unwrap_or(0);
    layout.set_width(column.field, Some(width));
    props.on_action.emit(Action::Columns(layout));
}
