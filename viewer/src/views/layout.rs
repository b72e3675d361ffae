//! Which columns of a table a person sees, in which order, and how wide.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::index::{Field, TableKind};

use super::{Column, columns};

/// The narrowest and the widest that a person can make a column, in CSS pixels.
pub const WIDTHS: std::ops::RangeInclusive<u16> = 32..=1600;

/// What a person has chosen of a table's columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The fields of the columns that are shown, from left to right; empty for those that are shown
    /// to a person who has not chosen.
    pub columns: Vec<Field>,
    /// The columns with a width of their own, in CSS pixels.
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

    /// The columns as CSS `grid-template-columns`, and the least width of all of them together with
    /// this many CSS pixels more.
    pub fn template(&self, columns: &[&Column], more: u32) -> (String, String) {
        let mut template = String::new();
        // Usual widths follow the size of text.
        let (mut usual, mut pixels) = (0, more);
        for column in columns {
            if let Some(width) = self.width(column.field) {
                pixels += u32::from(width);
                template.push_str(&[&width.to_string(), "px "].concat());
                continue;
            }
            let width = u32::from(column.width);
            usual += width;
            let least = ["calc(", &width.to_string(), "*.0625rem)"].concat();
            if column.share == 0 {
                template.push_str(&[&least, " "].concat());
            } else {
                let share = column.share.to_string();
                template.push_str(&["minmax(", &least, ",", &share, "fr) "].concat());
            }
        }
        let [usual, pixels] = [usual, pixels].map(|it| it.to_string());
        let width = ["calc(", &usual, "*.0625rem + ", &pixels, "px)"].concat();
        (template, width)
    }

    /// The columns to choose from: those that are shown in their order, then the others; and how
    /// many are shown.
    pub fn choice(&self, table: TableKind, catalog: &Catalog) -> (Vec<&'static Column>, usize) {
        let mut choice = shown_columns(table, catalog, self);
        let shown = choice.len();
        for column in columns(table) {
            if choice.iter().all(|known| known.field != column.field) {
                choice.push(column);
            }
        }
        (choice, shown)
    }
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
        for (field, width, template, all) in [
            (
                Field::Rows,
                None,
                "calc(96*.0625rem) minmax(calc(256*.0625rem),30fr) ",
                "calc(352*.0625rem + 16px)",
            ),
            (
                Field::Detail,
                Some(100),
                "calc(96*.0625rem) 100px ",
                "calc(96*.0625rem + 116px)",
            ),
            (
                Field::Rows,
                Some(3),
                "32px 100px ",
                "calc(0*.0625rem + 148px)",
            ),
            (
                Field::Detail,
                None,
                "32px minmax(calc(256*.0625rem),30fr) ",
                "calc(256*.0625rem + 48px)",
            ),
        ] {
            layout.set_width(field, width);
            let shown = shown_columns(TableKind::Sources, &catalog, &layout);
            let said = layout.template(&shown, 16);
            assert_eq!(said, (template.to_owned(), all.to_owned()));
        }
        let (choice, shown) = layout.choice(TableKind::Sources, &catalog);
        assert_eq!(names(&choice), "rows detail ns source status us");
        assert_eq!(shown, 2);
    }
}
