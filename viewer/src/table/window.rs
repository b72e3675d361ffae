//! Which rows of a long table are in the page, as arithmetic.
//!
//! Every row has the same height, so the rows that can be seen follow from where the table is
//! scrolled to. A browser cannot lay out an element of any height: a table that is taller than
//! [`MAX_HEIGHT`] is scrolled in proportion.

/// The height of a row in CSS pixels.
pub(super) const ROW_HEIGHT: f64 = 28.0;

/// The height of the tallest element, in CSS pixels, that every browser lays out (Firefox gives up
/// near 17.9 million).
const MAX_HEIGHT: f64 = 15_000_000.0;

/// Rows kept beyond each edge of what can be seen, so that scrolling does not show a gap.
const MARGIN: usize = 8;

/// The most rows in the page at a time, on screens of usual height.
pub(super) const MAX_ROWS: usize = 60;

/// The rows that are in the page, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    /// The first row in the page, by its place in the order shown.
    pub first: usize,
    /// How many rows are in the page.
    pub count: usize,
    /// Where the first of them is from the top of all rows, in CSS pixels.
    pub top: f64,
    /// The height of all rows, in CSS pixels.
    pub height: f64,
}

/// The window on `rows` rows when the table is scrolled by `scroll` pixels and shows `view` pixels
/// of them.
pub(super) fn window(rows: usize, scroll: f64, view: f64) -> Window {
    let height = height(rows);
    let scroll = scroll.clamp(0.0, (height - view).max(0.0));
    let visible = whole((view / ROW_HEIGHT).ceil()) + 1;
    let margin = (MAX_ROWS.saturating_sub(visible) / 2).clamp(2, MARGIN);
    let exact = exact(rows, scroll, view);
    // In steps of the margin's half, so that not every pixel of scrolling makes another window.
    let step = (margin / 2).max(1);
    let first = whole(exact).saturating_sub(margin) / step * step;
    // Near the top of a table that is scrolled in proportion there is no room for a margin.
    let first = first.max(whole(exact - scroll / ROW_HEIGHT)).min(rows);
    let count = (visible + 2 * margin).min(rows - first);
    let top = scroll + rows_of(first) - exact * ROW_HEIGHT;
    Window {
        first,
        count,
        top: top.max(0.0).round(),
        height,
    }
}

/// The first rows, `most` at most, for a printer.
pub(super) fn printed(rows: usize, most: usize) -> Window {
    Window {
        first: 0,
        count: rows.min(most),
        top: 0.0,
        height: height(rows),
    }
}

/// How far a table has to be scrolled so that a row can be seen whole; `scroll` when it can.
pub(super) fn scroll_to_show(row: usize, rows: usize, scroll: f64, view: f64) -> f64 {
    let first = exact(rows, scroll, view);
    let seen = view / ROW_HEIGHT;
    let row = rows_of(row) / ROW_HEIGHT;
    let wanted = if row < first {
        row
    } else if row + 1.0 > first + seen {
        row + 1.0 - seen
    } else {
        return scroll;
    };
    let (range, last) = ranges(rows, view);
    if last <= 0.0 {
        0.0
    } else {
        (wanted / last * range).clamp(0.0, range)
    }
}

/// How many rows a page up or down moves by.
pub(super) fn page(view: f64) -> usize {
    whole(view / ROW_HEIGHT).saturating_sub(1).max(1)
}

fn height(rows: usize) -> f64 {
    rows_of(rows).min(MAX_HEIGHT)
}

/// How far can be scrolled in pixels, and in rows.
fn ranges(rows: usize, view: f64) -> (f64, f64) {
    let pixels = (height(rows) - view).max(0.0);
    (pixels, (rows_of(rows) - view).max(0.0) / ROW_HEIGHT)
}

/// The row at the upper edge, with its fraction that is scrolled out of sight.
fn exact(rows: usize, scroll: f64, view: f64) -> f64 {
    let (pixels, last) = ranges(rows, view);
    if pixels <= 0.0 {
        0.0
    } else {
        scroll / pixels * last
    }
}

#[expect(clippy::cast_precision_loss, reason = "row numbers are far below 2^52")]
fn rows_of(rows: usize) -> f64 {
    rows as f64 * ROW_HEIGHT
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which is what is wanted of a scroll position"
)]
pub(super) fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row that can be seen is in the page, the page holds few, and they are where they
    /// should be.
    #[track_caller]
    fn check(rows: usize, scroll: f64, view: f64) {
        let shown = window(rows, scroll, view);
        let case = format!("{rows} rows, scrolled {scroll} of {view}: {shown:?}");
        let scroll = scroll.clamp(0.0, (shown.height - view).max(0.0));
        let first = exact(rows, scroll, view);
        let seen_to = whole((first + view / ROW_HEIGHT).ceil()).min(rows);
        assert!(shown.first <= whole(first), "{case}");
        assert!(shown.first + shown.count >= seen_to, "{case}");
        assert!(shown.first + shown.count <= rows, "{case}");
        assert!(
            shown.count <= MAX_ROWS.max(whole(view / ROW_HEIGHT) + 6),
            "{case}"
        );
        let where_seen = shown.top + (first - rows_of(shown.first) / ROW_HEIGHT) * ROW_HEIGHT;
        // In a table that is scrolled in proportion a row at the very top may be off by itself.
        let is_exact = height(rows) < MAX_HEIGHT;
        let tolerance = if is_exact { 1.0 } else { ROW_HEIGHT };
        assert!((where_seen - scroll).abs() <= tolerance, "{case}");
    }

    #[test]
    fn what_can_be_seen_is_in_the_page() {
        for rows in [0, 1, 7, 30, 59, 60, 61, 1_000, 100_000, 535_715, 2_000_000] {
            for view in [0.0, 27.0, 400.0, 813.5, 1_100.0, 4_000.0] {
                let height = height(rows);
                for scroll in [
                    0.0,
                    1.0,
                    27.9,
                    28.0,
                    1_000.3,
                    height / 2.0,
                    height,
                    height + 99.0,
                ] {
                    check(rows, scroll, view);
                }
            }
        }
    }

    #[test]
    fn a_hundred_thousand_rows_need_sixty_at_most() {
        let shown = window(100_000, 1_400_000.0, 1_000.0);
        assert_eq!((shown.first, shown.count), (49_992, 53));
        assert!((shown.height - 2_800_000.0).abs() < 0.5);
    }

    #[test]
    fn showing_a_row_scrolls_no_further_than_needed() {
        for (row, rows, scroll, view, wanted) in [
            (0, 100, 0.0, 280.0, 0.0),
            (9, 100, 0.0, 280.0, 0.0),
            (10, 100, 0.0, 280.0, 28.0),
            (3, 100, 560.0, 280.0, 84.0),
            (99, 100, 0.0, 280.0, 2_520.0),
            (5, 6, 0.0, 280.0, 0.0),
        ] {
            let scrolled = scroll_to_show(row, rows, scroll, view);
            assert!((scrolled - wanted).abs() < 0.01, "row {row}: {scrolled}");
        }
    }

    #[test]
    fn every_row_of_a_huge_table_can_be_shown() {
        let (rows, view) = (2_000_000, 800.0);
        for row in [0, 1, 999_999, 1_999_999] {
            let scroll = scroll_to_show(row, rows, 7_000_000.0, view);
            let shown = window(rows, scroll, view);
            assert!(
                (shown.first..shown.first + shown.count).contains(&row),
                "{row}: {shown:?}"
            );
        }
    }

    #[test]
    fn a_page_is_what_can_be_seen_less_one_row() {
        assert_eq!((page(280.0), page(300.0), page(0.0)), (9, 9, 1));
    }
}
