//! The table of routing rules.

use super::build::{Builder, Cell};
use super::sources::add_namespaces;
use super::word::define_words;
use super::{Field, Table, TableKind};
use crate::catalog::Catalog;
use crate::explain;
use crate::snapshot::{Family, RoutingRule, RuleAction};

pub(super) fn table(catalog: &Catalog) -> Table {
    let namespaces = &catalog.snapshot().namespaces;
    let all: Vec<&RoutingRule> = namespaces.iter().flat_map(|n| &n.rules).collect();
    let rows = || all.iter().copied();
    let mut table = Builder::new(TableKind::Rules, all.len());
    let mut text = |field, text: fn(&RoutingRule) -> Option<String>| {
        table.texts(field, |row| text(all.get(row)?));
    };
    text(Field::Packets, |rule| Some(explain::rule_packets(rule)));
    text(Field::Action, |rule| Some(rule.action.to_string()));
    text(Field::RouteTable, |rule| Some(rule.table?.to_string()));
    text(Field::Protocol, |rule| Some(rule.protocol.to_string()));
    text(Field::Family, |rule| Some(rule.family.to_string()));
    text(Field::Interface, |rule| rule.incoming_interface.clone());
    text(Field::OutgoingInterface, |rule| {
        rule.outgoing_interface.clone()
    });
    let priorities = rows().map(|rule| Some(rule.priority.into()));
    table.numbers([Field::Priority], [Cell::one(priorities)]);
    let mut prefix = |field, cells| table.prefixes(field, cells);
    prefix(Field::From, Cell::one(rows().map(|rule| rule.source)));
    prefix(
        Field::Destination,
        Cell::one(rows().map(|rule| rule.destination)),
    );
    add_namespaces(&mut table, catalog.snapshot(), |n| n.rules.len());
    table.words(rows().map(mask).collect())
}

define_words! {
    rule: RoutingRule;
    ["every", "all"] "is for every packet of its family"
        => !rule.inverted && explain::rule_packets(rule) == explain::EVERY_PACKET;
    ["inverted"] "is for every packet that does not fit" => rule.inverted;
    ["lookup"] "looks in a table" => rule.action == RuleAction::Lookup;
    ["drop", "blackhole"] "drops packets, with or without an answer"
        => matches!(
            rule.action,
            RuleAction::Blackhole | RuleAction::Unreachable | RuleAction::Prohibit
        );
    ["ipv4", "v4", "inet"] "a rule of IPv4" => rule.family == Family::Ipv4;
    ["ipv6", "v6", "inet6"] "a rule of IPv6" => rule.family == Family::Ipv6;
}
