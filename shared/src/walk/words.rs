//! Steps and outcomes in words.

mod rule;

pub(crate) use rule::{rule_deed, rule_packets};

use super::table::refuses;
use super::{Candidate, Fate, Outcome, Packet, SourceReason, Step, TableEnd, TableStep, Walk, Way};
use crate::explain::wording::{self, number, short};
use crate::snapshot::{Route, RouteKind};

impl Step<'_> {
    /// The step in one or two sentences.
    pub fn words(&self, packet: &Packet<'_>) -> String {
        match self {
            Self::Rule(rule) => rule.words(),
            Self::Table(table) => table.words(packet),
            Self::AssumedOnLink(interface) => format!(
                "The socket is bound to {0}, so Linux takes the destination to be on the link of {0}, \
                 whatever the rules and routes say.",
                short(interface)
            ),
            Self::Unspecified => {
                "A program that sends to the unspecified address reaches its own host.".to_owned()
            }
        }
    }
}

impl TableStep<'_> {
    fn words(&self, packet: &Packet<'_>) -> String {
        let table = self.table;
        let ip = packet.destination;
        let count = self.candidates.len() + self.more;
        let fitting = match count {
            0 => return format!("The table {table} has no route to {ip}: the next rule is asked."),
            1 => format!("The table {table} has one route that {ip} lies in."),
            _ => format!(
                "The table {table} has {} routes that {ip} lies in.",
                number(count as u64)
            ),
        };
        let end = match self.end {
            TableEnd::NoRoute => "None of them can be taken: the next rule is asked.".to_owned(),
            TableEnd::Throw(route) => format!(
                "{} wins and says \"throw\": the next rule is asked.",
                route.destination
            ),
            TableEnd::Suppressed { route, limit } => format!(
                "{} wins, but the rule passes over prefixes of {limit} bits and fewer: the next rule \
                 is asked.",
                route.destination
            ),
            TableEnd::Taken(route) => format!("{} wins.", route.destination),
        };
        format!("{fitting} {end}")
    }
}

impl Candidate<'_> {
    /// Where the route leads, such as `to the router 192.0.2.1 by eth0`.
    pub fn leads(&self) -> String {
        leads(self.route)
    }

    /// Why it wins or loses, to stand behind the route.
    pub const fn reason(&self) -> &'static str {
        match self.fate {
            Fate::Wins => "wins",
            Fate::ShorterPrefix => "loses: its prefix is shorter",
            Fate::ShorterSourcePrefix => "loses: its prefix for the source is shorter",
            Fate::AnyTypeOfService => "loses: it is not for just this type of service",
            Fate::HigherMetric => "loses: its metric is higher",
            Fate::LowerPreference => "loses: its router advertises a lower preference",
            Fate::Equal => {
                "loses to an equal one: which of them the kernel asks first, the bundle does not tell"
            }
            Fate::OtherSource => "does not fit: it is for other source addresses",
            Fate::OtherTypeOfService => "does not fit: it is for another type of service",
            Fate::OtherInterface => {
                "does not fit: it leads by another interface than the socket is bound to"
            }
            Fate::Hidden => {
                "is not seen by Linux: routes for the same prefix and certain sources hide it"
            }
            Fate::Dead => "cannot be taken: its interface is down",
            Fate::RouterSilent => {
                "is passed over: its router did not answer when it was asked for its link-layer \
                 address"
            }
        }
    }

    /// The route with its reason, in a sentence.
    pub fn words(&self) -> String {
        let metric = match self.route.metric {
            Some(metric) => format!(", metric {metric}"),
            None => String::new(),
        };
        format!(
            "{}, {}{metric}, {}.",
            self.route.destination,
            self.leads(),
            self.reason()
        )
    }
}

fn by(interface: Option<&str>) -> String {
    interface
        .map(|name| format!(" by {}", short(name)))
        .unwrap_or_default()
}

fn leads(route: &Route) -> String {
    let by = by(route.interface.as_deref());
    match (route.kind, route.gateway) {
        (RouteKind::Unicast, _) if route.next_hops.len() > 1 => {
            format!("shared among {} ways", number(route.next_hops.len() as u64))
        }
        (RouteKind::Unicast, Some(gateway)) => format!("to the router {gateway}{by}"),
        (RouteKind::Unicast, None) => format!("straight to the receiver{by}"),
        (RouteKind::Local | RouteKind::Anycast, _) => "to this host itself".to_owned(),
        (kind, _) if refuses(kind) => format!("says \"{kind}\""),
        (kind, _) => format!("of kind {kind}{by}"),
    }
}

impl Way<'_> {
    /// Where it leads, such as `to the router 192.0.2.1 by eth0`.
    pub fn leads(&self) -> String {
        let by = by(self.interface);
        match self.gateway {
            Some(gateway) => format!("to the router {gateway}{by}"),
            None => format!("straight to the receiver{by}"),
        }
    }

    /// What is known of the next hop and of the source address, in sentences.
    pub fn details(&self) -> Vec<String> {
        let who = if self.gateway.is_some() {
            "The router"
        } else {
            "The receiver"
        };
        let neighbour = self.neighbour.map(|neighbour| match &neighbour.mac {
            Some(mac) => format!(
                "{who} has the link-layer address {} there, by an entry that is {}.",
                short(mac),
                short(&neighbour.state)
            ),
            None => format!(
                "{who}'s link-layer address is not known: the entry for it is {}.",
                short(&neighbour.state)
            ),
        });
        let link = self.link_down.then(|| {
            "The link there has no signal, so the packet most likely gets lost.".to_owned()
        });
        let source = self.source.and_then(|source| {
            let ip = source.ip;
            Some(match source.reason {
                SourceReason::Chosen => return None,
                SourceReason::Route => {
                    format!("It gets the source address {ip}, which the route prefers.")
                }
                SourceReason::Destination => {
                    format!("It gets the source address {ip} as well, for it stays on this host.")
                }
                SourceReason::Guess => format!(
                    "It most likely gets the source address {ip}, one of the interface's. That is a \
                     guess: neither the packet nor the route names one."
                ),
            })
        });
        [neighbour, link, source].into_iter().flatten().collect()
    }
}

impl Walk<'_> {
    /// What becomes of the packet, in sentences: the first says it, the others add to it.
    pub fn words(&self) -> Vec<String> {
        let ip = self.packet.destination;
        let mut sentences = vec![format!("A packet to {ip} {}.", self.fate())];
        match self.ways.as_slice() {
            [] => {}
            [only] => sentences.extend(only.details()),
            several => {
                let share = |way: &Way<'_>| {
                    format!("One way is {}, with weight {}.", way.leads(), way.weight)
                };
                sentences.extend(several.iter().map(share));
                if self.more_ways > 0 {
                    sentences.push(format!(
                        "There {}.",
                        match self.more_ways {
                            1 => "is one more way".to_owned(),
                            more => format!("are {} more ways", number(more as u64)),
                        }
                    ));
                }
            }
        }
        if self.needs_interface() {
            sentences.push(
                "A link-local address means something on one link only, so a program has to name the \
                 interface. Without one the kernel takes the first."
                    .to_owned(),
            );
        }
        sentences
    }

    /// What becomes of it, to stand after `A packet to …`.
    fn fate(&self) -> String {
        let by = by(self.ways.first().and_then(|way| way.interface));
        match self.outcome {
            Outcome::DeliveredHere => "is for this host itself and does not leave it".to_owned(),
            Outcome::OnLink => format!("goes straight to its receiver{by}"),
            Outcome::ThroughGateway => {
                let way = self.ways.first().map(Way::leads);
                format!("goes {}", way.unwrap_or_default())
            }
            Outcome::OneOfSeveral => {
                let ways = (self.ways.len() + self.more_ways) as u64;
                format!(
                    "takes one of {} ways; packets of one connection usually keep to one",
                    number(ways)
                )
            }
            Outcome::ToGroup => format!("goes to a multicast group{by}"),
            Outcome::Broadcast => {
                format!("goes to every host on the link{by} and to this one")
            }
            Outcome::Dropped => "is dropped without a word".to_owned(),
            Outcome::Unreachable => "is dropped, and its sender is told \"unreachable\"".to_owned(),
            Outcome::Prohibited => "is dropped, and its sender is told \"prohibited\"".to_owned(),
            Outcome::NoRoute => {
                "has no route: it is not sent, and its sender is told \"unreachable\"".to_owned()
            }
            Outcome::NotForwarded => {
                "came in for somebody else and is dropped: forwarding is switched off".to_owned()
            }
            Outcome::UnknownKind(kind) => {
                format!("meets a route of kind {kind}, for which there is no explanation here")
            }
            Outcome::VrfTable => {
                "is looked up in the table of its VRF, and the bundle does not say which that is"
                    .to_owned()
            }
            Outcome::GivenUp => {
                "was not followed to the end: there are too many rules and routes".to_owned()
            }
        }
    }

    fn needs_interface(&self) -> bool {
        let is_of_link = match self.packet.destination {
            std::net::IpAddr::V6(ip) => ip.is_unicast_link_local() || ip.segments()[0] == 0xff02,
            std::net::IpAddr::V4(_) => false,
        };
        is_of_link && self.packet.outgoing_interface.is_none() && !self.ways.is_empty()
    }

    /// The walk as lines of text: each step, its candidates indented, then the outcome.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for step in &self.steps {
            lines.push(step.words(&self.packet));
            if let Step::Table(table) = step {
                lines.extend(
                    table
                        .candidates
                        .iter()
                        .map(|candidate| format!("  {}", candidate.words())),
                );
                if table.more > 0 {
                    lines.push(format!(
                        "  and {}.",
                        wording::counted(table.more as u64, "more route")
                    ));
                }
            }
        }
        lines.extend(self.words());
        lines
    }
}
