//! Processes below the processes that started them.

use netsnap_shared::catalog::Catalog;

use super::lines::Node;

/// No row.
const NONE: u32 = u32::MAX;

/// For each process the row of its parent, or [`u32::MAX`]: nobody is above itself, whatever a bundle
/// says.
pub fn parents(catalog: &Catalog) -> Vec<u32> {
    let processes = &catalog.snapshot().processes;
    let parent = |pid| {
        let parent = catalog.process(pid)?;
        u32::try_from(processes.element_offset(parent)?).ok()
    };
    let all = processes.iter();
    let parents = all.map(|process| process.parent_pid.and_then(parent).unwrap_or(NONE));
    without_circles(parents.collect())
}

/// Whether a row was seen on the way up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Never,
    Now,
    Before,
}

fn without_circles(mut parents: Vec<u32>) -> Vec<u32> {
    let mut seen = vec![Seen::Never; parents.len()];
    for start in 0..parents.len() {
        let mut way = Vec::new();
        let mut at = start;
        while seen.get(at) == Some(&Seen::Never) {
            if let Some(seen) = seen.get_mut(at) {
                *seen = Seen::Now;
            }
            way.push(at);
            at = parents
                .get(at)
                .map_or(usize::MAX, |&parent| parent as usize);
        }
        if let (Some(Seen::Now), Some(parent)) = (seen.get(at), parents.get_mut(at)) {
            *parent = NONE;
        }
        for at in way {
            if let Some(seen) = seen.get_mut(at) {
                *seen = Seen::Before;
            }
        }
    }
    parents
}

/// Puts each of the rows below the nearest row above it that is among them; rows with the same one
/// above them stay in their order.
pub fn tree(rows: &[u32], parents: &[u32]) -> (Vec<u32>, Vec<Node>) {
    let len = parents.len();
    let mut is_there = vec![false; len];
    for &row in rows {
        if let Some(is_there) = is_there.get_mut(row as usize) {
            *is_there = true;
        }
    }
    let above = nearest(parents, &is_there);
    // The rows below each row, and at the end those below none: where they begin, and all of them.
    let slot = |row: u32| {
        let above = above.get(row as usize).copied().unwrap_or(NONE);
        (above as usize).min(len)
    };
    let mut ends = vec![0usize; len + 1];
    for &row in rows {
        if let Some(end) = ends.get_mut(slot(row)) {
            *end += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let starts: Vec<usize> = [0].into_iter().chain(ends.iter().copied()).collect();
    let mut below = vec![0; rows.len()];
    for &row in rows.iter().rev() {
        if let Some(end) = ends.get_mut(slot(row)) {
            *end = end.saturating_sub(1);
            if let Some(place) = below.get_mut(*end) {
                *place = row;
            }
        }
    }
    let below_of = |slot: usize| {
        let start = starts.get(slot).copied().unwrap_or_default();
        let end = starts.get(slot + 1).copied().unwrap_or_default();
        below.get(start..end).unwrap_or_default()
    };
    let mut waiting: Vec<(u32, u32)> = below_of(len).iter().rev().map(|&row| (row, 0)).collect();
    let mut nodes: Vec<Node> = Vec::with_capacity(rows.len());
    while let Some((row, level)) = waiting.pop() {
        let first = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        nodes.push(Node {
            id: row,
            first,
            end: first + 1,
            level,
            is_head: false,
        });
        let below = below_of(row as usize).iter().rev();
        waiting.extend(below.map(|&row| (row, level + 1)));
    }
    close(&mut nodes);
    (nodes.iter().map(|node| node.id).collect(), nodes)
}

/// For each row the nearest one above it that is there.
fn nearest(parents: &[u32], is_there: &[bool]) -> Vec<u32> {
    let mut nearest: Vec<Option<u32>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut way = Vec::new();
        let mut at = start;
        // The way up ends where the answer is known: there are no circles.
        let found = loop {
            if let Some(Some(known)) = nearest.get(at) {
                break *known;
            }
            way.push(at);
            let parent = parents.get(at).copied().unwrap_or(NONE);
            match is_there.get(parent as usize) {
                None => break NONE,
                Some(true) => break parent,
                Some(false) => at = parent as usize,
            }
        };
        for at in way {
            if let Some(nearest) = nearest.get_mut(at) {
                *nearest = Some(found);
            }
        }
    }
    nearest.into_iter().map(|it| it.unwrap_or(NONE)).collect()
}

/// Says of each node where those below it end.
fn close(nodes: &mut [Node]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..=nodes.len() {
        let level = nodes.get(at).map(|node| node.level);
        while let Some(&last) = open.last() {
            let Some(node) = nodes.get_mut(last) else {
                break;
            };
            if level.is_some_and(|level| level > node.level) {
                break;
            }
            node.end = u32::try_from(at).unwrap_or(u32::MAX);
            open.pop();
        }
        open.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(rows: &[u32], parents: &[u32]) -> String {
        let (ordered, nodes) = tree(rows, parents);
        assert_eq!(ordered.len(), rows.len());
        let node = |node: &Node| {
            let level = "-".repeat(node.level as usize);
            format!("{level}{}({})", node.id, node.end - node.first)
        };
        nodes.iter().map(node).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_stand_below_the_nearest_that_is_there() {
        let parents = [NONE, 0, 1, 1, 0, 2];
        for (rows, expected) in [
            (
                &[0, 1, 2, 3, 4, 5][..],
                "0(6) -1(4) --2(2) ---5(1) --3(1) -4(1)",
            ),
            (
                &[5, 4, 3, 2, 1, 0],
                "0(6) -4(1) -1(4) --3(1) --2(2) ---5(1)",
            ),
            (&[0, 5, 3], "0(3) -5(1) -3(1)"),
            (&[5, 3], "5(1) 3(1)"),
            (&[], ""),
        ] {
            assert_eq!(shown(rows, &parents), expected, "{rows:?}");
        }
    }

    #[test]
    fn nobody_is_above_itself() {
        for (parents, expected) in [
            (vec![0], vec![NONE]),
            (vec![1, 0], vec![NONE, 0]),
            (vec![1, 2, 3, 1], vec![1, NONE, 3, 1]),
            (vec![99, 0, NONE], vec![99, 0, NONE]),
        ] {
            assert_eq!(without_circles(parents.clone()), expected, "{parents:?}");
        }
        assert_eq!(shown(&[0, 1], &[99, 0]), "0(2) -1(1)");
    }

    #[test]
    fn a_long_line_of_processes_is_no_trouble() {
        let parents: Vec<u32> = (0..200_000u32)
            .map(|row| row.checked_sub(1).unwrap_or(NONE))
            .collect();
        let rows: Vec<u32> = (100_000..200_000).collect();
        let (_, nodes) = tree(&rows, &parents);
        assert_eq!(nodes.last().map(|node| node.level), Some(99_999));
        assert_eq!(nodes.first().map(|node| node.end), Some(100_000));
        let (_, alone) = tree(&[199_999, 5], &parents);
        assert_eq!(
            alone.iter().map(|node| node.level).collect::<Vec<_>>(),
            [0, 1]
        );
    }
}
