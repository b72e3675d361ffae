//! Where the menu of a value is opened: which cell or fact of the page that is, found from the page
//! itself, so that no cell needs a listener or an attribute of its own.

use netsnap_shared::index::{Field, TableKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

use crate::browser::{document, window};
use crate::links::closest;
use crate::table::GRID_ID;

/// How wide the ⋯ of a cell is, in CSS pixels (style/46-menu.css).
const HANDLE: f64 = 20.0;

/// A value in the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Anchor {
    pub(super) row: u32,
    pub(super) field: Field,
    /// What the page calls the field.
    pub(super) title: String,
    /// The place of the cell in its row; none for a fact of the details.
    pub(super) column: Option<u32>,
    /// Where the menu begins, in CSS pixels of the window.
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Anchor {
    /// The cell around an event's target.
    pub(super) fn at_cell(table: TableKind, event: &Event) -> Option<Self> {
        let cell = closest(event, "[role=gridcell]")?;
        Self::of_cell(table, &cell)
    }

    /// The current cell of the table that has the focus; of a current row the first.
    pub(super) fn at_current_cell(table: TableKind, event: &Event) -> Option<Self> {
        let grid = closest(event, ".grid")?;
        let current = grid.get_attribute("aria-activedescendant")?;
        let current = document()?.get_element_by_id(&current)?;
        if current.matches("[role=gridcell]").unwrap_or(false) {
            return Self::of_cell(table, &current);
        }
        Self::of_cell(table, &current.query_selector("[role=gridcell]").ok()??)
    }

    /// The fact whose button was worked, of the row that is selected.
    pub(super) fn at_fact(table: TableKind, row: u32, event: &Event) -> Option<Self> {
        let button = closest(event, "[data-value]")?;
        let field = table.field(&button.get_attribute("data-value")?)?;
        let title = button.get_attribute("title")?;
        Some(Self::below(&button, row, field, title, None))
    }

    /// The cell that is so many columns to the right in the same row.
    pub(super) fn beside(&self, table: TableKind, columns: i32) -> Option<Self> {
        let column = self.column?.checked_add_signed(columns)?;
        let row = ["row-", &self.row.to_string()].concat();
        let row = document()?.get_element_by_id(&row)?;
        let cell = row.children().item(column)?;
        crate::focus::reveal(&cell);
        Self::of_cell(table, &cell)
    }

    fn of_cell(table: TableKind, cell: &Element) -> Option<Self> {
        let line = cell.parent_element()?;
        let row = line.id().strip_prefix("row-")?.parse().ok()?;
        let mut column = 0;
        let mut before = cell.previous_element_sibling();
        while let Some(element) = before {
            column += 1;
            before = element.previous_element_sibling();
        }
        let titles = line.closest(".grid").ok()??;
        let titles = titles.query_selector("[role=row]").ok()??;
        let title: HtmlElement = titles.children().item(column)?.dyn_into().ok()?;
        let field = table.field(&title.get_attribute("data-field")?)?;
        let name = title.query_selector("button").ok()??.first_child()?;
        let name = name.text_content().unwrap_or_default();
        Some(Self::below(cell, row, field, name, Some(column)))
    }

    fn below(
        element: &Element,
        row: u32,
        field: Field,
        title: String,
        column: Option<u32>,
    ) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            row,
            field,
            title,
            column,
            x: place.left(),
            y: place.bottom(),
        }
    }
}

/// Whether a click is on the ⋯ that a cell shows under the pointer: at its end, and before a number.
pub(crate) fn is_on_handle(event: &MouseEvent) -> bool {
    let is_on = || {
        let cell = closest(event, "[role=gridcell]")?;
        let style = window()?.get_computed_style_with_pseudo_elt(&cell, "::after");
        let content = style.ok()??.get_property_value("content").ok()?;
        let place = cell.get_bounding_client_rect();
        let x = f64::from(event.client_x());
        let is_there = if cell.matches(".number").unwrap_or(false) {
            x - place.left() <= HANDLE
        } else {
            place.right() - x <= HANDLE
        };
        // Where nothing hovers there is no ⋯.
        Some(is_there && content.contains('⋯'))
    };
    is_on().unwrap_or(false)
}

/// What has the focus, so that it can have it again; the table where nothing has.
pub(super) fn focused() -> Option<HtmlElement> {
    let document = document()?;
    let active = document.active_element();
    let active = active.filter(|active| !active.matches("body").unwrap_or(false));
    let element = active.or_else(|| document.get_element_by_id(GRID_ID))?;
    element.dyn_into().ok()
}
