//! Joins two lists of the same sockets, read at about the same time, without losing or doubling a row.

use std::cmp::Ordering;

use netsnap_shared::snapshot::State;

use super::row::{Identity, Row};

/// How far the second list is searched for the next row of the first. Both come from one table of
/// the kernel in the same order, but for what came or went.
const AHEAD: usize = 32;

/// The rows of both lists.
#[derive(Debug)]
pub(super) struct Joined {
    pub rows: Vec<Row>,
    /// The sockets that only the base had.
    pub only_base: Vec<Identity>,
    /// The sockets that only the details had, without those that the base never lists.
    pub only_details: Vec<Identity>,
}

/// Joins a base with details. Several sockets may look the same (`SO_REUSEPORT`, sockets without
/// an inode): each row is used once. Where the lists disagree about a socket, the details count.
pub(super) fn join(base: Vec<Row>, details: Vec<Row>) -> Joined {
    let mut rows = details;
    let (mut base, mut alone) = pair_in_order(base, &mut rows);
    // The same socket, unchanged.
    pair(&mut base, &mut rows, &mut alone, |row| Some(row.identity()));
    // The same file, with another address: it was bound or connected meanwhile.
    pair(&mut base, &mut rows, &mut alone, |row| row.inode);
    // The same connection without its file: it was closed or accepted meanwhile.
    pair(&mut base, &mut rows, &mut alone, |row| {
        row.connection().map(|remote| (row.local, remote))
    });
    let only_base = base.iter().map(Row::identity).collect();
    let alone = alone.iter().filter_map(|&index| rows.get(index));
    let only_details = alone
        .filter(|row| in_base(row))
        .map(Row::identity)
        .collect();
    rows.extend(base);
    Joined {
        rows,
        only_base,
        only_details,
    }
}

/// Whether netstat2 asks for sockets in this state; it leaves out those that only hold a port.
pub(super) fn in_base(row: &Row) -> bool {
    row.state != Some(State::BoundInactive)
}

/// Walks both lists side by side and completes each row from its partner. Gives the rows of the base
/// and the places of the others that have none so far.
fn pair_in_order(base: Vec<Row>, rows: &mut [Row]) -> (Vec<Row>, Vec<usize>) {
    let mut left = Vec::new();
    let mut alone = Vec::new();
    let mut next = 0;
    for one in base {
        let unlisted = rows.iter().skip(next).take_while(|row| !in_base(row));
        let first = next + unlisted.count();
        let identity = one.identity();
        let mut ahead = rows.iter_mut().enumerate().skip(first).take(AHEAD);
        match ahead.find(|(_, row)| row.identity() == identity) {
            Some((index, row)) => {
                row.complete_from(one);
                alone.extend(next..index);
                next = index + 1;
            }
            None => left.push(one),
        }
    }
    alone.extend(next..rows.len());
    (left, alone)
}

/// Pairs what is left of both lists by a key; rows without one stay as they are.
fn pair<K: Ord>(
    base: &mut Vec<Row>,
    rows: &mut [Row],
    alone: &mut Vec<usize>,
    key: impl Fn(&Row) -> Option<K>,
) {
    if base.is_empty() || alone.is_empty() {
        return;
    }
    let keyed = |index: usize| Some((key(rows.get(index)?)?, index));
    let mut places: Vec<(K, usize)> = alone.iter().filter_map(|&index| keyed(index)).collect();
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let (mut with, mut left): (Vec<Row>, Vec<Row>) =
        base.drain(..).partition(|row| key(row).is_some());
    with.sort_unstable_by_key(&key);
    let mut paired = Vec::new();
    for one in with {
        let Some(wanted) = key(&one) else { continue };
        while places.next_if(|(place, _)| *place < wanted).is_some() {}
        let place = places.next_if(|(place, _)| place.cmp(&wanted) == Ordering::Equal);
        match place.and_then(|(_, index)| Some((index, rows.get_mut(index)?))) {
            Some((index, row)) => {
                row.complete_from(one);
                paired.push(index);
            }
            None => left.push(one),
        }
    }
    paired.sort_unstable();
    alone.retain(|index| paired.binary_search(index).is_err());
    *base = left;
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use netsnap_shared::snapshot::{Endpoint, Family, Protocol};
    use proptest::prelude::*;

    use super::super::row::Codes;
    use super::*;

    fn row(protocol: Protocol, local: u16, remote: u16, inode: u64, state: u8) -> Row {
        let end = |port| Endpoint {
            ip: Ipv4Addr::from([127, 0, 0, u8::from(port != 0)]).into(),
            port,
        };
        Row::from_codes(Codes {
            protocol,
            family: Family::Ipv4,
            state,
            local: end(local),
            remote: if remote == 0 {
                Endpoint {
                    ip: Ipv4Addr::UNSPECIFIED.into(),
                    port: 0,
                }
            } else {
                end(remote)
            },
            receive_queue: 3,
            send_queue: 4,
            uid: 5,
            inode,
        })
    }

    /// The same as netstat2 gives it.
    fn bare(mut row: Row) -> Row {
        row.receive_queue = None;
        row.send_queue = None;
        if row.protocol == Protocol::Udp {
            row.state = None;
            row.remote = None;
        }
        row
    }

    fn check(base: &[Row], details: &[Row], expected: &[Row], only: (usize, usize)) {
        let base = base.iter().cloned().map(bare).collect();
        let mut joined = join(base, details.to_vec());
        let mut expected = expected.to_vec();
        joined.rows.sort_unstable_by_key(Row::order);
        expected.sort_unstable_by_key(Row::order);
        assert_eq!(joined.rows, expected);
        let lone = (joined.only_base.len(), joined.only_details.len());
        assert_eq!(lone, only);
    }

    #[test]
    fn rows_are_joined_one_to_one() {
        use Protocol::{Tcp, Udp};
        let listener = row(Tcp, 80, 0, 10, 10);
        let open = row(Tcp, 80, 4000, 11, 1);
        let waits = row(Tcp, 80, 4000, 0, 6);
        let datagrams = row(Udp, 53, 0, 12, 7);
        let connected = row(Udp, 53, 4001, 12, 1);
        let kernels = row(Udp, 4789, 0, 0, 7);
        let reserved = row(Tcp, 81, 0, 13, 13);
        let one = std::slice::from_ref;
        check(one(&listener), one(&listener), one(&listener), (0, 0));
        // Closed between the reads: one row, the later one.
        check(one(&open), one(&waits), one(&waits), (0, 0));
        // Accepted between the reads.
        let pending = row(Tcp, 80, 4000, 0, 1);
        check(one(&pending), one(&open), one(&open), (0, 0));
        // Connected between the reads.
        check(one(&datagrams), one(&connected), one(&connected), (0, 0));
        // Two sockets of the kernel that look the same stay two.
        let two = [kernels.clone(), kernels.clone()];
        check(&two, &two, &two, (0, 0));
        check(
            &two,
            one(&kernels),
            &[kernels.clone(), bare(kernels.clone())],
            (1, 0),
        );
        // What only one saw is kept.
        check(one(&listener), &[], &[bare(listener.clone())], (1, 0));
        check(&[], one(&listener), one(&listener), (0, 1));
        // What netstat2 never lists is no surprise.
        check(&[], one(&reserved), one(&reserved), (0, 0));
        // Two listeners on one port (SO_REUSEPORT).
        let second = row(Tcp, 80, 0, 14, 10);
        let both = [listener.clone(), second.clone()];
        let swapped = [second, listener];
        check(&both, &swapped, &both, (0, 0));
    }

    #[test]
    fn long_lists_are_joined_whatever_their_order() {
        let list: Vec<Row> = (1..200_u16)
            .map(|port| row(Protocol::Tcp, port, 4000, port.into(), 1))
            .collect();
        let reserved = (1..100_u16).map(|port| row(Protocol::Tcp, port, 0, 1000, 13));
        let mut reversed = list.clone();
        reversed.reverse();
        let mut with_reserved: Vec<Row> = reserved.collect();
        with_reserved.extend(list.clone());
        check(&list, &reversed, &list, (0, 0));
        check(&list, &with_reserved, &with_reserved, (0, 0));
        // A hole that is wider than what is searched.
        check(&list[..50], &list, &list, (0, 149));
        check(&list[150..], &list, &list, (0, 150));
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let states = prop::sample::select(vec![1_u8, 6, 7, 8, 10]);
        (any::<bool>(), 1..4_u16, 0..3_u16, 0..5_u64, states).prop_map(
            |(tcp, local, remote, inode, state)| {
                let protocol = if tcp { Protocol::Tcp } else { Protocol::Udp };
                row(protocol, local, remote, inode, state)
            },
        )
    }

    proptest! {
        #[test]
        fn a_quiet_list_is_itself(rows in prop::collection::vec(any_row(), 0..12)) {
            check(&rows, &rows, &rows, (0, 0));
        }

        #[test]
        fn no_row_is_lost_or_doubled(
            base in prop::collection::vec(any_row(), 0..12),
            details in prop::collection::vec(any_row(), 0..12),
        ) {
            let (before, after) = (base.len(), details.len());
            let joined = join(base.into_iter().map(bare).collect(), details);
            let (only_base, only_details) = (joined.only_base.len(), joined.only_details.len());
            let pairs = after - only_details;
            prop_assert_eq!(joined.rows.len(), before + only_details);
            prop_assert_eq!(only_base + pairs, before);
        }
    }

    #[test]
    fn states_that_netstat2_lists_are_known() {
        assert!(in_base(&row(
            Protocol::Tcp,
            1,
            2,
            3,
            State::TimeWait.code()
        )));
        assert!(!in_base(&row(Protocol::Tcp, 1, 0, 3, 13)));
    }
}
