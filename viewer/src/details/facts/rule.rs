//! All fields of a routing rule.

use netsnap_shared::snapshot::{Namespace, PortRange, RoutingRule};

use super::{Fact, fact, maybe, present, yes_or_no};

pub(super) fn facts(namespace: &Namespace, rule: &RoutingRule) -> Vec<Fact> {
    let facts = [
        fact("Priority", rule.priority),
        fact("Family", rule.family),
        fact(
            "Action",
            format!("{} ({})", rule.action, rule.action.code()),
        ),
        maybe("Table", rule.table),
        fact("Protocol", rule.protocol),
        fact("Inverted", yes_or_no(rule.inverted)),
    ];
    let range = |range: PortRange| format!("{} to {}", range.first, range.last);
    let mark = rule
        .mark
        .map(|mark| format!("{:#x}/{:#x}", mark.value, mark.mask));
    let users = rule
        .users
        .map(|users| format!("{} to {}", users.first, users.last));
    let more = [
        present("From", rule.source),
        present("To", rule.destination),
        present("Incoming interface", rule.incoming_interface.as_deref()),
        present("Outgoing interface", rule.outgoing_interface.as_deref()),
        present("Mark", mark),
        present("Type of service", rule.type_of_service),
        present("Code point", rule.dscp),
        present("Tunnel", rule.tunnel_id),
        present("IP protocol", rule.ip_protocol),
        present("Source ports", rule.source_ports.map(range)),
        present("Destination ports", rule.destination_ports.map(range)),
        present("Users", users),
        present("Goes to rule", rule.goto),
        present("In a VRF's table", rule.vrf_table.then_some("yes")),
        present("Passes over prefixes up to", rule.suppress_prefix_length),
        present(
            "Passes over interfaces of group",
            rule.suppress_interface_group,
        ),
    ];
    let facts = facts.into_iter().chain(more.into_iter().flatten());
    facts.chain([fact("Namespace", &namespace.id)]).collect()
}
