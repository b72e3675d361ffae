//! Which columns of a table a person sees, in which order, and how wide.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Field, TableKind};

use super::{Column, columns};

/// The narrowest and the widest that a person can make a column, in CSS pixels at the usual size of
/// text.
pub const WIDTHS: std::ops::RangeInclusive<u16> = 32..=1600;

/// What a person has chosen of a table's columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The fields of the columns that are shown, from left to right; empty for those that are shown
    /// to a person who has not chosen.
    pub columns: Vec<Field>,
    /// The columns with a width of their own, in CSS pixels at the usual size of text.
    pub widths: Vec<(Field, u16)>,
}

/// The columns of a table that are shown, from left to right.
pub fn shown_columns(table: TableKind, catalog: &Catalog, layout: &Layout) -> Vec<&'static Column> {
    let chosen: Vec<&Column> = layout
        .columns
        .iter()
        .filter_map(|&field| column(table, field))
        .collect();
    if chosen.is_empty() {
        let all = columns(table).iter();
        return all.filter(|it| it.is_shown_first(catalog)).collect();
    }
    chosen
}

/// The column of a table that shows a field.
pub fn column(table: TableKind, field: Field) -> Option<&'static Column> {
    columns(table).iter().find(|column| column.field == field)
}

impl Layout {
    /// The width that was chosen for a column.
    pub fn width(&self, field: Field) -> Option<u16> {
        let mut widths = self.widths.iter();
        widths.find(|(of, _)| *of == field).map(|&(_, width)| width)
    }

    /// Gives a column a width, or the usual one.
    pub fn set_width(&mut self, field: Field, width: Option<u16>) {
        self.widths.retain(|(of, _)| *of != field);
        if let Some(width) = width {
            let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
            self.widths.push((field, width));
        }
    }

    /// Shows a column that is not shown, beside the one it usually stands beside, and no longer
    /// shows one that is; the last one stays.
    pub fn toggle(&mut self, table: TableKind, catalog: &Catalog, field: Field) {
        let mut shown = self.shown(table, catalog);
        if let Some(place) = shown.iter().position(|&it| it == field) {
            if shown.len() > 1 {
                shown.remove(place);
            }
        } else {
            let all = columns(table).iter().map(|column| column.field);
            let before = all.take_while(|&it| it != field);
            let after = before.filter_map(|it| shown.iter().position(|&known| known == it));
            let place = after.last().map_or(0, |place| place + 1);
            shown.insert(place, field);
        }
        self.choose(table, catalog, shown);
    }

    /// Brings a column that is shown to another place among those that are.
    pub fn move_to(&mut self, table: TableKind, catalog: &Catalog, field: Field, place: usize) {
        let mut shown = self.shown(table, catalog);
        let before = shown.len();
        shown.retain(|&it| it != field);
        if shown.len() < before {
            shown.insert(place.min(shown.len()), field);
            self.choose(table, catalog, shown);
        }
    }

    fn shown(&self, table: TableKind, catalog: &Catalog) -> Vec<Field> {
        let shown = shown_columns(table, catalog, self);
        shown.iter().map(|column| column.field).collect()
    }

    /// What is shown anyway need not be chosen.
    fn choose(&mut self, table: TableKind, catalog: &Catalog, shown: Vec<Field>) {
        let usual = Self::default().shown(table, catalog);
        self.columns = if shown == usual { Vec::new() } else { shown };
    }

    /// The columns as CSS `grid-template-columns`, and the least width of all of them together in
    /// CSS pixels at the usual size of text.
    pub fn template(&self, columns: &[&Column]) -> (String, u32) {
        let mut template = String::new();
        let mut least = 0;
        for column in columns {
            let chosen = self.width(column.field);
            let width = chosen.unwrap_or(column.width);
            least += u32::from(width);
            let width = rems(width.into());
            let share = column.share.to_string();
            if chosen.is_some() || column.share == 0 {
                template.push_str(&width);
            } else {
                template.push_str(&["minmax(", &width, ",", &share, "fr)"].concat());
            }
            template.push(' ');
        }
        (template, least)
    }
}

/// A length that follows the size of text, as CSS.
pub fn rems(pixels: u32) -> String {
    ["calc(", &pixels.to_string(), "*.0625rem)"].concat()
}

#[cfg(test)]
mod tests {
    use netsnap_shared::bundle::{Limits, decode};

    use super::*;
    use crate::sample::bundle;

    fn names(columns: &[&Column]) -> String {
        let names = columns.iter().map(|column| column.field.names()[0]);
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_chosen_and_moved() {
        let catalog = &Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot);
        let table = TableKind::Sources;
        let mut layout = Layout::default();
        let mut check = |change: &dyn Fn(&mut Layout), shown: &str, chosen: usize| {
            change(&mut layout);
            assert_eq!(names(&shown_columns(table, catalog, &layout)), shown);
            assert_eq!(layout.columns.len(), chosen, "{shown}");
        };
        let toggle = |field| move |layout: &mut Layout| layout.toggle(table, catalog, field);
        let to =
            |field, place| move |layout: &mut Layout| layout.move_to(table, catalog, field, place);
        check(&|_| (), "source status rows us detail", 0);
        check(&toggle(Field::Rows), "source status us detail", 4);
        check(&to(Field::Detail, 0), "detail source status us", 4);
        check(&to(Field::Detail, 99), "source status us detail", 4);
        check(&to(Field::Rows, 0), "source status us detail", 4);
        check(&toggle(Field::Namespace), "ns source status us detail", 5);
        check(&toggle(Field::Namespace), "source status us detail", 4);
        check(&toggle(Field::Rows), "source status rows us detail", 0);
        check(
            &|layout| layout.columns = vec![Field::Metric, Field::Rows],
            "rows",
            2,
        );
        check(&toggle(Field::Rows), "rows", 1);
        check(
            &|layout| layout.columns = vec![Field::Metric],
            "source status rows us detail",
            1,
        );
    }

    #[test]
    fn a_width_replaces_the_usual_one() {
        let catalog = Catalog::new(decode(&bundle(), &Limits::default()).unwrap().snapshot);
        let mut layout = Layout {
            columns: vec![Field::Rows, Field::Detail],
            ..Layout::default()
        };
        for (field, width, template, least) in [
            (
                Field::Rows,
                None,
                "calc(96*.0625rem) minmax(calc(256*.0625rem),30fr) ",
                352,
            ),
            (
                Field::Detail,
                Some(100),
                "calc(96*.0625rem) calc(100*.0625rem) ",
                196,
            ),
            (
                Field::Rows,
                Some(3),
                "calc(32*.0625rem) calc(100*.0625rem) ",
                132,
            ),
            (
                Field::Detail,
                None,
                "calc(32*.0625rem) minmax(calc(256*.0625rem),30fr) ",
                288,
            ),
        ] {
            layout.set_width(field, width);
            let shown = shown_columns(TableKind::Sources, &catalog, &layout);
            assert_eq!(layout.template(&shown), (template.to_owned(), least));
        }
    }
}
