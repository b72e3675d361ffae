//! Joins two lists of the same sockets, read at about the same time, without losing or doubling a row.

use std::cmp::Ordering;

use super::Row;

/// The rows of both lists.
#[derive(Debug)]
pub(super) struct Joined {
    pub rows: Vec<Row>,
    /// How many only the base had.
    pub only_base: usize,
    /// How many only the details had, without those that the base never lists.
    pub only_details: usize,
}

/// Joins a base with details. Several sockets may look the same (`SO_REUSEPORT`, sockets without
/// an inode): each row is used once. Where the lists disagree about a socket, the details count.
pub(super) fn join(mut base: Vec<Row>, mut details: Vec<Row>) -> Joined {
    let mut rows = Vec::with_capacity(base.len().max(details.len()));
    // The same socket, unchanged.
    base.sort_unstable_by(Row::compare_identity);
    details.sort_unstable_by(Row::compare_identity);
    let (base, details) = pair(base, details, Row::compare_identity, &mut rows);
    // The same file, with another address: it was bound or connected meanwhile.
    let (base, details) = pair_by(base, details, |row| row.inode, &mut rows);
    // The same connection without its file: it was closed or accepted meanwhile.
    let (base, details) = pair_by(
        base,
        details,
        |row| row.connection().map(|remote| (row.local, remote)),
        &mut rows,
    );
    let only_base = base.len();
    let only_details = details.iter().filter(|row| in_base(row)).count();
    rows.extend(base);
    rows.extend(details);
    Joined {
        rows,
        only_base,
        only_details,
    }
}

/// Whether netstat2 asks for sockets in this state; it leaves out those that only hold a port.
fn in_base(row: &Row) -> bool {
    use netsnap_shared::snapshot::State;
    row.state != Some(State::BoundInactive)
}

/// Pairs rows that have the same key; rows without a key are left over.
fn pair_by<K: Ord>(
    base: Vec<Row>,
    details: Vec<Row>,
    key: impl Fn(&Row) -> Option<K>,
    rows: &mut Vec<Row>,
) -> (Vec<Row>, Vec<Row>) {
    let split = |list: Vec<Row>| -> (Vec<Row>, Vec<Row>) {
        let (mut with, without): (Vec<Row>, Vec<Row>) =
            list.into_iter().partition(|row| key(row).is_some());
        with.sort_unstable_by_key(&key);
        (with, without)
    };
    let (base, mut base_left) = split(base);
    let (details, mut details_left) = split(details);
    let (base, details) = pair(base, details, |a, b| key(a).cmp(&key(b)), rows);
    base_left.extend(base);
    details_left.extend(details);
    (base_left, details_left)
}

/// Walks two sorted lists and pairs equal rows one to one. Gives what is left of both.
fn pair(
    base: Vec<Row>,
    details: Vec<Row>,
    compare: impl Fn(&Row, &Row) -> Ordering,
    rows: &mut Vec<Row>,
) -> (Vec<Row>, Vec<Row>) {
    let mut base_left = Vec::new();
    let mut details_left = Vec::new();
    let mut base = base.into_iter().peekable();
    let mut details = details.into_iter().peekable();
    while let (Some(one), Some(other)) = (base.peek(), details.peek()) {
        match compare(one, other) {
            Ordering::Less => base_left.extend(base.next()),
            Ordering::Greater => details_left.extend(details.next()),
            Ordering::Equal => {
                if let (Some(one), Some(mut row)) = (base.next(), details.next()) {
                    row.complete_from(&one);
                    rows.push(row);
                }
            }
        }
    }
    base_left.extend(base);
    details_left.extend(details);
    (base_left, details_left)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use netsnap_shared::snapshot::{Endpoint, Family, Protocol, State};
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
        assert_eq!((joined.only_base, joined.only_details), only);
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
            let pairs = after - joined.only_details;
            prop_assert_eq!(joined.rows.len(), before + joined.only_details);
            prop_assert_eq!(joined.only_base + pairs, before);
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
