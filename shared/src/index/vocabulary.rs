//! The words that some fields hold, in every spelling that people know them by.

use super::{Field, TableKind};
use crate::explain::Health;
use crate::snapshot::{
    Family, NetlinkProtocol, Protocol, RouteKind, RouteProtocol, RouteScope, RouteTable,
    RuleAction, SourceStatus, State, TimerKind,
};

/// The known words of a field.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The words as rows hold them.
    pub(crate) words: Vec<&'static str>,
    /// Other spellings, each with the word it means; those of words differ only in `-` and `_`.
    aliases: &'static [(&'static str, &'static str)],
    /// What rows hold for a code.
    code: fn(u64) -> Option<String>,
}

/// The other spellings of the states: what `ss` and `netstat` print on Linux, Windows and macOS.
const STATES: &[(&str, &str)] = &[
    ("listening", "listen"),
    ("estab", "established"),
    ("est", "established"),
    ("unconn", "unconnected"),
    ("close", "closed"),
    ("syn-recv", "syn-received"),
    ("syn-rcvd", "syn-received"),
    ("syn-rcv", "syn-received"),
    ("fin-wait1", "fin-wait-1"),
    ("fin-wait2", "fin-wait-2"),
    ("finwait1", "fin-wait-1"),
    ("finwait2", "fin-wait-2"),
    ("timewait", "time-wait"),
    ("closewait", "close-wait"),
    ("lastack", "last-ack"),
    ("synsent", "syn-sent"),
    ("synreceived", "syn-received"),
    ("new-syn-recv", "new-syn-received"),
    ("bound", "bound-inactive"),
];

const UNIX_STATES: &[(&str, &str)] = &[
    ("listen", "listening"),
    ("estab", "connected"),
    ("established", "connected"),
    ("unconn", "unconnected"),
];

const SOCKET_KINDS: &[(&str, &str)] = &[
    ("str", "stream"),
    ("dgram", "datagram"),
    ("dgr", "datagram"),
    ("seq", "seqpacket"),
];

const NETLINK_PROTOCOLS: &[(&str, &str)] = &[
    ("rtnl", "route"),
    ("rtnetlink", "route"),
    ("uevent", "kobject_uevent"),
    ("genl", "generic"),
    ("nft", "netfilter"),
];

const FAMILIES: &[(&str, &str)] = &[
    ("4", "ipv4"),
    ("v4", "ipv4"),
    ("ip4", "ipv4"),
    ("inet", "ipv4"),
    ("inet4", "ipv4"),
    ("6", "ipv6"),
    ("v6", "ipv6"),
    ("ip6", "ipv6"),
    ("inet6", "ipv6"),
];

const PROTOCOLS: &[(&str, &str)] = &[
    ("icmp6", "icmpv6"),
    ("udp-lite", "udplite"),
    ("udpl", "udplite"),
];

const TIMERS: &[(&str, &str)] = &[
    ("on", "retransmit"),
    ("keep-alive", "keepalive"),
    ("timewait", "time-wait"),
    ("persist", "zero-window-probe"),
    ("probe", "zero-window-probe"),
];

const REACHES: &[(&str, &str)] = &[
    ("this host", "this-host"),
    ("host", "this-host"),
    ("loopback", "this-host"),
    ("link", "links"),
    ("its links", "links"),
    ("exposed", "everyone"),
    ("all", "everyone"),
];

/// The verdicts of `Ownership`, with the hyphen that words have here.
const OWNERS: [&str; 7] = [
    "owned",
    "kernel",
    "not-accepted",
    "hidden",
    "other-pid-namespace",
    "missing",
    "unknown",
];

const HEALTHS: &[(&str, &str)] = &[("peer full", "peer-full"), ("ok", "fine")];

/// The word for how a connection fares, with the hyphen that words have here.
pub(super) const fn word(health: Health) -> &'static str {
    match health {
        Health::PeerFull => "peer-full",
        other => other.name(),
    }
}

const STATUSES: [SourceStatus; 6] = [
    SourceStatus::Complete,
    SourceStatus::Partial,
    SourceStatus::Denied,
    SourceStatus::Unavailable,
    SourceStatus::Failed,
    SourceStatus::Unknown,
];

/// The words of a field of a table, where they are known; any other word is a mistake there.
pub(crate) fn vocabulary(table: TableKind, field: Field) -> Option<Vocabulary> {
    let of = |words: Vec<&'static str>, aliases, code| {
        Some(Vocabulary {
            words,
            aliases,
            code,
        })
    };
    match (table, field) {
        (TableKind::Sockets, Field::State) => {
            let code = |code| Some(State::from_code(u8::try_from(code).ok()?).to_string());
            of(named(State::NAMED, State::name), STATES, code)
        }
        (TableKind::Sockets, Field::Protocol) => {
            let code = |code| Some(Protocol::from_code(u16::try_from(code).ok()?).to_string());
            of(named(Protocol::NAMED, Protocol::name), PROTOCOLS, code)
        }
        (TableKind::Routes | TableKind::Rules, Field::Protocol) => {
            let code = |code| Some(RouteProtocol::from_code(u8::try_from(code).ok()?).to_string());
            of(named(RouteProtocol::NAMED, RouteProtocol::name), &[], code)
        }
        (_, Field::Family) => {
            let code = |code| Some(Family::from_code(u8::try_from(code).ok()?).to_string());
            of(named(Family::NAMED, Family::name), FAMILIES, code)
        }
        (_, Field::Timer) => {
            let code = |code| Some(TimerKind::from_code(u8::try_from(code).ok()?).to_string());
            of(named(TimerKind::NAMED, TimerKind::name), TIMERS, code)
        }
        (_, Field::RouteTable) => {
            let code = |code| Some(RouteTable::from_code(u32::try_from(code).ok()?).to_string());
            of(named(RouteTable::NAMED, RouteTable::name), &[], code)
        }
        (_, Field::Scope) => {
            let code = |code| Some(RouteScope::from_code(u8::try_from(code).ok()?).to_string());
            of(named(RouteScope::NAMED, RouteScope::name), &[], code)
        }
        (TableKind::Routes, Field::Kind) => {
            let code = |code| Some(RouteKind::from_code(u8::try_from(code).ok()?).to_string());
            of(named(RouteKind::NAMED, RouteKind::name), &[], code)
        }
        (TableKind::UnixSockets, Field::State) => {
            let states = ["listening", "connected", "unconnected"];
            of(states.into(), UNIX_STATES, |code| Some(code.to_string()))
        }
        (TableKind::UnixSockets, Field::Kind) => {
            let kinds = ["stream", "datagram", "seqpacket"];
            of(kinds.into(), SOCKET_KINDS, |code| Some(code.to_string()))
        }
        (TableKind::PacketSockets, Field::Kind) => {
            let kinds = ["raw", "datagram"];
            let aliases = SOCKET_KINDS.get(1..3).unwrap_or_default();
            of(kinds.into(), aliases, |code| Some(code.to_string()))
        }
        (TableKind::NetlinkSockets, Field::Protocol) => {
            let code =
                |code| Some(NetlinkProtocol::from_code(u8::try_from(code).ok()?).to_string());
            let words = named(NetlinkProtocol::NAMED, NetlinkProtocol::name);
            of(words, NETLINK_PROTOCOLS, code)
        }
        (_, Field::Action) => {
            let code = |code| Some(RuleAction::from_code(u8::try_from(code).ok()?).to_string());
            of(named(RuleAction::NAMED, RuleAction::name), &[], code)
        }
        (_, Field::Verdict) => of(["bad", "look"].into(), &[], |_| None),
        (_, Field::Owner) => of(OWNERS.into(), &[], |_| None),
        (_, Field::Health) => of(Health::ALL.map(word).into(), HEALTHS, |_| None),
        (_, Field::Reach) => of(["this-host", "links", "everyone"].into(), REACHES, |_| None),
        (_, Field::Status) => of(STATUSES.map(SourceStatus::name).into(), &[], |_| None),
        _ => None,
    }
}

fn named<T: Copy>(all: &[T], name: fn(T) -> Option<&'static str>) -> Vec<&'static str> {
    all.iter().filter_map(|&value| name(value)).collect()
}

impl Vocabulary {
    /// Whether some word or other spelling begins like this.
    pub(crate) fn has_start(&self, start: &str) -> bool {
        let start = start.replace('_', "-").to_ascii_lowercase();
        let aliases = self.aliases.iter().map(|(alias, _)| *alias);
        self.words
            .iter()
            .copied()
            .chain(aliases)
            .any(|word| word.replace('_', "-").starts_with(&start))
    }

    /// The word that a spelling means, in lower case; a number stands for a code.
    pub(crate) fn word(&self, spelling: &str) -> Option<String> {
        let spelling = spelling.replace('_', "-");
        let same = |known: &str| known.replace('_', "-").eq_ignore_ascii_case(&spelling);
        if let Some(word) = self.words.iter().find(|word| same(word)) {
            return Some((*word).to_owned());
        }
        if let Some((_, word)) = self.aliases.iter().find(|(alias, _)| same(alias)) {
            return Some((*word).to_owned());
        }
        (self.code)(spelling.parse().ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_known_in_every_spelling() {
        let states = vocabulary(TableKind::Sockets, Field::State).unwrap();
        for (spelling, word) in [
            ("LISTEN", Some("listen")),
            ("LISTENING", Some("listen")),
            ("ESTAB", Some("established")),
            ("TIME_WAIT", Some("time-wait")),
            ("time-wait", Some("time-wait")),
            ("TIMEWAIT", Some("time-wait")),
            ("SYN-RECV", Some("syn-received")),
            ("SYN_RCVD", Some("syn-received")),
            ("UNCONN", Some("unconnected")),
            ("FIN_WAIT1", Some("fin-wait-1")),
            ("FIN-WAIT-2", Some("fin-wait-2")),
            ("CLOSE_WAIT", Some("close-wait")),
            ("CLOSE", Some("closed")),
            ("77", Some("77")),
            ("256", None),
            ("lis", None),
        ] {
            assert_eq!(states.word(spelling).as_deref(), word, "{spelling}");
        }
    }

    #[test]
    fn every_alias_means_a_word() {
        for table in TableKind::ALL {
            for &field in table.fields() {
                let Some(vocabulary) = vocabulary(table, field) else {
                    continue;
                };
                for (alias, word) in vocabulary.aliases {
                    assert!(vocabulary.words.contains(word), "{field:?} {alias}");
                }
            }
        }
    }
}
