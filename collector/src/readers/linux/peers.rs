//! Which network namespace a number stands for that another gives it: links name the namespace of
//! their other end by such a number (ip-netns(8), `set`).

use std::collections::HashMap;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use netlink_sys::protocols::NETLINK_ROUTE;
use netsnap_shared::snapshot::{Interface, NamespaceId, SourceStatus};

use super::namespace::{Context, Found, open};
use super::netlink::{Channel, Request, attributes, i32_of, query};
use super::rtnetlink::OtherEnds;
use crate::readers::journal::{Journal, Reading, count};

/// `RTM_GETNSID`, answered by `RTM_NEWNSID`, of `include/uapi/linux/rtnetlink.h`.
const REQUEST: Request<'static> = Request {
    kind: 90,
    answer: 88,
    body: &[],
};

/// The length of `struct rtgenmsg`, with the padding after it.
const HEADER_BYTES: usize = 4;

/// Attributes of `include/uapi/linux/net_namespace.h`.
const NETNSA_NSID: u16 = 1;
const NETNSA_FD: u16 = 3;

/// A network namespace that may be at the other end, and the files that stand for it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub id: NamespaceId,
    pub doors: Vec<PathBuf>,
}

/// The files that stand for every network namespace. From most the way leads back to the
/// collector's own, which comes first.
pub(super) fn candidates(own: &Context, found: &Found, proc: &Path) -> Vec<Candidate> {
    let own = Candidate {
        id: own.id.clone(),
        doors: vec![proc.join("self/ns/net")],
    };
    let others = found.others.iter().map(|place| Candidate {
        id: place.id.clone(),
        doors: place.doors(proc).collect(),
    });
    std::iter::once(own).chain(others).collect()
}

/// Names the namespaces of the other ends of pairs of links in this thread's namespace.
pub(super) fn name(
    interfaces: &mut [Interface],
    ends: &OtherEnds,
    own: &NamespaceId,
    candidates: &[Candidate],
    journal: &mut Journal,
) {
    if candidates.is_empty() || !ends.lead_elsewhere(interfaces) {
        ends.name(interfaces, own, |_| None);
        return;
    }
    journal.read("rtnetlink namespaces", || {
        let mut peers = Peers::among(candidates);
        ends.name(interfaces, own, |number| peers.find(number));
        peers.reading()
    });
}

/// Answers for the network namespace of the thread that asks. Other namespaces are looked at in
/// their order, and only as far as a number makes it necessary.
struct Peers<'a> {
    /// Those that were not looked at yet.
    rest: std::slice::Iter<'a, Candidate>,
    channel: Option<Channel>,
    known: HashMap<i32, NamespaceId>,
    asked: u32,
    unknown: usize,
}

impl<'a> Peers<'a> {
    /// Knows nothing yet of these.
    fn among(candidates: &'a [Candidate]) -> Self {
        Self {
            rest: candidates.iter(),
            channel: None,
            known: HashMap::new(),
            asked: 0,
            unknown: 0,
        }
    }

    /// The namespace that has this number here; `None` when it is none of those that are known, or
    /// could not be looked at.
    fn find(&mut self, number: i32) -> Option<NamespaceId> {
        while !self.known.contains_key(&number) {
            let Some(candidate) = self.rest.next() else {
                self.unknown += 1;
                return None;
            };
            let mut doors = candidate.doors.iter();
            let door = doors.find_map(|door| open(door, &candidate.id).ok());
            let found = door.and_then(|door| self.ask(&door));
            self.known
                .extend(found.map(|number| (number, candidate.id.clone())));
        }
        self.known.get(&number).cloned()
    }

    /// How the asking went.
    fn reading(&self) -> Reading<()> {
        let mut reading = Reading::one(());
        reading.rows = self.known.len();
        if self.unknown == 0 {
            return reading;
        }
        let ends = count(self.unknown, "link", "links");
        let reason = format!("the namespace of the other end of {ends} is not known");
        reading.because(SourceStatus::Partial, reason)
    }

    /// The number of the namespace behind a file, if it has one here.
    fn ask(&mut self, door: &OwnedFd) -> Option<i32> {
        if self.channel.is_none() {
            self.channel = Channel::open(NETLINK_ROUTE).ok();
        }
        self.asked += 1;
        let body = body(door.as_raw_fd());
        let request = Request {
            body: &body,
            ..REQUEST
        };
        let number = query(self.channel.as_ref()?, request, self.asked, parse).ok()?;
        // One that has none here has a negative one.
        (number >= 0).then_some(number)
    }
}

/// An empty `struct rtgenmsg` and the descriptor.
fn body(descriptor: i32) -> Vec<u8> {
    let mut body = vec![0; HEADER_BYTES];
    body.extend(8_u16.to_ne_bytes());
    body.extend(NETNSA_FD.to_ne_bytes());
    body.extend(descriptor.to_ne_bytes());
    body
}

/// The number in an answer.
fn parse(payload: &[u8]) -> Option<i32> {
    let attributes = attributes(payload.get(HEADER_BYTES..)?);
    attributes
        .filter(|(kind, _)| *kind == NETNSA_NSID)
        .find_map(|(_, value)| i32_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_hold_a_number() {
        let answer = |number: i32| {
            let mut answer = vec![0; HEADER_BYTES];
            answer.extend([8, 0, 1, 0]);
            answer.extend(number.to_ne_bytes());
            answer
        };
        for (payload, expected) in [
            (answer(0), Some(0)),
            (answer(7), Some(7)),
            (answer(-1), Some(-1)),
            (vec![0; HEADER_BYTES], None),
            (vec![], None),
        ] {
            assert_eq!(parse(&payload), expected, "{payload:?}");
        }
    }

    #[test]
    fn a_number_that_nobody_has_is_said() {
        let candidates = [Candidate {
            id: NamespaceId("1".into()),
            doors: vec!["/nonexistent".into()],
        }];
        let mut peers = Peers::among(&candidates);
        assert_eq!(peers.find(3), None);
        assert_eq!(peers.reading().status, SourceStatus::Partial);
    }
}
