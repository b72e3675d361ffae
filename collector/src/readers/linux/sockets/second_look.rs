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

/// How many of the first are not among the second, and how many are.
fn split(first: &[Identity], second: &[Identity]) -> (usize, usize) {
    let second: HashSet<&Identity> = second.iter().collect();
    let stands = first.iter().filter(|one| second.contains(one)).count();
    (first.len() - stands, stands)
}
