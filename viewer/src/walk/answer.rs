//! What is shown of a packet's walk: the outcome, its path hop by hop, and each step that was taken.

mod path;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::Namespace;
use netsnap_shared::walk::{self, Fate, Outcome, Packet, RuleStep, TableEnd, TableStep, Walk};

use crate::format::counted;
use crate::place::Selected;
use crate::rows;

pub use path::{Hop, Path};

/// How many steps are shown; the first ones and, always, the last.
const MOST_STEPS: usize = 100;

/// How many rules in a row that do not fit are shown one by one.
const MOST_PASSED: usize = 3;

/// What is shown of a walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What becomes of the packet, in a sentence.
    pub outcome: String,
    /// How that is to be taken.
    pub verdict: Verdict,
    /// The ways that it can take; empty where it takes none.
    pub paths: Vec<Path>,
    /// What the ways do not say, in sentences.
    pub notes: Vec<String>,
    /// What decided it, in order.
    pub steps: Vec<Step>,
    /// The row of the route that decided.
    pub route: Option<Selected>,
}

/// How an outcome is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The packet is sent or delivered.
    Goes,
    /// It is not.
    Stops,
    /// Nobody can tell from the bundle.
    Unknown,
}

/// A step of a walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was asked and what came of it, in sentences.
    pub words: String,
    /// Whether nothing came of it, so that it can be passed over.
    pub is_vain: bool,
    /// The steps that this one stands for; empty where it stands for itself.
    pub folded: Vec<String>,
    /// The routes that were weighed, the best first.
    pub candidates: Vec<Candidate>,
    /// How many more there were.
    pub more: usize,
}

/// A route that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its destination.
    pub destination: String,
    /// How many bits of the address it asks for, of how many.
    pub bits: (u8, u8),
    /// Where it leads, and by what metric.
    pub leads: String,
    /// Why it wins or loses.
    pub reason: &'static str,
    /// Whether it wins.
    pub wins: bool,
    /// Its row.
    pub selected: Option<Selected>,
}

impl Answer {
    /// Walks through the rules and routes of a namespace.
    pub fn of(catalog: &Catalog, namespace: &Namespace, packet: &Packet<'_>) -> Self {
        let walk = walk::walk(namespace, packet);
        let mut sentences = walk.words().into_iter();
        // What they say of each way, its hops say as well.
        let of_ways = match walk.ways.as_slice() {
            [only] => only.details().len(),
            ways => ways.len(),
        };
        Self {
            outcome: sentences.next().unwrap_or_default(),
            verdict: verdict(walk.outcome),
            paths: path::paths(catalog, namespace, &walk),
            notes: sentences.skip(of_ways).collect(),
            steps: steps(catalog, namespace, &walk),
            route: walk
                .route
                .and_then(|route| rows::route_row(catalog, namespace, route)),
        }
    }
}

const fn verdict(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::DeliveredHere
        | Outcome::OnLink
        | Outcome::ThroughGateway
        | Outcome::OneOfSeveral
        | Outcome::ToGroup
        | Outcome::Broadcast => Verdict::Goes,
        Outcome::Dropped
        | Outcome::Unreachable
        | Outcome::Prohibited
        | Outcome::NoRoute
        | Outcome::NotForwarded => Verdict::Stops,
        Outcome::UnknownKind(_) | Outcome::VrfTable | Outcome::GivenUp => Verdict::Unknown,
    }
}

/// The steps in words. Many rules in a row that do not fit are folded into one step.
fn steps(catalog: &Catalog, namespace: &Namespace, walk: &Walk<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = walk.steps.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let passed = rest.iter().take_while(|step| is_passed(step)).count();
        if passed > MOST_PASSED {
            let (folded, after) = rest.split_at(passed);
            steps.push(fold(folded, &walk.packet));
            rest = after;
        } else {
            steps.push(step(catalog, namespace, first, &walk.packet));
            rest = after;
        }
    }
    if steps.len() > MOST_STEPS {
        let last = steps.split_off(steps.len() - 1);
        let left = steps.len() - (MOST_STEPS - 2);
        steps.truncate(MOST_STEPS - 2);
        steps.push(Step::vain(
            [&counted(left, "step", "steps"), " more."].concat(),
        ));
        steps.extend(last);
    }
    steps
}

fn is_passed(step: &walk::Step<'_>) -> bool {
    matches!(
        step,
        walk::Step::Rule(RuleStep {
            mismatch: Some(_),
            ..
        })
    )
}

fn fold(steps: &[walk::Step<'_>], packet: &Packet<'_>) -> Step {
    let priority = |step: Option<&walk::Step<'_>>| match step {
        Some(walk::Step::Rule(rule)) => rule.priority.to_string(),
        _ => String::new(),
    };
    let words = [
        &*counted(steps.len(), "rule", "rules"),
        ", ",
        &priority(steps.first()),
        " to ",
        &priority(steps.last()),
        ", are for other packets and are passed over.",
    ];
    Step {
        folded: steps
            .iter()
            .take(MOST_STEPS)
            .map(|step| step.words(packet))
            .collect(),
        ..Step::vain(words.concat())
    }
}

fn step(
    catalog: &Catalog,
    namespace: &Namespace,
    step: &walk::Step<'_>,
    packet: &Packet<'_>,
) -> Step {
    let words = step.words(packet);
    let walk::Step::Table(table) = step else {
        return Step {
            is_vain: is_passed(step),
            ..Step::vain(words)
        };
    };
    Step {
        is_vain: table.end == TableEnd::NoRoute && table.candidates.is_empty(),
        candidates: candidates(catalog, namespace, table),
        more: table.more,
        ..Step::vain(words)
    }
}

fn candidates(catalog: &Catalog, namespace: &Namespace, table: &TableStep<'_>) -> Vec<Candidate> {
    let candidate = |candidate: &walk::Candidate<'_>| {
        let route = candidate.route;
        let mut leads = candidate.leads();
        if let Some(metric) = route.metric {
            leads.push_str(", metric ");
            leads.push_str(&metric.to_string());
        }
        Candidate {
            destination: route.destination.to_string(),
            bits: (
                route.destination.prefix_len(),
                route.destination.max_prefix_len(),
            ),
            leads,
            reason: candidate.reason(),
            wins: candidate.fate == Fate::Wins,
            selected: rows::route_row(catalog, namespace, route),
        }
    };
    table.candidates.iter().map(candidate).collect()
}

impl Step {
    fn vain(words: String) -> Self {
        Self {
            words,
            is_vain: true,
            folded: Vec::new(),
            candidates: Vec::new(),
            more: 0,
        }
    }
}

#[cfg(test)]
mod tests;
