//! Where things of a table are on the screen: what can be seen of it, how wide its columns are.

use web_sys::HtmlElement;

use super::draw::words_of_head;
use super::window::whole;
use super::{Table, TableProps, print, window};

/// What a row has beside its columns, in CSS pixels.
const PADDING: u32 = 16;

impl Table {
    pub(super) fn scroll(&self) -> f64 {
        let grid = self.grid.cast::<HtmlElement>();
        grid.map_or(0.0, |grid| f64::from(grid.scroll_top()))
    }

    /// Looks where the table is scrolled to; says whether other lines have to be in the page.
    pub(super) fn look(&mut self, lines: usize) -> bool {
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            let head = self
                .head
                .cast::<HtmlElement>()
                .map_or(0, |head| head.offset_height());
            self.view = f64::from((grid.client_height() - head).max(0));
        }
        let shown = if self.prints {
            window::printed(lines, print::MOST_ROWS)
        } else {
            window::window(lines, self.scroll(), self.view)
        };
        let is_other = shown != self.shown;
        self.shown = shown;
        is_other
    }

    /// Puts the lines where they belong. A style attribute would be blocked by the page's policy.
    pub(super) fn place(&self) {
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
    pub(super) fn lay_out(&self, props: &TableProps) {
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            let columns = props.columns();
            let dragged = self.drag.as_ref().and_then(|drag| drag.layout.as_ref());
            let layout = dragged.unwrap_or(&props.layout);
            let (template, width) = layout.template(&columns, PADDING);
            let words = ["1 / ", &(words_of_head(&columns) + 1).to_string()].concat();
            let style = grid.style();
            for (name, value) in [
                ("--columns", template),
                ("--width", width),
                ("--words", words),
            ] {
                // Only an invalid name could fail.
                let _ = style.set_property(name, &value);
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates; heights are bounded"
    )]
    pub(super) fn scroll_to(&self, scroll: f64) {
        if let Some(grid) = self.grid.cast::<HtmlElement>() {
            grid.set_scroll_top(scroll.ceil() as i32);
        }
    }

    pub(super) fn reveal_current(&mut self, lines: usize) {
        if let Some(current) = self.cursor.row {
            let scroll = self.scroll();
            let wanted = window::scroll_to_show(current, lines, scroll, self.view);
            if (wanted - scroll).abs() > 0.5 {
                // The page may not be as tall yet as it is about to be.
                self.place();
                self.scroll_to(wanted);
                self.look(lines);
            }
        }
    }
}
