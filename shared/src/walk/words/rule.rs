//! Rules in words.

use crate::explain::EVERY_PACKET;
use crate::explain::wording::{list, short};
use crate::snapshot::{PortRange, RouteTable, RoutingRule, RuleAction};
use crate::walk::{Aspect, Mismatch, RuleStep};

impl RuleStep<'_> {
    /// The rule, and whether the packet fits, in two or three sentences.
    pub(super) fn words(&self) -> String {
        let priority = self.priority;
        let Some(rule) = self.rule else {
            return format!(
                "Rule {priority} is for every packet. {} The bundle has no rules, so this one is \
                 assumed, as Linux starts with it.",
                self.deed()
            );
        };
        let conditions = conditions(rule);
        let packets = packets(&conditions, rule.inverted);
        let verdict = match self.mismatch {
            None if conditions.is_empty() => self.deed(),
            None => format!("This one fits. {}", self.deed()),
            Some(Mismatch::Inverted) => {
                "This one is such a packet, so the rule is passed over.".to_owned()
            }
            Some(Mismatch::Unknown(Aspect::Source)) => {
                "This one has no source address yet, so the rule is passed over.".to_owned()
            }
            Some(Mismatch::Unknown(aspect)) => format!(
                "The {} of this one is not known, so the rule is passed over.",
                aspect_name(aspect)
            ),
            Some(Mismatch::Other(Aspect::Vrf)) => {
                "This one's interface is in none, so the rule is passed over.".to_owned()
            }
            Some(Mismatch::Other(Aspect::Tunnel)) => {
                "This one came by none, so the rule is passed over.".to_owned()
            }
            Some(Mismatch::Other(aspect)) => format!(
                "This one has another {}, so the rule is passed over.",
                aspect_name(aspect)
            ),
        };
        format!("Rule {priority} is for {packets}. {verdict}")
    }

    /// What the rule does with a packet that fits.
    fn deed(&self) -> String {
        match (self.action(), self.table) {
            (RuleAction::Lookup, Some(RouteTable::Other(0)) | None) => {
                "It looks in the table of the interface's VRF.".to_owned()
            }
            (RuleAction::Lookup, Some(table)) => {
                let group = self.rule.and_then(|rule| rule.suppress_interface_group);
                let group = group.map(|group| {
                    format!(
                        " It passes over routes by interfaces of the group {group}, which is not \
                         followed here."
                    )
                });
                format!(
                    "It looks in the table {table}.{}",
                    group.unwrap_or_default()
                )
            }
            (RuleAction::Goto, _) => match self.rule.and_then(|rule| rule.goto) {
                Some(target) => format!("It goes on with rule {target}."),
                None => "It goes on with a rule that is not named.".to_owned(),
            },
            (RuleAction::Nop, _) => "It does nothing.".to_owned(),
            (RuleAction::Blackhole, _) => "It drops the packet without a word.".to_owned(),
            (RuleAction::Unreachable, _) => {
                "It drops the packet and answers \"unreachable\".".to_owned()
            }
            (RuleAction::Prohibit, _) => {
                "It drops the packet and answers \"prohibited\".".to_owned()
            }
            (RuleAction::Other(code), _) => {
                format!("Its action {code} has no name here; Linux drops such packets.")
            }
        }
    }
}

/// The packets that a rule is for, in words that go on a sentence.
pub(crate) fn rule_packets(rule: &RoutingRule) -> String {
    packets(&conditions(rule), rule.inverted)
}

/// What a rule does with a packet that fits, as a sentence.
pub(crate) fn rule_deed(rule: &RoutingRule) -> String {
    let step = RuleStep {
        priority: rule.priority,
        rule: Some(rule),
        mismatch: None,
        table: rule.table,
    };
    step.deed()
}

fn packets(conditions: &[String], inverted: bool) -> String {
    match (conditions, inverted) {
        ([], false) => EVERY_PACKET.to_owned(),
        ([], true) => "no packet".to_owned(),
        (conditions, false) => format!("packets {}", list(conditions)),
        (conditions, true) => format!("all packets but those {}", list(conditions)),
    }
}

/// What a rule asks for, each to stand after `packets`.
fn conditions(rule: &RoutingRule) -> Vec<String> {
    let prefix = |prefix: Option<ipnet::IpNet>| prefix.filter(|prefix| prefix.prefix_len() > 0);
    let ports = |range: PortRange| {
        if range.first == range.last {
            format!("port {}", range.first)
        } else {
            format!("ports {} to {}", range.first, range.last)
        }
    };
    [
        prefix(rule.source).map(|prefix| format!("from {prefix}")),
        prefix(rule.destination).map(|prefix| format!("to {prefix}")),
        rule.incoming_interface.as_deref().map(|name| match name {
            "lo" => "of this host's own".to_owned(),
            name => format!("that came in by {}", short(name)),
        }),
        rule.outgoing_interface
            .as_deref()
            .map(|name| format!("of sockets bound to {}", short(name))),
        rule.mark
            .filter(|mark| mark.mask != 0)
            .map(|mark| match mark.mask {
                u32::MAX => format!("with the mark {:#x}", mark.value),
                mask => format!("with the mark {:#x} under the mask {mask:#x}", mark.value),
            }),
        rule.type_of_service
            .filter(|&tos| tos != 0)
            .map(|tos| format!("with the type of service {tos:#x}")),
        rule.dscp.map(|dscp| format!("with the code point {dscp}")),
        rule.tunnel_id
            .filter(|&id| id != 0)
            .map(|id| format!("that came by the tunnel {id}")),
        rule.vrf_table
            .then(|| "of interfaces that are in a VRF".to_owned()),
        rule.ip_protocol
            .map(|code| match crate::explain::ip_protocol_name(code.into()) {
                Some(name) => format!("of the protocol {name}"),
                None => format!("of IP protocol {code}"),
            }),
        rule.source_ports
            .map(|range| format!("from {}", ports(range))),
        rule.destination_ports
            .map(|range| format!("to {}", ports(range))),
        rule.users.map(|users| {
            if users.first == users.last {
                format!("of uid {}", users.first)
            } else {
                format!("of uids {} to {}", users.first, users.last)
            }
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const fn aspect_name(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Source => "source address",
        Aspect::Destination => "destination address",
        Aspect::IncomingInterface => "incoming interface",
        Aspect::OutgoingInterface => "outgoing interface",
        Aspect::Mark => "mark",
        Aspect::TypeOfService => "type of service",
        Aspect::Tunnel => "tunnel",
        Aspect::Vrf => "VRF",
        Aspect::IpProtocol => "protocol",
        Aspect::SourcePort => "source port",
        Aspect::DestinationPort => "destination port",
        Aspect::User => "user",
    }
}
