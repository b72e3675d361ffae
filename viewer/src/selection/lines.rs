//! The lines of a table: its rows, or the heads of groups with their rows, or rows below rows; and
//! which of them are folded away.

use std::ops::Range;
use std::rc::Rc;

use netsnap_shared::index::Group;

/// What stands for the rows without a value among the numbers of groups.
const NO_VALUE: u32 = u32::MAX;

/// What is folded: the lines of groups by the code of their value, those of rows by the row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folds {
    /// Whether a line is unfolded that is not among the others.
    is_open: bool,
    /// The lines of which the opposite holds, ascending.
    others: Vec<u32>,
}

impl Folds {
    /// Everything folded, or everything unfolded.
    pub fn all(is_open: bool) -> Self {
        Self {
            is_open,
            others: Vec::new(),
        }
    }

    /// Unfolds a line that is folded, and folds one that is not.
    pub fn toggle(&mut self, id: u32) {
        match self.others.binary_search(&id) {
            Ok(place) => drop(self.others.remove(place)),
            Err(place) => self.others.insert(place, id),
        }
    }

    fn is_open(&self, id: u32) -> bool {
        self.is_open != self.others.binary_search(&id).is_ok()
    }
}

/// A line that may have lines below it.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// A row, or for a head the code of its value.
    pub id: u32,
    /// The place of its first row in the order shown, and where its rows end; those of a row are
    /// itself and all below it.
    pub first: u32,
    /// Where they end.
    pub end: u32,
    /// How many lines it stands below.
    pub level: u32,
    /// Whether it is the head of a group and no row itself.
    pub is_head: bool,
}

impl Node {
    fn rows(&self) -> u32 {
        self.end.saturating_sub(self.first)
    }

    fn has_below(&self) -> bool {
        self.is_head || self.rows() > 1
    }

    /// How many lines it takes unfolded, itself included.
    fn lines(&self) -> usize {
        self.rows() as usize + usize::from(self.is_head)
    }
}

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// A row, or for a head the code of its value.
    pub id: u32,
    /// The places of its rows in the order shown: itself and those below it.
    pub rows: Range<usize>,
    /// How many lines it stands below.
    pub level: u32,
    /// Whether it is the head of a group and no row itself.
    pub is_head: bool,
    /// Whether the lines below it are shown; none where there are none.
    pub is_open: Option<bool>,
}

impl Line {
    /// The row that it is.
    pub fn row(&self) -> Option<u32> {
        (!self.is_head).then_some(self.id)
    }

    /// Whether it is the head of the rows without a value.
    pub fn has_no_value(&self) -> bool {
        self.is_head && self.id == NO_VALUE
    }
}

/// The lines of a table, of which some may be folded away.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    rows: Rc<Vec<u32>>,
    /// Each line, those below a line after it; none where lines are rows and nothing else.
    nodes: Option<Rc<Vec<Node>>>,
    /// The lines that are shown, by their places.
    shown: Vec<u32>,
    folds: Folds,
}

impl Lines {
    /// Rows and nothing else.
    pub fn flat(rows: Vec<u32>) -> Self {
        Self {
            rows: Rc::new(rows),
            ..Self::default()
        }
    }

    /// Rows in groups, as [`netsnap_shared::index::Table::group`] makes them.
    pub fn grouped(rows: Vec<u32>, groups: &[Group], folds: &Folds) -> Self {
        let mut nodes = Vec::with_capacity(rows.len() + groups.len());
        let mut first = 0;
        for group in groups {
            nodes.push(Node {
                id: group.code.unwrap_or(NO_VALUE),
                first,
                end: group.end,
                level: 0,
                is_head: true,
            });
            let members = rows.get(first as usize..group.end as usize);
            let members = (first..).zip(members.unwrap_or_default());
            nodes.extend(members.map(|(at, &row)| Node {
                id: row,
                first: at,
                end: at + 1,
                level: 1,
                is_head: false,
            }));
            first = group.end;
        }
        Self::of(rows, nodes, folds)
    }

    /// Rows with the nodes that they make.
    pub fn of(rows: Vec<u32>, nodes: Vec<Node>, folds: &Folds) -> Self {
        let lines = Self {
            rows: Rc::new(rows),
            nodes: Some(Rc::new(nodes)),
            ..Self::default()
        };
        lines.folded(folds)
    }

    /// The same lines, folded in another way.
    #[must_use]
    pub fn folded(&self, folds: &Folds) -> Self {
        let mut shown = Vec::new();
        let nodes = self.nodes();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            shown.push(u32::try_from(at).unwrap_or(u32::MAX));
            let is_folded = node.has_below() && !folds.is_open(node.id);
            at += if is_folded { node.lines() } else { 1 };
        }
        Self {
            rows: Rc::clone(&self.rows),
            nodes: self.nodes.clone(),
            shown,
            folds: folds.clone(),
        }
    }

    fn nodes(&self) -> &[Node] {
        self.nodes.as_ref().map_or(&[], |nodes| nodes)
    }

    /// Every row, folded away or not, in the order shown.
    pub fn rows(&self) -> &Rc<Vec<u32>> {
        &self.rows
    }

    /// Whether lines may have lines below them.
    pub fn has_levels(&self) -> bool {
        self.nodes.is_some()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        if self.has_levels() {
            self.shown.len()
        } else {
            self.rows.len()
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.nodes().iter().filter(|node| node.is_head).count()
    }

    /// The line at a place.
    pub fn get(&self, at: usize) -> Option<Line> {
        if !self.has_levels() {
            return self.rows.get(at).map(|&row| Line {
                id: row,
                rows: at..at + 1,
                level: 0,
                is_head: false,
                is_open: None,
            });
        }
        let node = self.node(at)?;
        Some(Line {
            id: node.id,
            rows: node.first as usize..node.end as usize,
            level: node.level,
            is_head: node.is_head,
            is_open: node.has_below().then(|| self.folds.is_open(node.id)),
        })
    }

    fn node(&self, at: usize) -> Option<&Node> {
        self.nodes().get(*self.shown.get(at)? as usize)
    }

    /// The rows of a line: itself and those below it, or of a head those of the group.
    pub fn rows_of(&self, line: &Line) -> &[u32] {
        self.rows.get(line.rows.clone()).unwrap_or_default()
    }

    /// Where a row is shown; none where it is folded away or not there.
    pub fn place_of(&self, row: u32) -> Option<usize> {
        if !self.has_levels() {
            return self.rows.iter().position(|&known| known == row);
        }
        (0..self.shown.len())
            .find(|&at| self.node(at).is_some_and(|it| it.id == row && !it.is_head))
    }

    /// Where a line with the same meaning is, in lines that are folded in another way.
    pub fn place_of_same(&self, line: &Line) -> Option<usize> {
        let mut places = 0..self.shown.len();
        places.find(|&at| {
            self.node(at)
                .is_some_and(|it| it.id == line.id && it.is_head == line.is_head)
        })
    }

    /// The line above, of which the one at a place is a part.
    pub fn parent(&self, at: usize) -> Option<usize> {
        let level = self.node(at)?.level.checked_sub(1)?;
        let is_above = |&above: &usize| self.node(above).is_some_and(|it| it.level <= level);
        (0..at).rev().find(is_above)
    }

    /// Unfolds what a row is folded away in; says whether there was such a thing.
    pub fn reveal(&self, row: u32, folds: &mut Folds) -> bool {
        let Some(place) = self.rows.iter().position(|&known| known == row) else {
            return false;
        };
        let mut was_folded = false;
        for node in self.nodes() {
            let holds = (node.first as usize..node.end as usize).contains(&place);
            let is_itself = !node.is_head && node.first as usize == place;
            if holds && !is_itself && !folds.is_open(node.id) {
                folds.toggle(node.id);
                was_folded = true;
            }
        }
        was_folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line as `+` or `-` for a folded and an unfolded one, a dash a level, and its number; a
    /// head in brackets.
    fn shown(lines: &Lines) -> String {
        let line = |line: Line| {
            let fold = match line.is_open {
                Some(true) => "-",
                Some(false) => "+",
                None => "",
            };
            let name = match (line.is_head, line.id) {
                (true, NO_VALUE) => "[]".to_owned(),
                (true, id) => format!("[{id}:{}]", lines.rows_of(&line).len()),
                (false, id) => id.to_string(),
            };
            [fold, &"_".repeat(line.level as usize), &name].concat()
        };
        let lines = (0..lines.len()).map(|at| line(lines.get(at).unwrap()));
        lines.collect::<Vec<_>>().join(" ")
    }

    fn group(code: Option<u32>, end: u32) -> Group {
        Group { code, end }
    }

    #[test]
    fn groups_fold_one_by_one_and_all_at_once() {
        let groups = [group(Some(4), 2), group(None, 3), group(Some(1), 4)];
        let mut folds = Folds::default();
        let lines = Lines::grouped(vec![7, 4, 9, 1], &groups, &folds);
        assert_eq!(shown(&lines), "+[4:2] +[] +[1:1]");
        assert_eq!((lines.len(), lines.groups()), (3, 3));
        for (change, expected) in [
            (Some(4), "-[4:2] _7 _4 +[] +[1:1]"),
            (Some(NO_VALUE), "-[4:2] _7 _4 -[] _9 +[1:1]"),
            (Some(4), "+[4:2] -[] _9 +[1:1]"),
            (None, "-[4:2] _7 _4 -[] _9 -[1:1] _1"),
            (Some(1), "-[4:2] _7 _4 -[] _9 +[1:1]"),
        ] {
            match change {
                Some(id) => folds.toggle(id),
                None => folds = Folds::all(true),
            }
            assert_eq!(shown(&lines.folded(&folds)), expected);
        }
        let lines = lines.folded(&folds);
        assert!(Rc::ptr_eq(lines.rows(), lines.folded(&folds).rows()));
        for (row, place, parent) in [
            (7, Some(1), Some(0)),
            (9, Some(4), Some(3)),
            (1, None, None),
        ] {
            assert_eq!(lines.place_of(row), place, "{row}");
            assert_eq!(place.and_then(|place| lines.parent(place)), parent, "{row}");
        }
        assert!(lines.reveal(1, &mut folds));
        assert_eq!(lines.folded(&folds).place_of(1), Some(6));
        assert!(!lines.reveal(1, &mut folds));
        assert!(!lines.reveal(99, &mut folds));
    }

    #[test]
    fn rows_alone_are_lines() {
        let lines = Lines::flat(vec![3, 1, 2]);
        assert_eq!(shown(&lines), "3 1 2");
        assert_eq!((lines.place_of(2), lines.parent(2)), (Some(2), None));
        assert!(!lines.reveal(2, &mut Folds::default()));
        assert!(Lines::default().is_empty());
        assert_eq!(lines.get(3), None);
    }
}
