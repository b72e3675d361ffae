//! What a word on the command line asks about.

use netsnap_shared::ports::{self, service_name};
use netsnap_shared::snapshot::{Protocol, State};

/// Something that can be explained without a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A port.
    Port(Protocol, u16),
    /// A state of a connection.
    State(State),
    /// A protocol.
    Protocol(Protocol),
}

/// Why a word asks about nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum SubjectError {
    #[error("cannot explain '{0}': ports go from 0 to 65535")]
    PortRange(String),
    #[error("cannot explain '{word}': {protocol} has no ports")]
    NoPorts { word: String, protocol: Protocol },
    #[error(
        "cannot explain '{word}': '{name}' is no protocol with ports; those are {}",
        with_ports()
    )]
    UnknownProtocol { word: String, name: String },
    #[error("cannot explain '{word}': it is no port, service, state or protocol{}", hint(.similar))]
    Unknown { word: String, similar: Vec<String> },
}

/// The protocols that have ports and answers of IANA's.
const WITH_PORTS: [Protocol; 4] = [Protocol::Tcp, Protocol::Udp, Protocol::Sctp, Protocol::Dccp];

/// The spellings of ss, netstat and Windows that differ from RFC 9293's by more than hyphens.
const SPELLINGS: [(&str, State); 12] = [
    ("estab", State::Established),
    ("listening", State::Listen),
    ("synrecv", State::SynReceived),
    ("synrcvd", State::SynReceived),
    ("synreceive", State::SynReceived),
    ("newsynrecv", State::NewSynReceived),
    ("unconn", State::Unconnected),
    ("close", State::Closed),
    ("bound", State::BoundInactive),
    ("finwait", State::FinWait1),
    ("timewt", State::TimeWait),
    ("lack", State::LastAck),
];

/// The most ports of one service that are explained.
const PORTS_OF_A_SERVICE: usize = 8;

/// The most words that are suggested.
const SUGGESTIONS: usize = 3;

/// A longer word than this, in bytes, is no slip of the fingers.
const LONGEST_WORD: usize = 40;

/// Reads `443/tcp`, `tcp/443`, `443`, `https`, `https/tcp`, `close-wait` or `udp`.
pub(super) fn parse(word: &str) -> Result<Vec<Subject>, SubjectError> {
    let lower = word.trim().to_lowercase();
    if let Some((left, right)) = lower.split_once('/') {
        let (port, protocol) = if protocol(left).is_some() {
            (right, left)
        } else {
            (left, right)
        };
        return port_of_protocol(word, port, protocol);
    }
    if is_number(&lower) {
        let number = port(word, &lower)?;
        return Ok([Protocol::Tcp, Protocol::Udp]
            .map(|protocol| Subject::Port(protocol, number))
            .to_vec());
    }
    if let Some(protocol) = protocol(&lower) {
        return Ok(vec![Subject::Protocol(protocol)]);
    }
    if let Some(state) = state(&lower) {
        return Ok(vec![Subject::State(state)]);
    }
    let ports = ports_named(&lower);
    if ports.is_empty() {
        return Err(SubjectError::Unknown {
            similar: similar(&lower),
            word: word.to_owned(),
        });
    }
    Ok(ports)
}

fn port_of_protocol(word: &str, port_word: &str, name: &str) -> Result<Vec<Subject>, SubjectError> {
    let protocol = protocol(name).ok_or_else(|| SubjectError::UnknownProtocol {
        word: word.to_owned(),
        name: name.to_owned(),
    })?;
    let without = matches!(
        protocol,
        Protocol::Icmp | Protocol::Icmpv6 | Protocol::Raw | Protocol::Other(_)
    );
    if without {
        return Err(SubjectError::NoPorts {
            word: word.to_owned(),
            protocol,
        });
    }
    if is_number(port_word) {
        return Ok(vec![Subject::Port(protocol, port(word, port_word)?)]);
    }
    let mut ports = ports_named(port_word);
    ports.retain(|subject| matches!(subject, Subject::Port(named, _) if *named == protocol));
    if ports.is_empty() {
        return Err(SubjectError::Unknown {
            similar: similar(port_word),
            word: word.to_owned(),
        });
    }
    Ok(ports)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn port(word: &str, digits: &str) -> Result<u16, SubjectError> {
    digits
        .parse()
        .map_err(|_| SubjectError::PortRange(word.to_owned()))
}

fn protocol(name: &str) -> Option<Protocol> {
    match name {
        "udp-lite" => Some(Protocol::UdpLite),
        "icmp6" | "ipv6-icmp" => Some(Protocol::Icmpv6),
        "tcp6" => Some(Protocol::Tcp),
        "udp6" => Some(Protocol::Udp),
        _ => Protocol::from_name(name),
    }
}

/// A state by its name without hyphens and underscores, which every program sets differently.
fn state(name: &str) -> Option<State> {
    let squeezed = squeeze(name);
    let named = State::NAMED
        .iter()
        .find(|state| state.name().is_some_and(|name| squeeze(name) == squeezed));
    let spelled = || SPELLINGS.iter().find(|(spelling, _)| *spelling == squeezed);
    named
        .copied()
        .or_else(|| spelled().map(|&(_, state)| state))
}

fn squeeze(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '-' | '_' | ' '))
        .collect()
}

/// The ports that are assigned to a service.
fn ports_named(name: &str) -> Vec<Subject> {
    let ports = ports::ports_named(name).into_iter();
    ports
        .map(|(protocol, port)| Subject::Port(protocol, port))
        .take(PORTS_OF_A_SERVICE)
        .collect()
}

fn services() -> impl Iterator<Item = (Protocol, u16, &'static str)> {
    WITH_PORTS.into_iter().flat_map(|protocol| {
        (0..=u16::MAX).filter_map(move |port| Some((protocol, port, service_name(protocol, port)?)))
    })
}

/// The words that a person may have meant, the likeliest first.
fn similar(word: &str) -> Vec<String> {
    if word.len() > LONGEST_WORD {
        return Vec::new();
    }
    let slips = (word.len() / 4).clamp(1, 2);
    let states = State::NAMED.iter().filter_map(|state| state.name());
    let protocols = Protocol::NAMED
        .iter()
        .filter_map(|protocol| protocol.name());
    let names = states
        .chain(protocols)
        .chain(services().map(|(_, _, name)| name))
        .filter(|name| name.len().abs_diff(word.len()) <= slips);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let distance = strsim::damerau_levenshtein(word, name);
        if distance <= slips && !found.iter().any(|&(_, known)| known == name) {
            found.push((distance, name));
        }
    }
    // Of equal distance states come before protocols, and protocols before services.
    found.sort_by_key(|&(distance, _)| distance);
    found
        .into_iter()
        .take(SUGGESTIONS)
        .map(|(_, name)| name.to_owned())
        .collect()
}

fn hint(similar: &[String]) -> String {
    match similar {
        [] => "; try 443/tcp, 443, https, close-wait or udp".to_owned(),
        [one] => format!("; did you mean {one}?"),
        [first @ .., last] => format!("; did you mean {} or {last}?", first.join(", ")),
    }
}

fn with_ports() -> String {
    WITH_PORTS.map(|protocol| protocol.to_string()).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Result<&[Subject], &str>) {
        let found = parse(word).map_err(|error| error.to_string());
        assert_eq!(
            found.as_deref(),
            expected.map_err(str::to_owned).as_ref().map(|s| *s),
            "{word}"
        );
    }

    #[test]
    fn a_port_may_name_its_protocol() {
        let tcp = Subject::Port(Protocol::Tcp, 443);
        for word in ["443/tcp", "tcp/443", "443/TCP", " 443/tcp ", "0443/tcp"] {
            check(word, Ok(&[tcp]));
        }
        check("443", Ok(&[tcp, Subject::Port(Protocol::Udp, 443)]));
        check("0/sctp", Ok(&[Subject::Port(Protocol::Sctp, 0)]));
        check("65535/dccp", Ok(&[Subject::Port(Protocol::Dccp, 65535)]));
    }

    #[test]
    fn a_service_is_known_by_its_name() {
        let [tcp, udp] = [Protocol::Tcp, Protocol::Udp].map(|it| Subject::Port(it, 22));
        check("ssh/tcp", Ok(&[tcp]));
        check("SSH/udp", Ok(&[udp]));
        let all = parse("ssh").unwrap();
        assert!(all.contains(&tcp) && all.contains(&udp), "{all:?}");
    }

    #[test]
    fn a_state_is_known_by_every_spelling() {
        for (word, state) in [
            ("close-wait", State::CloseWait),
            ("CLOSE_WAIT", State::CloseWait),
            ("CLOSEWAIT", State::CloseWait),
            ("ESTAB", State::Established),
            ("LISTENING", State::Listen),
            ("FIN_WAIT1", State::FinWait1),
            ("FIN-WAIT-2", State::FinWait2),
            ("SYN-RECV", State::SynReceived),
            ("SYN_RECEIVED", State::SynReceived),
            ("UNCONN", State::Unconnected),
            ("CLOSED", State::Closed),
        ] {
            check(word, Ok(&[Subject::State(state)]));
        }
        for &state in State::NAMED {
            check(state.name().unwrap(), Ok(&[Subject::State(state)]));
        }
    }

    #[test]
    fn a_protocol_is_known_by_its_name() {
        for &protocol in Protocol::NAMED {
            check(protocol.name().unwrap(), Ok(&[Subject::Protocol(protocol)]));
        }
    }

    #[test]
    fn what_cannot_be_explained_is_answered_with_the_way_out() {
        for (word, error) in [
            ("65536", "cannot explain '65536': ports go from 0 to 65535"),
            (
                "99999999999999999999/tcp",
                "cannot explain '99999999999999999999/tcp': ports go from 0 to 65535",
            ),
            ("443/icmp", "cannot explain '443/icmp': icmp has no ports"),
            (
                "443/tpc",
                "cannot explain '443/tpc': 'tpc' is no protocol with ports; those are tcp, udp, sctp, \
                 dccp",
            ),
            (
                "clos-wait",
                "cannot explain 'clos-wait': it is no port, service, state or protocol; did you \
                 mean close-wait?",
            ),
            (
                "?!",
                "cannot explain '?!': it is no port, service, state or protocol; try 443/tcp, 443, \
                 https, close-wait or udp",
            ),
        ] {
            check(word, Err(error));
        }
    }
}
