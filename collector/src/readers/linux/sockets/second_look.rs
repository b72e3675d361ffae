//! netstat2's rows and those of `sock_diag` held against each other: what only one of the two saw
//! either came or went between them, or one of them does not tell of it.

use std::collections::HashSet;

use netsnap_shared::snapshot::SourceStatus;

use super::row::Identity;
use crate::readers::journal::{Journal, count};

/// The sockets that one read saw and the other did not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disagreement {
    pub only_base: Vec<Identity>,
    pub only_details: Vec<Identity>,
}

impl Disagreement {
    pub(super) fn is_empty(&self) -> bool {
        self.only_base.is_empty() && self.only_details.is_empty()
    }
}

/// Writes down a disagreement beside the details, which were read last. What the second look (the
/// same two reads again) shows in the same way stood all the time: the two contradict each other.
pub(super) fn record(first: &Disagreement, second: &Disagreement, journal: &mut Journal) {
    let (churn, stands) = split(&first.only_base, &second.only_base);
    if churn > 0 {
        let sockets = count(churn, "socket", "sockets");
        let reason = format!("{sockets} that came or went meanwhile without details");
        journal.amend(SourceStatus::Partial, &reason);
    }
    if stands > 0 {
        let sockets = count(stands, "socket", "sockets");
        let reason = format!("contradiction: {sockets} that only netstat2 sees, both of two times");
        journal.amend(SourceStatus::Partial, &reason);
    }
    let (churn, stands) = split(&first.only_details, &second.only_details);
    if churn > 0 {
        let sockets = count(churn, "socket", "sockets");
        let remark = format!("{sockets} that came or went meanwhile");
        journal.amend(SourceStatus::Complete, &remark);
    }
    if stands > 0 {
        let sockets = count(stands, "socket", "sockets");
        let remark =
            format!("contradiction: {sockets} that netstat2 does not see, both of two times");
        journal.amend(SourceStatus::Complete, &remark);
    }
}

/// How many of the first are not among the second, and how many are. A connection that no file refers
/// to has ended: another one may have its ends the second time.
fn split(first: &[Identity], second: &[Identity]) -> (usize, usize) {
    let second: HashSet<&Identity> = second.iter().collect();
    let is_lasting = |(_, remote, inode): &Identity| inode.is_some() || remote.is_none();
    let stands = first.iter().filter(|one| is_lasting(one));
    let stands = stands.filter(|one| second.contains(one)).count();
    (first.len() - stands, stands)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use netsnap_shared::snapshot::{Endpoint, Inode};

    use super::*;

    #[test]
    fn only_what_is_the_same_socket_for_sure_stands() {
        let end = |port| Endpoint {
            ip: Ipv4Addr::LOCALHOST.into(),
            port,
        };
        let kernels = (end(4789), None, None);
        let open = (end(80), Some(end(4000)), Some(Inode(7)));
        let waits = (end(80), Some(end(4000)), None);
        for (first, second, expected) in [
            (kernels, kernels, (0, 1)),
            (open, open, (0, 1)),
            (waits, waits, (1, 0)),
            (open, waits, (1, 0)),
        ] {
            assert_eq!(split(&[first], &[second]), expected, "{first:?}");
        }
    }
}
