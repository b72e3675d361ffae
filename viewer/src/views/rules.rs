//! Routing rules as rows.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::explain;
use netsnap_shared::index::Field;
use netsnap_shared::snapshot::{RoutingRule, RuleAction};

use super::{Cell, Column, Tone, namespace, namespaces, number, text};
use crate::rows;

pub(super) const COLUMNS: &[Column] = &[
    namespaces(|catalog, row| {
        Cell::or_blank(rows::rule(catalog, row).map(|(place, _)| namespace(place)))
    }),
    number("Priority", Field::Priority, |catalog, row| {
        of(catalog, row, |rule| Cell::new(rule.priority.to_string()))
    })
    .wide(88, 0),
    text("Family", Field::Family, |catalog, row| {
        of(catalog, row, |rule| Cell::new(rule.family.to_string()))
    })
    .wide(80, 0),
    text("For", Field::Packets, |catalog, row| {
        of(catalog, row, |rule| {
            Cell::foreign(&explain::rule_packets(rule))
        })
    })
    .wide(256, 30),
    text("Action", Field::Action, |catalog, row| {
        of(catalog, row, |rule| {
            let tone = match rule.action {
                RuleAction::Blackhole | RuleAction::Unreachable | RuleAction::Prohibit => {
                    Tone::Warn
                }
                _ => Tone::Plain,
            };
            Cell::new(rule.action.to_string()).toned(tone)
        })
    })
    .wide(112, 0),
    text("Table", Field::RouteTable, |catalog, row| {
        of(catalog, row, |rule| match (rule.table, rule.goto) {
            (Some(table), _) => Cell::new(table.to_string()),
            (None, Some(target)) => Cell::new(["rule ", &target.to_string()].concat()),
            (None, None) if rule.vrf_table => Cell::new("the VRF's"),
            (None, None) => Cell::blank(),
        })
    })
    .wide(112, 8),
    text("Protocol", Field::Protocol, |catalog, row| {
        of(catalog, row, |rule| Cell::new(rule.protocol.to_string()))
    })
    .wide(96, 6),
];

fn of(catalog: &Catalog, row: usize, cell: impl FnOnce(&RoutingRule) -> Cell) -> Cell {
    Cell::or_blank(rows::rule(catalog, row).map(|(_, rule)| cell(rule)))
}
