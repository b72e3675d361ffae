//! Routing rules in words.

use crate::snapshot::{Family, RouteProtocol, RoutingRule};
use crate::walk;

use super::route::maker;
use super::{Explanation, Section, Topic};

/// What [`rule_packets`] says of a rule without conditions.
pub const EVERY_PACKET: &str = "every packet";

/// The packets that a rule is for, such as `packets from 10.0.0.0/8 and with the mark 0x1`.
pub fn rule_packets(rule: &RoutingRule) -> String {
    walk::rule_packets(rule)
}

/// Explains a routing rule.
pub fn rule(rule: &RoutingRule) -> Explanation {
    let mut deed = vec![walk::rule_deed(rule)];
    if let Some(length) = rule.suppress_prefix_length {
        deed.push(format!(
            "It passes over routes with a prefix of {length} bits or less, and the next rule is \
             asked in their place."
        ));
    }
    let made_by = match rule.protocol {
        // Linux starts each stack with some; of routes the kernel makes more.
        RouteProtocol::Kernel => "The kernel made it by itself.".to_owned(),
        protocol => maker(protocol),
    };
    let sections = [
        Section::of(Topic::Meaning, "What it does", deed),
        Section::of(
            Topic::Reach,
            "When it is asked",
            vec![
                "Rules are asked from the lowest number on, until one leads to a route or drops \
                 the packet. A table without a fitting route is as if its rule were not there."
                    .to_owned(),
            ],
        ),
        Section::of(Topic::Owner, "Who made it", vec![made_by]),
    ];
    let family = match rule.family {
        Family::Ipv4 => "IPv4".to_owned(),
        Family::Ipv6 => "IPv6".to_owned(),
        other @ Family::Other(_) => other.to_string(),
    };
    Explanation {
        headline: format!(
            "Rule {} of {family} is for {}.",
            rule.priority,
            rule_packets(rule)
        ),
        sections: sections.into_iter().flatten().collect(),
    }
}
