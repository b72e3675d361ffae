//! Groups are what one finds who looks at each row.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{arbitrary, sample};
use crate::catalog::Catalog;
use crate::index::{Direction, Field, Group, GroupOrder, Table, TableKind};

const FIELDS: [Field; 5] = [
    Field::State,
    Field::LocalPort,
    Field::Remote,
    Field::Process,
    Field::ReceiveQueue,
];

/// The value that a row is grouped by, and a number of it, looked up in the snapshot.
fn value(catalog: &Catalog, row: u32, field: Field) -> Option<String> {
    let socket = catalog.socket(row as usize).unwrap().socket;
    match field {
        Field::State => socket.state.map(|state| state.to_string()),
        Field::LocalPort => Some(socket.local.port.to_string()),
        Field::Remote => socket.remote.map(|remote| remote.ip.to_string()),
        Field::Process => {
            let mut owners = socket.owners.iter();
            owners.find_map(|owner| Some(catalog.process(owner.pid)?.name.clone()))
        }
        _ => socket.receive_queue.map(|queue| queue.to_string()),
    }
}

fn queue(catalog: &Catalog, row: u32) -> Option<u64> {
    let socket = catalog.socket(row as usize).unwrap().socket;
    socket.receive_queue.map(u64::from)
}

/// The groups with their rows.
fn split(groups: &[Group], rows: &[u32]) -> Vec<Vec<u32>> {
    let mut start = 0;
    let members = groups.iter().map(|group| {
        let members = rows[start..group.end as usize].to_vec();
        start = group.end as usize;
        members
    });
    members.collect()
}

proptest! {
    #[test]
    fn groups_are_what_a_look_at_each_row_finds(
        catalog in arbitrary::catalog(),
        keeps in any::<u64>(),
    ) {
        let table = Table::new(TableKind::Sockets, &catalog);
        let len = u32::try_from(table.len()).unwrap();
        let mut kept: Vec<u32> = (0..len).filter(|row| keeps >> (row % 64) & 1 == 1).collect();
        table.sort(&mut kept, &[(Field::Local, Direction::Descending)]);
        for field in FIELDS {
            let mut expected: BTreeMap<Option<String>, Vec<u32>> = BTreeMap::new();
            for &row in &kept {
                expected.entry(value(&catalog, row, field)).or_default().push(row);
            }
            for order in [
                GroupOrder::Size,
                GroupOrder::First,
                GroupOrder::Sum(Field::ReceiveQueue, Direction::Ascending),
                GroupOrder::Sum(Field::ReceiveQueue, Direction::Descending),
            ] {
                let mut rows = kept.clone();
                let groups = table.group(&mut rows, field, order);
                prop_assert_eq!(groups.last().map_or(0, |it| it.end as usize), rows.len());
                let members = split(&groups, &rows);
                prop_assert_eq!(members.len(), expected.len());
                for (group, rows) in groups.iter().zip(&members) {
                    let own = value(&catalog, rows[0], field);
                    prop_assert_eq!(group.code.is_some(), own.is_some());
                    prop_assert_eq!(&expected[&own], rows);
                    let queues: Vec<u64> = rows.iter().filter_map(|&row| queue(&catalog, row)).collect();
                    let sum = (!queues.is_empty()).then(|| queues.iter().sum::<u64>());
                    prop_assert_eq!(table.sum(Field::ReceiveQueue, rows), sum);
                    let states = table.counts(Field::State, rows);
                    let stated = rows.iter().filter(|&&row| {
                        value(&catalog, row, Field::State).is_some()
                    });
                    let total: usize = states.iter().map(|(_, count)| count).sum();
                    prop_assert_eq!(total, stated.count());
                    prop_assert!(states.is_sorted_by(|(_, a), (_, b)| a >= b));
                }
                let is_ordered = members.is_sorted_by(|a, b| match order {
                    GroupOrder::Size => a.len() >= b.len(),
                    GroupOrder::First => {
                        let place = |row| kept.iter().position(|&known| known == row);
                        place(a[0]) < place(b[0])
                    }
                    GroupOrder::Sum(field, direction) => {
                        let sums = (table.sum(field, a), table.sum(field, b));
                        match (sums, direction) {
                            ((_, None), _) => true,
                            ((None, Some(_)), _) => false,
                            ((Some(a), Some(b)), Direction::Ascending) => a <= b,
                            ((Some(a), Some(b)), Direction::Descending) => a >= b,
                        }
                    }
                });
                prop_assert!(is_ordered, "{:?} by {:?}: {:?}", field, order, members);
            }
        }
    }
}

#[test]
fn a_field_that_the_table_does_not_have_makes_no_group() {
    let table = sample::table(TableKind::Sockets);
    let mut rows = vec![2, 0, 1];
    assert_eq!(
        table.group(&mut rows, Field::Metric, GroupOrder::Size),
        Vec::new()
    );
    assert_eq!(rows, [2, 0, 1]);
    assert_eq!(table.sum(Field::Metric, &rows), None);
    assert_eq!(table.sum(Field::State, &rows), None);
    assert_eq!(table.counts(Field::Metric, &rows), Vec::new());
}
