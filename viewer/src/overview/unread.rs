//! What could not be read: the sources that are not complete, and the sockets without an owner.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Ownership, SourceStatus};
use netsnap_shared::sort::sort_by;

use super::part::Part;

/// What a snapshot lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The sources that are not complete, what matters most first.
    pub gaps: Vec<Gap>,
    /// How many sources are complete.
    pub complete: usize,
    /// The verdicts on sockets without an owner with their number, the most frequent first.
    pub unowned: Vec<(Ownership, usize)>,
    /// What to do to see more, where more rights would show more.
    pub advice: Option<String>,
}

/// A source that is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What was read; may be a host's own text.
    pub name: String,
    /// How it went.
    pub status: SourceStatus,
    /// Why, and what would give the rest.
    pub detail: Option<String>,
}

/// The verdicts on sockets without an owner, counted.
#[derive(Debug, Default)]
pub struct Verdicts(Vec<(Ownership, usize)>);

impl Verdicts {
    /// Counts a socket, if it has no owner.
    pub fn add(&mut self, verdict: Ownership) {
        if verdict == Ownership::Owned {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == verdict) {
            Some((_, count)) => *count += 1,
            None => self.0.push((verdict, 1)),
        }
    }
}

/// What a part of a snapshot lacks, and what can be done about it.
pub fn unread(part: Part<'_>, verdicts: Verdicts) -> Unread {
    let mut gaps = Vec::new();
    let mut complete = 0;
    for source in part.sources() {
        if source.status == SourceStatus::Complete {
            complete += 1;
        } else {
            gaps.push(Gap {
                name: source.name.clone(),
                status: source.status,
                detail: source.detail.clone(),
            });
        }
    }
    sort_by(&mut gaps, |a, b| weight(a.status).cmp(&weight(b.status)));
    let mut unowned = verdicts.0;
    sort_by(&mut unowned, |(a, a_count), (b, b_count)| {
        b_count.cmp(a_count).then(a.cmp(b))
    });
    let may_see_more = gaps
        .iter()
        .any(|gap| matches!(gap.status, SourceStatus::Denied | SourceStatus::Partial))
        || unowned
            .iter()
            .any(|&(verdict, _)| verdict == Ownership::Hidden);
    let elevated = part.catalog.snapshot().privilege.elevated;
    Unread {
        complete,
        gaps,
        unowned,
        advice: (!elevated && may_see_more).then(|| advice(part.catalog)),
    }
}

/// What a status means, in a word or two.
pub const fn status_words(status: SourceStatus) -> &'static str {
    match status {
        SourceStatus::Complete => "complete",
        SourceStatus::Partial => "in part",
        SourceStatus::Denied => "refused",
        SourceStatus::Unavailable => "not on this system",
        SourceStatus::Failed => "failed",
        SourceStatus::Unknown => "unknown",
    }
}

/// The filter that leaves only the sockets with a verdict on their owner.
pub fn filter(verdict: Ownership) -> String {
    format!("owner:{}", verdict.name())
}

fn weight(status: SourceStatus) -> u8 {
    match status {
        SourceStatus::Failed => 0,
        SourceStatus::Denied => 1,
        SourceStatus::Partial => 2,
        SourceStatus::Unknown => 3,
        SourceStatus::Unavailable => 4,
        SourceStatus::Complete => 5,
    }
}

fn advice(catalog: &Catalog) -> String {
    let snapshot = catalog.snapshot();
    let who = match (&snapshot.privilege.user, snapshot.privilege.uid) {
        (Some(user), _) => format!("user {user}"),
        (None, Some(uid)) => format!("user {uid}"),
        (None, None) => "an ordinary user".to_owned(),
    };
    let more = match snapshot.host.os.as_str() {
        "windows" => "Taken again as administrator it shows the rest.",
        _ => "Taken again as root it shows the rest: sudo netsnap report",
    };
    format!("Taken as {who}, who may not look at every process. {more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::Answers;
    use crate::overview::sample::{snapshot, source, tcp_listener, udp};
    use netsnap_shared::snapshot::Snapshot;

    fn check(snapshot: Snapshot, gaps: &[&str], complete: usize, advice: bool) {
        let unread = Answers::new(&Catalog::new(snapshot), None).unread;
        let names: Vec<&str> = unread.gaps.iter().map(|gap| &*gap.name).collect();
        assert_eq!(names, gaps);
        assert_eq!(unread.complete, complete);
        assert_eq!(unread.advice.is_some(), advice);
    }

    #[test]
    fn what_is_missing_is_named_and_what_matters_most_comes_first() {
        let mut taken = snapshot(vec![], vec![]);
        check(taken.clone(), &[], 0, false);
        taken.sources = vec![
            source("a", SourceStatus::Complete, None),
            source("b", SourceStatus::Unavailable, Some("no kernel module")),
            source("c", SourceStatus::Partial, Some("3 of 8 processes")),
            source("d", SourceStatus::Failed, Some("interrupted")),
        ];
        check(taken.clone(), &["d", "c", "b"], 1, false);
        taken.privilege.elevated = false;
        check(taken.clone(), &["d", "c", "b"], 1, true);
        taken.sources.remove(2);
        check(taken, &["d", "b"], 1, false);
    }

    #[test]
    fn sockets_without_an_owner_are_counted_by_verdict() {
        let mut hidden = udp("0.0.0.0:53", &[]);
        hidden.ownership = Ownership::Hidden;
        let sockets = vec![
            hidden.clone(),
            tcp_listener("0.0.0.0:22", &[1]),
            udp("0.0.0.0:67", &[]),
            hidden,
        ];
        let unread = Answers::new(&Catalog::new(snapshot(vec![], sockets)), None).unread;
        assert_eq!(
            unread.unowned,
            [(Ownership::Hidden, 2), (Ownership::Missing, 1)]
        );
    }
}
