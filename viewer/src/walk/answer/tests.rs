//! What is shown of walks on an invented host.

use netsnap_shared::snapshot::{MarkMatch, RouteTable, RoutingRule, RuleAction, Snapshot};

use super::*;
use crate::walk::sample::two_links;

fn answer(catalog: &Catalog, to: &str) -> Answer {
    let namespace = &catalog.snapshot().namespaces[1];
    Answer::of(catalog, namespace, &Packet::to(to.parse().unwrap()))
}

/// A path in one line, with the rows it leads to.
fn line(path: &Path) -> String {
    let hop = |hop: &Hop| {
        let row = hop.selected.map(|selected| selected.row().to_string());
        let row = row.map(|row| ["#", &row].concat()).unwrap_or_default();
        let note = if hop.note.is_empty() {
            String::new()
        } else {
            [" (", &hop.note, ")"].concat()
        };
        [hop.label, " ", &hop.value, &row, &note].concat()
    };
    path.iter().map(hop).collect::<Vec<_>>().join(" → ")
}

#[test]
fn a_path_has_every_station() {
    let catalog = two_links();
    for (to, verdict, path, route) in [
        (
            "1.1.1.1",
            Verdict::Goes,
            "Source 192.0.2.10 (preferred by the route) → Interface eth0#1 → \
             Router 192.0.2.1 (02:00:5e:00:53:01, reachable) → Destination 1.1.1.1",
            Some(0),
        ),
        (
            "192.0.2.1",
            Verdict::Goes,
            "Source 192.0.2.10 (a guess: nothing names one) → Interface eth0#1 → \
             Destination 192.0.2.1 (02:00:5e:00:53:01, reachable)",
            Some(2),
        ),
        (
            "192.0.2.10",
            Verdict::Goes,
            "Source 192.0.2.10 → Interface lo#0 → This host 192.0.2.10",
            Some(4),
        ),
        ("203.0.113.9", Verdict::Stops, "", Some(3)),
        ("2001:db8::1", Verdict::Stops, "", None),
    ] {
        let answer = answer(&catalog, to);
        let paths: Vec<String> = answer.paths.iter().map(line).collect();
        assert_eq!(paths.join("\n"), path, "{to}");
        assert_eq!(answer.verdict, verdict, "{to}");
        assert_eq!(answer.route, route.map(Selected::Route), "{to}");
        assert!(answer.outcome.starts_with(&format!("A packet to {to} ")));
    }
}

#[test]
fn each_table_shows_winner_and_losers_with_their_rows() {
    let catalog = two_links();
    let answer = answer(&catalog, "1.1.1.1");
    let is_vain: Vec<bool> = answer.steps.iter().map(|step| step.is_vain).collect();
    // Rule 0, the table local without a route, rule 32766, the table main.
    assert_eq!(is_vain, [false, true, false, false]);
    let candidates = answer.steps[3].candidates.iter();
    let candidates: Vec<_> = candidates
        .map(|it| (&*it.destination, it.bits, it.wins, it.selected))
        .collect();
    let row = |row| Some(Selected::Route(row));
    let all = "0.0.0.0/0";
    assert_eq!(
        candidates,
        [(all, (0, 32), true, row(0)), (all, (0, 32), false, row(1))]
    );
    let loser = &answer.steps[3].candidates[1];
    assert_eq!(
        loser.leads,
        "to the router 198.51.100.1 by eth1, metric 200"
    );
    assert_eq!(loser.reason, "loses: its metric is higher");
}

/// The host with this many rules for marked packets before the usual one.
fn with_rules(count: u32) -> Catalog {
    let mut snapshot: Snapshot = two_links().snapshot().clone();
    let rule = |priority| {
        RoutingRule::new(
            netsnap_shared::snapshot::Family::Ipv4,
            priority,
            RuleAction::Lookup,
        )
    };
    let marked = |priority| RoutingRule {
        mark: Some(MarkMatch {
            value: 1,
            mask: u32::MAX,
        }),
        table: Some(RouteTable::Main),
        ..rule(priority)
    };
    let host = &mut snapshot.namespaces[1];
    host.rules = (0..count).map(|at| marked(at + 10)).collect();
    host.rules.push(RoutingRule {
        table: Some(RouteTable::Main),
        ..rule(32766)
    });
    Catalog::new(snapshot)
}

#[test]
fn rules_in_a_row_that_do_not_fit_are_folded() {
    for (rules, steps, folded) in [(3, 5, 0), (4, 3, 4), (4000, 3, MOST_STEPS)] {
        let answer = answer(&with_rules(rules), "1.1.1.1");
        assert_eq!(answer.steps.len(), steps, "{rules}");
        assert_eq!(answer.steps[0].folded.len(), folded, "{rules}");
        assert_eq!(answer.route, Some(Selected::Route(0)), "{rules}");
    }
    let answer = answer(&with_rules(4), "1.1.1.1");
    let words = &answer.steps[0].words;
    assert_eq!(
        words,
        "4 rules, 10 to 13, are for other packets and are passed over."
    );
}
